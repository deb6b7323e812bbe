import Columns
import Foundation
import Primitives
import Testing
import Verification

/// A store with every dataset of the reference catalogue, empty unless rows are given.
struct SmallStore {
    let catalogue: Catalogue
    let asOf: CivilDate
    let folder = try? TemporaryFolder()
    var rows: [String: [String]] = [
        "population": [
            "1,11010519491231002X,赵小龙,男,371602,1,滨州市滨城区,N", "2,371603199409130941,高·莉真,女,371602,1,滨州市滨城区,N",
        ]
    ]
    var missing: Set<String> = []

    init() throws {
        catalogue = try ReferenceData.catalogue()
        asOf = try CivilDate(year: 2025, month: 6, day: 29)
    }

    func open() throws -> SnapshotView {
        let root = try #require(folder).path
        let store = try SnapshotStore(root: "\(root)/store")
        var staged: [StagedSnapshot] = []
        for definition in catalogue.datasets where !missing.contains(definition.code) {
            let lines = [definition.schema.columns.map(\.name).joined(separator: ",")] + (rows[definition.code] ?? [])
            let path = "\(root)/\(definition.code).csv"
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
            let outcome = try store.stage(
                definition.schema, csv: path, asOf: asOf, importedAt: Instant(milliseconds: 0),
                limits: ImportLimits(allowsNoRows: true))
            if case .staged(let snapshot) = outcome { staged.append(snapshot) } else { Issue.record("\(outcome)") }
        }
        try store.publish(staged)
        return try store.open()
    }

    func report(
        authorization: AuthorizationState? = nil, names: [String] = ["赵小龙", "高•莉真"], vehicles: Int = 0,
        in view: SnapshotView? = nil
    ) throws -> VerificationReport {
        let given = authorization ?? .given(number: "SQ-1", validThrough: asOf)
        let ids = [try CitizenID("11010519491231002X"), try CitizenID("371603199409130941")]
        let request = ComparisonRequest(
            number: "HD-1", commissionedBy: "滨城区民政局", purpose: "低保审核",
            people: zip(ids, names).enumerated().map { index, person in
                ComparedPerson(
                    key: "\(index + 1)", id: person.0, name: person.1, authorization: given, monthlyIncome: .zero,
                    monthlyPension: .zero)
            },
            declared: DeclaredHousehold(vehicles: vehicles, homes: 1, deposits: Money(yuan: 100)),
            monthlyStandard: Money(yuan: 823), asOf: asOf, queriedAt: Instant(milliseconds: 1_751_160_000_123),
            validThrough: asOf.adding(days: 180), objectionChannel: "可向核对中心提出异议。")
        let snapshots = if let view { view } else { try open() }
        return Comparison(catalogue: catalogue, limits: .referenceCity).report(for: request, in: snapshots)
    }
}

@Suite struct ComparisonTests {
    @Test func `when every source answers and nothing differs the family meets the rules`() throws {
        let report = try SmallStore().report()
        #expect(report.conclusion == .meets)
        #expect(report.findings.isEmpty && report.reasons.isEmpty)
        #expect(report.answers.count == 56)
        #expect(report.answers.count { $0.status == .hit } == 2)
        #expect(report.lines.first { $0.item == "vehicle.count" }?.found == Quantity(0, .count))
        #expect(report.members.map(\.lastFour) == ["002X", "0941"])
    }

    @Test func `a source without data is no answer, and the conclusion waits for it`() throws {
        var store = try SmallStore()
        store.missing = ["vehicle"]
        let report = try store.report()
        #expect(report.silentAnswers.map(\.dataset) == ["vehicle", "vehicle"])
        #expect(report.lines.first { $0.item == "vehicle.count" }?.found == nil)
        #expect(report.conclusion == .needsReview)
        #expect(report.reasons.allSatisfy { $0.hasPrefix("未答复：机动车登记") })
    }

    @Test func `a silent source that only ever warns does not hold the conclusion up`() throws {
        var store = try SmallStore()
        store.missing = ["power"]
        let report = try store.report()
        #expect(report.silentAnswers.count == 2)
        #expect(report.conclusion == .meets)
    }

    @Test func `an expired authorisation is no answer, with its number and day`() throws {
        var store = try SmallStore()
        store.rows["deposit"] = ["1,11010519491231002X,B1,6217,999999.00,2025-06-01"]
        let report = try store.report(
            authorization: .given(number: "SQ-9", validThrough: store.asOf.adding(days: -1)))
        let answer = report.answers.first { $0.dataset == "deposit" }
        #expect(answer?.status == .noAnswer)
        #expect(answer?.reason == "授权书 SQ-9 已于 2025年6月28日 到期")
        #expect(report.members[0].authorizationNumber == nil)
        #expect(report.findings.isEmpty)
        let valid = try store.report()
        #expect(valid.findings.map(\.rule) == ["deposit.limit"])
        #expect(valid.findings[0].evidence[0].note == "尾号 6217")
        #expect(valid.lines.first { $0.item == "deposit.balance" }?.difference == Quantity(99_989_900, .fen))
    }

    @Test func `an undeclared car is a conflict with a named rule`() throws {
        var store = try SmallStore()
        store.rows["vehicle"] = [
            "1,鲁M1, 371603199409130941 ,K,丰田,2024-01-01,1000.00,A",
            "2,鲁M2,371603199409130941,K,丰田,2024-01-01,1000.00,X",
            "3,鲁M3,371603199409130941,M,雅迪,2024-01-01,1000.00,A",
        ]
        let report = try store.report()
        #expect(report.conclusion == .doesNotMeet)
        #expect(report.findings.map(\.rule) == ["vehicle.undeclared"])
        #expect(report.findings[0].evidence.map(\.recordNumber) == [1])
        #expect(report.reasons == ["家庭：登记的机动车辆多于申报数（查得 1，界限 0）"])
        #expect(try store.report(vehicles: 1).conclusion == .meets)
    }

    @Test func `a name that differs is for a person to settle and never a refusal by itself`() throws {
        var store = try SmallStore()
        store.rows["vehicle"] = ["1,鲁M1,11010519491231002X,K,丰田,2024-01-01,1000.00,A"]
        store.rows["prison"] = ["1,11010519491231002X,P1,2024-01-01,"]
        let report = try store.report(names: ["赵大龙", "高·莉真"])
        #expect(report.answers.first { $0.dataset == "population" }?.status == .nameMismatch)
        #expect(report.findings.map(\.rule).contains("population.name"))
        #expect(!report.findings.contains { $0.severity == .conflict })
        #expect(report.conclusion == .needsReview)
        #expect(try store.report().conclusion == .doesNotMeet)
    }

    @Test func `nobody in the register is a question`() throws {
        var store = try SmallStore()
        store.rows["population"] = []
        let report = try store.report()
        #expect(report.findings.map(\.rule) == ["population.absent", "population.absent"])
        #expect(report.conclusion == .needsReview)
    }

    @Test func `power use never weighs against a family`() throws {
        var store = try SmallStore()
        store.rows["power"] = ["1,D1,11010519491231002X,2025-05,9000"]
        let report = try store.report()
        #expect(report.findings.map(\.severity) == [.warningOnly])
        #expect(report.conclusion == .meets)
    }

    @Test func `numbers beyond all reason neither trap nor wrap`() throws {
        var store = try SmallStore()
        let row = "11010519491231002X,999999999999999999,9999999999999.99,R,371602,某处,2020-01-01,A"
        store.rows["property"] = (1...3).map { "\($0),BZ\($0),\(row)" }
        let report = try store.report()
        #expect(report.findings.first { $0.rule == "home.area" }?.observed.value == Int64.max / 100)
    }

    @Test func `a damaged snapshot is an error in the report`() throws {
        let store = try SmallStore()
        _ = try store.open()
        let root = try #require(store.folder).path
        let url = URL(fileURLWithPath: "\(root)/store/population/2025-06-29-1/snapshot.bin")
        var bytes = try Data(contentsOf: url)
        bytes[bytes.count - 30] ^= 1
        try bytes.write(to: url)
        let report = try store.report(in: try SnapshotStore(root: "\(root)/store").open())
        let answer = report.answers.first { $0.dataset == "population" }
        #expect(answer?.status == .error)
        #expect(answer?.reason?.contains("已损坏") == true)
        #expect(report.conclusion == .needsReview)
    }

    @Test func `the canonical bytes are stable and read back`() throws {
        var store = try SmallStore()
        store.rows["vehicle"] = ["1,鲁M1,11010519491231002X,K,丰田,2024-01-01,1000.00,A"]
        let report = try store.report()
        let bytes = try report.canonicalJSON()
        let again = try VerificationReport(canonicalJSON: bytes)
        #expect(again == report)
        #expect(try again.canonicalJSON() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix(#"{"answers":[{"asOf":"2025-06-29","dataset":"#))
        #expect(!text.contains("11010519491231002X"))
    }
}
