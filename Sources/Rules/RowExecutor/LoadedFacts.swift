/// The facts of one subject, checked and laid out for the row executor.
struct LoadedFacts {
    /// A fact whose answer is open.
    struct OpenFact {
        let field: FieldID
        let row: Int
        let reason: String
        let cell: Int
        /// The numbers of the words that the answer may be; `nil` for numbers and for any word.
        let words: [Int64]?
    }

    let plan: RowPlan
    let table: FactTable
    /// What makes the subject unfit for any rule; when there is something, nothing else is filled.
    private(set) var faults: [RuleFailure] = []
    private(set) var layout: RowLayout
    /// Cells with the known and open facts; all others are unset.
    private(set) var cells: [Cell] = []
    /// The open facts in the order of entities, rows and fields; a question's number is its position here.
    private(set) var open: [OpenFact] = []
    /// Words of the data that the program does not know, by number from `program.words.count` on.
    private(set) var foreignWords: [String] = []

    init(_ plan: RowPlan, _ table: FactTable) {
        precondition(
            table.schema.fields.count == plan.program.schema.fields.count
                && table.rows.count == plan.program.schema.entities.count,
            "The facts follow another schema than the program.")
        self.plan = plan
        self.table = table
        faults = Self.rowFaults(plan, table)
        layout = RowLayout(plan, faults.isEmpty ? table : FactTable(schema: table.schema, key: table.rows[0][0].key))
        guard faults.isEmpty else { return }
        cells = [Cell](repeating: Cell(), count: layout.cellCount)
        for (entity, rows) in table.rows.enumerated() {
            for (row, facts) in rows.enumerated() {
                facts.values.forEachFact { field, fact in load(fact, field, entity: entity, row: row) }
            }
        }
    }

    private mutating func load(_ fact: FactValue, _ id: FieldID, entity: Int, row: Int) {
        let field = plan.fields[id.index]
        let cell = field.instruction.map { layout.firstCells[$0] + row }
        switch fact {
        case .number(let value):
            guard !field.isText, field.range.contains(value) else { return refuse(fact, id, row) }
            if let cell { cells[cell] = .known(value) }
        case .word(let word):
            guard field.isText, let number = number(of: word), field.words?.contains(number) ?? true else {
                return refuse(fact, id, row)
            }
            if let cell { cells[cell] = .known(number) }
        case .between(let low, let high, let reason):
            guard !field.isText, low <= high, field.range.contains(low), field.range.contains(high) else {
                return refuse(fact, id, row)
            }
            ask(Interval(low, high), nil, id, row, reason, cell)
        case .unknown(let reason):
            let words = field.isText ? field.words : nil
            let range =
                field.isText
                ? Interval(words?.first ?? 0, words?.last ?? Int64.max)
                : Interval(field.range.lowerBound, field.range.upperBound)
            ask(range, words, id, row, reason, cell)
        }
    }

    private mutating func ask(
        _ range: Interval, _ words: [Int64]?, _ field: FieldID, _ row: Int, _ reason: String, _ cell: Int?
    ) {
        guard let cell else { return }
        if range.low == range.high {
            cells[cell] = .known(range.low)
        } else {
            cells[cell] = Cell(low: range.low, high: range.high, state: .open)
            open.append(OpenFact(field: field, row: row, reason: reason, cell: cell, words: words))
        }
    }

    private mutating func number(of word: String) -> Int64? {
        if let number = plan.words[WordKey(text: word)] { return number }
        let position = foreignWords.firstIndex { $0.utf8.elementsEqual(word.utf8) } ?? foreignWords.count
        if position == foreignWords.count { foreignWords.append(word) }
        return Int64(plan.program.words.count + position)
    }

    private mutating func refuse(_ fact: FactValue, _ field: FieldID, _ row: Int) {
        let entity = EntityID(index: plan.fields[field.index].entity)
        faults.append(
            RuleFailure(
                .unfitFact(label: plan.program.schema.fields[field.index].label, fact), in: nil,
                row: RowID(entity: entity, index: row), key: table.rows[entity.index][row].key))
    }

    private static func rowFaults(_ plan: RowPlan, _ table: FactTable) -> [RuleFailure] {
        var faults: [RuleFailure] = []
        for (entity, rows) in table.rows.enumerated().dropFirst() {
            let above = plan.parent(of: entity).map { table.rows[$0].count } ?? 0
            func fault(_ cause: RuleFailure.Cause, _ row: Int) {
                let id = RowID(entity: EntityID(index: entity), index: row)
                faults.append(RuleFailure(cause, in: nil, row: id, key: rows[row].key))
            }
            let label = plan.program.schema.entities[entity].label
            for (index, row) in rows.enumerated() where !(0..<above).contains(row.parent ?? -1) {
                fault(.orphanRow(label: label), index)
            }
            let limit = Int(clamping: plan.program.schema.entities[entity].maximumRows)
            if rows.count > limit, let row = crowded(rows, limit) {
                fault(.tooManyRows(label: label, limit: limit), row)
            }
            for index in repeated(rows) { fault(.repeatedRow(label: label), index) }
        }
        return faults
    }

    /// The first row beyond what a row above may have below it.
    private static func crowded(_ rows: [FactTable.Row], _ limit: Int) -> Int? {
        var counts: [Int: Int] = [:]
        return rows.firstIndex { row in
            counts[row.parent ?? 0, default: 0] += 1
            return counts[row.parent ?? 0, default: 0] > limit
        }
    }

    /// Rows whose key an earlier row below the same parent has.
    private static func repeated(_ rows: [FactTable.Row]) -> [Int] {
        if rows.count <= 8 {
            return rows.indices.filter { later in
                rows[..<later].contains {
                    $0.parent == rows[later].parent && $0.key.utf8.elementsEqual(rows[later].key.utf8)
                }
            }
        }
        var seen: Set<SiblingKey> = []
        return rows.indices.filter {
            !seen.insert(SiblingKey(parent: rows[$0].parent, key: WordKey(text: rows[$0].key))).inserted
        }
    }

    private struct SiblingKey: Hashable {
        let parent: Int?
        let key: WordKey
    }
}
