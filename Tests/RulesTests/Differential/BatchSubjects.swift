import Rules

/// Lays subjects without gaps into a block of the batch executor, and asks it.
struct BatchSubjects {
    let program: RuleProgram
    let subjects: [FactTable]

    /// The numbers of nodes for each subject; `nil` for a subject handed on to the row executor.
    func run(_ nodes: [NodeID]) -> [[Int64]?] {
        let plan = BatchPlan(program, outputs: nodes)
        let block = BatchBlock()
        let entities = program.schema.entities.indices
        // Lanes stand in the order of subjects and rows; each row below has a link of its own.
        var starts: [[Int]] = []
        for entity in entities {
            var (start, total) = ([Int](), 0)
            for facts in subjects {
                start.append(total)
                total += facts.rows[entity].count
            }
            starts.append(start + [total])
        }
        let links = entities.map { entity -> [BatchLink] in
            guard let parent = program.schema.entities[entity].parent?.index else { return [] }
            return subjects.enumerated().flatMap { number, facts in
                facts.rows[entity].enumerated().map { index, row in
                    BatchLink(
                        parents: starts[parent][number] + (row.parent ?? 0), rows: starts[entity][number] + index,
                        count: 1)
                }
            }
        }
        block.begin(plan, lanes: entities.map { starts[$0].last ?? 0 }, links: links)
        for (position, field) in plan.fields.enumerated() {
            let entity = program.schema.fields[field.index].entity.index
            let lanes = block.input(position)
            for (number, facts) in subjects.enumerated() {
                for (index, row) in facts.rows[entity].enumerated() {
                    lanes[starts[entity][number] + index] = self.number(row.values[field])
                }
            }
        }
        block.run()
        let undecided = block.undecided
        return subjects.indices.map { subject in
            guard undecided[subject] == 0 else { return nil }
            return nodes.indices.map { block.output($0)[subject] }
        }
    }

    private func number(_ value: FactValue?) -> Int64 {
        switch value {
        case .number(let number): number
        case .word(let word): Int64(SQLSubjects(program: program, subjects: []).number(of: word))
        case .between, .unknown, nil: preconditionFailure("Subjects with gaps belong to the row executor.")
        }
    }
}
