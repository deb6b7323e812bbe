import Columns
import Rules

/// Households and their members as lanes of a block: large families first, members by their position.
struct HouseholdLanes {
    private(set) var households: [Int] = []
    private(set) var members: [Int] = []
    private var links: [BatchLink] = []

    init(_ households: some Sequence<Int>, _ people: WatchedPeople) {
        let sized = households.map { household in
            (household, Int(people.firstMember[household + 1] - people.firstMember[household]))
        }
        let ordered = sized.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }
        self.households = ordered.map(\.0)
        let most = ordered.first?.1 ?? 0
        var reaching = ordered.count
        for position in 0..<most {
            while reaching > 0, ordered[reaching - 1].1 <= position { reaching -= 1 }
            links.append(BatchLink(parents: 0, rows: members.count, count: reaching))
            for lane in 0..<reaching { members.append(Int(people.firstMember[ordered[lane].0]) + position) }
        }
    }

    /// Fills a block with what a plan reads, and runs it.
    func run(_ plan: FilledPlan, _ block: BatchBlock, _ board: FactBoard, _ day: RunDay) {
        block.begin(plan.plan, lanes: [households.count, members.count], links: [[], links])
        for (position, input) in plan.inputs.enumerated() {
            let target = block.input(position)
            switch input {
            case .asOf: target.update(repeating: day.day)
            case .asOfMonth: target.update(repeating: day.month)
            case .asOfYear: target.update(repeating: day.year)
            case .fact(let fact):
                let lanes = board.program.facts[fact].subject == .person ? members : households
                fill(target, board[fact], lanes, words: plan.isText(plan.plan.fields[position]) ? plan.words : nil)
            case .factGiven(let fact):
                let lanes = board.program.facts[fact].subject == .person ? members : households
                board[fact]?.readGiven(lanes, into: target)
            case .column, .columnGiven, .part: preconditionFailure("Subjects have facts, not columns.")
            }
        }
        block.run()
    }

    private func fill(
        _ target: UnsafeMutableBufferPointer<Int64>, _ column: SubjectLane?, _ lanes: [Int], words: WordMap?
    ) {
        guard let column else { return target.update(repeating: 0) }
        if let words {
            for (lane, subject) in lanes.enumerated() { target[lane] = words.number(column.print(subject)) }
        } else {
            column.read(lanes, into: target)
        }
    }
}
