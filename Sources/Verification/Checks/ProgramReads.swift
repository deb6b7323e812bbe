import Rules

extension RuleProgram {
    /// The fields that some nodes read, through derived values too.
    func fields(of nodes: [NodeID]) -> [FieldID] {
        var seen: Set<Int> = []
        var fields: Set<Int> = []
        var open = nodes
        while let node = open.popLast() {
            guard seen.insert(node.index).inserted else { continue }
            switch self.nodes[node.index].operation {
            case .input(let field): fields.insert(field.index)
            case .definition(let id): open.append(definitions[id.index].value)
            case .definitionDenominator(let id): if let below = definitions[id.index].denominator { open.append(below) }
            case let operation: open += operation.operands
            }
        }
        return fields.sorted().map(FieldID.init(index:))
    }
}
