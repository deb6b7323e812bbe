import Primitives
import Rules

extension ResolvedPolicy {
    /// The resolved text for people: every parameter and rule with where it comes from.
    package var listing: String {
        var lines = [
            "\(title) (\(program)), \(region?.text ?? PackFile.national), \(day.text)", "text \(textHash)", "",
            "PARAMETERS",
        ]
        for value in values.values.sorted(by: { ($0.program, $0.name) < ($1.program, $1.name) }) {
            lines.append(
                "  \(value.name)  \(value.label): \(value.text)  "
                    + "[\(value.program)/\(value.origin)] from \(value.from.text)"
                    + (value.demo ? "  演示值" : ""))
            lines.append("      \(value.citation)")
        }
        for (name, value) in missing.sorted(by: { $0.key < $1.key }) {
            let first = value.firstDay.map { "first value from \($0.text)" } ?? "no value for this region"
            lines.append("  \(name)  \(value.label): none on this day; \(first)")
        }
        for (heading, role) in [("VALUES", PolicyRule.Role.value), ("TESTS", .test), ("AMOUNT", .amount)] {
            let found = rules.filter { $0.role == role }
            guard !found.isEmpty else { continue }
            lines += ["", heading] + found.flatMap(\.listing)
        }
        for stage in stages {
            lines += ["", "DECIDES \(stage.program): \(stage.tests.joined(separator: ", "))"]
            if let amount = stage.amount { lines.append("  pays \(amount)") }
            if !stage.results.isEmpty { lines.append("  results \(stage.results.joined(separator: ", "))") }
        }
        return lines.joined(separator: "\n")
    }
}

extension PolicyRule {
    fileprivate var listing: [String] {
        let type = type?.word.map { ": \($0)" } ?? ""
        var lines = ["  \(name)\(type)  of \(entity), \(label)  [\(program)/\(origin)] \(place.file):\(place.line)"]
        lines += formula.split(separator: "\n").map { "      \($0)" }
        if !citation.isEmpty { lines.append("      \(citation)") }
        return lines
    }
}
