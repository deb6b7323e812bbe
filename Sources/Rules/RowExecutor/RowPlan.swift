/// A word compared by its bytes; equality of strings would take different spellings of one character for the same.
struct WordKey: Hashable {
    let text: String

    static func == (left: WordKey, right: WordKey) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

/// A field as facts are checked against it.
struct FieldPlan {
    let entity: Int
    let isText: Bool
    let range: ClosedRange<Int64>
    /// The numbers of the words it may be, sorted; `nil` for any word.
    let words: [Int64]?
    /// The instruction that reads it; `nil` when no rule does.
    var instruction: Int?
}

/// A table of a parameter with words as their numbers.
indirect enum LookUpTree {
    case leaf(Int64)
    case branch(keys: [Int64], [LookUpTree])
}

/// A program prepared for the row executor; made once, shared by all evaluations.
final class RowPlan: Sendable {
    /// Chains of operands longer than this are cut, so that no program exhausts the stack.
    static let longestChain = 400

    /// Where a derived value is computed: its instructions and entity.
    struct Result {
        let value: Int32
        let denominator: Int32?
        let entity: Int
    }

    let program: RuleProgram
    let instructions: [Instruction]
    /// Operands of instructions that have any number of them.
    let lists: [[Int32]]
    /// Sorted numbers of membership tests.
    let sets: [[Int64]]
    /// The table of each parameter that has one.
    let tables: [LookUpTree?]
    /// Where each derived value is computed.
    let results: [Result]
    let fields: [FieldPlan]
    let words: [WordKey: Int64]
    /// Instructions that are computed before all others, because chains of operands above them are too long.
    let milestones: [Int]

    init(_ program: RuleProgram) {
        self.program = program
        var maker = PlanMaker(program)
        for (index, node) in program.nodes.enumerated() { maker.add(node, at: index) }
        instructions = maker.instructions
        lists = maker.lists
        sets = maker.sets
        results = program.definitions.map {
            Result(
                value: Int32($0.value.index), denominator: $0.denominator.map { Int32($0.index) },
                entity: $0.text.entity.index)
        }
        milestones = maker.milestones
        words = maker.words
        tables = program.parameters.map { [words = maker.words] parameter in
            guard case .success(let content) = parameter.content, case .table = content else { return nil }
            return PlanMaker.tree(content, words: words)
        }
        fields = maker.fields
    }

    /// The entity above.
    func parent(of entity: Int) -> Int? { program.schema.entities[entity].parent?.index }
}
