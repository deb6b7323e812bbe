import Casework
import Operations
import OperationsTestKit
import Policies
import Primitives
import Storage
import Testing

/// The people who make policy in 惠民县 and its city, over a bureau.
struct PolicyOffice: BureauWorld {
    let test: TestBureau
    let drafter: StaffActor
    let colleague: StaffActor
    let approver: StaffActor
    let countyLeader: StaffActor
    let stranger: StaffActor
    let clerk: StaffActor

    static let county = "371621"
    static let note = "滨民字〔2026〕12号 关于调整低保标准的通知"

    static func open(_ test: TestBureau) async throws -> PolicyOffice {
        PolicyOffice(
            test: test, drafter: try await test.staff(.countyReviewer, at: county, name: "周起草"),
            colleague: try await test.staff(.countyReviewer, at: county, name: "吴同事"),
            approver: try await test.staff(.leader, at: "3716", name: "陈批准"),
            countyLeader: try await test.staff(.leader, at: county, name: "卫县长"),
            stranger: try await test.staff(.countyReviewer, at: "371622", name: "王外县"),
            clerk: try await test.staff(.townshipClerk, at: "371621001", name: "钱经办"))
    }

    func draft(_ program: String = "standards", region: String = county, from day: String) throws -> DraftPack {
        DraftPack(
            program: program, region: try RegionCode(region), inForceFrom: try CivilDate(parsing: day), note: Self.note)
    }

    func value(_ draft: PackReceipt, _ yuan: String, from day: String) throws -> SetPackValue {
        SetPackValue(
            id: draft.id, seen: draft.version, parameter: "standardRural", from: try CivilDate(parsing: day),
            value: yuan, citation: Self.note)
    }

    func row(_ id: PackVersionID) async throws -> PackVersionRow {
        try #require(try await test.bureau.view(as: .system) { try $0.store.packVersion(id) })
    }

    func submit(_ id: PackVersionID, as staff: StaffActor? = nil) async throws -> [String] {
        try await test.bureau.submitPack(
            id, seen: try await row(id).version, as: .staff(staff ?? drafter), key: "s\(test.clock.now.milliseconds)"
        ).reasons.map(\.code)
    }

    func publish(_ id: PackVersionID, past: Bool = false, key: String? = nil, seen: Int64? = nil) async throws
        -> Outcome<PublishedPack>
    {
        try await test.bureau.publishPack(
            id, seen: try await seenOr(id, seen), forThePast: past, as: .staff(approver),
            key: key ?? "p\(test.clock.now.milliseconds)")
    }

    private func seenOr(_ id: PackVersionID, _ seen: Int64?) async throws -> Int64 {
        if let seen { return seen }
        return try await row(id).version
    }

    /// A raised rural standard, drafted, submitted and approved.
    func approved(_ yuan: String, from day: String, region: String = county) async throws -> PackVersionID {
        let begun = try await ok(try draft(region: region, from: day), as: region == Self.county ? drafter : stranger)
        let edited = try await ok(
            try value(begun, yuan, from: day), as: region == Self.county ? drafter : stranger)
        guard try await submit(edited.id, as: region == Self.county ? drafter : stranger).isEmpty else {
            throw WorldError("not submitted")
        }
        try await ok(ApprovePack(id: edited.id, seen: try await row(edited.id).version), as: approver)
        return edited.id
    }

    /// The rural standard of a region on a day, as verbs read it.
    func standard(_ region: String = county, on day: String) async throws -> String {
        let (region, day) = (try RegionCode(region), try CivilDate(parsing: day))
        return try await test.bureau.view(as: .system) {
            try $0.policies(on: day).dibaoPolicy(for: region, on: day).value(.standardRural).text
        }
    }
}
