import CoreMetrics

/// What this program measures: each figure with its name on the page and the sentence that explains it.
///
/// Labels are route patterns, states and kinds: never an id, a region or anything a person typed.
enum Figure: String, CaseIterable {
    case requests = "backstop_requests_total"
    case requestTime = "backstop_request"
    case storeUp = "backstop_store_up"
    case storeWrites = "backstop_store_writes_total"
    case storeWriteTime = "backstop_store_write"
    case jobsRun = "backstop_jobs_run_total"
    case jobs = "backstop_jobs"
    case deliveries = "backstop_outbox_deliveries_total"
    case outbox = "backstop_outbox_messages"
    case openCases = "backstop_open_cases"
    case signInFailures = "backstop_sign_in_failures_last_hour"

    /// The figure of a series; the names of timers end in their unit.
    init?(seriesName: String) {
        guard let found = Self.allCases.first(where: { $0.rawValue == seriesName || $0.seriesName == seriesName })
        else { return nil }
        self = found
    }

    private var seriesName: String { rawValue + "_seconds" }

    /// The sentence beside the figure.
    var help: String {
        switch self {
        case .requests: "Requests answered by this process, by method, route pattern and status."
        case .requestTime: "Time from the request's head to the answer's head, by route pattern."
        case .storeUp: "Whether the store answered when this page was made."
        case .storeWrites: "Writing transactions of this process that were committed, undone by a refusal, or failed."
        case .storeWriteTime: "Time of a writing transaction, its wait in the queue and for the disk included."
        case .jobsRun: "Pieces of background work this process took up, by kind."
        case .jobs: "Pieces of background work in the store that wait, run or were given up."
        case .deliveries: "Messages this process handed to the gateway, by what came of it."
        case .outbox: "Messages in the store that wait or were given up."
        case .openCases: "Cases in the store that have not ended, by state."
        case .signInFailures: "Wrong passwords and wrong phone codes of the last hour, from the store."
        }
    }

    func add(_ amount: Int = 1, _ labels: [(String, String)] = [], to factory: any MetricsFactory) {
        Counter(label: rawValue, dimensions: labels, factory: factory).increment(by: amount)
    }

    func set(_ value: Int, _ labels: [(String, String)] = [], in factory: any MetricsFactory) {
        Gauge(label: rawValue, dimensions: labels, factory: factory).record(value)
    }

    func time(_ duration: Duration, _ labels: [(String, String)] = [], in factory: any MetricsFactory) {
        let parts = duration.components
        let nanoseconds = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
        CoreMetrics.Timer(label: rawValue, dimensions: labels, factory: factory).recordNanoseconds(nanoseconds)
    }
}
