package import CoreMetrics
import Synchronization

/// The metrics of this process in Prometheus' text format (exposition format 0.0.4).
///
/// Timers are histograms in seconds. Labels never carry personal data: requests are labelled by the pattern of their
/// route. Written here for want of a library in reach.
package final class PrometheusText: MetricsFactory, Sendable {
    private let series: Mutex<[String: Series]> = Mutex([:])

    /// Starts empty.
    package init() {}

    /// A counter.
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter)
    }

    /// A gauge; aggregating recorders are summaries of count and sum.
    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        series(label, dimensions, aggregate ? .summary : .gauge)
    }

    /// A timer, as a histogram in seconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label + "_seconds", dimensions, .histogram)
    }

    /// Series are kept until the process ends.
    package func destroyCounter(_ handler: any CounterHandler) {}
    /// Series are kept until the process ends.
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Series are kept until the process ends.
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// The page: families by name, each with its help and type, its series by their labels.
    package var text: String {
        let sorted = series.withLock { Array($0.values) }.sorted { ($0.name, $0.labels) < ($1.name, $1.labels) }
        var lines: [String] = []
        var last = ""
        for series in sorted {
            if series.name != last {
                if let figure = Figure(seriesName: series.name) { lines.append("# HELP \(series.name) \(figure.help)") }
                lines.append("# TYPE \(series.name) \(series.kind.rawValue)")
            }
            last = series.name
            lines += series.lines
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func series(_ label: String, _ dimensions: [(String, String)], _ kind: Series.Kind) -> Series {
        let name = Self.name(label)
        let labels = dimensions.map { "\(Self.name($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        let key = name + "{" + labels + "}"
        return series.withLock { series in
            if let found = series[key] { return found }
            let made = Series(name: name, labels: labels, kind: kind)
            series[key] = made
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
