/// A fold as an aggregate over the child rows `t` of one parent.
struct SQLFold {
    let text: String

    init(_ id: NodeID, _ lowered: SQLLowering, _ plan: SQLPlan) {
        guard case .fold(let fold, let entity, let body, let filter) = lowered.table[id].operation else {
            preconditionFailure("Only folds are aggregates.")
        }
        var expression = SQLExpression(lowered, plan)
        let kept = filter.map { expression.condition($0) }
        let isFlag = fold == .any || fold == .all
        let value = isFlag ? expression.condition(body) : expression.number(body)
        let chosen = kept.map { "CASE WHEN \($0) THEN \(value) END" } ?? value
        let rows = kept.map { "COUNT(CASE WHEN \($0) THEN 1 END)" } ?? "COUNT(*)"
        // More rows than proved, or a filter that is open: the fold is open.
        let most = lowered.program.schema.entities[entity.index].maximumRows
        let isOpen = "COUNT(*) > \(most)" + (kept.map { " OR COUNT(*) <> COUNT(\($0))" } ?? "")
        let hasGaps = "\(rows) <> COUNT(\(chosen))"
        func whole(_ aggregate: String) -> String {
            "CASE WHEN \(isOpen) OR \(hasGaps) THEN NULL ELSE \(aggregate) END"
        }
        func decided(by deciding: String, _ result: String, otherwise: String) -> String {
            let all = kept.map { "\($0) AND \(deciding)" } ?? deciding
            return "CASE WHEN \(isOpen) THEN NULL WHEN COUNT(CASE WHEN \(all) THEN 1 END) > 0 THEN \(result)"
                + " WHEN \(hasGaps) THEN NULL ELSE \(otherwise) END"
        }
        switch fold {
        case .sum: text = whole("COALESCE(CAST(SUM(\(chosen)) AS BIGINT), 0)")
        case .minimum: text = whole("MIN(\(chosen))")
        case .maximum: text = whole("MAX(\(chosen))")
        case .count: text = "CASE WHEN \(isOpen) THEN NULL ELSE \(rows) END"
        case .distinct: text = whole("COUNT(DISTINCT \(chosen))")
        case .any: text = decided(by: value, "(1 = 1)", otherwise: "(1 = 0)")
        case .all: text = decided(by: "(NOT \(value))", "(1 = 0)", otherwise: "(1 = 1)")
        }
    }
}
