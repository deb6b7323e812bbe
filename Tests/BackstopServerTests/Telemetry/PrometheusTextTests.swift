import BackstopServer
import CoreMetrics
import Testing

@Suite struct PrometheusTextTests {
    @Test func `the page follows the exposition format`() {
        let metrics = PrometheusText()
        Counter(label: "pages.read", dimensions: [("kind", "a\"b\\c\nd")], factory: metrics).increment(by: 3)
        Gauge(label: "depth", factory: metrics).record(2.5)
        Gauge(label: "depth", factory: metrics).record(1.5)
        Recorder(label: "size", aggregate: true, factory: metrics).record(4)
        Recorder(label: "size", aggregate: true, factory: metrics).record(6)
        #expect(
            metrics.text == """
                # TYPE depth gauge
                depth 1.5
                # TYPE pages_read counter
                pages_read{kind="a\\"b\\\\c\\nd"} 3
                # TYPE size summary
                size_sum 10
                size_count 2

                """)
    }

    @Test func `a timer is a histogram whose buckets add up`() {
        let metrics = PrometheusText()
        let timer = CoreMetrics.Timer(label: "turn", dimensions: [("kind", "a")], factory: metrics)
        for milliseconds in [1, 5, 20, 20_000] { timer.recordMilliseconds(milliseconds) }
        let lines = metrics.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE turn_seconds histogram")
        #expect(lines.contains(#"turn_seconds_bucket{kind="a",le="0.001"} 1"#), "\(metrics.text)")
        #expect(lines.contains(#"turn_seconds_bucket{kind="a",le="0.005"} 2"#))
        #expect(lines.contains(#"turn_seconds_bucket{kind="a",le="10"} 3"#))
        #expect(lines.contains(#"turn_seconds_bucket{kind="a",le="+Inf"} 4"#))
        #expect(lines.contains(#"turn_seconds_count{kind="a"} 4"#))
        #expect(lines.contains(#"turn_seconds_sum{kind="a"} 20.026"#))
    }

    @Test func `one series is one series, whoever asks for it`() {
        let metrics = PrometheusText()
        for _ in 0..<3 { Counter(label: "hits", dimensions: [("a", "1")], factory: metrics).increment() }
        Counter(label: "hits", dimensions: [("a", "2")], factory: metrics).increment()
        #expect(metrics.text == "# TYPE hits counter\nhits{a=\"1\"} 3\nhits{a=\"2\"} 1\n")
    }
}
