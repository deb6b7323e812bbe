package import Primitives
import Rules

/// What can be said of a case while departments are silent (`design.md` §6): which answers could still change it.
///
/// Rests on proofs over all possible answers, so that “nothing” never turns out wrong; where a proof takes too long it
/// says that the outcome could change.
package struct InterimDecision: Hashable, Sendable {
    /// What the answer of a silent source could still change.
    package enum Effect: String, Codable, CaseIterable, Hashable, Sendable { case outcome, amount, nothing }

    /// One silent source, and what its answer could do.
    package struct Line: Hashable, Sendable {
        /// The source and the member.
        package let source: SilentSource
        /// What its answer could change, whatever the other sources say.
        package let effect: Effect
        /// Whether this was seen or proved; otherwise the search was given up, and the effect is the safe one.
        package let isProved: Bool
        /// Why, in one Chinese sentence.
        package let sentence: String
        /// The sum from which the outcome is another, with what it is a sum of; nil where no sum decides.
        package let threshold: Threshold?

        fileprivate init(
            source: SilentSource, effect: Effect, isProved: Bool = true, sentence: String, threshold: Threshold? = nil
        ) {
            (self.source, self.effect, self.isProved) = (source, effect, isProved)
            (self.sentence, self.threshold) = (sentence, threshold)
        }
    }

    /// A sum from which a result is another.
    package struct Threshold: Hashable, Sendable {
        /// What it is a sum of, in Chinese.
        package let label: String
        /// The sum.
        package let amount: Money
    }

    /// The program that holds whatever the answers are; empty where none holds, nil while answers could change it.
    package let certain: String?
    /// The program that holds if the silent sources have nothing; nil where even that is open.
    package let ifNothing: String?
    /// The amount then, when it is certain.
    package let amountIfNothing: Money?
    /// The silent sources.
    package let lines: [Line]
    /// Questions that people must settle, whatever the departments answer.
    package let questions: [OpenQuestion]

    /// The sources whose answers are worth waiting for.
    package var awaited: [Line] { lines.filter { $0.effect != .nothing } }

    /// Looks at every silent source of a subject; facts unfit for the rules are an error.
    package init(_ sheet: FactSheet, _ policy: ResolvedPolicy, silent: [SilentSource]) throws(DeterminationError) {
        let program: PolicyProgram
        do {
            program = try PolicyProgram(policy)
        } catch {
            throw .rules(error)
        }
        let run = PolicyRun(program, sheet)
        guard run.evaluation.faults.isEmpty else { throw .failed(run.evaluation.faults) }
        var search = InterimSearch(run)
        let words = InterimWords(search, silent)
        let names = run.prepared.stages.map(\.program) + [""]
        let surely = search.standing(search.whole).position.map { names[$0] }
        // Where no program holds in any event, no record can undo anything.
        let isBarred = silent.contains(where: \.mayBar) && surely?.isEmpty != true
        lines = silent.map { source in
            if source.mayBar, isBarred { return Line(source: source, effect: .outcome, sentence: words.bar(source)) }
            let own = words.cells(of: source)
            let outcome = search.couldChange(own, .position)
            let amount = outcome == .never ? search.couldChange(own, .amount) : .never
            let effect: Effect = outcome != .never ? .outcome : amount != .never ? .amount : .nothing
            let (sentence, threshold) = words.sentence(of: source, own, effect)
            return Line(
                source: source, effect: effect, isProved: outcome != .unsettled && amount != .unsettled,
                sentence: sentence, threshold: threshold)
        }
        certain = isBarred ? nil : surely
        ifNothing = words.baseline.position.map { names[$0] }
        if case .certain(_, let amount?) = words.baseline {
            amountIfNothing = Money(fen: amount.roundedDown)
        } else {
            amountIfNothing = nil
        }
        questions = words.questions
    }
}
