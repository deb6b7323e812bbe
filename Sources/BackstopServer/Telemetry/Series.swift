import CoreMetrics
import Synchronization

/// One series of the page: a name, labels and what was recorded under them.
final class Series: CounterHandler, RecorderHandler, TimerHandler, Sendable {
    /// What a series is, by Prometheus' word for it.
    enum Kind: String {
        case counter, gauge, summary, histogram
    }

    /// Upper bounds of a histogram's buckets in seconds, around the aims for pages: 10 ms, and a second at worst.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    let name: String
    let labels: String
    let kind: Kind
    private let state: Mutex<(value: Double, count: Int64, buckets: [Int64])>

    init(name: String, labels: String, kind: Kind) {
        self.name = name
        self.labels = labels
        self.kind = kind
        state = Mutex((0, 0, kind == .histogram ? Array(repeating: 0, count: Self.bounds.count) : []))
    }

    func increment(by amount: Int64) { state.withLock { $0.value += Double(amount) } }
    func reset() { state.withLock { $0 = (0, 0, $0.buckets.map { _ in 0 }) } }
    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        state.withLock { state in
            state.value = kind == .gauge ? value : state.value + value
            state.count += 1
            for index in state.buckets.indices where value <= Self.bounds[index] { state.buckets[index] += 1 }
        }
    }

    /// The lines of the page.
    var lines: [String] {
        let (value, count, buckets) = state.withLock { $0 }
        let tail = labels.isEmpty ? "" : "{\(labels)}"
        switch kind {
        case .counter, .gauge: return ["\(name)\(tail) \(Self.text(value))"]
        case .summary, .histogram:
            let head = labels.isEmpty ? "" : labels + ","
            let bounds = Self.bounds.map(Self.text) + ["+Inf"]
            let cumulative = kind == .histogram ? zip(bounds, buckets + [count]).map { $0 } : []
            return cumulative.map { "\(name)_bucket{\(head)le=\"\($0)\"} \($1)" }
                + ["\(name)_sum\(tail) \(Self.text(value))", "\(name)_count\(tail) \(count)"]
        }
    }

    private static func text(_ value: Double) -> String {
        value.rounded() == value && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
    }
}
