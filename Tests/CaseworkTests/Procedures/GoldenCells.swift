import Casework
import Testing

/// Walks every state × event × role of a procedure beside the case and says who may do what, in the table's words.
///
/// `golden` has one line for each: event | states | roles, where `system` is the platform.
func expectTable<State: ProcedureWord, Event: ProcedureWord>(
    _ lines: ProcedureLines<State, Event>, from first: State, golden: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    var expected: Set<String> = []
    for line in golden.split(separator: "\n") {
        let columns = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
        for state in columns[1] { for who in columns[2] { expected.insert("\(state) \(columns[0][0]) \(who)") } }
    }
    var allowed: Set<String> = []
    for state in State.allCases {
        for event in Event.allCases {
            for role in Role.allCases.map(Optional.some) + [nil] {
                switch lines.step(event, from: state, by: Fixture.actor(role)) {
                case .stands: allowed.insert("\(state.rawValue) \(event.rawValue) \(role?.rawValue ?? "system")")
                case .refused(let refusals):
                    #expect(!refusals.isEmpty, sourceLocation: sourceLocation)
                    #expect(
                        refusals.allSatisfy { $0.code.hasPrefix("case.") && $0.chinese.hasSuffix("。") },
                        sourceLocation: sourceLocation)
                }
            }
        }
    }
    #expect(allowed.subtracting(expected).sorted() == [], sourceLocation: sourceLocation)
    #expect(expected.subtracting(allowed).sorted() == [], sourceLocation: sourceLocation)
    var reached: Set<State> = [first]
    for _ in State.allCases { reached.formUnion(lines.all.filter { reached.contains($0.from) }.flatMap(\.next)) }
    #expect(reached == Set(State.allCases), "a state cannot be reached", sourceLocation: sourceLocation)
    #expect(Set(lines.all.map(\.event)) == Set(Event.allCases), sourceLocation: sourceLocation)
}
