import Casework
import Policies
package import Primitives
import Storage

/// Puts an ended case's file into the archive (归档): every paper there and signed, in order, with its catalogue D28.
package struct ArchiveCase: Command {
    /// The verb's name.
    package static let name = "papers.archive"
    /// The case.
    package let caseID: CaseID
    /// The version the person looked at.
    package let seenVersion: Int64

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64) {
        self.caseID = caseID
        self.seenVersion = seenVersion
    }

    /// Every missing and every unsigned paper is named; the retention is the region's on the day.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        var file = try CaseFile(caseID, in: context)
        let standing = try DocumentStanding.list(caseID, in: context)
        let years = try context.policies(on: context.today).policy(
            "procedure", for: file.row.region, on: context.today
        ).cited("archiveYears")
        let events = try context.store.caseEvents(caseID, in: context.scope)
        let ruling = ArchiveCatalogue.make(
            standing.map(Self.paper), state: file.row.state,
            isExit: events.last?.kind == CaseEventKind.withdraw.rawValue, open: file.side.openProceedings,
            years: years, on: context.today)
        // What the procedure refuses anyway is said by it, once.
        var refusals = file.refusals(of: .archive, by: context.actor, on: context.today)
        if file.row.state.isEnded { refusals += ruling.refusals.map { Reason($0) } }
        guard refusals.isEmpty, let catalogue = ruling.value, let staff = context.actor.staff else {
            return .refused(refusals)
        }
        let applied = try file.apply(
            .archive, in: context, seenVersion: seenVersion, details: Self.details(catalogue, events.last, years))
        guard applied.isEmpty else { return .refused(applied) }
        let index = try context.store.documents(of: caseID, in: context.scope)
            .last { $0.kind == DocumentKind.archiveIndex.rawValue }
        guard let index else { throw StoreError(.damaged, "The archive's catalogue was not issued.") }
        try context.store.insertArchive(
            caseID, document: index.id, pages: catalogue.pageCount, keptThrough: catalogue.keptThrough,
            citation: years.citation, by: staff.staffID, on: context.today)
        return .done(CaseStepDone(file))
    }

    private static func paper(_ standing: DocumentStanding) -> FiledPaper {
        FiledPaper(
            kind: standing.content.kind, number: standing.row.number, on: standing.row.issuedDay,
            pages: standing.content.pageCount, isSigned: standing.lacks.isEmpty)
    }

    private static func details(
        _ catalogue: ArchiveCatalogue, _ last: CaseEventRow?, _ years: Cited<Int>
    ) -> CaseStepDetails {
        let kept = catalogue.keptThrough.map { "\(years.value)年，至\($0.chineseText)" } ?? "永久"
        let rows = catalogue.lines.map { line in
            [
                "\(line.position)", line.paper.number, line.paper.kind.chinese, line.paper.on.chineseText,
                "\(line.firstPage)", "\(line.paper.pages)",
            ]
        }
        return CaseStepDetails(
            lines: [
                DocumentLine("办结方式", last.flatMap { CaseEventKind(rawValue: $0.kind) }?.chinese ?? "办结"),
                DocumentLine("办结日期", last?.businessDay.chineseText ?? ""),
                DocumentLine("总页数", "\(catalogue.pageCount)页"), DocumentLine("保管期限", kept),
            ],
            tables: ["卷内文件": PaperFacts.Table(["序号", "文号", "文件名称", "日期", "页次", "页数"], rows)])
    }
}
