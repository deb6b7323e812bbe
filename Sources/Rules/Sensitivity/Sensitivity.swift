/// Where an outcome flips on one side of a fact's present value.
package enum Flip: Hashable, Sendable {
    /// The outcome is the same up to the end of the field's declared range.
    case never
    /// The nearest value at which the outcome is another, or no longer certain; and what it is there.
    case at(Int64, RuleValue)
    /// Not found in the steps allowed; up to and including this value the outcome is the same.
    case unsettled(sameUntil: Int64)
}

/// The nearest values of a fact, below and above the present one, at which an outcome changes.
package struct Thresholds: Hashable, Sendable {
    /// The present value of the fact.
    package let present: Int64
    /// What happens to smaller values.
    package let below: Flip
    /// What happens to greater values.
    package let above: Flip

    /// Gathers what happens on both sides.
    package init(present: Int64, below: Flip, above: Flip) {
        (self.present, self.below, self.above) = (present, below, above)
    }
}

/// What is watched while something changes.
package enum Watched: Sendable {
    /// One derived value at one row.
    case value(DefinitionID, row: Int)
    /// Which group of the subject's flags is the first that all hold, counted from 0; their number where none does.
    case firstHolding([[DefinitionID]])
}

/// A number that is varied while all else stays.
package enum Varied: Hashable, Sendable {
    /// A known fact of a row.
    case fact(FieldID, row: Int)
    /// A derived value of the subject, whatever it is computed from; a quotient goes through whole numbers.
    case value(DefinitionID)
}

/// A number at which a watched outcome becomes another, and what it becomes.
package struct Turn: Hashable, Sendable {
    /// The number.
    package let at: Int64
    /// The outcome from there on.
    package let outcome: Int64
}

/// What would change an outcome: found by evaluating the rules over ranges, not guessed from their text.
///
/// A range over which the outcome is certain and the same holds no flip; any other is halved, down to single values.
/// What is reported is therefore exact.
package struct Sensitivity: Sendable {
    let plan: RowPlan
    private let executor: RowExecutor
    let facts: FactTable
    let loaded: LoadedFacts
    let watched: Watched
    /// The most evaluations for one fact or question.
    let stepLimit: Int

    /// Asks about one derived value at one row of a subject.
    package init(
        _ executor: RowExecutor, facts: FactTable, outcome: DefinitionID, row: Int = 0, stepLimit: Int = 2000
    ) {
        self.init(executor, facts: facts, watching: .value(outcome, row: row), stepLimit: stepLimit)
    }

    /// Asks about what is watched of a subject.
    package init(_ executor: RowExecutor, facts: FactTable, watching watched: Watched, stepLimit: Int = 2000) {
        self.executor = executor
        plan = executor.plan
        self.facts = facts
        loaded = LoadedFacts(executor.plan, facts)
        (self.watched, self.stepLimit) = (watched, stepLimit)
    }

    /// Where the outcome flips when one number changes and all else stays.
    ///
    /// `nil` when the fact is not a known number, the facts are unfit for rules, or the outcome is not certain.
    package func thresholds(of field: FieldID, row factRow: Int = 0) -> Thresholds? {
        let entity = plan.program.schema.fields[field.index].entity
        guard loaded.faults.isEmpty, case .number(let present) = facts.rows[entity.index][factRow].values[field] else {
            return nil
        }
        let range = plan.fields[field.index].range
        guard let instruction = plan.fields[field.index].instruction else {
            return Thresholds(present: present, below: .never, above: .never)
        }
        var probe = Probe(loaded, watching: watched)
        let now = probe.outcome()
        guard case .certain = now else { return nil }
        let cell = loaded.layout.firstCells[instruction] + factRow
        func flip(_ direction: Int128, _ end: Int64) -> Flip {
            var search = FlipSearch(
                probe: probe, cell: cell, present: present, now: now, direction: direction, stepLimit: stepLimit)
            switch search.nearest(end) {
            case .never: return .never
            case .unsettled(let value): return .unsettled(sameUntil: value)
            case .at(let value): return .at(value, outcome(setting: field, of: factRow, to: value))
            }
        }
        return Thresholds(present: present, below: flip(-1, range.lowerBound), above: flip(1, range.upperBound))
    }

    /// The watched value when a fact is another number; for groups of flags, the group.
    private func outcome(setting field: FieldID, of factRow: Int, to number: Int64) -> RuleValue {
        var changed = facts
        changed.set(field, of: factRow, to: .number(number))
        guard case .value(let outcome, let row) = watched else {
            var probe = Probe(LoadedFacts(plan, changed), watching: watched)
            if case .certain(let group, _) = probe.outcome() { return .number(group) }
            return .failed([])
        }
        return executor.evaluate(changed, wanting: [outcome], recording: false).value(outcome, row: row)
            ?? .failed([])
    }
}

/// Goes away from a present value, in blocks that double, to the nearest value with another outcome.
struct FlipSearch {
    enum Found: Equatable {
        case never
        case at(Int64)
        case unsettled(Int64)
    }

    var probe: Probe
    let cell: Int
    let present: Int64
    let now: ProbedOutcome
    /// What a number is multiplied by in its cell: the denominator of a quotient.
    var scale: Int64 = 1
    /// Minus one towards smaller values, plus one towards greater ones.
    let direction: Int128
    let stepLimit: Int

    /// The nearest value with another outcome, up to an end in the direction of the search.
    mutating func nearest(_ end: Int64) -> Found {
        let distance = direction * (Int128(end) - Int128(present))
        // Blocks are distances from the present value; the nearest lies on top.
        var blocks: [ClosedRange<Int128>] = []
        var (next, width) = (Int128(1), Int128(1))
        while true {
            guard let block = blocks.popLast() else {
                if next > distance { return .never }
                blocks.append(next...min(next + width - 1, distance))
                (next, width) = (next + width, width * 2)
                continue
            }
            if probe.runs >= stepLimit { return .unsettled(value(block.lowerBound - 1)) }
            let ends = [value(block.lowerBound), value(block.upperBound)].sorted()
            let outcome = probe.outcome([(cell, AnswerSlice(ends[0] * scale, ends[1] * scale))])
            let single = block.lowerBound == block.upperBound
            if outcome == now { continue }
            if single || outcome.excludes(now) { return .at(value(block.lowerBound)) }
            let middle = (block.lowerBound + block.upperBound) >> 1
            blocks.append((middle + 1)...block.upperBound)
            blocks.append(block.lowerBound...middle)
        }
    }

    private func value(_ distance: Int128) -> Int64 { Int64(Int128(present) + direction * distance) }
}
