import ArgumentParser
import Foundation
import Rules

/// `backstop rules`: the language of rules by itself, without a policy.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "The language of rules.", subcommands: [Eval.self])

    /// `backstop rules eval`: evaluates expressions given as JSON lines.
    struct Eval: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "eval",
            abstract: "Reads JSON lines {\"id\", \"expr\", \"bindings\"} and writes the value or the error of each.",
            discussion: """
                The expressions are CEL with the types checked as values are met. Values are written and read as
                {"type": "int", "value": "1"}; a double, a uint, a timestamp and a duration are text too, bytes are
                Base64, a list is an array of values and a map an array of pairs.
                """)

        @Option(help: "The longest expression, in bytes.")
        var sourceBytes = 100_000

        @Option(help: "The most steps of one evaluation.")
        var steps = 10_000_000

        /// As much of a line as is needed to answer it.
        private struct NamedLine: Decodable {
            let id: String
        }

        func run() throws {
            let decoder = JSONDecoder()
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
            var number = 0
            while let line = readLine() {
                number += 1
                guard !line.allSatisfy(\.isWhitespace) else { continue }
                let data = Data(line.utf8)
                let result: DynamicResult
                do {
                    result = try decoder.decode(DynamicCase.self, from: data).result(
                        syntax: SyntaxLimits(sourceBytes: sourceBytes), limits: DynamicLimits(steps: steps))
                } catch {
                    guard let named = try? decoder.decode(NamedLine.self, from: data) else {
                        throw ValidationError("Line \(number) is no case {\"id\", \"expr\", \"bindings\"}: \(error)")
                    }
                    result = DynamicResult(id: named.id, value: nil, error: "the line cannot be read: \(error)")
                }
                Terminal.say(String(decoding: try encoder.encode(result), as: UTF8.self))
            }
        }
    }
}
