/// The nodes made so far; the same step over the same operands is made once.
struct NodeTable {
    private struct Key: Hashable {
        let entity: EntityID
        let operation: Operation
    }

    let schema: FactSchema
    private(set) var nodes: [Node] = []
    private(set) var places: [NodePlace] = []
    private var known: [Key: NodeID] = [:]
    /// Where the compiler reads at present.
    var place = NodePlace(definition: DefinitionID(index: 0), range: SourceRange(0, 0))

    init(schema: FactSchema) { self.schema = schema }

    subscript(_ id: NodeID) -> Node { nodes[id.index] }

    /// The number of a node that is a constant.
    func constant(_ id: NodeID) -> Int64? {
        guard case .constant(let number) = nodes[id.index].operation else { return nil }
        return number
    }

    mutating func constant(_ number: Int64, in entity: EntityID) -> NodeID {
        leaf(.constant(number), in: entity, Proof(number...number))
    }

    /// A step whose range the caller knows: a fact, a parameter, a derived value, a look-up.
    mutating func leaf(_ operation: Operation, in entity: EntityID, _ proof: Proof) -> NodeID {
        let key = Key(entity: entity, operation: operation)
        if let id = known[key] { return id }
        let id = NodeID(index: nodes.count)
        nodes.append(Node(entity: entity, operation: operation, range: proof.range, canFail: proof.canFail))
        places.append(place)
        known[key] = id
        return id
    }

    /// A step over nodes, simplified where that changes neither its value nor its failures.
    mutating func make(_ operation: Operation, in entity: EntityID) -> NodeID {
        if let same = simplified(operation, in: entity) { return same }
        let proof = proof(of: operation)
        if !proof.canFail, proof.range.isSingle, operation.operands.allSatisfy({ constant($0) != nil }) {
            return constant(proof.range.lowerBound, in: entity)
        }
        return leaf(operation, in: entity, proof)
    }

    /// The value of a node of a row above, for the rows of an entity below.
    mutating func lift(_ id: NodeID, to entity: EntityID) -> NodeID {
        let source = nodes[id.index]
        guard source.entity != entity else { return id }
        if let number = constant(id) { return constant(number, in: entity) }
        guard let above = schema.entities[entity.index].parent else {
            preconditionFailure("A value of a row below is reached only through a walk over the rows.")
        }
        let operand = lift(id, to: above)
        return leaf(.parent(operand), in: entity, Proof(source.range))
    }

    private mutating func simplified(_ operation: Operation, in entity: EntityID) -> NodeID? {
        switch operation {
        case .add(let left, let right):
            constant(left) == 0 ? right : constant(right) == 0 ? left : nil
        case .subtract(let left, let right):
            constant(right) == 0 ? left : nil
        case .multiply(let left, let right):
            constant(left) == 1 ? right : constant(right) == 1 ? left : nil
        case .divide(let left, let right, _):
            constant(right) == 1 ? left : nil
        case .minimum(let left, let right), .maximum(let left, let right):
            left == right ? left : nil
        case .and(let left, let right):
            constant(left).map { $0 == 0 ? left : right } ?? constant(right).map { $0 == 0 ? right : left }
        case .or(let left, let right):
            constant(left).map { $0 == 1 ? left : right } ?? constant(right).map { $0 == 1 ? right : left }
        case .not(let operand):
            if case .not(let inner) = nodes[operand.index].operation { inner } else { nil }
        case .choose(let condition, let first, let second):
            constant(condition).map { $0 == 1 ? first : second }
        default: nil
        }
    }
}
