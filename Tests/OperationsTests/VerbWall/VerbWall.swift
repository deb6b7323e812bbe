import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// A verb ready to be done: by whom, in which bureau, and what has to be cleared away afterwards.
struct ReadyVerb: Sendable {
    let test: TestBureau
    let actor: Actor
    let command: any Command
    /// The case it is about; nil where it is about none.
    var caseID: CaseID?
    let end: @Sendable () async -> Void
}

/// A verb that must stand against another region, a store that breaks at any change, and being sent twice.
struct WalledVerb: CustomTestStringConvertible, Sendable {
    /// The verb's name, and what is done where one verb does several things.
    let testDescription: String
    /// The name alone.
    let name: String
    /// Whether it speaks of the asker only, so that somebody of another region may do it as well.
    let isOwn: Bool
    let make: @Sendable () async throws -> ReadyVerb

    /// A verb on a case of a world.
    init<C: Command>(
        _ type: C.Type, _ what: String = "", isOwn: Bool = false,
        in world: @escaping @Sendable () async throws -> CaseWorld,
        _ verb: @escaping @Sendable (CaseWorld) async throws -> (StaffActor, C)
    ) {
        testDescription = what.isEmpty ? C.name : "\(C.name) (\(what))"
        (name, self.isOwn) = (C.name, isOwn)
        make = {
            let made = try await world()
            let (actor, command) = try await verb(made)
            return ReadyVerb(test: made.test, actor: .staff(actor), command: command, caseID: made.caseID) {
                await made.end()
            }
        }
    }

    /// A verb that a family does on its own phone.
    init<C: Command>(
        family type: C.Type, in world: @escaping @Sendable () async throws -> CaseWorld,
        _ verb: @escaping @Sendable (CaseWorld) async throws -> (AccountID, C)
    ) {
        (testDescription, name, isOwn) = (C.name, C.name, false)
        make = {
            let made = try await world()
            let (account, command) = try await verb(made)
            return ReadyVerb(test: made.test, actor: .citizen(account), command: command) { await made.end() }
        }
    }

    /// A verb on a ticket of the hotline.
    init<C: Command>(
        hotline type: C.Type, isOwn: Bool = false,
        _ verb: @escaping @Sendable (HotlineWorld) async throws -> (StaffActor, C)
    ) {
        (testDescription, name, self.isOwn) = (C.name, C.name, isOwn)
        make = {
            let made = try await HotlineWorld.make()
            let (actor, command) = try await verb(made)
            return ReadyVerb(test: made.test, actor: .staff(actor), command: command) { await made.test.close() }
        }
    }

    /// A verb on a lead.
    init<C: Command>(
        lead type: C.Type, _ verb: @escaping @Sendable (LeadWorld) async throws -> (StaffActor, C)
    ) {
        (testDescription, name, isOwn) = (C.name, C.name, false)
        make = {
            let made = try await LeadWorld.make()
            let (actor, command) = try await verb(made)
            return ReadyVerb(test: made.test, actor: .staff(actor), command: command) { await made.test.close() }
        }
    }
}

/// Tries the wall of one verb.
enum VerbWall {
    /// Verbs of samples, orders, officials and reserves, which are about no single family.
    private static let besideCases: Set<String> = [
        IssueDelegation.name, RevokeDelegation.name, FreezeSampling.name, DrawSampling.name, AddOfficial.name,
        EndOfficial.name, DeclareRelatives.name, StrikeRelative.name, RecordReserveMoney.name,
    ]

    /// No stranger and no relative is answered, no failed change leaves a trace, and the same key twice is one effect.
    static func check(_ verb: WalledVerb) async throws {
        let ready = try await verb.make()
        if !verb.isOwn { try await keepsOut(ready.command, ready) }
        if let caseID = ready.caseID, let staff = ready.actor.staff, !besideCases.contains(verb.name) {
            try await keepsRelativesOut(ready.command, ready, staff, of: caseID)
        }
        try await rollsBackAndHappensOnce(ready.command, ready)
        await ready.end()
    }

    /// The names of the verbs in folders of Operations that a background job does not do for itself.
    static func names(inFolders folders: [String]) throws -> Set<String> {
        var found: Set<String> = []
        for folder in folders {
            let path = TestBureau.repository + "/Sources/Operations/" + folder
            for file in try FileManager.default.contentsOfDirectory(atPath: path) {
                let text = try String(contentsOfFile: path + "/" + file, encoding: .utf8)
                for line in text.split(separator: "\n") where line.contains("package static let name = \"") {
                    found.insert(String(line.split(separator: "\"")[1]))
                }
            }
        }
        return found
    }

    private static func keepsOut<C: Command>(_ command: C, _ ready: ReadyVerb) async throws {
        let before = try await ready.test.bureau.content()
        for other in try await outsiders(ready) {
            let arrived = try await ready.test.bureau.content()
            let outcome = try await ready.test.bureau.perform(command, as: other, key: "elsewhere")
            #expect(outcome.value == nil, "\(C.name) answered \(other)")
            #expect(!outcome.reasons.isEmpty)
            #expect(try await ready.test.bureau.content().changes(since: arrived) == [])
        }
        let people: Set = ["staff_post", "staff_user", "citizen_account"]
        #expect(try await people.isSuperset(of: ready.test.bureau.content().changes(since: before)))
    }

    /// A relative of the household withdraws, whatever the verb; afterwards it is as if nobody were one.
    private static func keepsRelativesOut<C: Command>(
        _ command: C, _ ready: ReadyVerb, _ staff: StaffActor, of caseID: CaseID
    ) async throws {
        let (store, now) = (ready.test.bureau.store, ready.test.clock.now)
        try await store.write { store in
            _ = try store.sql.execute(
                """
                INSERT INTO case_relation (case_id, staff_id, relation, declared_by, created_at)
                VALUES (\(caseID), \(staff.staffID), '侄子', 'staff', \(now))
                """)
        }
        let outcome = try await ready.test.bureau.perform(command, as: ready.actor, key: "relative")
        #expect(outcome.reasons.contains { $0.code == "relatedPerson" }, "\(C.name): \(outcome.reasons.map(\.code))")
        try await store.write { _ = try $0.sql.execute("DELETE FROM case_relation WHERE case_id = \(caseID)") }
    }

    private static func rollsBackAndHappensOnce<C: Command>(_ command: C, _ ready: ReadyVerb) async throws {
        let (bureau, actor) = (ready.test.bureau, ready.actor)
        let before = try await bureau.content()
        var first: Outcome<C.Result>?
        for change in 1...500 where first == nil {
            first = try? await bureau.breaking(atChange: change).perform(command, as: actor, key: "once")
            if first == nil { #expect(try await bureau.content().changes(since: before) == [], "change \(change)") }
        }
        let done = try #require(first)
        #expect(done.reasons.map(\.code) == [])
        let after = try await bureau.content()
        #expect(after.changes(since: before).contains("command_key"), "it was done")
        let again = try await bureau.perform(command, as: actor, key: "once")
        #expect(try encoded(again.value) == encoded(done.value))
        #expect(try await bureau.content().changes(since: after) == [])
    }

    /// What an answer says, whatever order its sets are written in.
    private static func encoded<T: Encodable>(_ value: T) throws -> [UInt8] {
        Array(try JSONEncoder().encode([value])).sorted()
    }

    /// People who do the same elsewhere, or another family.
    private static func outsiders(_ ready: ReadyVerb) async throws -> [Actor] {
        guard let staff = ready.actor.staff else {
            return [.citizen(try await ready.test.citizen(phone: "19900000099")), .visitor]
        }
        var found: [Actor] = []
        for region in elsewhere(than: staff.region) {
            found.append(.staff(try await ready.test.staff(staff.role, at: region, name: "王外地")))
        }
        return found
    }

    /// Regions of the same level: another of the same county, where there is one, and one of another county.
    private static func elsewhere(than own: RegionCode) -> [String] {
        let regions =
            switch own.level {
            case .province, .city: [String]()
            case .county: ["371622"]
            case .township: ["371621001", "371621101", "371622101"]
            case .village: ["371621101201", "371622101201"]
            }
        return regions.filter { $0 != own.text }
    }
}
