extension Sensitivity {
    /// The cell of a number that is varied, what it is now, and how far it may go.
    private struct Place {
        let cell: Int
        let scale: Int64
        /// The greatest whole number not above the present one, and the least not below.
        let whole: (down: Int64, up: Int64)
        let range: ClosedRange<Int64>
    }

    /// The outcome as it is; `nil` while it is not certain.
    package func present() -> Int64? {
        guard loaded.faults.isEmpty else { return nil }
        var probe = Probe(loaded, watching: watched)
        return probe.outcome().whole
    }

    /// Where the outcome turns while a number goes down or up to an end, nearest first.
    ///
    /// Each turn is the nearest number with another outcome than before it. Ends at the first that is not certain, and
    /// is empty when the number or the outcome is not certain now.
    package func turns(of varied: Varied, upwards: Bool, to end: Int64? = nil, most: Int = 4) -> [Turn] {
        guard loaded.faults.isEmpty, let place = place(of: varied) else { return [] }
        var probe = Probe(loaded, watching: watched)
        var now = probe.outcome()
        guard now.whole != nil else { return [] }
        var present = upwards ? place.whole.down : place.whole.up
        let bound = upwards ? place.range.upperBound : place.range.lowerBound
        let end = end.map { upwards ? min($0, bound) : max($0, bound) } ?? bound
        guard upwards ? present < end : present > end else { return [] }
        var turns: [Turn] = []
        while turns.count < most {
            var search = FlipSearch(
                probe: probe, cell: place.cell, present: present, now: now, scale: place.scale,
                direction: upwards ? 1 : -1, stepLimit: stepLimit)
            guard case .at(let number) = search.nearest(end) else { break }
            let there = number * place.scale
            now = probe.outcome([(place.cell, AnswerSlice(there, there))])
            guard let outcome = now.whole else { break }
            turns.append(Turn(at: number, outcome: outcome))
            present = number
        }
        return turns
    }

    /// The outcome when facts are other values; `nil` when it is not certain then.
    package func outcome(setting changes: [(field: FieldID, row: Int, value: FactValue)]) -> Int64? {
        var changed = facts
        for change in changes { changed.set(change.field, of: change.row, to: change.value) }
        let other = LoadedFacts(plan, changed)
        guard other.faults.isEmpty else { return nil }
        var probe = Probe(other, watching: watched)
        return probe.outcome().whole
    }

    private func place(of varied: Varied) -> Place? {
        switch varied {
        case .fact(let field, let row):
            let entity = plan.program.schema.fields[field.index].entity
            guard case .number(let present)? = facts.rows[entity.index][row].values[field],
                let instruction = plan.fields[field.index].instruction
            else { return nil }
            return Place(
                cell: loaded.layout.firstCells[instruction] + row, scale: 1, whole: (present, present),
                range: plan.fields[field.index].range)
        case .value(let id):
            let result = plan.results[id.index]
            guard result.entity == 0 else { return nil }
            var computation = Computation(loaded, questions: false)
            computation.compute([id])
            let above = computation.cells[computation.slot(result.value, 0)]
            let below = result.denominator.map { computation.cells[computation.slot($0, 0)] } ?? .known(1)
            guard above.isKnown, below.isKnown, below.low > 0 else { return nil }
            let (quotient, remainder) = above.low.quotientAndRemainder(dividingBy: below.low)
            let down = remainder < 0 ? quotient - 1 : quotient
            let range = plan.program.nodes[Int(result.value)].range
            return Place(
                cell: computation.slot(result.value, 0), scale: below.low,
                whole: (down, remainder == 0 ? down : down + 1),
                range: min(range.lowerBound / below.low, down)...max(range.upperBound / below.low, down + 1))
        }
    }
}

extension ProbedOutcome {
    /// The number, when it is certain and whole.
    fileprivate var whole: Int64? {
        if case .certain(let number, over: 1) = self { return number }
        return nil
    }
}
