import Rules
import SQLText

/// What SQL says of a case beside what the row executor says.
struct SQLComparison {
    let drawn: DrawnCase
    let wanted: [DefinitionID]
    let rules: SQLRules
    /// The statement that is run.
    var text: String

    /// Asks for all derived values of the root that SQL accepts; `nil` when it accepts none.
    init?(_ drawn: DrawnCase, _ tally: inout DifferentialTests.Tally) {
        self.drawn = drawn
        wanted = drawn.wanted.filter { id in
            guard case .success = SQLRules.write(drawn.program, wanted: [id]) else { return false }
            return true
        }
        tally.refusedBySQL += drawn.wanted.count - wanted.count
        guard !wanted.isEmpty, let rules = try? SQLRules.write(drawn.program, wanted: wanted).get() else { return nil }
        self.rules = rules
        text = rules.text
    }

    /// Everything on which the two do not agree.
    func differences(in transaction: any SQLTransaction, _ tally: inout DifferentialTests.Tally) throws -> [String] {
        let subjects = SQLSubjects(program: drawn.program, subjects: drawn.subjects.map(\.facts))
        let lines = try subjects.run(text, columns: rules.columns, in: transaction)
        let executor = RowExecutor(drawn.program)
        var differences = lines.count == drawn.subjects.count ? [] : ["\(lines.count) rows"]
        for (line, (gaps, facts)) in zip(lines, drawn.subjects) {
            let evaluation = executor.evaluate(facts, wanting: wanted, recording: false)
            if line.last != (line.dropLast().contains(nil) ? 1 : 0) { differences.append("the flag of undecided rows") }
            for id in wanted {
                let found = cell(drawn.name(id), line)
                let below =
                    rules.columns.contains(drawn.name(id) + "_denominator")
                    ? cell(drawn.name(id) + "_denominator", line) : 1
                let value = evaluation.value(id)
                let agrees: Bool
                if let found, let below {
                    tally.decided += 1
                    agrees = DifferentialTests.holds(value, found, below, drawn.program)
                } else {
                    tally.undecided += 1
                    // Without silence, SQL gives up exactly where the row executor fails.
                    agrees = gaps == .unknown || value?.isCertain == false
                }
                if !agrees { differences.append("\(line), but \(value!): \(drawn.describe(id, facts))\n\(text)") }
            }
        }
        return differences
    }

    private func cell(_ column: String, _ line: [Int64?]) -> Int64? {
        rules.columns.firstIndex { $0 == column }.flatMap { line[$0] }
    }
}
