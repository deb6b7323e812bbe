import Columns
import Foundation
import Primitives
import Testing
import Verification

/// A store with every dataset of the reference catalogue, empty unless rows are given, and a family of two.
struct ReportWorld {
    static let book = Result { try ReportBook.load(folder: ReferenceChecks.folder) }
    /// Shows the bytes themselves, so that a test can read them.
    static let digest: EvidenceDigest = { String(decoding: $0, as: UTF8.self) }
    static let man = "11010519491231002X"
    static let woman = "371603199409130941"

    let asOf: CivilDate
    let folder = try? TemporaryFolder()
    var rows: [String: [String]] = [
        "population": ["1,\(man),赵小龙,男,371602,1,滨州市滨城区,N", "2,\(woman),高·莉真,女,371602,1,滨州市滨城区,N"]
    ]
    var missing: Set<String> = []
    /// The day the files describe; that of the comparison when nothing is said.
    var delivered: CivilDate?
    var names = ["赵小龙", "高•莉真"]
    var vehicles: Int64 = 0
    var suppressions: [String: SuppressionNote] = [:]
    var refuted: [RefutedRecord] = []
    /// Who has signed; both when nothing is said.
    var papers: [String: [SourceAuthorization]]?

    init() throws { asOf = try CivilDate(year: 2025, month: 6, day: 29) }

    static func paper(
        of id: CitizenID, number: String = "SQ-1", from day: CivilDate, through last: CivilDate? = nil,
        sources: Set<AuthorizedSource> = [.bank, .securities, .insurance]
    ) -> SourceAuthorization {
        SourceAuthorization(
            number: number, person: PackedCitizenID(id), sources: sources, purposes: [.application],
            signedOn: day.adding(days: -30), validThrough: last ?? day.adding(days: 30))
    }

    func open() throws -> SnapshotView {
        let root = try #require(folder).path
        let store = try SnapshotStore(root: "\(root)/store")
        var staged: [StagedSnapshot] = []
        for definition in try Self.book.get().catalogue.datasets where !missing.contains(definition.code) {
            let lines = [definition.schema.columns.map(\.name).joined(separator: ",")] + (rows[definition.code] ?? [])
            let path = "\(root)/\(definition.code).csv"
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
            let outcome = try store.stage(
                definition.schema, csv: path, asOf: delivered ?? asOf, importedAt: Instant(milliseconds: 0),
                limits: ImportLimits(allowsNoRows: true))
            if case .staged(let snapshot) = outcome { staged.append(snapshot) } else { Issue.record("\(outcome)") }
        }
        try store.publish(staged)
        return try store.open()
    }

    func request() throws -> ComparisonRequest {
        let ids = [try CitizenID(Self.man), try CitizenID(Self.woman)]
        return ComparisonRequest(
            number: "HD-1", commissionedBy: "滨城区民政局", purpose: "低保审核",
            people: zip(ids, names).enumerated().map { index, person in
                ComparedPerson(
                    key: "\(index + 1)", id: person.0, name: person.1,
                    papers: papers.map { $0[person.0.text] ?? [] } ?? [Self.paper(of: person.0, from: asOf)],
                    declared: [.wage: .money(.zero), .transfer: .money(.zero)])
            },
            declared: [
                .county: .text("371602"), .area: .text("rural"), .program: .text("dibao"),
                .vehicles: .number(vehicles), .homes: .number(1), .deposits: .money(Money(yuan: 100)),
                .standard: .money(Money(yuan: 823)),
            ], suppressions: suppressions, refuted: refuted, asOf: asOf,
            queriedAt: Instant(milliseconds: 1_751_160_000_123),
            validThrough: asOf.adding(days: 180), objectionChannel: "可向核对中心提出异议。")
    }

    func report(
        in view: SnapshotView? = nil, digest: @escaping EvidenceDigest = ReportWorld.digest
    ) throws -> VerificationReport {
        try report(in: view, sharing: [], digest: digest).report
    }

    func report(
        in view: SnapshotView? = nil, sharing feeds: Set<ReportFeed>,
        digest: @escaping EvidenceDigest = ReportWorld.digest
    ) throws -> (report: VerificationReport, shares: MemberShares) {
        let data = try DepartmentData(view ?? open())
        let request = try request()
        let prepared = try PreparedReport(
            Self.book.get(), asOf: asOf, declared: request.declared, source: data.source)
        return try ReportMaker(prepared, source: data.source, days: data.days, digest: digest)
            .report(for: request, sharing: feeds)
    }
}
