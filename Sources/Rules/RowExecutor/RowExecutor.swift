/// Runs a program for one subject, with silence as ranges, every failure, and the trace of what was read.
///
/// The same numbers as the batch and SQL executors give; those hand on to this one whatever is open or fails.
package struct RowExecutor: Sendable {
    let plan: RowPlan

    /// Prepares a program; traps when an operand does not stand before the node that uses it.
    package init(_ program: RuleProgram) { plan = RowPlan(program) }

    /// Evaluates derived values, for all rows of their entities, and what they rest on.
    package func evaluate(
        _ facts: FactTable, wanting wanted: [DefinitionID], recording: Bool = true
    ) -> Evaluation {
        let loaded = LoadedFacts(plan, facts)
        var computation = Computation(loaded)
        guard loaded.faults.isEmpty else {
            return Evaluation(faults: loaded.faults, trace: recording ? Trace() : nil, computation: computation)
        }
        computation.compute(wanted)
        guard recording else { return Evaluation(faults: [], trace: nil, computation: computation) }
        var recorder = TraceRecorder(computation, wanted: wanted)
        return Evaluation(faults: [], trace: recorder.record(), computation: computation)
    }

    /// Evaluates all derived values of the program.
    package func evaluate(_ facts: FactTable, recording: Bool = true) -> Evaluation {
        evaluate(
            facts, wanting: plan.program.definitions.indices.map(DefinitionID.init(index:)), recording: recording)
    }
}
