package import Primitives
import Rules

/// Sorts one household over every program of a region on a day (一次申请、分类认定); pure, and holds no law.
///
/// The conditions, sentences and amounts are the packs'; the sorter flows the result of one program into the facts of
/// another, lets the highest class win, and asks in plain words for what nobody said. A fact the sheet lacks is
/// *unknown*, never "no". All programs of a household take a few milliseconds, so it may be called in a loop.
///
///     let sorter = Sorter(policies, for: region, on: day)
///     let sorting = sorter.sort(facts.sheet(sorter.facts))
///     sorting["dibao"]?.outcome          // .eligible
///     sorting.monthlyTotal               // what it gets a month from all programs together
package struct Sorter: Sendable {
    /// What is known beside the sheet of facts.
    package struct Circumstances: Hashable, Sendable {
        /// The members of whom every relative with a duty to support is a row of the sheet, or has none.
        package var obligorsKnown: Set<String>
        /// Whether verification is still awaited, so that relief which need not wait is offered at once.
        package var isAwaiting: Bool

        /// Says what is known.
        package init(obligorsKnown: Set<String> = [], isAwaiting: Bool = false) {
            self.obligorsKnown = obligorsKnown
            self.isAwaiting = isAwaiting
        }
    }

    /// The name of the question who owes a member support, which is no field but the presence of rows.
    package static let obligors = "obligors"

    /// A program made ready, or why there is none.
    private enum Known {
        case program(PolicyProgram)
        case nothing(title: String, because: String)
    }

    /// What facts there can be; sheets to sort are built on it.
    package let facts: FactsDefinition
    private let known: [String: Known]

    /// Takes the policy of each program from a lookup; a program without one is listed as unavailable.
    package init(
        facts: FactsDefinition, policy: (_ program: String) throws(PolicyLookupError) -> ResolvedPolicy
    ) {
        self.facts = facts
        var known: [String: Known] = [:]
        for place in SortingPlan.places {
            do {
                let policy = try policy(place.program)
                do {
                    known[place.program] = .program(try PolicyProgram(policy))
                } catch {
                    known[place.program] = .nothing(title: policy.title, because: error.description)
                }
            } catch {
                known[place.program] = .nothing(title: place.program, because: error.plain)
            }
        }
        self.known = known
    }

    /// The policies of a region on a day; `nil` asks for the national ones.
    package init(_ policies: PolicySet, for region: RegionCode?, on day: CivilDate) {
        self.init(facts: policies.facts) { (program) throws(PolicyLookupError) in
            try policies.policy(program, for: region, on: day)
        }
    }

    /// The policies by program; a program that the region does not have is left out.
    package var policies: [String: ResolvedPolicy] {
        known.compactMapValues { if case .program(let program) = $0 { program.policy } else { nil } }
    }

    /// Sorts a household.
    package func sort(_ sheet: FactSheet, _ circumstances: Circumstances = Circumstances()) -> Sorting {
        var run = SortingRun(sorter: self, sheet: sheet.completed(), circumstances: circumstances)
        return run.sort()
    }

    /// The full decision behind an entry, for its explanation; nil where nothing could be computed.
    ///
    /// Of a program that is open between classes it is the decision under the lowest class that is possible.
    package func decision(
        behind entry: SortedProgram, of sheet: FactSheet, _ circumstances: Circumstances = Circumstances()
    ) -> PolicyDecision? {
        var run = SortingRun(sorter: self, sheet: sheet.completed(), circumstances: circumstances)
        let standing = run.sort().standing
        guard case .program(let program)? = known[entry.program] else { return nil }
        return try? PolicyDecision(run.sheet(behind: entry, standing), program)
    }

    /// Decides one program on a completed sheet and says what it comes to.
    func entry(_ program: String, _ sheet: FactSheet) -> SortedProgram {
        let group = SortingPlan.places.first { $0.program == program }?.group ?? .beside
        switch known[program] {
        case .program(let ready):
            do {
                return SortedProgram(try PolicyDecision(sheet, ready), title: ready.policy.title, group: group)
            } catch {
                return SortedProgram(
                    unavailable: program, ready.policy.title, group, because: error.sentences(ready.policy))
            }
        case .nothing(let title, let reason):
            return SortedProgram(unavailable: program, title, group, because: [reason])
        case nil:
            return SortedProgram(
                unavailable: program, program, group, because: [PolicyLookupError.noProgram(program).plain])
        }
    }
}

extension DeterminationError {
    /// Each reason as a sentence for whoever handles the case: labels in place of the pack's names, no place in a file.
    fileprivate func sentences(_ policy: ResolvedPolicy) -> [String] {
        guard case .failed(let failures) = self else { return [description] }
        return failures.reduce(into: []) { found, failure in
            let sentence = failure.plain(policy)
            if !found.contains(sentence) { found.append(sentence) }
        }
    }
}

extension RuleFailure {
    fileprivate func plain(_ policy: ResolvedPolicy) -> String {
        if case .missingParameter(let name, _) = cause, let absent = policy.missing[name] {
            return absent.firstDay.map { "“\(absent.label)”要到\($0.chineseText)才有数值，现在算不了。" }
                ?? "本地区还没有公布“\(absent.label)”，现在算不了。"
        }
        guard let rule, let label = policy.rule(rule.name)?.label else { return sentence }
        return sentence.replacing("“\(rule.name)”", with: "“\(label)”")
    }
}

extension PolicyLookupError {
    /// What is missing, for whoever handles the case.
    fileprivate var plain: String {
        if case .noProgram = self { "本地区没有这个项目的政策。" } else { description }
    }
}
