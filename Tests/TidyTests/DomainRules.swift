/// What the law's own code must not do: look at a clock, or count in binary fractions.
enum DomainRules {
    private static let withoutClock: Set<String> = [
        "Primitives", "SQLText", "Sealing", "Columns", "SQLiteEngine", "PostgresEngine", "Documents", "Policies",
        "Verification", "Casework", "Payments", "Insight", "Storage", "Operations",
    ]
    private static let withoutFractions: Set<String> = [
        "Primitives", "Policies", "Verification", "Casework", "Payments",
    ]

    /// Both clocks come in as arguments (decision 4).
    static func ambientClocks(_ file: TextFile) -> [Finding] {
        guard withoutClock.contains(file.room ?? "") else { return [] }
        // What a thread has computed so far is no clock: it tells nobody the time.
        let clocks = /\b(?:gettimeofday|clock_gettime|time)\((?:nil|&|CLOCK(?!_THREAD_CPUTIME))/
        return [/\bDate\(\)|\bDate\.now\b|\bSystemClock/, clocks].flatMap {
            find($0, in: file, message: clockAdvice)
        }
    }

    private static func clockAdvice(_ found: Substring) -> String {
        "\(found) reads the clock; take the instant or the day as an argument"
    }

    /// Money and ratios are integers; only what two records weigh as one person's is a probability.
    static func binaryFractions(_ file: TextFile) -> [Finding] {
        guard withoutFractions.contains(file.room ?? ""), !file.path.hasPrefix("Sources/Verification/Linking/") else {
            return []
        }
        return find(/\b(?:Double|Float|CGFloat|Decimal)\b/, in: file) {
            "\($0) is inexact or slow; use Money, Ratio or Int64"
        }
    }

    private static func find(
        _ pattern: Regex<Substring>, in file: TextFile, message: (Substring) -> String
    ) -> [Finding] {
        guard file.text.holdsAny(["Date", "time", "Double", "Float", "Decimal", "SystemClock"]) else { return [] }
        return SwiftText(file.text).codeLines.enumerated().compactMap { index, line in
            guard line.holdsAny(["Date", "time", "Double", "Float", "Decimal", "SystemClock"]) else { return nil }
            return line.firstMatch(of: pattern).map { Finding(file.path, index + 1, message($0.output)) }
        }
    }
}
