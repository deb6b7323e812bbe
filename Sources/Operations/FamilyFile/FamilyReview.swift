import Casework
import Payments
import Primitives
import Storage

/// What a change of a family means for its cases in force: their people, their review, and what is left for people.
struct FamilyReview {
    private struct Touched {
        var row: CaseRow
        let members: [CaseMemberRow]
        let form: ApplicationForm
    }

    private let book: FamilyBook
    private let entry: FamilyChangeEntry
    private let touched: [Touched]
    private let ending: [CaseRow]

    /// Looks which cases the change touches.
    init(_ book: FamilyBook, _ entry: FamilyChangeEntry, in context: CommandContext) throws {
        self.book = book
        self.entry = entry
        var touched: [Touched] = []
        var ending: [CaseRow] = []
        for row in book.inForce {
            let members = try context.store.caseMembers(row.id, in: context.scope)
            let form = entry.restate(row.form, members)
            if form.members.isEmpty {
                ending.append(row)
            } else if form != row.form {
                touched.append(Touched(row: row, members: members, form: form))
            }
        }
        self.touched = touched
        self.ending = ending
    }

    /// What is left to do, without what has nothing to be done to.
    func duties(_ asked: [FamilyFollowUp], in context: CommandContext) throws -> [FamilyFollowUp] {
        var duties: [FamilyFollowUp] = []
        let moneyed: Set<FamilyFollowUp> = [.recompute, .stopShare, .updatePosting]
        for duty in asked {
            switch duty {
            case _ where moneyed.contains(duty): if !touched.isEmpty { duties.append(duty) }
            case .authorizeMember: if !touched.isEmpty { duties.append(duty) }
            case .reissueCertificate: if try hasCertificate(in: context) { duties.append(duty) }
            // The verb that splits or joins has done it already.
            case .cancelOtherFile, .fileForSplit: break
            default: duties.append(duty)
            }
        }
        if try losesAccount(in: context) { duties.append(.changeAccount) }
        if !ending.isEmpty { duties.append(.endOwnCase) }
        return duties
    }

    /// Restates the people of each case, begins its review where it may begin, and issues the form of the change.
    func begin(in context: CommandContext) throws -> [String] {
        var reviewed: [String] = []
        for item in touched {
            var row = item.row
            let people = try HouseholdLink.people(item.form, in: context)
            try context.store.replaceCaseFacts(
                &row, form: item.form, members: CaseMembers.frozen(item.form, people: people, in: context),
                in: context.scope, at: context.now)
            var file = try CaseFile(row, in: context)
            let details = CaseStepDetails(
                reason: "\(entry.kind.chinese)：\(entry.note.reason)",
                lines: [
                    DocumentLine("变化种类", entry.note.summary),
                    DocumentLine("变化日期", entry.happenedOn.chineseText), DocumentLine("证明材料", entry.note.evidence),
                    DocumentLine("变化后人数", "\(row.headCount)人"),
                ],
                paragraphs: ["变动原因：\(entry.note.reason)", "变动已启动复核，复核结束前照原标准发放；金额有变化的另行书面告知。"])
            try file.issue(.memberChangeForm, details: details, actor: context.actor, in: context)
            guard row.state == .active else { continue }
            // The desk's reviewer may record a change, but a review is begun by the clerk or the program.
            let refusals = try file.apply(
                .startReverification, in: context,
                by: context.actor.staff?.role == .townshipClerk ? nil : .system, details: details)
            if refusals.isEmpty { reviewed.append(row.number) }
        }
        return reviewed
    }

    private func hasCertificate(in context: CommandContext) throws -> Bool {
        try touched.contains { item in
            try context.store.certificates(of: item.row.id, in: context.scope).contains {
                [.valid, .lost].contains($0.certificate.state)
            }
        }
    }

    private func losesAccount(in context: CommandContext) throws -> Bool {
        try touched.contains { item in
            guard let payee = try context.store.awardRow(ofCase: item.row.id, in: context.scope)?.award.payee?.person,
                let number = item.members.first(where: { $0.personID == payee })?.number
            else { return false }
            return !item.form.members.contains { $0.number == number }
        }
    }
}
