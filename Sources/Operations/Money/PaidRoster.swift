import Columns
import Payments
import Primitives
import Storage

/// What the department data say was paid, for the persons asked about, in one county and layer.
struct PaidRoster {
    let rows: [LastPaidRow]

    /// The latest month anybody was paid; nil when nobody was.
    var lastMonth: CalendarMonth? { rows.map(\.month).max() }

    init(snapshots: any SnapshotReading, persons: Set<CitizenID>, county: RegionCode, layer: FamilyProgram) throws {
        guard snapshots.current("assistance_payment") != nil else {
            rows = []
            return
        }
        var found: [LastPaidRow] = []
        for person in persons.sorted() {
            for row in try snapshots.rows(
                of: "assistance_payment", column: "id_no", person: PackedCitizenID(person))
            {
                guard try row.has("county_code", county.text), try row.has("program", layer.rawValue),
                    let month = try row.month("month"), let amount = try row.hundredths("amount")
                else { continue }
                found.append(LastPaidRow(id: person, month: month, amount: Money(fen: amount)))
            }
        }
        rows = found
    }
}
