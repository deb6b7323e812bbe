package import Foundation

/// Every sentence of the pages in every language, merged from the files of several rooms.
package struct Catalogue: Sendable {
    private let tables: [Language: MessageTable]

    /// Reads `messages*.LANGUAGE.json` of this room and of the given folders; all faults are reported at once.
    package static func load(_ folders: [URL] = []) throws -> Catalogue {
        var texts: [Language: [String: String]] = [:]
        var problems: [String] = []
        for folder in [WebResources.folder("messages")] + folders {
            for language in Language.allCases {
                for (name, url) in FolderListing.files(under: folder, ending: ".\(language.rawValue).json")
                where name.split(separator: "/").last?.hasPrefix("messages") == true {
                    do {
                        let table = try JSONDecoder().decode([String: String].self, from: try Data(contentsOf: url))
                        texts[language, default: [:]].merge(table) { first, _ in
                            problems.append("\(name).\(language.rawValue): a key exists twice, for '\(first)'")
                            return first
                        }
                    } catch {
                        problems.append("\(name).\(language.rawValue).json is not an object of texts: \(error)")
                    }
                }
            }
        }
        guard problems.isEmpty else { throw MessageError(problems: problems) }
        return Catalogue(texts: texts)
    }

    /// A catalogue from texts by language and key.
    package init(texts: [Language: [String: String]]) {
        tables = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, MessageTable(language: $0, texts: texts[$0] ?? [:])) })
    }

    /// The sentences in one language.
    package subscript(_ language: Language) -> MessageTable {
        tables[language] ?? MessageTable(language: language, texts: [:])
    }

    /// Faults of the catalogue: keys or parameters that differ, empty texts, keys that are also a prefix.
    package var problems: [String] {
        var problems: [String] = []
        let keys = Set(tables.values.flatMap(\.keys))
        for key in keys.sorted() {
            if keys.contains(where: { $0.hasPrefix(key + ".") }) {
                problems.append("\(key): is a sentence and a group; rename one")
            }
            let texts = Language.allCases.map { tables[$0]?.pattern(key) }
            if texts.contains(where: { $0?.isEmpty ?? true }) {
                problems.append("\(key): missing or empty in a language")
                continue
            }
            let parameters = texts.map { MessageTable.parameters(of: $0 ?? "") }
            if Set(parameters).count > 1 { problems.append("\(key): the languages have different parameters") }
        }
        return problems
    }
}

/// The sentences of one language.
package struct MessageTable: Sendable {
    /// The language.
    package let language: Language
    private let texts: [String: String]
    private let groups: Set<String>

    init(language: Language, texts: [String: String]) {
        self.language = language
        self.texts = texts
        var groups: Set<String> = [""]
        for key in texts.keys {
            var prefix = key[...]
            while let dot = prefix.lastIndex(of: ".") {
                prefix = prefix[..<dot]
                groups.insert(String(prefix))
            }
        }
        self.groups = groups
    }

    /// All keys.
    package var keys: [String] { Array(texts.keys) }

    /// The text of a key with its parameters still in braces.
    package func pattern(_ key: String) -> String? { texts[key] }

    /// The sentence of a key with `{name}` replaced; a key that no file has shows itself in brackets.
    package func callAsFunction(_ key: String, _ parameters: [String: String] = [:]) -> String {
        guard let pattern = texts[key] else { return "[\(key)]" }
        guard !parameters.isEmpty else { return pattern }
        var result = ""
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += parameters[name] ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// Names in braces of a pattern.
    package static func parameters(of pattern: String) -> Set<String> {
        var names: Set<String> = []
        var rest = pattern[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            names.insert(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return names
    }

    func isGroup(_ prefix: String) -> Bool { groups.contains(prefix) }
}

/// The sentences as templates read them: `{{t.button.continue}}`.
package struct MessageScope: MustacheParentModel, Sendable {
    let table: MessageTable
    let prefix: String

    /// The scope of all sentences.
    package init(_ table: MessageTable) { self.init(table: table, prefix: "") }

    init(table: MessageTable, prefix: String) {
        self.table = table
        self.prefix = prefix
    }

    /// A sentence, or the group of sentences under a name.
    package func child(named name: String) -> Any? {
        let key = prefix.isEmpty ? name : "\(prefix).\(name)"
        if let text = table.pattern(key) { return text }
        return table.isGroup(key) ? MessageScope(table: table, prefix: key) : nil
    }

    /// Whether a sentence or group has the name.
    package func hasField(_ name: String) -> Bool { child(named: name) != nil }
}

/// Message files that cannot be used.
package struct MessageError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, one line each.
    package let problems: [String]

    package var description: String { problems.joined(separator: "\n") }
}
