/// Writes one step as an SQL expression.
///
/// The row is `t`, its parent `p`, the folds of its children are `c1`, `c2` and so on. Flags are conditions, everything
/// else BIGINT. NULL is what failed or is unknown; SQL's own logic of three values drops it where it cannot matter.
struct SQLExpression {
    let lowered: SQLLowering
    private let plan: SQLPlan
    /// Whether the expression reads the parent's row.
    private(set) var readsParent = false
    /// The folds the expression reads, by the entity they go over.
    private(set) var folds: [EntityID: Set<NodeID>] = [:]

    var table: NodeTable { lowered.table }

    init(_ lowered: SQLLowering, _ plan: SQLPlan) {
        self.lowered = lowered
        self.plan = plan
    }

    static func literal(_ number: Int64) -> String {
        if number == .min { return "(-9223372036854775807 - 1)" }
        return number < 0 ? "(\(number))" : "\(number)"
    }

    /// The definition of a column.
    mutating func column(_ id: NodeID) -> String { lowered.isFlag[id.index] ? written(id) : numberWritten(id) }

    /// The value as BIGINT.
    mutating func number(_ id: NodeID) -> String {
        if let constant = table.constant(id) { return "CAST(\(Self.literal(constant)) AS BIGINT)" }
        let text = reference(id)
        return lowered.isFlag[id.index] ? "CAST(CAST(\(text) AS INTEGER) AS BIGINT)" : text
    }

    private mutating func numberWritten(_ id: NodeID) -> String {
        if let constant = table.constant(id) { return "CAST(\(Self.literal(constant)) AS BIGINT)" }
        return written(id)
    }

    /// The value as a condition.
    mutating func condition(_ id: NodeID) -> String {
        if let constant = table.constant(id) { return constant == 0 ? "(1 = 0)" : "(1 = 1)" }
        let text = reference(id)
        return lowered.isFlag[id.index] ? text : "(\(text) = 1)"
    }

    /// The value beside another number: constants need no type of their own.
    mutating func operand(_ id: NodeID) -> String {
        table.constant(id).map(Self.literal) ?? number(id)
    }

    private mutating func reference(_ id: NodeID) -> String {
        plan.isColumn[id.index] ? "t.n\(id.index)" : written(id)
    }

    private mutating func written(_ id: NodeID) -> String {
        let node = table[id]
        switch node.operation {
        case .constant(let number): return "CAST(\(Self.literal(number)) AS BIGINT)"
        case .parameter, .parameterDenominator, .definition, .definitionDenominator: return "CAST(NULL AS BIGINT)"
        case .input(let field):
            return lowered.isFlag[id.index] ? "(t.f\(field.index) = 1)" : "t.f\(field.index)"
        case .parent(let operand): return parent(operand)
        case .add(let left, let right): return pair(left, "+", right)
        case .subtract(let left, let right): return pair(left, "-", right)
        case .multiply(let left, let right): return pair(left, "*", right)
        case .divide(let left, let right, let rounding): return quotient(left, right, rounding)
        case .remainder(let left, let right): return remainder(left, right)
        case .minimum(let left, let right): return extreme(left, "<=", right)
        case .maximum(let left, let right): return extreme(left, ">=", right)
        case .equal(let left, let right): return pair(left, "=", right)
        case .less(let left, let right): return pair(left, "<", right)
        case .lessOrEqual(let left, let right): return pair(left, "<=", right)
        case .and(let left, let right): return "(\(condition(left)) AND \(condition(right)))"
        case .or(let left, let right): return "(\(condition(left)) OR \(condition(right)))"
        case .not(let operand): return "(NOT \(condition(operand)))"
        case .choose(let open, let first, let second):
            let isFlag = lowered.isFlag[id.index]
            let (yes, no) = isFlag ? (condition(first), condition(second)) : (number(first), number(second))
            return "CASE CAST(\(condition(open)) AS INTEGER) WHEN 1 THEN \(yes) WHEN 0 THEN \(no) END"
        case .isAmong(let operand, let values):
            let list = values.isEmpty ? "NULL" : values.map(Self.literal).joined(separator: ", ")
            let text = number(operand)
            return values.isEmpty ? "(\(text) <> \(text))" : "(\(text) IN (\(list)))"
        case .lookUp(let parameter, let keys): return lookUp(content(parameter), keys[...])
        case .hasKey(let parameter, let keys): return hasKey(content(parameter), keys[...])
        case .fold(let fold, let entity, _, _): return folded(id, fold, entity)
        case .calendar: preconditionFailure("Calendar functions were turned into arithmetic.")
        }
    }

    private mutating func pair(_ left: NodeID, _ mark: String, _ right: NodeID) -> String {
        let first = table.constant(right) == nil ? operand(left) : number(left)
        return "(\(first) \(mark) \(operand(right)))"
    }

    private mutating func parent(_ operand: NodeID) -> String {
        readsParent = true
        switch table[operand].operation {
        case .input(let field): return lowered.isFlag[operand.index] ? "(p.f\(field.index) = 1)" : "p.f\(field.index)"
        case .parameter: return "CAST(NULL AS BIGINT)"
        default: return "p.n\(operand.index)"
        }
    }

    private mutating func extreme(_ left: NodeID, _ mark: String, _ right: NodeID) -> String {
        let (first, second) = (number(left), number(right))
        return "CASE WHEN \(first) \(mark) \(second) THEN \(first) WHEN \(second) \(mark) \(first) THEN \(second) END"
    }

    private mutating func folded(_ id: NodeID, _ fold: Fold, _ entity: EntityID) -> String {
        folds[entity, default: []].insert(id)
        let alias = "c\(entity.index)"
        let value = "\(alias).n\(id.index)"
        let empty: String
        switch fold {
        case .minimum, .maximum: return value
        case .sum, .count, .distinct: empty = "0"
        case .any: empty = "(1 = 0)"
        case .all: empty = "(1 = 1)"
        }
        return "CASE WHEN \(alias).parent_id IS NULL THEN \(empty) ELSE \(value) END"
    }

    // MARK: Tables

    private func content(_ parameter: ParameterID) -> ParameterContent? {
        try? lowered.program.parameters[parameter.index].content.get()
    }

    private func number(of word: String) -> Int? {
        lowered.program.words.firstIndex { $0.utf8.elementsEqual(word.utf8) }
    }

    private func entries(_ content: ParameterContent?) -> [(number: Int, content: ParameterContent)]? {
        guard case .table(let entries) = content else { return nil }
        return entries.compactMap { word, content in number(of: word).map { ($0, content) } }.sorted { $0.0 < $1.0 }
    }

    private mutating func lookUp(_ content: ParameterContent?, _ keys: ArraySlice<NodeID>) -> String {
        switch content {
        case .number(let number): return "CAST(\(Self.literal(number)) AS BIGINT)"
        case .word(let word): return "CAST(\(number(of: word) ?? -1) AS BIGINT)"
        default: break
        }
        guard let key = keys.first, let entries = entries(content), !entries.isEmpty else {
            return "CAST(NULL AS BIGINT)"
        }
        let cases = entries.map { entry in "WHEN \(entry.number) THEN \(lookUp(entry.content, keys.dropFirst()))" }
        return "CASE \(number(key)) \(cases.joined(separator: " ")) END"
    }

    private mutating func hasKey(_ content: ParameterContent?, _ keys: ArraySlice<NodeID>) -> String {
        guard let key = keys.first, let entries = entries(content) else { return "(1 = CAST(NULL AS BIGINT))" }
        let text = number(key)
        // Numbers of words start at 0: without entries the answer is false, or NULL for an unknown word.
        guard !entries.isEmpty else { return "(\(text) < 0)" }
        guard keys.count > 1 else {
            return "(\(text) IN (\(entries.map { "\($0.number)" }.joined(separator: ", "))))"
        }
        let parts = entries.map { "(\(text) = \($0.number) AND \(hasKey($0.content, keys.dropFirst())))" }
        return "(\(parts.joined(separator: " OR ")))"
    }
}
