import Primitives

/// Matched rows from a snapshot store: only the keys and the wanted columns of matched rows are read.
///
/// A dataset's files are opened for one scan and given back after it. Rows come by segment, base first, and within
/// one by key. A scan for people goes along the keys once; one for few people looks each of them up.
package struct StoreRowSource: RowSource {
    private let view: SnapshotView
    private let keepsOpen: Bool

    /// The data in force in a view.
    ///
    /// `keepsOpen` leaves files open between scans, for many small questions; a full run gives them back, so that what
    /// is mapped stays small.
    package init(_ view: SnapshotView, keepsOpen: Bool = false) { (self.view, self.keepsOpen) = (view, keepsOpen) }

    /// Whether the dataset has data in force.
    package func hasAnswer(_ dataset: String) -> Bool { view.current(dataset) != nil }

    /// Goes through the dataset's segments and hands over the matched rows, batch by batch.
    package func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        let name = request.schema.name
        let chain = keepsOpen ? try view.chain(name) : try view.freshChain(name)
        let positions = try chain.positions(of: request.schema)
        let rows = MatchedRows(capacity: SegmentScan.batchRows)
        var before = 0
        for number in chain.segments.indices {
            for (lookup, asked) in request.lookups.enumerated() {
                guard let wanted = asked.passing(chain.segments[number].header) else { continue }
                let scan = SegmentScan(chain, number, lookup: lookup, wanted, positions, rows)
                try scan.run(from: before, body)
            }
            before += chain.segments[number].rows
        }
    }
}

extension RowLookup {
    /// What is to be looked up in a segment; nil where nobody asked about can have a row.
    fileprivate func passing(_ header: SegmentHeader) -> RowLookup? {
        guard let strangersTo = header.strangersTo, case .people(let people) = index else { return self }
        return people.without(strangersTo).map { RowLookup(key: key, index: .people($0), columns: columns) }
    }
}

extension SnapshotChain {
    /// Where the columns of a schema stand in the snapshot, which may have been written with another order.
    func positions(of schema: TableSchema) throws(SnapshotError) -> [Int] {
        var positions: [Int] = []
        for column in schema.columns {
            let isFitting: (Column) -> Bool = {
                ($0.type == .text) == (column.type == .text) && $0.type.isCitizenKey == column.type.isCitizenKey
            }
            guard let position = self.schema.position(of: column.name), isFitting(self.schema.columns[position]) else {
                throw SnapshotError(
                    .wrongColumn, subject: "\(schema.name).\(column.name)", cause: "快照中没有这一列或类型不符")
            }
            positions.append(position)
        }
        return positions
    }
}
