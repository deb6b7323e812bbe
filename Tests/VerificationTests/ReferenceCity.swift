import Columns
import Foundation
import Primitives
import Testing
import Verification

/// Where the reference data stand: `BACKSTOP_ANCHORS`, or beside the repository.
enum ReferenceData {
    static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let anchors: URL =
        ProcessInfo.processInfo.environment["BACKSTOP_ANCHORS"].map { URL(fileURLWithPath: $0) }
        ?? packageRoot.deletingLastPathComponent().appendingPathComponent("shared/anchors")

    static let goldenCity = anchors.appendingPathComponent("golden/city").path
    static let isPresent = FileManager.default.fileExists(atPath: "\(goldenCity)/member.csv")

    static func catalogue() throws -> Catalogue {
        try Catalogue.load(folder: packageRoot.appendingPathComponent("catalogue/reference").path)
    }
}

/// A folder of its own that goes away with the test.
final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("verify-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, as name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
}

/// A city read and imported into a store of its own.
struct ImportedCity {
    let city: City
    let view: SnapshotView
    let asOf: CivilDate
    private let folder: TemporaryFolder

    init(folder path: String, asOf: CivilDate) throws {
        let catalogue = try ReferenceData.catalogue()
        guard case .city(let city) = try CityLayout(catalogue: catalogue).read(folder: path, asOf: asOf) else {
            throw SnapshotError(.system, subject: path, cause: "refused")
        }
        folder = try TemporaryFolder()
        let store = try SnapshotStore(root: folder.path)
        var staged: [StagedSnapshot] = []
        for file in city.datasets {
            let outcome = try store.stage(
                file.definition.schema, csv: file.path, asOf: asOf, importedAt: Instant(milliseconds: 0))
            guard case .staged(let snapshot) = outcome else {
                throw SnapshotError(.system, subject: file.path, cause: "\(outcome)")
            }
            staged.append(snapshot)
        }
        try store.publish(staged)
        self.city = city
        self.asOf = asOf
        view = try store.open()
    }

    /// A report of a household, all of whose members have signed everything unless papers say otherwise.
    func report(_ household: CityHousehold, isAuthorized: Bool = true, shelf: ReportShelf) throws -> VerificationReport
    {
        let standard = try #require(city.standard(of: household))
        let request = ComparisonRequest(
            number: "HD-\(household.id)", commissionedBy: "民政局", purpose: "低保审核",
            people: household.members.map { member in
                ComparedPerson(
                    key: member.id.text, id: member.id, name: member.name,
                    papers: isAuthorized ? [ReportWorld.paper(of: member.id, from: asOf)] : [],
                    declared: [.wage: .money(member.monthlyIncome), .transfer: .money(member.monthlyPension)])
            },
            declared: [
                .county: .text(household.county.text), .area: .text(household.area == .urban ? "urban" : "rural"),
                .program: .text("dibao"), .vehicles: .number(Int64(household.declaredVehicles)),
                .standard: .money(standard),
            ], asOf: asOf, queriedAt: Instant(milliseconds: 1_751_160_000_000),
            validThrough: asOf.adding(days: 180), objectionChannel: "收到报告后可向核对中心提出异议。")
        let data = DepartmentData(view)
        let prepared = try shelf.prepared(asOf: asOf, declared: request.declared, source: data.source)
        return try ReportMaker(prepared, source: data.source, days: data.days, digest: ReportWorld.digest)
            .report(for: request)
    }
}
