/// A row of a subject: its entity and its position among the entity's rows.
package struct RowID: Hashable, Sendable {
    /// The entity.
    package let entity: EntityID
    /// The position, from 0.
    package let index: Int

    /// Names a row.
    package init(entity: EntityID, index: Int) {
        self.entity = entity
        self.index = index
    }

    /// The row of the subject itself.
    package static let root = RowID(entity: .root, index: 0)
}

/// Why a value could not be computed for one subject: what happened, in which rule, at which row.
package struct RuleFailure: Error, Hashable, Sendable {
    /// What happened.
    package enum Cause: Hashable, Sendable {
        /// A rule read a fact that the table neither gives nor declares unknown.
        case absentFact(label: String)
        /// A fact is of another kind than its field, or outside the field's range or words.
        case unfitFact(label: String, FactValue)
        /// Two rows below one row have one key, for example a member listed twice.
        case repeatedRow(label: String)
        /// A row stands below a row that does not exist.
        case orphanRow(label: String)
        /// More rows stand below one row than sums are proved for.
        case tooManyRows(label: String, limit: Int)
        /// A divisor is not above zero.
        case divisor(Int64)
        /// A result does not fit 64 bits.
        case overflow
        /// A table has no value under these words.
        case absentKey(parameter: String, keys: [String])
        /// A parameter has no value on the day.
        case missingParameter(name: String, sentence: String)
        /// The least or greatest of no rows.
        case noRows(label: String)
        /// A day or month outside the years that dates support.
        case outsideCalendar
    }

    /// What happened.
    package let cause: Cause
    /// The derived value whose rule failed; `nil` when the facts themselves are at fault.
    package let rule: RuleText?
    /// The line of the file on which the rule says what failed; 0 when the facts themselves are at fault.
    package let line: Int
    /// The row for which the rule failed.
    package let row: RowID
    /// The caller's key of the row.
    package let key: String

    init(_ cause: Cause, in rule: RuleText?, line: Int? = nil, row: RowID, key: String) {
        self.cause = cause
        self.rule = rule
        self.line = line ?? rule?.line ?? 0
        self.row = row
        self.key = key
    }

    /// The file and line of the rule as `file:line`; empty when the facts are at fault.
    package var place: String { rule.map { "\($0.file):\(line)" } ?? "" }

    /// What happened and what to do, for the person who handles the case.
    package var sentence: String {
        let value = rule.map { "“\($0.name)”" } ?? ""
        switch cause {
        case .absentFact(let label): return "计算\(value)需要“\(label)”，材料里既没有填写，也没有注明未知；请补填或注明未知的原因。"
        case .unfitFact(let label, let fact): return "“\(label)”填的是\(Self.text(of: fact))，超出了允许的范围；请核对后更正。"
        case .repeatedRow(let label): return "\(label)“\(key)”登记了两次；请删去重复的一条。"
        case .orphanRow(let label): return "\(label)“\(key)”所属的上一级不存在；请核对材料。"
        case .tooManyRows(let label, let limit): return "\(label)超过了\(limit)条，无法保证计算正确；请核对材料。"
        case .divisor(let divisor): return "计算\(value)时除数是\(divisor)，不能作除数；请核对有关数据。"
        case .overflow: return "计算\(value)时数字过大，超出了可以精确计算的范围；请核对有关数据。"
        case .absentKey(let parameter, let keys):
            return "计算\(value)时，参数“\(parameter)”没有“\(keys.joined(separator: "、"))”一项；请在政策文件中补上，或核对填写的类别。"
        case .missingParameter(let name, let sentence): return "计算\(value)需要参数“\(name)”：\(sentence)"
        case .noRows(let label): return "计算\(value)要在\(label)中取最大或最小的一个，但一条也没有；请核对材料。"
        case .outsideCalendar: return "计算\(value)时日期不在1800年至2200年之间；请核对日期。"
        }
    }

    private static func text(of fact: FactValue) -> String {
        switch fact {
        case .number(let number): "\(number)"
        case .word(let word): "“\(word)”"
        case .between(let low, let high, _): "\(low)至\(high)之间"
        case .unknown: "未知"
        }
    }
}
