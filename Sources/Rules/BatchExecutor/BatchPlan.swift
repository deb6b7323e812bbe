/// A program prepared for blocks of rows: steps over lanes, and which registers they use.
///
/// Parameters are constants, since a program is compiled for those of a day; what they decide is computed once, here.
/// Rows that a step fails for are not explained but handed on: the row executor gives their results and their reasons.
package struct BatchPlan: Sendable {
    /// The fields that a block must be given, by position in the schema.
    package let fields: [FieldID]
    /// How many steps there are for each entity.
    package let stepCounts: [Int]

    let schema: FactSchema
    let steps: [Scheduled]
    let registerCounts: [Int]
    private let registers: [Int]
    let lists: [[Int64]]
    let tables: [BatchTable]
    /// For each field in `fields`: its entity and register.
    let inputs: [(entity: Int, register: Int)]
    let outputs: [Output]
    /// Flags of the root's rows that are handed on.
    let undecided: Output
    /// Registers that hold one number in all lanes, for outputs that were certain beforehand.
    let constants: [(output: Output, number: Int64)]

    /// Where the lanes of a result are.
    struct Output: Sendable { let entity: Int, register: Int }

    struct Scheduled: Sendable {
        let step: BatchStep
        let target: Int
    }

    /// Prepares the values of nodes, the outputs, which need no more than the steps below them.
    package init(_ program: RuleProgram, outputs wanted: [NodeID]) {
        var lowering = BatchLowering(program, outputs: wanted)
        for node in wanted { lowering.handOn(lowering[node].failure, of: program.nodes[node.index].entity) }
        let undecided = lowering.handedOn
        let values = wanted.map { lowering[$0].value }
        let builder = lowering.builder
        let schedule = Schedule(builder.steps, keeping: values + [undecided])
        schema = program.schema
        (lists, tables) = (builder.lists, builder.tables)
        steps = schedule.order.map { Scheduled(step: builder.steps[$0], target: schedule.registers[$0]) }
        registers = schedule.registers
        var counts = schema.entities.indices.map { schedule.counts[$0] ?? 0 }
        var constants: [(Output, Int64)] = []
        func place(_ operand: BatchOperand, _ entity: Int) -> Output {
            switch operand {
            case .lanes(let step): return Output(entity: entity, register: schedule.registers[step])
            case .constant(let number):
                let output = Output(entity: entity, register: counts[entity])
                counts[entity] += 1
                constants.append((output, number))
                return output
            }
        }
        outputs = zip(wanted, values).map { place($1, program.nodes[$0.index].entity.index) }
        self.undecided = place(undecided, 0)
        (registerCounts, self.constants) = (counts, constants)
        stepCounts = schema.entities.indices.map { entity in
            schedule.order.count { builder.steps[$0].entity == entity }
        }
        let read = schedule.order.filter { if case .input = builder.steps[$0].operation { true } else { false } }
        inputs = read.map { (builder.steps[$0].entity, schedule.registers[$0]) }
        fields = read.map {
            guard case .input(let field) = builder.steps[$0].operation else {
                preconditionFailure("Only inputs were taken.")
            }
            return FieldID(index: field)
        }
    }

    /// The register of a step's lanes.
    func register(of step: Int) -> Int { registers[step] }
}

/// Which steps are needed, in which order, and in which register each leaves its lanes.
private struct Schedule {
    private(set) var order: [Int] = []
    private(set) var registers: [Int]
    private(set) var counts: [Int: Int] = [:]

    init(_ steps: [BatchStep], keeping kept: [BatchOperand]) {
        registers = Array(repeating: -1, count: steps.count)
        var isNeeded = [Bool](repeating: false, count: steps.count)
        var lastUse = [Int](repeating: -1, count: steps.count)
        for case .lanes(let step) in kept {
            isNeeded[step] = true
            lastUse[step] = .max
        }
        for position in steps.indices.reversed() where isNeeded[position] {
            for read in steps[position].reads {
                isNeeded[read] = true
                lastUse[read] = max(lastUse[read], position)
            }
        }
        // Facts come first, each in a register of its own, because they are there before anything runs.
        let needed = steps.indices.filter { isNeeded[$0] }
        let facts = needed.filter { if case .input = steps[$0].operation { true } else { false } }
        order = facts + needed.filter { if case .input = steps[$0].operation { false } else { true } }
        var free: [Int: [Int]] = [:]
        for position in order {
            let entity = steps[position].entity
            // Operands are given back afterwards: a register both read and written cannot be vectorised.
            if let register = free[entity]?.popLast() {
                registers[position] = register
            } else {
                registers[position] = counts[entity, default: 0]
                counts[entity, default: 0] += 1
            }
            if case .input = steps[position].operation { continue }
            for read in Set(steps[position].reads) where lastUse[read] == position {
                free[steps[read].entity, default: []].append(registers[read])
            }
        }
    }
}
