import Casework
import CoreMetrics
import Operations
import Primitives
import Storage

extension StoreFigures {
    /// Sets the gauges that come from rows; a state that nothing is in says 0 and not what it said before.
    func record(in metrics: any MetricsFactory) {
        for kind in JobKind.allCases {
            for state in Self.watchedJobStates {
                let count = jobs[JobSort(kind: kind.rawValue, state: state)] ?? 0
                Figure.jobs.set(count, [("kind", kind.rawValue), ("state", state)], in: metrics)
            }
        }
        Figure.outbox.set(messagesWaiting, [("state", "waiting")], in: metrics)
        Figure.outbox.set(messagesFailed, [("state", "failed")], in: metrics)
        for state in CaseState.allCases where state != .draft && !state.isEnded && state != .archived {
            Figure.openCases.set(openCases[state.rawValue] ?? 0, [("state", state.rawValue)], in: metrics)
        }
        Figure.signInFailures.set(wrongPasswords, [("side", "staff")], in: metrics)
        Figure.signInFailures.set(wrongCodes, [("side", "citizen")], in: metrics)
    }
}
