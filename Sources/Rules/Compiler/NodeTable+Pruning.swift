extension NodeTable {
    /// The program of the nodes that derived values need; steps that simplifying left behind are dropped.
    func program(parameters: [RuleParameter], words: [String], definitions: [Definition]) -> RuleProgram {
        var isNeeded = [Bool](repeating: false, count: nodes.count)
        for definition in definitions {
            isNeeded[definition.value.index] = true
            if let denominator = definition.denominator { isNeeded[denominator.index] = true }
        }
        for index in nodes.indices.reversed() where isNeeded[index] {
            for operand in nodes[index].operation.operands { isNeeded[operand.index] = true }
        }
        var (moved, kept, keptPlaces) = ([NodeID](), [Node](), [NodePlace]())
        for (index, node) in nodes.enumerated() {
            moved.append(NodeID(index: kept.count))
            guard isNeeded[index] else { continue }
            let operation = node.operation.replacingOperands { moved[$0.index] }
            kept.append(Node(entity: node.entity, operation: operation, range: node.range, canFail: node.canFail))
            keptPlaces.append(places[index])
        }
        let settled = definitions.map { definition in
            Definition(
                text: definition.text, type: definition.type, value: moved[definition.value.index],
                denominator: definition.denominator.map { moved[$0.index] })
        }
        return RuleProgram(
            schema: schema, parameters: parameters, words: words, nodes: kept, definitions: settled, places: keptPlaces)
    }
}
