package import Columns
package import Primitives
import Synchronization

/// A report's checks compiled for a day and the tables of reference of one kind of family; many families share it.
package struct PreparedReport: Sendable {
    /// What the report is made of.
    package let book: ReportBook
    /// The day of the comparison.
    package let asOf: CivilDate
    let checks: PreparedChecks

    /// Compiles for a day; the tables of reference that `report.yaml` fills get the family's row.
    ///
    /// The others are read from the source.
    package init(
        _ book: ReportBook, asOf: CivilDate, declared: [FamilyWord: FamilyValue], source: any RowSource
    ) throws {
        self.book = book
        self.asOf = asOf
        let tables = HeldTableSource(source, tables: book.references(declared))
        checks = try PreparedChecks(book.book, source: tables, asOf: asOf)
    }
}

/// Compiled reports of late, so that a family takes milliseconds; safe from any thread.
package final class ReportShelf: Sendable {
    /// What reports are made of.
    package let book: ReportBook
    private let shelf = Mutex<[Entry]>([])
    private let open = Mutex<Open?>(nil)
    /// Days, counties and areas that are asked about at one time.
    private static let most = 16

    private struct Entry: Sendable {
        let asOf: CivilDate
        let references: [String: [String: HeldTable.Field]]
        let prepared: PreparedReport
    }

    /// A view whose files are open, and what the manifest said of its datasets.
    private struct Open: Sendable {
        let root: String
        let infos: [SnapshotInfo]
        let data: DepartmentData
    }

    /// An empty shelf.
    package init(_ book: ReportBook) { self.book = book }

    /// The data in force in a store; files stay open until the manifest says that something else is in force.
    package func data(of store: SnapshotStore) throws -> DepartmentData {
        let view = try store.open()
        let infos = view.datasets().compactMap { view.current($0) }
        return open.withLock { open in
            if let known = open, known.root == store.root, known.infos == infos { return known.data }
            let data = DepartmentData(view)
            open = Open(root: store.root, infos: infos, data: data)
            return data
        }
    }

    /// The report compiled for a family's day, county and area; compiles it when it is not there.
    ///
    /// Tables of reference come from the family alone, so what departments deliver changes nothing here.
    package func prepared(
        asOf: CivilDate, declared: [FamilyWord: FamilyValue], source: any RowSource
    ) throws -> PreparedReport {
        let references = book.referenceRows(declared)
        if let known = shelf.withLock({ entries in
            entries.first { $0.asOf == asOf && $0.references == references }?.prepared
        }) {
            return known
        }
        let prepared = try PreparedReport(book, asOf: asOf, declared: declared, source: source)
        guard book.readsReferencesFromFamily else { return prepared }
        shelf.withLock { entries in
            entries.insert(Entry(asOf: asOf, references: references, prepared: prepared), at: 0)
            if entries.count > Self.most { entries.removeLast() }
        }
        return prepared
    }
}

extension ReportBook {
    /// Whether no table of reference is a department's, so that a compiled report outlives its data.
    var readsReferencesFromFamily: Bool { book.tables.lookups.allSatisfy { layout.tables[$0.name] != nil } }

    /// The one row of each table of reference that the family fills.
    func referenceRows(_ declared: [FamilyWord: FamilyValue]) -> [String: [String: HeldTable.Field]] {
        layout.tables.mapValues { $0.compactMapValues { declared[$0].map(\.field) } }
    }

    /// The tables of reference that the family fills.
    func references(_ declared: [FamilyWord: FamilyValue]) -> [HeldTable] {
        let rows = referenceRows(declared)
        return book.tables.lookups.compactMap { lookup in
            rows[lookup.name].map { row in
                var table = HeldTable(lookup.schema)
                table.append(row)
                return table
            }
        }
    }

    /// The households' and members' tables with one family.
    func subjects(_ request: ComparisonRequest, key: String) -> [HeldTable] {
        let family: [FamilyWord: FamilyValue] = [.family: .text(key)]
        func row(_ words: [String: FamilyWord], _ values: [FamilyWord: FamilyValue]) -> [String: HeldTable.Field] {
            let all = values.merging(family) { _, own in own }
            return words.compactMapValues { all[$0].map(\.field) }
        }
        var household = HeldTable(book.tables.household.schema)
        household.append(row(layout.household, request.declared))
        var members = HeldTable(book.tables.member.schema)
        for (position, person) in request.people.enumerated() {
            let own: [FamilyWord: FamilyValue] = [
                .number: .number(Int64(position + 1)), .id: .text(person.id.text), .name: .text(person.name),
            ]
            members.append(row(layout.member, person.declared.merging(own) { _, own in own }))
        }
        return [household, members]
    }
}

extension FamilyValue {
    /// The value as a field of a table.
    var field: HeldTable.Field {
        switch self {
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        }
    }
}
