import Casework
import Columns
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

@Suite struct ImportCityTests {
    @Test func `a city comes in with its places, families and department data`() async throws {
        let city = try await CityBureau.make()
        let imported = try #require(try await city.importing(CityFolder()).value)
        #expect(imported.isChanged)
        #expect(imported.families == 3 && imported.members == 4)
        #expect(imported.population == 5 && imported.unplacedAddresses == 1)
        #expect(try await city.held() == [3, 4, 4, 8, 1, 28])
        let store = city.test.bureau.store
        let names = try await store.read { transaction in
            try transaction.regions(.township, in: try RegionCode("371622")).map { "\($0.code) \($0.name)" }
                + transaction.regions(.village, in: try RegionCode("371621")).map { "\($0.code) \($0.name)" }
        }
        // TestBureau knows 河流镇 and some villages already: they keep their codes, 劳店镇 takes the next one.
        #expect(names.contains("371622101 河流镇") && names.contains("371622102 劳店镇"))
        #expect(names.contains("371621101201 前刘村") && names.contains("371621001203 周家坊"))
        #expect(try await city.test.bureau.today() == CityFolder.asOf)
        await city.close()
    }

    @Test func `a township sees its own families only`() async throws {
        let city = try await CityBureau.make()
        _ = try await city.importing(CityFolder())
        let clerk = Actor.staff(try await city.test.staff(.townshipClerk, at: "371621101"))
        let seen = try await city.test.bureau.view(as: clerk) { context in
            try context.store.sql.query(
                "SELECT f.register_number FROM \(context.scope.table(.family)) AS f"
            ).map { try $0.text("register_number") }
        }
        #expect(seen == ["H1"])
        await city.close()
    }

    @Test func `the same folder again changes nothing`() async throws {
        let city = try await CityBureau.make()
        let folder = try CityFolder()
        _ = try await city.importing(folder)
        let before = try await city.held()
        let again = try #require(try await city.importing(folder).value)
        #expect(!again.isChanged)
        #expect(again.families == 3 && again.rows == 5)
        #expect(try await city.held() == before)
        await city.close()
    }

    @Test func `a later day updates families and replaces department data`() async throws {
        let city = try await CityBureau.make()
        var folder = try CityFolder()
        _ = try await city.importing(folder)
        folder.change("household") { $0.replacing("H1,371621,R,dibao,石庙镇", with: "H1,371621,R,edge,孙武街道") }
        // 高莉真 moves from H2 to H1; H3 has a newborn named in no earlier file.
        folder.change("member") {
            $0.replacing("H2,2,371603199409130941,高莉真,spouse,730.00", with: "H1,2,371603199409130941,高莉真,child,0.00")
                + "H3,2,371603202202031537,萧荷,child,0.00,0.00\n"
        }
        folder.change("death") { $0 + "1,11010519491231002X,赵小龙,2025-06-29,hospital\n" }
        let later = CityFolder.asOf.adding(days: 1)
        let outcome = try await city.importing(folder, asOf: later)
        #expect(outcome.value?.isChanged == true, "\(outcome.reasons)")
        #expect(try await city.count("family_member WHERE valid_to IS NULL") == 5)
        #expect(try await city.count("family_member WHERE valid_to IS NOT NULL") == 1)
        #expect(try await city.count("person") == 5)
        #expect(try await city.count("family_grant WHERE valid_to IS NULL AND region_code = '371621101'") == 0)
        #expect(try city.snapshots.open().current("death")?.rows == 1)
        #expect(try city.snapshots.open().current("population")?.asOf == later)
        #expect(try await city.test.bureau.today() == later)
        let earlier = try await city.importing(try CityFolder())
        #expect(earlier.reasons.map(\.code) == ["laterCityHeld"])
        await city.close()
    }

    @Test func `a crash between the register and the department data is repaired by importing again`() async throws {
        let city = try await CityBureau.make()
        let folder = try CityFolder()
        // Staging ends each file with a synced rename; only publishing replaces the manifest.
        let broken = try SnapshotStore(root: city.snapshots.root) { step throws(SnapshotError) in
            if "\(step)".hasPrefix("manifest") { throw SnapshotError(.system, subject: "manifest", cause: "power cut") }
        }
        await #expect(throws: SnapshotError.self) { _ = try await city.importing(folder, snapshots: broken) }
        #expect(try await city.held() == [3, 4, 4, 8, 1, 0])
        let repaired = try #require(try await city.importing(folder).value)
        #expect(repaired.isChanged)
        #expect(try await city.held() == [3, 4, 4, 8, 1, 28])
        await city.close()
    }

    @Test func `a store of the other kind is refused`() async throws {
        let city = try await CityBureau.make()
        try await city.test.bureau.store.write { try $0.setInstallationValue(.origin, "real") }
        #expect(try await city.importing(CityFolder()).reasons.map(\.code) == ["otherOrigin"])
        #expect(try await city.held() == [0, 0, 0, 0, 0, 0])
        await city.close()
    }

    @Test func `the reference city comes in whole`() async throws {
        let beside = URL(fileURLWithPath: TestBureau.repository).deletingLastPathComponent().path + "/shared/anchors"
        let anchors = ProcessInfo.processInfo.environment["BACKSTOP_ANCHORS"] ?? beside
        let golden = anchors + "/golden/city"
        guard FileManager.default.fileExists(atPath: golden + "/member.csv") else { return }
        let city = try await CityBureau.make()
        let outcome = try await city.test.bureau.importCity(
            folder: golden, asOf: CityFolder.asOf, regionsRoot: TestBureau.repository + "/reference", origin: .demo)
        let imported = try #require(outcome.value, "\(outcome.reasons)")
        #expect(imported.unplacedAddresses == 0)
        #expect(try await city.count("family") == imported.families)
        #expect(try await city.count("person") == imported.members)
        await city.close()
    }
}

@Suite struct BusinessClockTests {
    @Test func `the clock of a demo moves on by whole days`() async throws {
        let test = try await TestBureau.make()
        let today = try await test.bureau.today()
        let outcome = try await test.perform(AdvanceBusinessClock(days: 7), as: .system)
        #expect(outcome == .done(today.adding(days: 7)))
        #expect(try await test.bureau.today() == today.adding(days: 7))
        await test.close()
    }

    @Test func `a real store, a person and a day of nothing are refused`() async throws {
        let test = try await TestBureau.make()
        let administrator = Actor.staff(try await test.staff(.administrator, at: "3716"))
        #expect(try await test.perform(AdvanceBusinessClock(days: 1), as: administrator).reasons == [.notAllowed])
        let zero = try await test.perform(AdvanceBusinessClock(days: 0), as: .system)
        #expect(zero.reasons.map(\.code) == ["daysOutOfRange"])
        try await test.bureau.store.write { try $0.setInstallationValue(.origin, "real") }
        let real = try await test.perform(AdvanceBusinessClock(days: 1), as: .system)
        #expect(real.reasons.map(\.code) == ["notADemo"])
        await test.close()
    }
}
