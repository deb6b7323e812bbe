import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// Words and marks that the pages of the centre's desk share.
struct CentreWords {
    let context: BackstopContext
    let formats: Formats
    static let root = "/staff/verification"

    init(_ context: BackstopContext) { (self.context, formats) = (context, Formats(context)) }

    private var isEnglish: Bool { context.language == .english }

    func kind(_ kind: RunKind) -> String { isEnglish ? kind.english : kind.chinese }

    func state(_ state: RunState) -> StatusTag {
        let tones: [RunState: StatusTag.Tone] = [.running: .info, .done: .ok, .cancelled: .warn, .failed: .bad]
        return StatusTag(context.t("runState.\(state.rawValue)"), tones[state] ?? .neutral)
    }

    func freshness(_ freshness: DatasetStanding.Freshness) -> StatusTag {
        let tones: [DatasetStanding.Freshness: StatusTag.Tone] = [.fresh: .ok, .stale: .warn, .missing: .bad]
        return StatusTag(context.t("freshness.\(freshness.rawValue)"), tones[freshness] ?? .neutral)
    }

    func severity(_ severity: String) -> StatusTag {
        let tones: [String: StatusTag.Tone] = ["red": .bad, "yellow": .warn, "care": .info]
        return StatusTag(context.t("severity.\(severity)"), tones[severity] ?? .neutral)
    }

    func batchState(_ state: String) -> StatusTag {
        let tones: [String: StatusTag.Tone] = ["running": .info, "done": .ok, "refused": .bad, "failed": .bad]
        return StatusTag(context.t("importState.\(state)"), tones[state] ?? .neutral)
    }

    /// How far a run is, in words.
    func progress(_ line: RunLine) -> String {
        context.t(
            "run.progress",
            ["done": formats.count(line.progress.answered), "total": formats.count(line.progress.families)])
    }

    /// A run as a row of a list.
    func row(_ line: RunLine) -> [CentreCell] {
        [
            CentreCell(kind(line.run.kind), RunPages.address(line.run.id), note: line.run.purpose),
            .tag(state(line.run.state)), CentreCell(formats.date(line.run.asOf)), CentreCell(progress(line)),
            CentreCell(line.run.requestedBy), CentreCell(formats.moment(line.run.createdAt)),
        ]
    }

    /// An import as a row of a list.
    func row(_ batch: ImportBatch) -> [CentreCell] {
        [
            .code(batch.source, ImportPages.address(batch.id), note: context.t("importKind.\(batch.kind)")),
            .tag(batchState(batch.state)), CentreCell(formats.date(batch.asOf)),
            CentreCell(summary(batch)), CentreCell(asker(batch)), CentreCell(formats.moment(batch.createdAt)),
        ]
    }

    /// Who asked for an import; nobody signed in did at the terminal.
    func asker(_ batch: ImportBatch) -> String {
        batch.requestedBy.isEmpty ? context.t("import.terminal") : batch.requestedBy
    }

    /// What an import came to, in a line.
    func summary(_ batch: ImportBatch) -> String {
        if ["waiting", "running"].contains(batch.state) {
            return batch.stage.isEmpty ? "" : "\(batch.stage) \(batch.stageDone)/\(batch.stageTotal)"
        }
        guard batch.state == "done", let result = Self.result(batch) else {
            return context.t(batch.state == "refused" ? "import.lastGood" : "import.stopped")
        }
        return context.t(
            result.isChanged ? "import.rows" : "import.unchanged",
            ["rows": formats.count(result.rows), "rejected": formats.count(result.rejected)])
    }

    static func result(_ batch: ImportBatch) -> ImportSummary? {
        try? StoreTransaction.fromJSON(Array(batch.summary.utf8), as: ImportSummary.self)
    }

    static let runColumns = ["run.kind", "run.state", "run.asOf", "run.families", "run.askedBy", "run.askedAt"]
    static let importColumns = [
        "import.source", "run.state", "import.asOf", "import.result", "run.askedBy", "run.askedAt",
    ]
}
