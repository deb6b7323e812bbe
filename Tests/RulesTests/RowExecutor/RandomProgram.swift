import Primitives
import Rules

/// A random program over household, members and items, and random facts for it with a few open ones.
struct RandomProgram {
    private(set) var made: HandMade
    private var random: SeededGenerator
    /// Nodes by entity that are any number, and those that are flags.
    private var numbers: [[NodeID]] = [[], [], []]
    private var flags: [[NodeID]] = [[], [], []]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        let fields = ["h0", "h1", "f0", "m0", "m1", "f1", "i0", "f2"].enumerated().map { index, name in
            FactSchema.Field(
                name: name, label: name, entity: EntityID(index: index < 3 ? 0 : (index < 6 ? 1 : 2)),
                type: name.hasPrefix("f") ? .flag : .integer, range: name.hasPrefix("f") ? 0...1 : -2...2)
        }
        made = HandMade(fields: fields)
        for (index, field) in fields.enumerated() {
            let node = made.node(.input(FieldID(index: index)), of: field.entity)
            if field.type == .flag {
                flags[field.entity.index].append(node)
            } else {
                numbers[field.entity.index].append(node)
            }
        }
        let missing = made.parameter("missing", nil)
        for entity in 0..<3 {
            numbers[entity].append(made.constant(Int64.random(in: -3...3, using: &random), of: EntityID(index: entity)))
            if chance(4) { numbers[entity].append(made.constant(Int64.max / 2, of: EntityID(index: entity))) }
            if chance(8) { numbers[entity].append(made.node(.parameter(missing), of: EntityID(index: entity))) }
        }
        for _ in 0..<Int.random(in: 8...40, using: &random) { grow() }
    }

    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    private mutating func number(_ entity: Int) -> NodeID {
        Bool.random(using: &random) ? pick(numbers[entity]) : recent(entity)
    }

    private mutating func recent(_ entity: Int) -> NodeID { pick(Array(numbers[entity].suffix(4))) }

    private mutating func flag(_ entity: Int) -> NodeID { pick(flags[entity]) }

    private mutating func pick(_ nodes: [NodeID]) -> NodeID { nodes[Int.random(in: 0..<nodes.count, using: &random)] }

    private mutating func grow() {
        let entity = Int.random(in: 0..<3, using: &random)
        let id = EntityID(index: entity)
        if chance(3) {
            let node = made.node(condition(entity), of: id)
            flags[entity].append(node)
        } else {
            let node = made.node(arithmetic(entity), of: id)
            numbers[entity].append(node)
        }
        if chance(3) {
            let name = "d\(made.definitions.count)"
            let definition =
                chance(4)
                ? made.define(name, number(entity), over: number(entity)) : made.define(name, number(entity))
            numbers[entity].append(made.node(.definition(definition), of: id))
        }
    }

    private mutating func condition(_ entity: Int) -> Rules.Operation {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: .and(flag(entity), flag(entity))
        case 1: .or(flag(entity), flag(entity))
        case 2: .not(flag(entity))
        case 3: .equal(number(entity), number(entity))
        case 4: .less(number(entity), number(entity))
        case 5: .lessOrEqual(number(entity), number(entity))
        case 6: .isAmong(number(entity), [-2, 0, 1])
        case 7 where entity > 0: .parent(flag(entity - 1))
        default:
            entity < 2 ? fold(pick([.any, .all]), entity, flag(entity + 1)) : .less(number(entity), number(entity))
        }
    }

    private mutating func arithmetic(_ entity: Int) -> Rules.Operation {
        switch Int.random(in: 0..<11, using: &random) {
        case 0: .add(number(entity), number(entity))
        case 1: .subtract(number(entity), number(entity))
        case 2: .multiply(number(entity), number(entity))
        case 3: .divide(number(entity), number(entity), pick([.down, .up, .halfUp]))
        case 4: .remainder(number(entity), number(entity))
        case 5: .minimum(number(entity), number(entity))
        case 6: .maximum(number(entity), number(entity))
        case 7 where entity > 0: .parent(number(entity - 1))
        case 8, 9:
            entity < 2
                ? fold(pick([.sum, .minimum, .maximum, .count, .distinct]), entity, number(entity + 1))
                : .add(number(entity), number(entity))
        default: .choose(flag(entity), number(entity), number(entity))
        }
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func fold(_ fold: Fold, _ entity: Int, _ body: NodeID) -> Rules.Operation {
        .fold(fold, over: EntityID(index: entity + 1), body: body, filter: chance(2) ? flag(entity + 1) : nil)
    }

    /// Facts of which at most so many are open, and now and then one is absent.
    mutating func facts(open limit: Int) -> FactTable {
        var table = FactTable(schema: made.schema, key: "h")
        for member in 0..<Int.random(in: 0...2, using: &random) {
            let row = table.add(HandMade.member, key: "m\(member)")
            for item in 0..<Int.random(in: 0...2, using: &random) {
                _ = table.add(HandMade.item, below: row, key: "i\(item)")
            }
        }
        var left = limit
        for (index, field) in made.schema.fields.enumerated() {
            for row in table.rows[field.entity.index].indices where !chance(30) {
                var value = FactValue.number(Int64.random(in: field.range, using: &random))
                if left > 0, chance(3) {
                    left -= 1
                    value = chance(2) ? .between(0, 1, reason: "未答") : .unknown(reason: "未答")
                }
                table.set(FieldID(index: index), of: row, to: value)
            }
        }
        return table
    }
}

extension FactTable {
    /// The open facts: field, row and the range of the answer.
    var openFacts: [(field: FieldID, row: Int, range: ClosedRange<Int64>)] {
        schema.fields.indices.flatMap { index in
            rows[schema.fields[index].entity.index].enumerated().compactMap { row, facts in
                switch facts.values[FieldID(index: index)] {
                case .between(let low, let high, _): (FieldID(index: index), row, low...high)
                case .unknown: (FieldID(index: index), row, schema.fields[index].range)
                default: nil
                }
            }
        }
    }

    /// Every table in which the open facts have answers.
    var completions: [FactTable] {
        openFacts.reduce([self]) { tables, open in
            tables.flatMap { table in
                open.range.map { answer in
                    var table = table
                    table.set(open.field, of: open.row, to: .number(answer))
                    return table
                }
            }
        }
    }
}
