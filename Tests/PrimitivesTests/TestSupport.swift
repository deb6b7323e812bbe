import Foundation
import Primitives
import Testing

/// A row of a table of examples; its name is what the report shows.
struct Example<Input: Sendable, Output: Sendable>: Sendable, CustomTestStringConvertible {
    let input: Input
    let output: Output
    let testDescription: String

    init(_ input: Input, _ output: Output) {
        self.input = input
        self.output = output
        testDescription = "\(input) → \(output)"
    }
}

/// The JSON text of a value that encodes as a single scalar.
func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode([value]), as: UTF8.self)
}

func decoded<Value: Decodable>(_: Value.Type, from json: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(json.utf8))
}

/// The text of a file below `reference/`.
func reference(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "reference/\(path)"), encoding: .utf8)
}

/// The data rows of a reference file, split at commas, without comments and header.
func referenceRows(_ path: String) throws -> [[String]] {
    let lines = try reference(path).split(separator: "\n").filter { !$0.hasPrefix("#") }
    return lines.dropFirst().map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
}

func day(_ text: String) throws -> CivilDate { try CivilDate(parsing: text) }
