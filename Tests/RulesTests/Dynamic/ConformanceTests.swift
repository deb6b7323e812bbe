import Foundation
import Rules
import Testing

/// The public CEL conformance cases, which stand beside the repository and are no part of it.
@Suite struct ConformanceTests {
    /// A case as the anchors write it.
    struct Anchor: Decodable {
        struct Expectation: Decodable {
            let value: DynamicValue?
            let error: Bool?
        }

        let expect: Expectation
    }

    static let file: String = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let anchors =
            ProcessInfo.processInfo.environment["BACKSTOP_ANCHORS"].map { URL(fileURLWithPath: $0) }
            ?? root.deletingLastPathComponent().appendingPathComponent("shared/anchors")
        return anchors.appendingPathComponent("cel/cases.jsonl").path
    }()

    /// Expects `\?` from `?`: the text format its expectation was converted from reads the escape differently.
    static let faulty: Set<String> = ["parse/bytes_literals/triple_double_quoted_unescaped_punctuation"]

    @Test(.enabled(if: FileManager.default.fileExists(atPath: file), "The CEL cases are not beside the repository."))
    func `the public cases give their values`() throws {
        let decoder = JSONDecoder()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        var count = 0
        for line in try String(contentsOfFile: Self.file, encoding: .utf8).split(separator: "\n") {
            let data = Data(line.utf8)
            let given = try decoder.decode(DynamicCase.self, from: data)
            guard !Self.faulty.contains(given.id) else { continue }
            let expected = try decoder.decode(Anchor.self, from: data).expect
            let result = given.result()
            count += 1
            guard let value = expected.value else {
                #expect(result.error != nil, "\(given.id): \(given.expr)")
                continue
            }
            let text = try result.value.map { String(decoding: try encoder.encode($0.sorted), as: UTF8.self) }
            let wanted = String(decoding: try encoder.encode(value.sorted), as: UTF8.self)
            #expect(text == wanted, "\(given.id): \(given.expr) \(result.error ?? "")")
        }
        #expect(count > 700)
    }
}

extension DynamicValue {
    /// The value with the entries of its maps in the order of their keys, for comparing as text.
    fileprivate var sorted: DynamicValue {
        switch self {
        case .list(let list): return .list(DynamicList(list.elements.map(\.sorted)))
        case .map(let map):
            var ordered = DynamicMap()
            for entry in map.entries.sorted(by: { $0.key.plainText < $1.key.plainText }) {
                try? ordered.insert(entry.key, entry.value.sorted)
            }
            return .map(ordered)
        default: return self
        }
    }
}
