/// What `Package.swift` declares, read as text: the targets with their dependencies, and the pinned packages.
struct Manifest {
    struct Declaration: Hashable {
        var kind: String
        var name: String
        var dependencies: Set<String>
    }

    private(set) var targets: [Declaration] = []
    private(set) var pins: [String: String] = [:]

    /// Targets that other targets are built from: no test suites, no wrapped C libraries.
    var rooms: [Declaration] { targets.filter { $0.kind == "room" || $0.kind == "executableTarget" } }

    init(_ text: String) {
        let names = Self.named(in: text)
        for match in text.matches(of: /\b(room|suite|executableTarget|systemLibrary)\(/) {
            let arguments = Self.arguments(of: text[match.range.upperBound...])
            guard let name = arguments.first.flatMap(Self.firstString) else { continue }
            let list = arguments.dropFirst().first { argument in
                let label = argument.prefixMatch(of: /\s*([a-z][A-Za-z]*):/)?.1
                return label == nil || label == "dependencies"
            }
            let found = list.map { Self.dependencies(String($0), names) } ?? []
            targets.append(Declaration(kind: String(match.1), name: name, dependencies: found))
        }
        for match in text.matches(of: /url: "[^"]*\/([^"\/]+)", exact: "([^"]+)"/) {
            pins[String(match.1)] = String(match.2)
        }
    }

    /// Constants that stand for dependencies: `let grdb: Target.Dependency = .product(name: "GRDB", …)` and lists.
    private static func named(in text: String) -> [String: Set<String>] {
        var names: [String: Set<String>] = [:]
        for match in text.matches(of: /let (\w+): Target\.Dependency = \.product\(name: "([^"]+)"/) {
            names[String(match.1)] = [String(match.2)]
        }
        for match in text.matches(of: /let (\w+): \[Target\.Dependency\] = \[([^\]]*)\]/) {
            names[String(match.1)] = Set(match.2.matches(of: /"([^"]+)"/).map { String($0.1) })
        }
        return names
    }

    private static func dependencies(_ expression: String, _ names: [String: Set<String>]) -> Set<String> {
        let literals = expression.matches(of: /"([^"]+)"/).map { String($0.1) }
        let words = expression.replacing(/"[^"]*"/, with: "").matches(of: /\b[a-z]\w*/).map { String($0.0) }
        return words.reduce(into: Set(literals)) { $0.formUnion(names[$1] ?? []) }
    }

    private static func firstString(_ argument: Substring) -> String? {
        argument.firstMatch(of: /"([^"]+)"/).map { String($0.1) }
    }

    /// The arguments of a call, given the text behind its opening bracket.
    private static func arguments(of text: Substring) -> [Substring] {
        var depth = 0
        var start = text.startIndex
        var found: [Substring] = []
        for index in text.indices {
            switch text[index] {
            case "(", "[": depth += 1
            case ")" where depth == 0: return found + [text[start..<index]]
            case ")", "]": depth -= 1
            case "," where depth == 0:
                found.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        return found
    }
}
