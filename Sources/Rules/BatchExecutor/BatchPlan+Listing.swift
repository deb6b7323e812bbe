extension BatchPlan {
    /// The steps as text, one a line, for a person who asks what a policy costs.
    package var listing: String {
        steps.enumerated().map { number, scheduled in
            let name = schema.entities[scheduled.step.entity].name
            return "\(number)\t\(name) r\(scheduled.target) = \(text(scheduled.step.operation))"
        }.joined(separator: "\n")
    }

    private func text(_ operation: BatchStep.Operation) -> String {
        switch operation {
        case .input(let field): schema.fields[field].name
        case .pair(let pair, let first, let second): "\(pair) \(text(first)) \(text(second))"
        case .choose(let flag, let first, let second): "choose \(text(.lanes(flag))) \(text(first)) \(text(second))"
        case .lookUp(let table, let keys): "lookUp \(table) \(keys.map(text).joined(separator: " "))"
        case .spread(let step): "spread \(text(.lanes(step)))"
        case .fold(let fold, let child, let body, let filter):
            "\(fold) \(schema.entities[child].rowsName) \(text(body))"
                + (filter == .yes ? "" : " where \(text(filter))")
        }
    }

    private func text(_ operand: BatchOperand) -> String {
        switch operand {
        case .constant(let number): "\(number)"
        case .lanes(let step): "r\(register(of: step))"
        }
    }
}
