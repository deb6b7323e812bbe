import Casework
import FoundationEssentials
import Policies
import Primitives
import Storage
import Verification

/// The back-check that runs itself: a later report settles a provisional approval, or raises a doubt for a person.
enum BackCheckWatch {
    /// Judges a provisional approval by the report that has just been kept, in the same transaction.
    ///
    /// While an answer that could change the outcome is still out, the platform above included, nothing is settled.
    /// That the family qualifies the program says itself; anything against it is left to a person, and the family is
    /// told that it will be heard.
    static func take(_ report: VerificationReport, _ id: ReportID, in context: CommandContext, of file: CaseFile) throws
    {
        guard file.row.state == .provisionalActive,
            var row = try context.store.provisional(of: file.row.id, in: context.scope), row.check == .waiting,
            let outlook = try InterimView.outlook(file, report, promise: row, in: context)
        else { return }
        let isDoubtful = report.needsPerson(unless: outlook.interim.certain)
        let awaited = try awaited(file, report, outlook, in: context)
        guard isDoubtful || awaited.isEmpty && outlook.interim.certain != nil else { return }
        (row.checkReportID, row.checkedOn, row.nextLookOn) = (id, context.today, nil)
        let isMet = outlook.interim.certain == file.row.program.pack && report.conclusion != .doesNotMeet
        if isMet, !isDoubtful {
            let check = BackCheck(
                outcome: .passes, reportBack: true, signedBy: nil, reasonCodes: [], contradictions: [], heardOn: nil)
            guard check.assess(paid: .zero, on: context.today).value != nil else { return }
            (row.check, row.settled) = (.passes, check)
        } else {
            row.check = .doubtful
            try file.sendMessage(.reportContestable, details: CaseStepDetails(), in: context)
        }
        try context.store.updateProvisional(&row, in: context.scope)
        try context.audit(
            "fastPaths.backCheck", "case", file.row.id.rawValue, region: file.row.region,
            payload: "{\"state\":\"\(row.check.rawValue)\"}")
    }

    /// The sources for which a back-check waits, each with why it is silent, in Chinese.
    ///
    /// A platform above that was asked about these facts is silent where a report made elsewhere knows nothing of it.
    /// Records at hand under another name say nothing until a person has settled whose they are.
    static func awaited(
        _ file: CaseFile, _ report: VerificationReport, _ outlook: InterimView, in context: CommandContext
    ) throws -> [String] {
        var said = outlook.interim.awaited.map { "\($0.source.title)：\($0.source.reason)" }
        said += report.unsettledNames.map { answer in
            let name = report.members.first { $0.key == answer.member }?.name ?? answer.member
            return "\(answer.title)（\(name)）：\(answer.reason ?? "登记的姓名与申报的不同")，请先核实是不是同一个人"
        }
        let asked = try context.store.relay(
            of: file.row.id, factsVersion: file.row.factsVersion, in: context.scope)
        if let asked, !report.answers.contains(where: { $0.exchange == asked.number }) {
            said.append("上级核对平台：已发问（\(asked.number)），这次核对没有取到它的答复")
        }
        var seen: Set<String> = []
        return said.filter { seen.insert($0).inserted }
    }
}

extension VerificationReport {
    /// Local sources whose records carry another name, while nobody has answered for them.
    fileprivate var unsettledNames: [SourceAnswer] {
        mismatchedAnswers.filter { answer in
            answer.exchange == nil
                && findings.contains { $0.member == answer.member && $0.datasets.contains(answer.dataset) }
        }
    }

    /// Whether a platform above found what a person must weigh: what no computation reads, or cannot read as it is.
    ///
    /// Records that could not change an outcome that is certain are in the report, and hold nothing up.
    fileprivate func needsPerson(unless certain: String?) -> Bool {
        let weighed = Set(lines.filter { $0.feeds != nil }.flatMap(\.datasets))
        let above = answers.filter { $0.exchange != nil && !$0.status.isSilent && $0.status != .noHit }
        return above.contains { answer in
            let isRaised = findings.contains {
                $0.member == answer.member && $0.datasets == [answer.dataset] && $0.rule == "relay.\(answer.dataset)"
            }
            guard isRaised else { return false }
            return !weighed.contains(answer.dataset) || answer.openRecords != nil && certain == nil
        }
    }
}

extension BackCheckWatch {
    /// A confirmation by people settles what the program was still waiting for.
    static func follow(_ event: CaseEvent, of file: CaseFile, actor: Actor, in context: CommandContext) throws {
        guard case .confirm = event, var row = file.side.provisionalRow, row.plan != nil, !row.check.isSettled else {
            return
        }
        let check = BackCheck(
            outcome: .passes, reportBack: true, signedBy: actor.staff?.staffID, reasonCodes: [], contradictions: [],
            heardOn: row.heardOn)
        (row.check, row.settled, row.settledBy) = (.passes, check, actor.staff?.staffID)
        (row.checkedOn, row.nextLookOn) = (context.today, nil)
        row.checkReportID = file.surroundings.reportID ?? row.checkReportID
        try context.store.updateProvisional(&row, in: context.scope)
    }
}

extension Bureau {
    /// Looks whether sources that were silent have newer data for families approved provisionally; asks again if so.
    ///
    /// Run in the background of a node that holds department data. Each family is looked at once a business day; the
    /// day its check is due it is compared in any case, so that nothing waits for ever. Returns how many are compared.
    package func lookAtBackChecks(limit: Int = 50) async throws -> Int {
        guard let snapshots, let reports else { return 0 }
        let isIdle = try await view(as: .system) { context in
            try context.store.dueBackChecks(on: context.today, limit: 1, in: context.scope).isEmpty
        }
        guard !isIdle else { return 0 }
        let days = try reports.data(of: snapshots).days
        let outcome = try await perform(
            LookAtBackChecks(days: days, limit: limit), as: .system,
            key: "back-checks-\(store.ids.next(EventSubject.self).text)")
        return outcome.value ?? 0
    }
}

/// Asks departments again about provisionally approved families, where somebody may answer now.
struct LookAtBackChecks: Command {
    static let name = "fastPaths.lookAtBackChecks"
    /// The day that each dataset in force describes.
    var days: [String: CivilDate]
    var limit: Int

    func run(in context: CommandContext) throws -> Outcome<Int> {
        guard case .system = context.actor else { return .refused([.notAllowed]) }
        var asked = 0
        for var row in try context.store.dueBackChecks(on: context.today, limit: limit, in: context.scope) {
            let file = try context.store.caseRow(row.caseID, in: context.scope)
            row.nextLookOn = file?.state == .provisionalActive ? context.today.adding(days: 1) : nil
            try context.store.updateProvisional(&row, in: context.scope)
            guard let file, file.state == .provisionalActive, try isWorthAsking(row, file, in: context)
            else { continue }
            try context.store.enqueueJob(
                kind: JobKind.comparison.rawValue,
                dedupeKey: "\(row.caseID.text)/\(file.factsVersion)/back/\(context.today.text)",
                payload: "{\"case\":\"\(row.caseID.text)\"}", runAt: context.now, at: context.now)
            asked += 1
        }
        return .done(asked)
    }

    /// Whether a silent source has other data than then, the report is of other facts, or the check is due today.
    private func isWorthAsking(_ row: ProvisionalRow, _ file: CaseRow, in context: CommandContext) throws -> Bool {
        let due = row.plan?.owed.first { $0.step == .verification }?.due.on
        guard let latest = try context.store.reports(of: row.caseID, in: context.scope).first,
            latest.entry.factsVersion == file.factsVersion, due != context.today
        else { return true }
        let report = try VerificationReport(canonicalJSON: Data(latest.entry.content))
        if report.silentAnswers.contains(where: { $0.exchange == nil && days[$0.dataset] != $0.asOf }) { return true }
        guard report.silentAnswers.contains(where: { $0.exchange != nil }) else { return false }
        // The platform above is asked again once nothing more is fetched for the question before.
        let asked = try context.store.relay(of: row.caseID, factsVersion: file.factsVersion, in: context.scope)
        return asked.map { $0.lateThrough < context.today } ?? false
    }
}
