private import Primitives

/// What came of evaluating derived values for one subject: values, failures, open questions and the trace.
package struct Evaluation: Sendable {
    /// What makes the facts unfit for any rule, such as a member listed twice; then every value fails with it.
    package let faults: [RuleFailure]
    /// What was read for each value; `nil` when nothing was to be recorded.
    package let trace: Trace?
    let computation: Computation

    /// The derived value at a row; `nil` when it was not computed, because nothing wanted rests on it.
    package func value(_ id: DefinitionID, row: Int = 0) -> RuleValue? {
        if !faults.isEmpty { return .failed(faults) }
        let definition = computation.plan.program.definitions[id.index]
        guard row >= 0, row < computation.layout.counts[definition.text.entity.index] else { return nil }
        let cell = computation.cell(definition.value, row)
        guard let denominator = definition.denominator else {
            switch cell.state {
            case .unset: return nil
            case .failed: return .failed(FailureSearch(computation).failures(of: id, row))
            case .known: return known(cell.low, definition.type)
            case .open, .risky:
                let bounds = bounds(cell, definition, row)
                return .open(
                    OpenValue(
                        bounds: bounds, questions: questions([definition.value], row), mayFail: cell.isRisky))
            }
        }
        return quotient(cell, computation.cell(denominator, row), id, row)
    }

    /// What a step read, in the order of its rule's text; the same fact once.
    package func reads(of step: TraceStep) -> [TraceRead] {
        guard let trace else { return [] }
        return trace.records[step.reads].compactMap { record in
            let instruction = computation.plan.instructions[Int(record.node)]
            let row = RowID(entity: EntityID(index: Int(instruction.entity)), index: Int(record.row))
            switch instruction.opcode {
            case .input: return .fact(FieldID(index: Int(instruction.a)), row, fact(record))
            case .parameter, .parameterDenominator:
                let found = instruction.b == 1 ? instruction.number : nil
                return .parameter(ParameterID(index: Int(instruction.a)), keys: [], found)
            case .definition: return .definition(DefinitionID(index: Int(instruction.b)), row)
            case .lookUp, .hasKey:
                let cell = computation.cells[computation.slot(record.node, row.index)]
                return .parameter(
                    ParameterID(index: Int(instruction.a)), keys: computation.keys(instruction, row.index),
                    cell.isKnown ? cell.low : nil)
            case .fold:
                let rows = computation.layout.below(row.index, entity: instruction.c)
                return .rows(EntityID(index: Int(instruction.c)), below: row, count: rows.count)
            default: return nil
            }
        }
    }

    /// The caller's key of a row.
    package func key(of row: RowID) -> String { computation.key(of: row) }

    /// The rows of an entity.
    package func rows(of entity: EntityID) -> [RowID] {
        computation.facts.table.rows[entity.index].indices.map { RowID(entity: entity, index: $0) }
    }

    private func fact(_ record: NodeAtRow) -> RuleValue {
        let slot = computation.slot(record.node, Int(record.row))
        let cell = computation.cells[slot]
        let instruction = computation.plan.instructions[Int(record.node)]
        let field = computation.plan.program.schema.fields[Int(instruction.a)]
        switch cell.state {
        case .known: return known(cell.low, field.type)
        case .open, .risky:
            let bounds: OpenValue.Bounds =
                field.type == .text
                ? .words(computation.handfuls[slot].map { $0.map(computation.facts.word) })
                : .numbers(cell.low...cell.high)
            return .open(OpenValue(bounds: bounds, questions: computation.questions(at: [slot]), mayFail: false))
        case .failed, .unset:
            let row = RowID(entity: field.entity, index: Int(record.row))
            return .failed([RuleFailure(.absentFact(label: field.label), in: nil, row: row, key: key(of: row))])
        }
    }

    private func known(_ number: Int64, _ type: RuleType) -> RuleValue {
        type == .text ? .word(computation.facts.word(number)) : .number(number)
    }

    private func bounds(_ cell: Cell, _ definition: Definition, _ row: Int) -> OpenValue.Bounds {
        guard definition.type == .text else { return .numbers(cell.low...cell.high) }
        let slot = computation.slot(Int32(definition.value.index), row)
        return .words(computation.handfuls[slot].map { $0.map(computation.facts.word) })
    }

    private func quotient(_ above: Cell, _ below: Cell, _ id: DefinitionID, _ row: Int) -> RuleValue? {
        let definition = computation.plan.program.definitions[id.index]
        if above.state == .unset || below.state == .unset { return nil }
        if above.isFailed || below.isFailed || below.high <= 0 {
            return .failed(FailureSearch(computation).failures(of: id, row))
        }
        let least = max(below.low, 1)
        guard let low = try? Ratio(above.low, above.low < 0 ? least : below.high),
            let high = try? Ratio(above.high, above.high < 0 ? below.high : least)
        else { return .failed(FailureSearch(computation).failures(of: id, row)) }
        let mayFail = above.isRisky || below.isRisky || below.low <= 0
        if low == high, !mayFail { return .quotient(low) }
        let nodes = [definition.value] + (definition.denominator.map { [$0] } ?? [])
        return .open(
            OpenValue(bounds: .quotients(low, high), questions: questions(nodes, row), mayFail: mayFail))
    }

    private func questions(_ nodes: [NodeID], _ row: Int) -> [Question] {
        computation.questions(at: nodes.map { computation.slot(Int32($0.index), row) })
    }
}

extension Computation {
    func key(of row: RowID) -> String { facts.table.rows[row.entity.index][row.index].key }

    func cell(_ node: NodeID, _ row: Int) -> Cell { cells[slot(Int32(node.index), row)] }

    /// The questions on which some cells depend, in the order of the facts.
    func questions(at slots: [Int]) -> [Question] {
        facts.open.enumerated().compactMap { number, fact in
            let bit = UInt64(1) << UInt64(number % 64)
            guard slots.contains(where: { questions[$0 * stride + number / 64] & bit != 0 }) else { return nil }
            let entity = plan.program.schema.fields[fact.field.index].entity
            return Question(field: fact.field, row: RowID(entity: entity, index: fact.row), reason: fact.reason)
        }
    }

    /// The words under which a table is read, as far as they are certain.
    func keys(_ instruction: Instruction, _ row: Int) -> [String] {
        plan.lists[Int(instruction.b)].map { node in
            let cell = cells[slot(node, row)]
            return cell.isKnown ? facts.word(cell.low) : "？"
        }
    }
}

extension LoadedFacts {
    /// The word of a number.
    func word(_ number: Int64) -> String {
        let index = Int(number)
        if index < plan.program.words.count { return plan.program.words[index] }
        return foreignWords[index - plan.program.words.count]
    }
}
