package import Primitives

/// A household of a population, with the facts on which both sides decide it.
package struct SimulatedHousehold: Sendable {
    /// What names it in lists: a family's number, never a person's.
    package let key: String
    /// The region whose policy counts; `nil` asks for the national one.
    package let region: RegionCode?
    /// The facts.
    package let sheet: FactSheet
    /// The day of its own decision.
    package let day: CivilDate
    /// The member who files alone, by key.
    package let single: String?
    /// How many households it stands for.
    package let weight: Int64

    /// Takes a sheet of facts.
    package init(
        key: String, region: RegionCode?, sheet: FactSheet, day: CivilDate, single: String? = nil, weight: Int64 = 1
    ) {
        self.key = key
        self.region = region
        self.sheet = sheet
        self.day = day
        self.single = single
        self.weight = weight
    }

    /// Takes the facts of a stored determination.
    package init(key: String, facts: HouseholdFacts, definition: FactsDefinition, weight: Int64 = 1) {
        let single: String? = if case .single(let member) = facts.filing { member } else { nil }
        self.init(
            key: key, region: facts.region, sheet: facts.sheet(definition), day: facts.decisionDay, single: single,
            weight: weight)
    }
}

/// What one side comes to for one household.
package struct SimulatedOutcome: Hashable, Sendable {
    /// The program that holds, `none`, or why nothing could be decided.
    package enum Standing: Hashable, Sendable {
        case decided(String)
        /// In general words, without names, so that like reasons are counted together.
        case undecided(reason: String)
    }

    /// A quantity beside a limit that decides.
    package struct Measure: Hashable, Sendable {
        /// The limit.
        package let line: LineName
        /// On which side of it the quantity stands.
        package let nearness: Nearness

        /// Names a place near a limit.
        package init(line: LineName, nearness: Nearness) {
            self.line = line
            self.nearness = nearness
        }
    }

    /// Where a quantity stands that lies near its limit.
    package enum Nearness: String, Hashable, Sendable {
        /// Less than the limit, by at most the margin.
        case below
        /// The limit or more, by at most the margin.
        case above

        /// One part in twenty: by how much of a limit a quantity may miss it and still be near.
        package static let marginParts: Int128 = 20

        /// Where a quantity stands; `nil` when it is farther away, and near a limit of nothing.
        package init?(measured: Ratio, limit: Ratio) {
            guard limit > .zero else { return nil }
            let left = Int128(measured.numerator) * Int128(limit.denominator)
            let right = Int128(limit.numerator) * Int128(measured.denominator)
            let distance = left > right ? left - right : right - left
            guard distance * Self.marginParts <= right else { return nil }
            self = left < right ? .below : .above
        }

        /// Where a whole amount stands.
        package init?(measuredFen: Int64, limitFen: Int64) {
            guard limitFen > 0,
                (Int128(measuredFen) - Int128(limitFen)).magnitude * Self.marginParts.magnitude <= limitFen.magnitude
            else {
                return nil
            }
            self = measuredFen < limitFen ? .below : .above
        }
    }

    /// The standing of a household for which no program holds.
    package static let nothing = "none"

    /// The standing.
    package let standing: Standing
    /// What is paid a month.
    package let monthlyFen: Int64
    /// The lines near which the household lies.
    package let near: [Measure]

    /// Gathers an outcome.
    package init(_ standing: Standing, monthlyFen: Int64 = 0, near: [Measure] = []) {
        self.standing = standing
        self.monthlyFen = monthlyFen
        self.near = near
    }

    /// The word of the standing; `nil` while undecided.
    package var word: String? { if case .decided(let word) = standing { word } else { nil } }
}

/// A limit of a program that families can be near.
package struct LineName: Hashable, Sendable, Codable {
    /// The program.
    package let program: String
    /// The test or line.
    package let name: String
    /// The name in Chinese.
    package let label: String

    /// Names a line.
    package init(program: String, name: String, label: String) {
        self.program = program
        self.name = name
        self.label = label
    }
}

/// What both sides come to for one household: a line of the tally.
package struct SimulatedPair: Sendable {
    /// The household's key.
    package let key: String
    /// The county, or the word that stands for it; empty for none.
    package let county: String
    /// The type of household.
    package let kind: String
    /// How many households it stands for.
    package let weight: Int64
    /// Under the first side.
    package let before: SimulatedOutcome
    /// Under the second.
    package let after: SimulatedOutcome

    /// Gathers a line.
    package init(
        key: String, county: String, kind: String, weight: Int64 = 1, before: SimulatedOutcome, after: SimulatedOutcome
    ) {
        self.key = key
        self.county = county
        self.kind = kind
        self.weight = weight
        self.before = before
        self.after = after
    }

    /// What changes for the household.
    package var change: SimulatedChange {
        guard before.word != nil, after.word != nil else { return .undecided }
        return Self.change(beforeFen: before.monthlyFen, afterFen: after.monthlyFen)
    }

    /// What changes for a household that both sides decide.
    package static func change(beforeFen: Int64, afterFen: Int64) -> SimulatedChange {
        if beforeFen <= 0 { return afterFen <= 0 ? .outside : .entered }
        if afterFen <= 0 { return .left }
        return afterFen == beforeFen ? .unchanged : afterFen > beforeFen ? .raised : .lowered
    }
}

/// What changes for a household between two policies.
package enum SimulatedChange: String, Hashable, Sendable, Codable, CaseIterable {
    /// Is paid only after.
    case entered
    /// Is paid only before.
    case left
    /// Is paid more after.
    case raised
    /// Is paid less after.
    case lowered
    /// Is paid the same.
    case unchanged
    /// Is paid on neither side.
    case outside
    /// One side could not be decided; never counted as refused or left.
    case undecided

    /// The change in Chinese.
    package var chinese: String {
        switch self {
        case .entered: "新增"
        case .left: "退出"
        case .raised: "增加"
        case .lowered: "减少"
        case .unchanged: "不变"
        case .outside: "均不享受"
        case .undecided: "未定"
        }
    }
}
