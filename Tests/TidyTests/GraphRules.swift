/// The rooms, their layers and what each may import: `Package.swift`, the table of ARCHITECTURE.md and the imports
/// agree.
enum GraphRules {
    struct Row: Hashable {
        var layer: Int
        var room: String
        var dependencies: Set<String>
    }

    /// The rows of the table: layer, room, what it may import.
    static func rows(_ architecture: String) -> [Row] {
        architecture.matches(of: /(?m)^\| L(\d) \| `(\w+)` \| ([^|]*) \|/).map { match in
            let names = match.3.split(separator: ",").map(\.trimmed).filter { $0 != "none" }
            return Row(layer: Int(match.1) ?? 0, room: String(match.2), dependencies: Set(names))
        }
    }

    static func table(_ architecture: String, _ manifest: Manifest) -> [Finding] {
        let rows = rows(architecture)
        let written = Dictionary(rows.map { ($0.room, $0) }, uniquingKeysWith: { first, _ in first })
        let declared = Set(manifest.rooms.map(\.name))
        let gone = rows.filter { !declared.contains($0.room) }.map {
            Finding("ARCHITECTURE.md", nil, "has a row for \($0.room), which Package.swift does not declare")
        }
        return gone
            + manifest.rooms.compactMap { room in
                guard written[room.name]?.dependencies != room.dependencies else { return nil }
                let list = room.dependencies.sorted().joined(separator: ", ")
                let line = "`\(room.name)` | \(list.isEmpty ? "none" : list) |"
                return Finding("ARCHITECTURE.md", nil, "must have the row: \(line)")
            }
    }

    /// No room depends on a higher one, and the contexts of L2 never on each other.
    static func layers(_ architecture: String, _ manifest: Manifest) -> [Finding] {
        let layers = Dictionary(rows(architecture).map { ($0.room, $0.layer) }, uniquingKeysWith: { first, _ in first })
        return manifest.rooms.flatMap { room in
            room.dependencies.sorted().compactMap { dependency -> Finding? in
                guard let own = layers[room.name], let other = layers[dependency] else { return nil }
                if other > own {
                    return Finding("Package.swift", nil, "\(room.name) (L\(own)) depends on \(dependency) (L\(other))")
                }
                if own == 2, other == 2 {
                    return Finding(
                        "Package.swift", nil, "\(room.name) depends on \(dependency); contexts meet in Operations only")
                }
                return nil
            }
        }
    }

    /// A declared dependency that no file imports is a door nobody uses.
    static func unusedDependencies(_ manifest: Manifest, sources: [TextFile]) -> [Finding] {
        let imported = Dictionary(grouping: sources, by: { $0.room ?? "" }).mapValues { files in
            Set(files.flatMap { imports(in: $0.text) })
        }
        return manifest.rooms.flatMap { room in
            room.dependencies.subtracting(imported[room.name] ?? []).sorted().map {
                Finding("Package.swift", nil, "\(room.name) declares \($0) and never imports it")
            }
        }
    }

    static func imports(in text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count else { return nil }
            guard words[..<keyword].allSatisfy({ $0.hasPrefix("@") || accessLevels.contains($0) }) else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "typealias"]
            let named = kinds.contains(words[keyword + 1]) ? words.dropFirst(keyword + 2).first : words[keyword + 1]
            return named?.split(separator: ".").first.map(String.init)
        }
    }

    private static let accessLevels: Set<Substring> = ["package", "public", "internal", "private", "fileprivate"]
}
