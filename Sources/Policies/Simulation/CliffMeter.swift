/// What a family keeps when a member earns more: benefits of all programs along a rising wage, by type of household.
///
/// Net gain at a step is what is earned more plus what benefits become, less what they were. Where it falls from one
/// step to the next is a cliff: the family is better off not earning the next hundred yuan.
package struct CliffMeter: Hashable, Sendable, Codable {
    /// One side of the comparison for one type of household; `nil` stands for all types.
    package struct Curve: Hashable, Sendable, Codable {
        /// The type; `nil` for all.
        package let kind: String?
        /// Whether it is the second side.
        package let isAfter: Bool
        /// Households measured.
        package let households: Int64
        /// Of them, those whose net income falls somewhere.
        package let withCliff: Int64
        /// Net gain in fen at each step: the household in the middle.
        package let medianFen: [Int64]
        /// Net gain in fen at each step: the household that is worst off.
        package let worstFen: [Int64]
        /// Households whose net income falls at each step.
        package let falls: [Int64]
        /// The greatest loss in fen from one step to the next, at each step; 0 where nobody loses.
        package let greatestFallFen: [Int64]
        /// The part of all that is earned more which the household in the middle does not keep, permille.
        package let medianTakenPermille: Int64

        /// The greatest loss over all steps, with the step from 1; nil where nobody loses.
        package var greatestFall: (fen: Int64, step: Int?) {
            let fen = greatestFallFen.max() ?? 0
            return (fen, fen > 0 ? greatestFallFen.firstIndex(of: fen).map { $0 + 1 } : nil)
        }

        /// What the household in the middle does not keep, in percent with a decimal.
        package var takenText: String {
            let magnitude = medianTakenPermille.magnitude
            return "\(medianTakenPermille < 0 ? "-" : "")\(magnitude / 10).\(magnitude % 10)%"
        }
    }

    /// Fen earned more from one step to the next.
    package let stepFen: Int64
    /// How many steps.
    package let steps: Int
    /// Households drawn that have nobody who could earn more.
    package let withoutEarner: Int64
    /// Households drawn that could not be decided at some step.
    package let undecided: Int64
    /// The curves, all types first, the first side before the second.
    package let curves: [Curve]

    /// A hundred yuan a step.
    package static let stepFen: Int64 = 10_000
    /// Up to three thousand yuan.
    package static let steps = 30

    /// The curve of a type on a side.
    package func curve(_ kind: String? = nil, isAfter: Bool) -> Curve? {
        curves.first { $0.kind == kind && $0.isAfter == isAfter }
    }
}

/// One household's walk: its benefits without more earnings and at each step, in fen a month.
package struct CliffWalk: Hashable, Sendable {
    /// Under the first side, the start first.
    package let before: [Int64]
    /// Under the second side.
    package let after: [Int64]

    /// Takes the benefits.
    package init(before: [Int64], after: [Int64]) {
        self.before = before
        self.after = after
    }

    /// The net gain at each step.
    static func gains(_ benefits: [Int64]) -> [Int64] {
        benefits.enumerated().dropFirst().map { Int64($0.offset) * CliffMeter.stepFen + $0.element - benefits[0] }
    }
}

/// What came of asking a household for its walk.
package enum CliffProbe: Hashable, Sendable {
    case walked(CliffWalk)
    case noEarner
    case undecided
}

/// Collects walks; the order in which they come does not matter.
package struct CliffTally: Sendable {
    private struct Walked {
        let kind: String
        let walk: CliffWalk
    }

    private var walks: [Walked] = []
    private var withoutEarner: Int64 = 0
    private var undecided: Int64 = 0

    /// Nothing yet.
    package init() {}

    /// Takes one household's walk.
    package mutating func add(_ probe: CliffProbe, kind: String) {
        switch probe {
        case .walked(let walk): walks.append(Walked(kind: kind, walk: walk))
        case .noEarner: withoutEarner += 1
        case .undecided: undecided += 1
        }
    }

    /// Takes the walks of another part.
    package mutating func add(_ other: CliffTally) {
        walks += other.walks
        withoutEarner += other.withoutEarner
        undecided += other.undecided
    }

    /// The meter; `nil` when nobody was drawn.
    package func meter(_ guide: SimulationGuide) -> CliffMeter? {
        guard !walks.isEmpty || withoutEarner + undecided > 0 else { return nil }
        let known = Set(walks.map(\.kind))
        let kinds = (guide.kinds + [SimulationGuide.otherKind, SimulationGuide.unclearKind]).map(\.name)
        var curves: [CliffMeter.Curve] = []
        for kind in [nil] + kinds.filter(known.contains).map(Optional.some) {
            let held = walks.filter { kind == nil || $0.kind == kind }.map(\.walk)
            curves.append(Self.curve(kind, isAfter: false, held.map(\.before)))
            curves.append(Self.curve(kind, isAfter: true, held.map(\.after)))
        }
        return CliffMeter(
            stepFen: CliffMeter.stepFen, steps: CliffMeter.steps, withoutEarner: withoutEarner, undecided: undecided,
            curves: walks.isEmpty ? [] : curves)
    }

    private static func curve(_ kind: String?, isAfter: Bool, _ benefits: [[Int64]]) -> CliffMeter.Curve {
        let gains = benefits.map(CliffWalk.gains)
        var (median, worst, falls, greatest): ([Int64], [Int64], [Int64], [Int64]) = ([], [], [], [])
        for step in 0..<CliffMeter.steps {
            let at = gains.map { $0[step] }.sorted()
            median.append(at[(at.count - 1) / 2])
            worst.append(at[0])
            let losses = gains.map { (step == 0 ? 0 : $0[step - 1]) - $0[step] }.filter { $0 > 0 }
            falls.append(Int64(losses.count))
            greatest.append(losses.max() ?? 0)
        }
        let earned = Int64(CliffMeter.steps) * CliffMeter.stepFen
        let withCliff = gains.filter { row in
            row.indices.contains { row[$0] < ($0 == 0 ? 0 : row[$0 - 1]) }
        }.count
        return CliffMeter.Curve(
            kind: kind, isAfter: isAfter, households: Int64(benefits.count), withCliff: Int64(withCliff),
            medianFen: median, worstFen: worst, falls: falls, greatestFallFen: greatest,
            medianTakenPermille: (earned - (median.last ?? earned)) * 1000 / earned)
    }
}
