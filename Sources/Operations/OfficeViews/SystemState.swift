import Casework
import Columns
package import Primitives
import Storage
import Verification

/// How the installation stands, for the administrator's page: dates, calendar, department data, audit, work waiting.
package struct SystemState: Sendable {
    /// Department data of one kind.
    package struct Dataset: Sendable, Hashable {
        /// The code of the catalogue.
        package let code: String
        /// Its name there; the code where the catalogue has none.
        package let name: String
        /// The day the data are of; nil while none were handed in.
        package let asOf: CivilDate?
        /// How many rows there are.
        package let rows: Int
    }

    /// Who made the store.
    package let isDemo: Bool
    /// The region served, in words.
    package let regionName: String
    /// The day the imported register is of.
    package let asOf: String?
    /// The business day.
    package let today: CivilDate
    /// The system clock.
    package let now: Instant
    /// Whether the business clock stands apart from the system's.
    package let isClockMoved: Bool
    /// Years of which the State Council's working days are known.
    package let calendarYears: [Int]
    /// How many audit entries are linked.
    package let auditPosition: Int64
    /// The last link's hash in hexadecimal digits.
    package let auditHash: String
    /// Department data; empty on a node that has none.
    package let datasets: [Dataset]
    /// Whether the department data could be opened.
    package let areDatasetsReadable: Bool

    /// Reads the state; nil for anybody but an administrator or auditor.
    ///
    /// Six queries and the manifest of the data.
    package static func load(in context: CommandContext) throws -> SystemState? {
        guard context.staff(as: .administrator, .auditor) != nil else { return nil }
        let store = context.store
        let head = try store.auditHead()
        let (datasets, isReadable) = datasets(context.bureau)
        return SystemState(
            isDemo: try store.installationValue(.origin) == StoreOrigin.demo.rawValue,
            regionName: try store.installationValue(.regionName) ?? "", asOf: try store.installationValue(.asOf),
            today: context.today, now: context.now, isClockMoved: context.businessNow != context.now,
            calendarYears: context.bureau.calendar.years.sorted(), auditPosition: head.position,
            auditHash: head.hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(),
            datasets: datasets, areDatasetsReadable: isReadable)
    }

    private static func datasets(_ bureau: Bureau) -> ([Dataset], Bool) {
        guard let snapshots = bureau.snapshots else { return ([], true) }
        guard let view = try? snapshots.open() else { return ([], false) }
        let codes = Set(view.datasets()).union(bureau.catalogue?.datasets.map(\.code) ?? [])
        let rows = codes.sorted().map { code in
            let info = view.current(code)
            return Dataset(
                code: code, name: bureau.catalogue?[code]?.name ?? code, asOf: info?.asOf, rows: info?.rows ?? 0)
        }
        return (rows, true)
    }
}
