import Casework
import Primitives
import Storage

extension CaseFile {
    /// Performs one action of a transition inside the transaction.
    func perform(
        _ action: CaseAction, details: CaseStepDetails, actor: Actor, in context: CommandContext
    ) throws {
        switch action {
        case .issueDocument(let kind): try issue(kind, details: details, actor: actor, in: context)
        case .message(let kind): try sendMessage(kind, details: details, in: context)
        case .startComparison:
            try context.store.enqueueJob(
                kind: JobKind.comparison.rawValue, dedupeKey: "\(row.id.text)/\(row.factsVersion)",
                payload: "{\"case\":\"\(row.id.text)\"}", runAt: context.now, at: context.now)
        case .createAward, .changeAward, .grantOnce, .payFromReserve, .suspendAward, .resumeAward, .endAward:
            try CaseAwards.perform(action, of: self, actor: actor, in: context)
        case .recordEvent, .openTask, .recordEntry, .requireCountyVisit, .closeFamilyFile, .tellMedicalSecurity,
            .openRecovery:
            // The event row records them: tasks, the entry day and the need of a visit are read from state and events.
            break
        }
    }

    /// Issues a document of the case under the next number of its series.
    func issue(
        _ kind: DocumentKind, details: CaseStepDetails, actor: Actor, in context: CommandContext
    ) throws {
        let township = row.region.ancestor(at: .township) ?? row.region
        let county = row.region.ancestor(at: .county) ?? row.region
        let byCounty = actor.staff?.region.level == .county
        let issuingRegion = byCounty ? county : township
        let issuer = try context.store.regionName(issuingRegion) + (byCounty ? "民政局" : "人民政府（街道办事处）")
        let year = context.today.year
        let sequence = try context.store.nextNumber(series: kind.rawValue, region: issuingRegion, year: year)
        let abbreviation = try context.store.regionName(issuingRegion).prefix(2) + "民"
        let number = DocumentNumber(issuer: String(abbreviation), kind: kind, year: year, sequence: Int(sequence))
        let content = DocumentContent(
            kind: kind, title: kind.chinese,
            number: number?.text ?? "\(kind.rawValue)-\(issuingRegion.text)-\(year)-\(sequence)",
            addressee: row.applicantName,
            lines: [
                DocumentLine("受理号", row.number), DocumentLine("申请人", row.applicantName),
                DocumentLine("救助项目", row.program.chinese), DocumentLine("申请日期", row.submittedDay.chineseText),
                DocumentLine("家庭人数", "\(row.headCount)人"),
            ] + details.lines,
            paragraphs: details.paragraphs, issuer: issuer, issuedOn: context.today)
        try context.store.insertDocument(
            kind: kind.rawValue, number: content.number, title: content.title, content: StoreTransaction.json(content),
            caseID: row.id, region: row.region, actor: actor.row, at: context.now, on: context.today)
    }
}

/// The kinds of background work.
package enum JobKind: String, CaseIterable, Sendable {
    /// Compares a case with the department data it may read.
    case comparison
    /// Tries a policy on the living families of a region.
    case simulation
    /// Tries a version of a policy before it is published.
    case packTrial
    /// Goes on with a run of the checking system.
    case verificationRun
    /// Takes department data in.
    case departmentImport
    /// Merges layers of department data, or removes days that are no longer to be kept.
    case snapshotCare
}
