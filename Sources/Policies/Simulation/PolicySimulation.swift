import Primitives
import Rules

/// Decides a population under two policies with the same facts, and says what changes for whom.
///
///     let simulation = try PolicySimulation(
///         before: SimulationSide("现行", packs: inForce, day: day),
///         after: SimulationSide("草案", packs: draft, day: day), guide: .load(root: inForce.root))
///     let result = simulation.run(households, drawn: 1000)
///
/// Nothing is written and no clock is read. A household that cannot be decided on one side is counted as undecided,
/// never as refused. `judge` and `probe` may be called from several tasks at once.
package struct PolicySimulation: Sendable {
    /// The first side.
    package let before: SimulationSide
    /// The second side.
    package let after: SimulationSide
    /// How households are grouped.
    package let guide: SimulationGuide
    private let policies: (before: SidePolicies, after: SidePolicies)

    /// Takes two sides; numbers to be replaced that no pack knows are an error.
    package init(
        before: SimulationSide, after: SimulationSide, guide: SimulationGuide
    ) throws(SimulationProblem) {
        self.before = before
        self.after = after
        self.guide = guide
        policies = (SidePolicies(before, guide), SidePolicies(after, guide))
        // A replacement is tried once where it counts, so that a misspelt one is not taken for one without effect.
        for side in [before, after] {
            for override in side.overrides { _ = try side.pack(guide, for: try? RegionCode(override.region)) }
        }
    }

    /// What both sides come to for one household.
    package func judge(_ household: SimulatedHousehold) -> SimulatedPair {
        let (before, kind) = judge(household, policies.before)
        let (after, otherKind) = judge(household, policies.after)
        let unclear = SimulationGuide.unclearKind.name
        let county = household.region?.ancestor(at: .county) ?? household.region
        return SimulatedPair(
            key: household.key, county: county?.text ?? "", kind: kind == unclear ? otherKind : kind,
            weight: household.weight, before: before, after: after)
    }

    private func judge(
        _ household: SimulatedHousehold, _ side: SidePolicies
    ) -> (outcome: SimulatedOutcome, kind: String) {
        do {
            return try side.policy(for: household.region, on: household.day)
                .judge(household.sheet, single: household.single)
        } catch {
            return (SimulatedOutcome(.undecided(reason: error.description)), SimulationGuide.unclearKind.name)
        }
    }

    /// What a household keeps when its first earner earns more, step by step.
    package func probe(_ household: SimulatedHousehold) -> CliffProbe {
        do {
            let (region, day) = (household.region, household.day)
            guard let earner = guide.earner,
                let row = try policies.before.policy(for: region, on: day).earner(household.sheet.table)
            else { return .noEarner }
            var walk = (before: [Int64](), after: [Int64]())
            for step in 0...CliffMeter.steps {
                let varied = earner.earning(Int64(step) * CliffMeter.stepFen, row, in: household.sheet)
                guard let varied, let first = try policies.before.benefits(varied, for: region, on: day),
                    let second = try policies.after.benefits(varied, for: region, on: day)
                else { return .undecided }
                walk.before.append(first)
                walk.after.append(second)
            }
            return .walked(CliffWalk(before: walk.before, after: walk.after))
        } catch {
            return .undecided
        }
    }

    /// The titles of programs by the words of standings.
    package func programTitles() -> [String: String] {
        var titles = guide.standing?.labels ?? [:]
        for side in [before, after] {
            for stage in (try? side.packs.pack(guide.program, for: nil))?.stages ?? []
            where titles[stage.program] == nil {
                titles[stage.program] = stage.title
            }
        }
        titles[SimulatedOutcome.nothing] = titles[SimulatedOutcome.nothing] ?? "不符合"
        titles["undecided"] = "未定"
        return titles
    }

    /// Runs a whole population; about so many households are drawn for the cliff meter.
    ///
    /// `population` is how many there will be, for the drawing. The result is the same for any order of the households.
    package func run(
        _ households: some Sequence<SimulatedHousehold>, population: Int, drawn: Int = 1000, listed: Int = 1000
    ) -> SimulationResult {
        var tally = SimulationTally()
        let draw = CliffDraw(population: population, drawn: drawn)
        for household in households {
            let pair = judge(household)
            tally.add(pair)
            if draw.takes(household.key) { tally.cliffs.add(probe(household), kind: pair.kind) }
        }
        return result(tally, listed: listed)
    }

    /// The result of a tally.
    package func result(_ tally: SimulationTally, listed: Int = 1000) -> SimulationResult {
        tally.result(before: before, after: after, guide: guide, programs: programTitles(), listed: listed)
    }
}

/// Which households are drawn for the cliff meter: by their keys, so that the draw does not depend on their order.
package struct CliffDraw: Hashable, Sendable {
    private let every: UInt64

    /// Draws about so many out of a population; nobody when `drawn` is 0.
    package init(population: Int, drawn: Int) {
        every = drawn <= 0 ? 0 : UInt64(max(1, population / drawn))
    }

    /// Whether a household is drawn.
    package func takes(_ key: String) -> Bool {
        guard every > 1 else { return every == 1 }
        // FNV-1a, with its high bits folded in.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return (hash ^ (hash >> 32)) % every == 0
    }
}

extension SimulationGuide.Earner {
    /// The facts with so much more earned a month at a row; `nil` when what is earned now is not known.
    func earning(_ fen: Int64, _ earner: RowID, in sheet: FactSheet) -> FactSheet? {
        var sheet = sheet
        let source = FactSource(kind: .document, name: "测算", asOf: .first)
        if let field {
            guard case .number(let now)? = sheet.fact(field, at: earner) else { return nil }
            sheet.set(field, of: earner, to: .known(.number(now + fen), source))
            return sheet
        }
        if fen == 0 { return sheet }
        guard let added = sheet.add(row, below: earner, key: "simulated-earnings", label: "") else { return nil }
        sheet.set(amount, of: added, to: .known(.number(fen), source))
        for (name, value) in facts { sheet.set(name, of: added, to: .known(value, source)) }
        return sheet
    }
}
