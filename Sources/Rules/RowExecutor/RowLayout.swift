/// Where the cells of a subject lie, and how its rows hang together.
struct RowLayout {
    /// Rows of each entity.
    let counts: [Int]
    /// The cell of each instruction at the first row of its entity; the cells of the other rows follow.
    let firstCells: [Int]
    /// All cells.
    let cellCount: Int
    /// The first row of each entity, counted over all entities.
    let firstRows: [Int]
    /// The parent of each row, counted over all entities; the root is its own.
    let parents: [Int32]
    /// The rows of each entity below each row of the entity above, in the order they were added.
    let children: [Int32]
    /// Where in `children` the rows below each row begin; after the last row of each entity above, where they end.
    let starts: [Int32]
    /// The first of `starts` for each entity.
    let firstStarts: [Int]

    /// Lays out the rows of a table; rows whose parent does not exist must have been refused.
    init(_ plan: RowPlan, _ table: FactTable) {
        let entities = plan.program.schema.entities.count
        var (counts, firstRows, firstStarts) = ([Int](), [Int](), [Int]())
        var parents: [Int32] = []
        var children: [Int32] = []
        var starts: [Int32] = []
        for entity in 0..<entities {
            let rows = table.rows[entity]
            firstRows.append(parents.count)
            firstStarts.append(starts.count)
            counts.append(rows.count)
            for row in rows { parents.append(Int32(row.parent ?? 0)) }
            guard let above = plan.parent(of: entity) else { continue }
            let first = firstRows[entity]
            for parent in 0..<counts[above] {
                starts.append(Int32(children.count))
                for row in 0..<rows.count where Int(parents[first + row]) == parent { children.append(Int32(row)) }
            }
            starts.append(Int32(children.count))
        }
        var cells = 0
        firstCells = plan.instructions.map { instruction in
            defer { cells += counts[Int(instruction.entity)] }
            return cells
        }
        (self.counts, self.firstRows, self.firstStarts) = (counts, firstRows, firstStarts)
        (self.parents, self.children, self.starts, cellCount) = (parents, children, starts, cells)
    }

    @inline(__always) func parent(of row: Int, entity: Int32) -> Int {
        Int(parents[firstRows[Int(entity)] + row])
    }

    /// Positions in `children` of the rows of an entity below a row of the entity above.
    @inline(__always) func below(_ row: Int, entity: Int32) -> Range<Int> {
        let first = firstStarts[Int(entity)] + row
        return Int(starts[first])..<Int(starts[first + 1])
    }
}
