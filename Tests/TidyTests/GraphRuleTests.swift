import Testing

/// The map of rooms: read from the manifest, compared with the document and the imports.
@Suite struct GraphRuleTests {
    private let manifest = Manifest(
        """
        let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
        let contexts: [Target.Dependency] = ["Casework", "Payments"]
        let rooms = [
            room("Casework", ["Primitives"], settings: settings + optimised),
            room("Payments"),
            room("Primitives", settings: settings),
            room(
                "Storage", ["Primitives", grdb] + contexts,
                resources: [.copy("Templates")]),
            .executableTarget(name: "backstop", dependencies: ["Storage"], swiftSettings: settings),
            suite("StorageTests", ["Storage"]),
        ]
        let packages = [.package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0")]
        """)

    private let architecture = """
        | L0 | `Primitives` | none | identifiers |
        | L2 | `Casework` | Primitives | the machine |
        | L2 | `Payments` | none | money |
        | L3 | `Storage` | Casework, GRDB, Payments, Primitives | queries |
        | L7 | `backstop` | Storage | entry |
        """

    @Test func `the manifest is read with its constants`() {
        #expect(manifest.rooms.map(\.name) == ["Casework", "Payments", "Primitives", "Storage", "backstop"])
        #expect(manifest.rooms[3].dependencies == ["Primitives", "GRDB", "Casework", "Payments"])
        #expect(manifest.rooms[2].dependencies == [])
        #expect(manifest.pins == ["GRDB.swift": "7.10.0"])
    }

    @Test func `a map that is right passes`() {
        #expect(GraphRules.table(architecture, manifest) == [])
        #expect(GraphRules.layers(architecture, manifest) == [])
    }

    @Test func `a row that is wrong, missing or too many is found`() {
        let wrong = architecture.replacing("| L2 | `Payments` | none |", with: "| L2 | `Payments` | Primitives |")
        #expect(GraphRules.table(wrong, manifest).count == 1)
        let missing = architecture.replacing("| L7 | `backstop` | Storage | entry |", with: "")
        #expect(GraphRules.table(missing, manifest).count == 1)
        #expect(GraphRules.table(architecture + "\n| L1 | `Rules` | none | law |", manifest).count == 1)
    }

    @Test func `a door upwards, or between contexts, is found`() {
        let upward = Manifest("room(\"Primitives\", [\"Storage\"])")
        #expect(GraphRules.layers(architecture, upward).count == 1)
        let sideways = Manifest("room(\"Casework\", [\"Payments\"])")
        #expect(GraphRules.layers(architecture, sideways).count == 1)
    }

    @Test func `a door that nobody uses is found`() {
        let sources = [
            TextFile(path: "Sources/Casework/A.swift", text: "package import Primitives\n"),
            TextFile(
                path: "Sources/Storage/A.swift", text: "import GRDB\nimport struct Primitives.Money\nimport Casework"),
            TextFile(path: "Sources/backstop/main.swift", text: "import Storage\n"),
        ]
        let found = GraphRules.unusedDependencies(manifest, sources: sources)
        #expect(found.map(\.message) == ["Storage declares Payments and never imports it"])
    }

    @Test func `an unexplained package is found`() {
        #expect(DocumentRules.dependencies("| GRDB.swift | 7.10.0 | MIT |", manifest) == [])
        #expect(DocumentRules.dependencies("| GRDB.swift | 7.9.0 | MIT |", manifest).count == 1)
    }
}
