package import CoreMetrics
import Synchronization

/// The metrics of this process in Prometheus' text format (exposition format 0.0.4).
///
/// Labels never carry personal data: the access log labels by route pattern. Written here for want of a library in
/// reach.
package final class PrometheusText: MetricsFactory, Sendable {
    private let cells: Mutex<[String: Cell]> = Mutex([:])

    /// Starts empty.
    package init() {}

    /// A counter.
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions, kind: "counter")
    }

    /// A gauge; aggregating recorders are summaries of count and sum.
    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        cell(label, dimensions, kind: aggregate ? "summary" : "gauge")
    }

    /// A timer, as a summary in seconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label + "_seconds", dimensions, kind: "summary")
    }

    /// Cells are kept until the process ends.
    package func destroyCounter(_ handler: any CounterHandler) {}
    /// Cells are kept until the process ends.
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Cells are kept until the process ends.
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// The page.
    package var text: String {
        let sorted = cells.withLock { $0 }.sorted { $0.key < $1.key }
        var lines: [String] = []
        var last = ""
        for (_, cell) in sorted {
            if cell.name != last { lines.append("# TYPE \(cell.name) \(cell.kind)") }
            last = cell.name
            lines += cell.lines
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func cell(_ label: String, _ dimensions: [(String, String)], kind: String) -> Cell {
        let name = Self.name(label)
        let labels = dimensions.map { "\(Self.name($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        let key = name + "{" + labels + "}"
        return cells.withLock { cells in
            if let found = cells[key] { return found }
            let made = Cell(name: name, labels: labels, kind: kind)
            cells[key] = made
            return made
        }
    }

    private static func name(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") ? $0 : "_" })
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

/// One series: a value and, for summaries, how often it was recorded.
private final class Cell: CounterHandler, RecorderHandler, TimerHandler, Sendable {
    let name: String
    let labels: String
    let kind: String
    private let state: Mutex<(value: Double, count: Int64)> = Mutex((0, 0))

    init(name: String, labels: String, kind: String) {
        self.name = name
        self.labels = labels
        self.kind = kind
    }

    func increment(by amount: Int64) { state.withLock { $0.value += Double(amount) } }
    func reset() { state.withLock { $0 = (0, 0) } }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        state.withLock {
            $0.value = kind == "gauge" ? value : $0.value + value
            $0.count += 1
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    var lines: [String] {
        let (value, count) = state.withLock { $0 }
        let tail = labels.isEmpty ? "" : "{\(labels)}"
        guard kind == "summary" else { return ["\(name)\(tail) \(value)"] }
        return ["\(name)_sum\(tail) \(value)", "\(name)_count\(tail) \(count)"]
    }
}
