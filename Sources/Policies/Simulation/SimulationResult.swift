import Primitives

/// What changing a policy does to a population: the whole answer, without a name, an identity number or an address.
///
/// The same population and policies give the same bytes: lists are sorted, numbers are whole.
package struct SimulationResult: Hashable, Sendable, Codable {
    /// One side, as people call it.
    package struct Side: Hashable, Sendable, Codable {
        /// The folder, the version or the day.
        package let title: String
        /// The day on which parameters are taken; `nil` for each household's own.
        package let day: String?
        /// The numbers replaced, as written.
        package let overrides: [String]
    }

    /// Counts and sums of a county and a type of household; `nil` stands for all of them.
    package struct Cell: Hashable, Sendable, Codable {
        /// The county.
        package let county: String?
        /// The type of household.
        package let kind: String?
        /// The counts and sums.
        package var figures: Figures
    }

    /// Counts of households and fen a month.
    package struct Figures: Hashable, Sendable, Codable {
        /// Households.
        package var households: Int64 = 0
        /// Households by what changes, in the order of `SimulatedChange`.
        package var entered: Int64 = 0
        /// Paid only before.
        package var left: Int64 = 0
        /// Paid more.
        package var raised: Int64 = 0
        /// Paid less.
        package var lowered: Int64 = 0
        /// Paid the same.
        package var unchanged: Int64 = 0
        /// Paid on neither side.
        package var outside: Int64 = 0
        /// Not decided on one side or both.
        package var undecided: Int64 = 0
        /// Paid a month before, in fen; the undecided are in neither sum.
        package var beforeFen: Int64 = 0
        /// Paid a month after, in fen.
        package var afterFen: Int64 = 0
        /// Paid a month before to those who are undecided after, in fen; in no other sum.
        package var undecidedFen: Int64 = 0

        /// The difference a month, in fen.
        package var differenceFen: Int64 { afterFen - beforeFen }
    }

    /// How many households go from one standing to another.
    package struct Transition: Hashable, Sendable, Codable {
        /// The program before, `none`, or `undecided`.
        package let before: String
        /// The program after.
        package let after: String
        /// Households.
        package var households: Int64
    }

    /// Why households could not be decided.
    package struct Reason: Hashable, Sendable, Codable {
        /// The reason in general words.
        package let reason: String
        /// Households.
        package var households: Int64
    }

    /// A step of the histogram of changes among those whom the change touches.
    package struct Step: Hashable, Sendable, Codable {
        /// The least difference a month in fen, included; `nil` without a bound.
        package let lowFen: Int64?
        /// The greatest difference a month in fen, not included; `nil` without a bound.
        package let highFen: Int64?
        /// Households.
        package var households: Int64
    }

    /// Families near a limit.
    package struct Line: Hashable, Sendable, Codable {
        /// The limit.
        package let line: LineName
        /// The county; `nil` for all.
        package let county: String?
        /// Under the limit by at most a twentieth, before.
        package var belowBefore: Int64 = 0
        /// At the limit or above by at most a twentieth, before.
        package var aboveBefore: Int64 = 0
        /// Under the limit by at most a twentieth, after.
        package var belowAfter: Int64 = 0
        /// At the limit or above by at most a twentieth, after.
        package var aboveAfter: Int64 = 0
    }

    /// A household that is paid only before.
    package struct Leaving: Hashable, Sendable, Codable {
        /// Its key.
        package let key: String
        /// The county.
        package let county: String
        /// The type.
        package let kind: String
        /// What it was paid a month, in fen.
        package let beforeFen: Int64
        /// Where it stands after.
        package let after: String
    }

    /// The form of this result.
    package static let schema = "backstop.simulation/1"

    /// The form.
    package var schema = Self.schema
    /// The first side.
    package let before: Side
    /// The second side.
    package let after: Side
    /// The types of households, with what they mean.
    package let kinds: [SimulationGuide.Kind]
    /// The programs' titles by their words.
    package let programs: [String: String]
    /// All households together.
    package let total: Figures
    /// By county and type: all pairs that occur, each county, each type.
    package let cells: [Cell]
    /// Where households go.
    package let transitions: [Transition]
    /// Why households are undecided, the most frequent first.
    package let reasons: [Reason]
    /// How much more or less households are paid.
    package let steps: [Step]
    /// Families near a limit, for all and by county.
    package let lines: [Line]
    /// The households that leave, by key, as many as the list may have.
    package let leaving: [Leaving]
    /// What families lose when they earn more.
    package let cliffs: CliffMeter?

    /// The counts of a county and a type; `nil` asks for all.
    package func figures(county: String? = nil, kind: String? = nil) -> Figures {
        if county == nil, kind == nil { return total }
        return cells.first { $0.county == county && $0.kind == kind }?.figures ?? Figures()
    }

    /// The counties that occur.
    package var counties: [String] { cells.compactMap { $0.kind == nil ? $0.county : nil } }

    /// Whether nothing changes for anybody.
    package var isEmpty: Bool {
        total.entered == 0 && total.left == 0 && total.raised == 0 && total.lowered == 0
    }

    /// The title of a program or standing.
    package func title(of program: String) -> String { programs[program] ?? program }
}
