/// Finds every failure that stands behind a failed value, by following the operands that were used and failed.
struct FailureSearch {
    private struct Place {
        let definition: DefinitionID
        let at: NodeAtRow
    }

    private let computation: Computation
    private let plan: RowPlan

    init(_ computation: Computation) {
        self.computation = computation
        plan = computation.plan
    }

    /// The failures behind a failed value at a row, in the order of its text.
    func failures(of id: DefinitionID, _ row: Int) -> [RuleFailure] {
        let definition = plan.program.definitions[id.index]
        var met: Set<Int> = []
        var found: [RuleFailure] = []
        var stack: [Place] = []
        let nodes = [definition.value] + (definition.denominator.map { [$0] } ?? [])
        for node in nodes.reversed() where computation.cell(node, row).isFailed {
            stack.append(Place(definition: id, at: NodeAtRow(Int32(node.index), row)))
        }
        if stack.isEmpty { return [failure(quotient: definition, row)] }
        var operands: [NodeAtRow] = []
        while let next = stack.popLast() {
            let row = Int(next.at.row)
            guard met.insert(computation.slot(next.at.node, row)).inserted else { continue }
            let instruction = plan.instructions[Int(next.at.node)]
            operands.removeAll(keepingCapacity: true)
            computation.pushOperands(of: instruction, at: row, onto: &operands)
            operands.removeAll { !computation.cells[computation.slot($0.node, Int($0.row))].isFailed }
            if operands.isEmpty { found.append(failure(next)) }
            let reading = instruction.opcode == .definition
            let definition = reading ? DefinitionID(index: Int(instruction.b)) : next.definition
            stack += operands.map { Place(definition: definition, at: $0) }
        }
        return found
    }

    private func failure(quotient definition: Definition, _ row: Int) -> RuleFailure {
        let divisor = definition.denominator.map { computation.cell($0, row).high } ?? 1
        let entity = definition.text.entity
        let id = RowID(entity: entity, index: row)
        return RuleFailure(
            divisor <= 0 ? .divisor(divisor) : .overflow, in: definition.text, row: id, key: computation.key(of: id))
    }

    private func failure(_ place: Place) -> RuleFailure {
        let instruction = plan.instructions[Int(place.at.node)]
        let row = RowID(entity: EntityID(index: Int(instruction.entity)), index: Int(place.at.row))
        return RuleFailure(
            cause(instruction, row.index), in: plan.program.definitions[place.definition.index].text,
            line: line(of: place), row: row, key: computation.key(of: row))
    }

    /// The line of a node within the file; `nil` when the node was first written in another rule.
    private func line(of place: Place) -> Int? {
        let places = plan.program.places
        guard Int(place.at.node) < places.count, places[Int(place.at.node)].definition == place.definition else {
            return nil
        }
        let text = plan.program.definitions[place.definition.index].text
        let before = text.expression.utf8.prefix(places[Int(place.at.node)].range.lower)
        return text.line + before.count { $0 == UInt8(ascii: "\n") }
    }

    private func cause(_ instruction: Instruction, _ row: Int) -> RuleFailure.Cause {
        let schema = plan.program.schema
        switch instruction.opcode {
        case .input: return .absentFact(label: schema.fields[Int(instruction.a)].label)
        case .parameter, .parameterDenominator: return missing(Int(instruction.a))
        case .divide, .remainder: return .divisor(computation.cells[computation.slot(instruction.b, row)].high)
        case .calendar: return .outsideCalendar
        case .lookUp, .hasKey:
            let parameter = plan.program.parameters[Int(instruction.a)]
            if case .failure = parameter.content { return missing(Int(instruction.a)) }
            return .absentKey(parameter: parameter.name, keys: computation.keys(instruction, row))
        case .fold where instruction.fold != .sum:
            return .noRows(label: schema.entities[Int(instruction.c)].label)
        default: return .overflow
        }
    }

    private func missing(_ index: Int) -> RuleFailure.Cause {
        let parameter = plan.program.parameters[index]
        guard case .failure(let missing) = parameter.content else {
            return .missingParameter(name: parameter.name, sentence: "它的值不是规则能读的词。")
        }
        return .missingParameter(name: parameter.name, sentence: missing.sentence)
    }
}
