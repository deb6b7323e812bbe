/// One fact, parameter, derived value or set of rows that a rule read.
package enum TraceRead: Hashable, Sendable {
    /// A fact, with what is known of it.
    case fact(FieldID, RowID, RuleValue)
    /// A parameter; the words under which a table was read, and the number found, `nil` for several or none.
    case parameter(ParameterID, keys: [String], Int64?)
    /// A derived value.
    case definition(DefinitionID, RowID)
    /// The rows of an entity below a row: how many there are.
    case rows(EntityID, below: RowID, count: Int)
}

/// One derived value at one row, recorded as it was computed: its value and what its rule read.
package struct TraceStep: Hashable, Sendable {
    /// The derived value.
    package let definition: DefinitionID
    /// The row.
    package let row: RowID
    /// Positions of what was read among the trace's records.
    let reads: Range<Int>
}

/// What a computation read, in order: each step stands after the steps it rests on.
///
/// Only what was used is here: of two branches the one taken, of `a && b` with `a` false only `a`.
package struct Trace: Sendable {
    /// The steps.
    package fileprivate(set) var steps: [TraceStep] = []
    /// What the steps read, compactly: the position of the node, and its row.
    fileprivate(set) var records: [NodeAtRow] = []
}

/// Writes the trace of a computation from its cells; nothing is computed a second time.
struct TraceRecorder {
    private let computation: Computation
    private let plan: RowPlan
    private var trace = Trace()
    /// The first place of each definition's rows among `needed`.
    private var firstPlaces: [Int] = []
    private var needed: [Bool]
    /// The step in which each cell was last met, so that shared nodes are walked once for each step.
    private var met: [Int32]
    private var read: [Int32]
    private var stack: [NodeAtRow] = []

    init(_ computation: Computation, wanted: [DefinitionID]) {
        (self.computation, plan) = (computation, computation.plan)
        var places = 0
        firstPlaces.reserveCapacity(plan.results.count)
        for result in plan.results {
            firstPlaces.append(places)
            places += computation.layout.counts[result.entity]
        }
        needed = [Bool](repeating: false, count: places)
        read = [Int32](repeating: 0, count: places)
        met = [Int32](repeating: 0, count: computation.cells.count)
        for definition in wanted {
            let entity = plan.results[definition.index].entity
            for row in 0..<computation.layout.counts[entity] { needed[firstPlaces[definition.index] + row] = true }
        }
    }

    /// The steps of all values wanted and of those they rest on.
    mutating func record() -> Trace {
        trace.steps.reserveCapacity(needed.count)
        trace.records.reserveCapacity(4 * needed.count)
        stack.reserveCapacity(64)
        for index in plan.results.indices.reversed() {
            let result = plan.results[index]
            let entity = EntityID(index: result.entity)
            for row in (0..<computation.layout.counts[entity.index]).reversed() where needed[firstPlaces[index] + row] {
                let first = trace.records.count
                walk(result, row, step: Int32(trace.steps.count + 1))
                trace.steps.append(
                    TraceStep(
                        definition: DefinitionID(index: index), row: RowID(entity: entity, index: row),
                        reads: first..<trace.records.count))
            }
        }
        trace.steps.reverse()
        return trace
    }

    private mutating func walk(_ result: RowPlan.Result, _ row: Int, step: Int32) {
        if let denominator = result.denominator { stack.append(NodeAtRow(denominator, row)) }
        stack.append(NodeAtRow(result.value, row))
        while let next = stack.popLast() {
            let row = Int(next.row)
            let slot = computation.slot(next.node, row)
            if met[slot] == step { continue }
            met[slot] = step
            let instruction = plan.instructions[Int(next.node)]
            switch instruction.opcode {
            case .constant: break
            case .input, .parameter, .parameterDenominator: trace.records.append(next)
            case .definition:
                let place = firstPlaces[Int(instruction.b)] + row
                if read[place] != step { trace.records.append(next) }
                read[place] = step
                needed[place] = true
            case .lookUp, .hasKey, .fold:
                trace.records.append(next)
                computation.pushOperands(of: instruction, at: row, onto: &stack)
            default: computation.pushOperands(of: instruction, at: row, onto: &stack)
            }
        }
    }
}
