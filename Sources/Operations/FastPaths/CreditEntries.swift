import Casework
import Primitives
import Storage

/// The entry of a broken promise, beside its case.
enum CreditEntries {
    /// Begins an entry with its notice (失信记录事先告知); the person may defend itself before anything is entered.
    ///
    /// The caller has revoked the approval in the same transaction.
    static func begin(
        _ file: CaseFile, _ promise: ProvisionalRow, by staff: StaffActor, in context: CommandContext
    ) throws -> CreditEntryID? {
        guard let applicant = file.members.first(where: { $0.relation == .applicant }) ?? file.members.first else {
            return nil
        }
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let sequence = try context.store.nextNumber(series: "credit", region: county, year: context.today.year)
        let terms = try CreditEntryTerms(
            context.policies(on: context.today), region: file.row.region, on: context.today)
        let grounds = (promise.settled?.contradictions ?? []).joined(separator: "；")
        let entry = CreditEntry(
            noticedOn: context.today, proposedBy: staff.staffID, debt: try debt(of: file.row.id, in: context))
        let row = CreditEntryRow(
            id: context.store.ids.next(), caseID: file.row.id, personID: applicant.personID,
            number: "SX\(county.text)-\(context.today.year)-\(sequence.padded(6))", grounds: grounds, entry: entry,
            due: due(entry, terms, file.count))
        try context.store.insertCreditEntry(row, at: context.now)
        let deadline = file.count.deadline(terms.defenceDays, after: context.today).on
        try file.issue(
            .creditDecision,
            details: CaseStepDetails(
                lines: [
                    DocumentLine("事项", "拟记入信用承诺失信记录（事先告知）"), DocumentLine("编号", row.number),
                    DocumentLine("事实", grounds), DocumentLine("陈述申辩", "\(deadline.chineseText)前"),
                ],
                paragraphs: ["您可以在期限内书面或口头陈述申辩。期限届满或听取申辩后，由另一名工作人员决定是否记录。"]
                    + (try RemedyText.paragraphs(of: file.row, in: context))),
            actor: .staff(staff), in: context)
        try file.sendMessage(.revoked, details: CaseStepDetails(), in: context)
        try context.audit("credit.noticed", "credit", row.id.rawValue, region: file.row.region)
        return row.id
    }

    /// What is still to be repaid for the case.
    static func debt(of caseID: CaseID, in context: CommandContext) throws -> Money {
        try context.store.recoveries(of: caseID, in: context.scope)
            .filter { $0.recovery.state != .waived }
            .map { $0.recovery.amount - $0.recovery.returned }.reduce(Money.zero, +)
    }

    /// The last day of what an entry waits for: defence, answer, or its own end; nil when nothing runs.
    static func due(_ entry: CreditEntry, _ terms: CreditEntryTerms, _ count: DeadlineCount) -> CivilDate? {
        switch entry.state {
        case .noticed: count.deadline(terms.defenceDays, after: entry.noticedOn).on
        case .contested: entry.answerBy(terms, count)?.on
        case .entered:
            entry.enteredOn.map { $0.calendarMonth.adding(months: terms.keptMonths.value).firstDay.adding(days: -1) }
        case .heard, .lifted, .repaired, .expired, .dropped: nil
        }
    }
}
