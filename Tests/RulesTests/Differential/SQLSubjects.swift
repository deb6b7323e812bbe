import Rules
import SQLText

/// Puts subjects into the tables that the SQL executor reads, and asks it.
struct SQLSubjects {
    let program: RuleProgram
    let subjects: [FactTable]

    /// Runs the rules; one line of numbers for each subject, in their order, with `undecided` last.
    func run(_ text: String, columns: [String], in transaction: any SQLTransaction) throws -> [[Int64?]] {
        for entity in program.schema.entities.reversed() {
            try transaction.execute(Statement(sql: "DROP TABLE IF EXISTS \"\(entity.name)\""))
        }
        for text in SQLRules.tables(for: program.schema) { try transaction.execute(Statement(sql: text)) }
        for entity in program.schema.entities.indices { try fill(entity, in: transaction) }
        return try transaction.query(Statement(sql: text)).map { row in
            try columns.map { try row.optionalInteger($0) }
        }
    }

    private func fill(_ entity: Int, in transaction: any SQLTransaction) throws {
        let fields = program.schema.fields.indices.filter { program.schema.fields[$0].entity.index == entity }
        var lines: [String] = []
        for (number, facts) in subjects.enumerated() {
            for (index, row) in facts.rows[entity].enumerated() {
                var cells = ["\(key(number, index))"]
                if entity > 0 { cells.append("\(key(number, row.parent ?? 0))") }
                cells += fields.map { literal(row.values[FieldID(index: $0)]) }
                lines.append("(\(cells.joined(separator: ", ")))")
            }
        }
        guard !lines.isEmpty else { return }
        let name = program.schema.entities[entity].name
        try transaction.execute(Statement(sql: "INSERT INTO \"\(name)\" VALUES \(lines.joined(separator: ", "))"))
    }

    private func key(_ subject: Int, _ row: Int) -> Int { subject * 1000 + row }

    private func literal(_ value: FactValue?) -> String {
        switch value {
        case .number(let number): "\(number)"
        case .word(let word): "\(self.number(of: word))"
        case .between, .unknown, nil: "NULL"
        }
    }

    func number(of word: String) -> Int {
        program.words.firstIndex(of: word)
            ?? program.words.count + (DrawnPolicy.strangers.firstIndex(of: word) ?? DrawnPolicy.strangers.count)
    }
}
