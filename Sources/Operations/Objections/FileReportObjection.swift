import Casework
package import Primitives
package import Storage
import Verification

/// What whoever objected to a report is told.
package struct ReportObjectionReceipt: Codable, Hashable, Sendable {
    /// The objection.
    package var objectionID: ReportObjectionID
    /// Its number, to name it at the hotline.
    package var number: String
    /// The last day for its answer.
    package var answerDue: CivilDate
}

/// The family objects to one entry of the verification report (异议复核), with text and a photo; a clerk may file it.
///
/// The first objection while the family has time for it brings the case back to investigation with the clock standing.
package struct FileReportObjection: Command {
    package static let name = "objections.file"
    /// Most characters of what the family says.
    package static let textLimit = 1000
    /// The case.
    package var caseID: CaseID
    /// The report the family looked at.
    package var reportID: ReportID
    /// The entry: `Finding.contestKey`.
    package var finding: String
    /// What the family says.
    package var text: String
    /// A photo of the case that shows it.
    package var photoID: UploadID?

    /// Takes the inputs.
    package init(caseID: CaseID, reportID: ReportID, finding: String, text: String, photoID: UploadID? = nil) {
        self.caseID = caseID
        self.reportID = reportID
        self.finding = finding
        self.text = text
        self.photoID = photoID
    }

    /// Answers the receipt.
    package func run(in context: CommandContext) throws -> Outcome<ReportObjectionReceipt> {
        guard context.actor.account != nil || context.actor.staff != nil else { return .refused([.notAllowed]) }
        var file = try CaseFile(caseID, in: context)
        var refusals: [Reason] = []
        if context.actor.staff != nil { refusals += DecisionChecks.signer(context, [.townshipClerk, .aide], of: file) }
        refusals += DecisionChecks.text(text, field: "text", limit: Self.textLimit)
        if let photoID, !(try context.store.uploads(of: caseID, in: context.scope).contains { $0.id == photoID }) {
            refusals.append(.photoUnknown)
        }
        let standing = try StandingReport(file, in: context)
        refusals += self.refusals(file, standing, in: context)
        guard refusals.isEmpty, let standing,
            let contested = standing.contestable.first(where: { $0.contestKey == finding })
        else { return .refused(refusals) }
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let number = try ObjectionNumbers.next("YY", "reportObjection", county: county, in: context)
        let due = file.count.deadline(file.limits.objectionDays, after: context.today).on
        let id = try context.store.insertReportObjection(
            ReportObjectionEntry(
                caseID: caseID, reportID: reportID, number: number, evidenceHash: finding,
                finding: try StoreTransaction.json(ContestedFinding(contested, of: standing.report)),
                statement: text, photoID: photoID, filedBy: context.actor.staff?.staffID, filedOn: context.today,
                answerDue: due, makerID: standing.issue?.maker), at: context.now)
        try context.audit(Self.name, "reportObjection", id.rawValue, region: file.row.region)
        let lines = [DocumentLine("异议编号", number), DocumentLine("收到日期", context.today.chineseText)]
        if file.row.state == .objectionWindow {
            let moved = try file.apply(
                .contestReport, in: context,
                details: CaseStepDetails(lines: lines, paragraphs: [contested.sentence, text]))
            guard moved.isEmpty else { return .refused(moved) }
        } else {
            // Where no time to object was opened, the record has the same line and the case stays where it is.
            try context.store.appendCaseEvent(
                caseID: caseID, kind: CaseEventKind.contestReport.rawValue, from: file.row.state.rawValue,
                to: file.row.state.rawValue, actor: context.actor.row, at: context.now, on: context.today)
        }
        return .done(ReportObjectionReceipt(objectionID: id, number: number, answerDue: due))
    }

    private func refusals(_ file: CaseFile, _ standing: StandingReport?, in context: CommandContext) -> [Reason] {
        guard file.row.state == .investigating || file.row.state == .objectionWindow else { return [.notInvestigating] }
        guard let standing else { return [.reportMissing] }
        guard standing.id == reportID else { return [.reportOutdated] }
        var found: [Reason] = []
        if standing.needsIssue, !standing.isIssued { found.append(.reportNotIssued) }
        if context.today > standing.objectionDue { found.append(.objectionWindowOver(standing.objectionDue)) }
        guard let entry = standing.contestable.first(where: { $0.contestKey == finding }) else {
            return found + [.findingUnknown]
        }
        // One objection speaks for every entry that rests on the same records.
        let earlier = standing.objections(to: entry)
        switch earlier.last?.state {
        case "open": found.append(.findingContested)
        case "rejected": found.append(.findingDecided)
        // An upheld one is raised again only on other evidence, unless it was taken back; then it may be contested.
        default:
            if found.isEmpty, earlier.contains(where: { $0.reportID == reportID }) { found.append(.findingDecided) }
        }
        return found
    }
}

/// Public numbers of objections and tickets: gapless per county and year.
enum ObjectionNumbers {
    static func next(
        _ prefix: String, _ series: String, county: RegionCode, in context: CommandContext
    ) throws -> String {
        let year = context.today.year
        let digits = String(try context.store.nextNumber(series: series, region: county, year: year))
        return "\(prefix)\(county.text)-\(year)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }
}
