/// A run of parent lanes, each with one row below it: lane `parents + i` has the row of lane `rows + i`.
///
/// Rows below are laid out by their position: the first rows of all parents, then the second rows, and so on. With the
/// parents in falling order of their number of rows each position is one link, and a fold is as many vector steps as
/// the largest family has members, without a branch for any family.
package struct BatchLink: Hashable, Sendable {
    /// The first parent lane.
    package let parents: Int
    /// The first lane below.
    package let rows: Int
    /// How many parents, and rows.
    package let count: Int

    /// Describes a run.
    package init(parents: Int, rows: Int, count: Int) {
        self.parents = parents
        self.rows = rows
        self.count = count
    }
}

/// The memory of one block of rows under computation; filled, run and read again and again.
@safe package final class BatchBlock {
    private var memory: [UnsafeMutablePointer<Int64>] = unsafe []
    private var capacities: [Int] = []
    /// Lanes of each entity.
    private(set) var laneCounts: [Int] = []
    private var strides: [Int] = []
    /// For each entity the links from its parent's lanes; none for the root.
    private var links: [[BatchLink]] = []
    private var plan: BatchPlan?

    /// A block without memory yet.
    package init() {}

    deinit { for entity in unsafe memory.indices { unsafe memory[entity].deallocate() } }

    /// Makes room for rows: how many lanes each entity has, and how the lanes of each hang below its parent's.
    package func begin(_ plan: BatchPlan, lanes: [Int], links: [[BatchLink]]) {
        precondition(lanes.count == plan.schema.entities.count, "Every entity has a number of lanes.")
        precondition(links.count == lanes.count, "Every entity has links.")
        for (entity, links) in links.enumerated() where entity > 0 {
            let parent = plan.schema.entities[entity].parent?.index ?? 0
            for link in links {
                precondition(
                    link.parents >= 0 && link.parents + link.count <= lanes[parent] && link.rows >= 0
                        && link.rows + link.count <= lanes[entity], "Links stay inside the lanes.")
            }
        }
        self.plan = plan
        self.links = links
        laneCounts = lanes
        // Eight lanes more, so that registers do not all begin at the same place of a cache set.
        strides = lanes.map { ($0 + 7) / 8 * 8 + 8 }
        for entity in lanes.indices { reserve(entity, strides[entity] * max(1, plan.registerCounts[entity])) }
    }

    private func reserve(_ entity: Int, _ numbers: Int) {
        if entity == capacities.count {
            capacities.append(0)
            unsafe memory.append(.allocate(capacity: 0))
        }
        guard capacities[entity] < numbers else { return }
        unsafe memory[entity].deallocate()
        capacities[entity] = numbers * 3 / 2
        unsafe memory[entity] = .allocate(capacity: capacities[entity])
        unsafe memory[entity].initialize(repeating: 0, count: capacities[entity])
    }

    /// Where the lanes of one of the plan's fields are to be written, by its position in `fields`.
    package func input(_ position: Int) -> UnsafeMutableBufferPointer<Int64> {
        guard let plan else { preconditionFailure("A block begins before it is filled.") }
        let (entity, register) = plan.inputs[position]
        return unsafe UnsafeMutableBufferPointer(start: lanes(entity, register), count: laneCounts[entity])
    }

    /// Computes the outputs.
    package func run() {
        guard let plan else { preconditionFailure("A block begins before it runs.") }
        for scheduled in plan.steps { run(scheduled, plan) }
        for (output, number) in plan.constants {
            unsafe lanes(output.entity, output.register).update(repeating: number, count: laneCounts[output.entity])
        }
        for (entity, links) in links.enumerated() where links.count > Int(plan.schema.entities[entity].maximumRows) {
            handOnLarge(entity, Int(plan.schema.entities[entity].maximumRows))
        }
    }

    /// The lanes of an output, by its position.
    package func output(_ position: Int) -> BatchLanes {
        guard let plan else { preconditionFailure("A block runs before it is read.") }
        return lanes(plan.outputs[position])
    }

    /// Flags of the root's lanes whose results the row executor must give.
    package var undecided: BatchLanes {
        guard let plan else { preconditionFailure("A block runs before it is read.") }
        return lanes(plan.undecided)
    }

    private func lanes(_ output: BatchPlan.Output) -> BatchLanes {
        unsafe BatchLanes(lanes(output.entity, output.register), count: laneCounts[output.entity])
    }

    /// Hands on the root rows with more rows below a row than sums are proved for.
    private func handOnLarge(_ entity: Int, _ limit: Int) {
        guard let plan else { return }
        let flags = unsafe lanes(0, plan.undecided.register)
        var counts: [Int: Int] = [:]
        for link in links[entity] {
            for lane in link.parents..<link.parents + link.count { counts[lane, default: 0] += 1 }
        }
        for (lane, count) in counts where count > limit {
            var (lane, entity) = (lane, plan.schema.entities[entity].parent?.index ?? 0)
            while entity != 0 {
                let link = links[entity].first { $0.rows <= lane && lane < $0.rows + $0.count }
                lane = link.map { $0.parents + lane - $0.rows } ?? 0
                entity = plan.schema.entities[entity].parent?.index ?? 0
            }
            unsafe flags[lane] = 1
        }
    }

    private func lanes(_ entity: Int, _ register: Int) -> UnsafeMutablePointer<Int64> {
        unsafe memory[entity] + register * strides[entity]
    }

    private func run(_ scheduled: BatchPlan.Scheduled, _ plan: BatchPlan) {
        let entity = scheduled.step.entity
        let count = laneCounts[entity]
        let target = unsafe lanes(entity, scheduled.target)
        switch scheduled.step.operation {
        case .input: break
        case .pair(let pair, let first, let second):
            unsafe PairKernels(target: target, count: count).run(
                pair, source(first, plan, entity), source(second, plan, entity), lists: plan.lists)
        case .choose(let condition, let first, let second):
            unsafe ChooseKernels(target: target, count: count).run(
                lanes(entity, plan.register(of: condition)), source(first, plan, entity), source(second, plan, entity))
        case .lookUp(let table, let keys):
            let sources = unsafe keys.map { unsafe source($0, plan, entity) }
            unsafe TableKernels(target: target, count: count).run(plan.tables[table], sources)
        case .spread(let step):
            let parent = plan.schema.entities[entity].parent?.index ?? 0
            let above = unsafe lanes(parent, plan.register(of: step))
            for link in links[entity] {
                unsafe (target + link.rows).update(from: above + link.parents, count: link.count)
            }
        case .fold(let fold, let child, let body, let filter):
            unsafe FoldKernels(target: target, count: count, links: links[child]).run(
                fold, source(body, plan, child), filter: source(filter, plan, child))
        }
    }

    private func source(_ operand: BatchOperand, _ plan: BatchPlan, _ entity: Int) -> LaneSource {
        switch operand {
        case .constant(let number): unsafe .constant(number)
        case .lanes(let step): unsafe .lanes(lanes(entity, plan.register(of: step)))
        }
    }
}

/// Numbers by lane, read from a block; valid until the block begins again.
@safe package struct BatchLanes {
    /// How many.
    package let count: Int
    private let base: UnsafePointer<Int64>

    init(_ base: UnsafePointer<Int64>, count: Int) {
        unsafe self.base = base
        self.count = count
    }

    /// All numbers at once, for loops.
    @inline(__always)
    package func withNumbers<Result>(_ body: (UnsafeBufferPointer<Int64>) -> Result) -> Result {
        unsafe body(UnsafeBufferPointer(start: base, count: count))
    }

    /// The number of a lane.
    @inline(__always)
    package subscript(_ lane: Int) -> Int64 {
        precondition(lane >= 0 && lane < count, "A lane lies inside its block.")
        return unsafe base[lane]
    }
}
