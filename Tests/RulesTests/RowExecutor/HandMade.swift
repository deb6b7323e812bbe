import Rules

/// Programs written node by node, for tests of the executors without the compiler.
struct HandMade {
    let schema: FactSchema
    var parameters: [RuleParameter] = []
    var words: [String] = []
    var nodes: [Node] = []
    var definitions: [Definition] = []

    /// The rows below the root.
    static let member = EntityID(index: 1)
    /// The rows below a member.
    static let item = EntityID(index: 2)

    /// A schema of a household, its members and their items, with fields of one range: `h0`, `h1`…, `m0`…, `i0`….
    init(household: Int = 0, member: Int = 0, item: Int = 0, range: ClosedRange<Int64> = -1000...1000) {
        func fields(_ prefix: String, _ entity: Int, _ count: Int) -> [FactSchema.Field] {
            (0..<count).map {
                FactSchema.Field(
                    name: "\(prefix)\($0)", label: "\(prefix)\($0)", entity: EntityID(index: entity), type: .integer,
                    range: range)
            }
        }
        self.init(fields: fields("h", 0, household) + fields("m", 1, member) + fields("i", 2, item))
    }

    /// The same entities with other fields.
    init(fields: [FactSchema.Field]) {
        schema = FactSchema(
            entities: [
                .init(name: "household", rowsName: "households", label: "家庭", parent: nil),
                .init(name: "member", rowsName: "members", label: "成员", parent: .root, maximumRows: 20),
                .init(name: "item", rowsName: "items", label: "收入", parent: HandMade.member),
            ], fields: fields)
    }

    var program: RuleProgram {
        RuleProgram(schema: schema, parameters: parameters, words: words, nodes: nodes, definitions: definitions)
    }

    mutating func node(_ operation: Operation, of entity: EntityID = .root) -> NodeID {
        nodes.append(Node(entity: entity, operation: operation, range: Int64.min...Int64.max, canFail: true))
        return NodeID(index: nodes.count - 1)
    }

    mutating func constant(_ number: Int64, of entity: EntityID = .root) -> NodeID {
        node(.constant(number), of: entity)
    }

    mutating func input(_ name: String) -> NodeID {
        let id = field(name)
        return node(.input(id), of: schema.fields[id.index].entity)
    }

    func field(_ name: String) -> FieldID {
        guard let id = schema.field(name) else { preconditionFailure("The schema has no field \(name).") }
        return id
    }

    @discardableResult
    mutating func define(
        _ name: String, _ value: NodeID, over denominator: NodeID? = nil, type: RuleType = .integer
    ) -> DefinitionID {
        let text = RuleText(
            name: name, entity: nodes[value.index].entity, expression: name, file: "hand.yaml",
            line: definitions.count + 1, column: 1)
        definitions.append(
            Definition(
                text: text, type: denominator == nil ? type : .ratio, value: value, denominator: denominator))
        return DefinitionID(index: definitions.count - 1)
    }

    mutating func parameter(_ name: String, _ content: ParameterContent?, type: RuleType = .integer) -> ParameterID {
        parameters.append(
            RuleParameter(
                name: name, type: type,
                content: content.map { .success($0) } ?? .failure(MissingParameter(sentence: "那天没有值。"))))
        return ParameterID(index: parameters.count - 1)
    }

    /// Facts of a household without rows, by field name.
    func facts(_ values: [String: FactValue]) -> FactTable {
        var table = FactTable(schema: schema, key: "h")
        for (name, value) in values { table.set(field(name), to: value) }
        return table
    }
}

extension FactValue {
    /// A number between two, or the number itself where they are one.
    static func range(_ range: ClosedRange<Int64>) -> FactValue {
        range.lowerBound == range.upperBound
            ? .number(range.lowerBound) : .between(range.lowerBound, range.upperBound, reason: "未答")
    }
}
