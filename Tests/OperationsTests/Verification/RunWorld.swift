import Casework
import Columns
import Foundation
import Operations
import OperationsTestKit
import Primitives
import Storage
import Verification

/// Eight families on benefits in two townships of one county, some department files, and the people of the centre.
struct RunWorld {
    let test: TestBureau
    let snapshots: SnapshotStore
    let officer: StaffActor
    let clerk: StaffActor
    let strangeClerk: StaffActor
    let families: [FamilyID]
    /// The first member's ID of each family.
    let heads: [CitizenID]

    static let towns = ["371621001", "371621101"]
    /// The name of the first member of each family.
    static let names = "零一二三四五六七".map { "林大\($0)" }
    var bureau: Bureau { test.bureau }

    /// An ID of the county with a valid check character.
    static func id(_ number: Int) throws -> CitizenID {
        let digits = String(number + 100)
        let first = "37162119700101" + digits
        return try CitizenID(first + String(CitizenID.checkCharacter(forFirst17: first)))
    }

    static func make(files: [String: [String]] = [:]) async throws -> RunWorld {
        let day = try CivilDate(parsing: "2026-03-02")
        let heads = try (0..<8).map { try id($0) }
        var all: [String: [String]] = [
            "population": heads.enumerated().map { "\($0 + 1),\($1.text),\(names[$0]),男,371621,1,滨州市惠民县,N" },
            "vehicle": ["1,鲁M1,\(heads[1].text),K,丰田,2024-01-01,100000.00,A"],
        ]
        all.merge(files) { _, own in own }
        let snapshots = try CaseWorld.snapshots(all, asOf: day)
        let test = try await TestBureau.make(on: day, snapshots: snapshots)
        let families = try await test.bureau.store.write { store in
            try heads.enumerated().map { number, head in
                let town = try RegionCode(towns[number % 2])
                let entry = FamilyEntry(
                    registerNumber: "H\(number)", program: .dibao, area: .rural,
                    region: try RegionCode(towns[number % 2] + "201"), startedDay: day,
                    members: [FamilyMemberEntry(number: 1, name: names[number], citizenID: head, relation: "head")],
                    otherGrants: [(town, .helped)])
                return try store.insertFamily(entry, on: day, at: Instant(milliseconds: 0))
            }
        }
        return RunWorld(
            test: test, snapshots: snapshots,
            officer: try await test.staff(.verificationOfficer, at: "371621", name: "郑核对"),
            clerk: try await test.staff(.townshipClerk, at: towns[1], name: "钱经办"),
            strangeClerk: try await test.staff(.townshipClerk, at: towns[0], name: "王外乡"), families: families,
            heads: heads)
    }

    /// Puts other data of a dataset in force as of a later day.
    func deliver(_ dataset: String, _ rows: [String], asOf: String) throws {
        let catalogue = try TestBureau.catalogue
        guard let definition = catalogue[dataset] else { throw WorldError("no dataset \(dataset)") }
        let path = "\(snapshots.root)/\(dataset)-\(asOf).csv"
        let lines = [definition.schema.columns.map(\.name).joined(separator: ",")] + rows
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
        let outcome = try snapshots.stage(
            definition.schema, csv: path, asOf: try CivilDate(parsing: asOf), importedAt: test.clock.now,
            limits: ImportLimits(allowsNoRows: true))
        guard case .staged(let staged) = outcome else { throw WorldError("\(outcome)") }
        try snapshots.publish([staged])
    }

    func start(
        _ kind: RunKind, purpose: String = "定期核对", as actor: StaffActor? = nil, key: String = UUID().uuidString
    ) async throws -> Operations.Outcome<StartedRun> {
        try await bureau.startRun(kind, purpose: purpose, as: .staff(actor ?? officer), key: key)
    }

    /// Does the background work there is.
    func work() async throws {
        while try await bureau.runJobs(holder: "test", limit: 50) > 0 {}
    }

    /// Asks for a run and does it.
    func run(_ kind: RunKind) async throws -> RunView {
        guard let started = try await start(kind).value else { throw WorldError("The run was refused.") }
        try await work()
        return try await view(started.id)
    }

    func view(_ id: RunID) async throws -> RunView {
        guard let view = try await bureau.view(as: .staff(officer), { try RunView.load(id, in: $0) }) else {
            throw WorldError("There is no such run.")
        }
        return view
    }

    /// What a run found, as lines that do not depend on its id.
    func lines(_ id: RunID, as actor: StaffActor? = nil) async throws -> [String] {
        try await bureau.view(as: .staff(actor ?? officer)) { context in
            try context.store.matchLines(
                of: id, rule: nil, status: "hit", suppressed: nil, limit: 1000, offset: 0, in: context.scope
            ).rows.map {
                "\($0.match.familyID.text) \($0.match.rule) \($0.match.content.sentence) \($0.match.evidenceHash)"
            }
        }.sorted()
    }

    func tasks(as actor: StaffActor) async throws -> [TaskLine] {
        try await bureau.view(as: .staff(actor)) {
            try $0.store.tasks(isOpen: true, limit: 100, offset: 0, in: $0.scope).rows
        }
    }

    func close() async { await test.close() }
}
