import Casework
import DemoCity
import Operations
import Primitives

/// What a demo says when it is ready: who can sign in, with what, and what each will see.
enum DemoWelcome {
    static func text(_ summary: DemoSummary) -> String {
        var lines = [
            "Demo city of \(summary.people) people; business day \(summary.today.text). All people are invented.",
            "Staff (password \(DemoPersona.password); the page shows the second factor's code):",
        ]
        for persona in summary.personas {
            lines.append("  \(persona.login): \(persona.role.english), \(persona.place). \(persona.hint)")
        }
        lines.append("Citizens (sign in with the phone; the page shows the code):")
        for citizen in summary.citizens.prefix(12) { lines.append("  \(citizen.phone): \(citizen.hint)") }
        lines.append("Village codes:")
        for code in summary.villageCodes.prefix(3) { lines.append("  \(code.address)") }
        return lines.joined(separator: "\n")
    }
}
