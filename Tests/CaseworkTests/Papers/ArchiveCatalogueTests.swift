import Casework
import Primitives
import Testing

@Suite struct ArchiveCatalogueTests {
    static func paper(_ kind: DocumentKind, on: String = "2026-03-02", pages: Int = 2, signed: Bool = true)
        -> FiledPaper
    {
        FiledPaper(kind: kind, number: "\(kind.rawValue)-1", on: day(on), pages: pages, isSigned: signed)
    }

    static let refused = ArchiveCatalogue.required(.refused).map { paper($0) }

    private func make(
        _ papers: [FiledPaper] = refused, _ state: CaseState = .refused, exit: Bool = false,
        open: Set<SideProceeding> = [], years: Int? = 30
    ) -> Ruling<ArchiveCatalogue> {
        ArchiveCatalogue.make(
            papers, state: state, isExit: exit, open: open, years: years.map { Cited($0, "档案管理规定") },
            on: Fixture.today)
    }

    @Test func `papers stand by day with page numbers through the file, kept to the end of a year`() throws {
        var papers = Self.refused
        papers[0] = Self.paper(.applicationForm, on: "2026-02-27", pages: 5)
        let index = try #require(make(papers).value)
        #expect(index.lines.map(\.position) == Array(1...papers.count))
        #expect(index.lines[0].paper.kind == .applicationForm && index.lines[1].firstPage == 6)
        #expect(index.pageCount == 5 + 2 * (papers.count - 1))
        #expect(index.keptThrough == day("2056-12-31"))
        #expect(make(years: nil).value?.keptThrough == nil)
    }

    @Test(arguments: CaseState.allCases.filter(\.isEnded))
    func `every end says what its file must hold`(end: CaseState) {
        let required = ArchiveCatalogue.required(end)
        #expect(!required.isEmpty)
        #expect(make(required.map { Self.paper($0) }, end).value != nil)
        for index in required.indices {
            var papers = required.map { Self.paper($0) }
            papers.remove(at: index)
            #expect(make(papers, end).refusals.map(\.code) == ["archive.paperMissing"])
        }
    }

    @Test func `a family that asked to leave needs no decision against it`() {
        let papers = ArchiveCatalogue.required(.terminated)
            .filter { $0 != .terminationDecision && $0 != .remedyNotice }.map { Self.paper($0) }
        #expect(make(papers + [Self.paper(.endNotice)], .terminated, exit: true).value != nil)
    }

    @Test func `each fault is named`() {
        func changed(_ paper: FiledPaper) -> [FiledPaper] { [paper] + Self.refused.dropFirst() }
        expectEachReason([
            Broken(ArchiveReason.notEnded, make(Self.refused, .active).refusals),
            Broken(.paperMissing, make(Array(Self.refused.dropFirst())).refusals),
            Broken(.paperUnsigned, make(changed(Self.paper(.applicationForm, signed: false))).refusals),
            Broken(.paperEmpty, make(changed(Self.paper(.applicationForm, pages: 0))).refusals),
            Broken(.numberTwice, make(Self.refused + [Self.paper(.applicationForm)]).refusals),
            Broken(.proceedingsOpen, make(open: [.appeal]).refusals),
        ])
    }
}
