import Columns
import Foundation
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Verification

/// A small good city on disk, of three families, to break in one place at a time.
struct CityFolder {
    static let asOf = CivilDate(dayNumber: 20_268)  // 2025-06-29, the day of the reference city
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("city-\(UUID().uuidString)").path
    private(set) var files: [String: String]

    static func catalogue() throws -> Catalogue {
        try TestBureau.catalogue
    }

    init() throws {
        files = [
            "household": """
            household_id,county_code,area,program,town,start_date,declared_vehicles
            H1,371621,R,dibao,石庙镇,2024-01-01,0
            H2,371621,U,monitored,孙武街道,2024-01-01,1
            H3,371622,R,edge,河流镇,2024-05-01,0

            """,
            "member": """
            household_id,member_no,id_no,name,relation,declared_income,declared_pension
            H1,1,11010519491231002X,赵小龙,head,100.00,0.00
            H2,1,37160319920519007X,谢飘凝,head,1340.00,0.00
            H2,2,371603199409130941,高莉真,spouse,730.00,0.00
            H3,1,371603201907181127,萧咏香,head,0.00,0.00

            """,
            "standard": """
            county_code,area,monthly_standard
            371621,U,995.00
            371621,R,800.00
            371622,R,800.00

            """,
        ]
        for definition in try Self.catalogue().datasets {
            files[definition.code] = definition.schema.columns.map(\.name).joined(separator: ",") + "\n"
        }
        files["population"]? += """
            1,11010519491231002X,赵小龙,男,371621,3716000000001,滨州市惠民县石庙镇前刘村12号,N
            2,37160319920519007X,谢飘凝,女,371621,3716000000002,滨州市惠民县孙武街道周家坊7号,N
            3,371603199409130941,高莉真,女,371621,3716000000002,滨州市惠民县孙武街道周家坊7号,N
            4,371603201907181127,萧咏香,女,371622,3716000000003,滨州市阳信县劳店镇大杨村3号,N
            5,37162119600210023X,陈冰宇,男,371621,3716000000004,地址不详,N

            """
    }

    /// Changes the text of a file; a file may also be taken away.
    mutating func change(_ file: String, _ body: (String) -> String?) { files[file] = files[file].flatMap(body) }

    func write() throws {
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name).csv")) }
    }
}

/// A bureau whose store is empty and which reads department data.
struct CityBureau {
    let test: TestBureau
    let snapshots: SnapshotStore

    static func make() async throws -> CityBureau {
        let snapshots = try SnapshotStore(root: TestFolder.path("snapshots"))
        return CityBureau(test: try await TestBureau.make(snapshots: snapshots), snapshots: snapshots)
    }

    func importing(
        _ folder: CityFolder, asOf: CivilDate = CityFolder.asOf, snapshots other: SnapshotStore? = nil
    ) async throws -> Outcome<CityImported> {
        try folder.write()
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        return try await bureau(other ?? snapshots).importCity(
            folder: folder.path, asOf: asOf, regionsRoot: TestBureau.repository + "/reference", origin: .demo)
    }

    /// The same bureau over another view of the snapshot folder.
    private func bureau(_ snapshots: SnapshotStore) -> Bureau {
        let own = test.bureau
        return Bureau(
            store: own.store, policies: own.policies, calendar: own.calendar, snapshots: snapshots,
            catalogue: own.catalogue, papers: own.papers, settings: own.settings, systemClock: own.systemClock,
            log: own.log)
    }

    /// Rows of a table that a test asks for by its own name.
    func count(_ table: Statement) async throws -> Int {
        try await test.bureau.store.read { try $0.sql.count("SELECT COUNT(*) FROM \(table)") }
    }

    /// Rows of the register, and datasets in force: all zero when nothing was kept.
    func held() async throws -> [Int] {
        [
            try await count("family"), try await count("person"), try await count("family_member"),
            try await count("family_grant"), try await count("audit_entry"), try snapshots.open().datasets().count,
        ]
    }

    func close() async {
        await test.close()
        try? FileManager.default.removeItem(atPath: snapshots.root)
    }
}
