import Primitives
import Rules

/// What would change a result: the numbers and days at which it becomes another, found by `Sensitivity`, in sentences.
///
/// Every number is exact: one fen, one piece or one day before it the result is as now.
package struct ResultChanges: Hashable, Sendable {
    /// How many stand first.
    private static let handful = 5

    /// The nearest ones.
    package let nearest: [String]
    /// All others, nearest first.
    package let others: [String]

    /// Every sentence.
    package var all: [String] { nearest + others }

    /// Looks for what would change a result; nothing is said while it is not certain.
    package init(_ result: DeterminationResult) { self.init(result.basis.decision) }

    /// Looks for what would change a decision; nothing is said while it is not certain.
    package init(_ decision: PolicyDecision) {
        var finder = ChangeFinder(decision.run)
        let found = finder.changes()
        nearest = found.prefix(Self.handful).map(\.sentence)
        others = found.dropFirst(Self.handful).map(\.sentence)
    }
}

/// One way in which a result would become another.
struct ResultChange {
    let sentence: String
    /// How far away it is, in thousandths of the number where the result turns.
    let distance: Int64

    init(_ sentence: String, distance: Int64) {
        self.sentence = sentence
        self.distance = distance
    }

    /// How far one number is from another, in thousandths of it.
    static func distance(from present: Int64, to turn: Int64) -> Int64 {
        let (gap, whole) = (abs(Int128(turn) - Int128(present)), max(abs(Int128(turn)), 1))
        return Int64(clamping: gap * 1000 / whole)
    }
}

/// Finds what would change a decision: what the tests measure, then facts of people and items, then time.
struct ChangeFinder {
    let run: PolicyRun
    let watching: Sensitivity
    let words: ChangeWords
    /// The standing now: the position of the program that holds.
    let now: Int64
    var found: [ResultChange] = []
    /// How much more or less of which kind of money turns the result already, so that no item says it again.
    var said: Set<Said> = []
    /// What there is none of, by the standing that a first piece of it would bring.
    private var nothingOf: [Int64: [String]] = [:]

    /// A distance in fen of a month or at once, and the standing behind it.
    struct Said: Hashable {
        let fen: Int64
        let outcome: Int64
    }

    init(_ run: PolicyRun) {
        self.run = run
        let groups = run.prepared.stages.map { $0.tests.map(\.definition) }
        watching = Sensitivity(run.program.executor, facts: run.sheet.table, watching: .firstHolding(groups))
        words = ChangeWords(names: run.prepared.stages.map(\.called))
        now = watching.present() ?? -1
    }

    /// All changes, nearest first.
    mutating func changes() -> [ResultChange] {
        guard now >= 0 else { return [] }
        var met: Set<String> = []
        for stage in run.prepared.stages {
            for test in stage.tests {
                guard let name = test.rule.measured, let measured = Measured(test, run), met.insert(name).inserted
                else { continue }
                add(measured)
            }
        }
        addFailing()
        addItems()
        addPeople()
        addBirthdays()
        for (outcome, labels) in nothingOf.sorted(by: { $0.key < $1.key }) {
            // “机动车”已经说了“机动车价值”。
            let few = labels.filter { label in !labels.contains { $0 != label && label.hasPrefix($0) } }
            found.append(
                ResultChange(
                    "\(few.joined(separator: "、"))：现在没有；有了，\(words.becoming(outcome, from: now))。", distance: 900))
        }
        return found.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
            .map(\.element)
    }

    /// What a test measures, both ways.
    private mutating func add(_ measured: Measured) {
        for upwards in [true, false] {
            var before = now
            for (index, turn) in watching.turns(of: measured.varied, upwards: upwards).enumerated() {
                let isFirstPiece = upwards && measured.low == .zero && turn.at == 1
                if isFirstPiece, index == 0 {
                    nothingOf[turn.outcome, default: []].append(measured.shortLabel)
                } else if !isFirstPiece {
                    let gap = measured.gap(to: turn.at)
                    said.insert(Said(fen: gap, outcome: turn.outcome))
                    found.append(
                        ResultChange(
                            measured.sentence(
                                turn.at, upwards: upwards, isFirst: index == 0,
                                words.becoming(turn.outcome, from: before)),
                            distance: ResultChange.distance(from: measured.low.roundedDown, to: turn.at)))
                }
                before = turn.outcome
            }
        }
    }

    /// Tests that fail beside others: how far each must go, though that alone would not change the result.
    private mutating func addFailing() {
        for (index, stage) in run.prepared.stages.enumerated() where Int64(index) < now {
            let failing = stage.tests.filter { run.evaluation.value($0.definition)?.number == 0 }
            guard failing.count > 1 else { continue }
            for test in failing {
                guard let measured = Measured(test, run) else { continue }
                let alone = Sensitivity(
                    run.program.executor, facts: run.sheet.table, outcome: test.definition)
                for upwards in [false, true] {
                    guard let turn = alone.turns(of: measured.varied, upwards: upwards, most: 1).first else { continue }
                    found.append(
                        ResultChange(
                            measured.sentence(
                                turn.at, upwards: upwards, isFirst: true,
                                "这一项才合格；要符合\(stage.called)条件，别的各项也都要合格"),
                            distance: ResultChange.distance(from: measured.low.roundedDown, to: turn.at)))
                }
            }
        }
    }
}

/// How standings are put into words.
struct ChangeWords {
    /// What people call the programs, in order.
    let names: [String]

    /// What becoming another standing means.
    func becoming(_ outcome: Int64, from present: Int64) -> String {
        let (to, from) = (Int(outcome), Int(present))
        if to < from { return "就符合\(names[to])条件" }
        let lost = "就不再符合\(names[from])条件"
        if to < names.count { return "\(lost)，只符合\(names[to])条件" }
        return from + 1 < names.count ? "\(lost)，也不符合\(names[names.count - 1])条件" : lost
    }
}
