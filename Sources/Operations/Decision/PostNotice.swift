package import Casework
package import Primitives
import Storage

/// What posting a notice came to.
package struct PostedNotice: Codable, Hashable, Sendable {
    /// The notice.
    package var noticeID: NoticeID
    /// What the public link carries.
    package var token: String
    /// The last day.
    package var closes: Deadline
    /// The code printed under the board's text.
    package var checkCode: String
}

extension PublicityNotice {
    /// What the paper board says, its code below it.
    var boardLines: [DocumentLine] {
        get throws { paperLines.map { DocumentLine($0.label, $0.value) } + [DocumentLine("校验码", try checkCode)] }
    }
}

/// Posts the case in its village for the days the rule sets (公示, D15); never for an exempt household.
///
/// The paper board names the applicant in full; the web shows a masked name while the days run.
package struct PostNotice: Command {
    package static let name = "decision.postNotice"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at.
    package var seenVersion: Int64

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Answers the posting.
    package func run(in context: CommandContext) throws -> Outcome<PostedNotice> {
        var file = try CaseFile(caseID, in: context)
        let refusals = file.refusals(of: .postNotice, by: context.actor, on: context.today)
        guard refusals.isEmpty else { return .refused(refusals) }
        guard let notice = try notice(of: file, in: context) else { return .refused([.nameUnsuitable]) }
        let applied = try file.apply(
            .postNotice, in: context, seenVersion: seenVersion,
            details: CaseStepDetails(lines: try notice.boardLines))
        guard applied.isEmpty else { return .refused(applied) }
        let posted = try context.store.insertNotice(
            notice, caseID: caseID, round: file.surroundings.noticeRounds + 1, region: file.row.region,
            in: context.scope)
        return .done(
            PostedNotice(
                noticeID: posted.id, token: posted.token, closes: notice.closes, checkCode: try notice.checkCode))
    }

    /// The notice; nil when a name or the hotline may not hang in public.
    ///
    /// The guards have excluded exempt households.
    private func notice(of file: CaseFile, in context: CommandContext) throws -> PublicityNotice? {
        let row = file.row
        let township = row.region.ancestor(at: .township) ?? row.region
        guard let applicant = PublicText(row.applicantName),
            let village = PublicText(try context.store.regionName(row.region)),
            let body = PublicText(try context.store.regionName(township)),
            let hotline = Hotline(try context.hotline(at: row.region))
        else { return nil }
        return PublicityNotice(
            exemption: file.noticeExemption(on: context.today), applicant: applicant, headCount: row.headCount,
            amount: file.surroundings.determination?.amount ?? .zero, program: row.program, village: village,
            township: body, hotline: hotline, postedOn: context.today, limits: file.limits, count: file.count)
    }
}
