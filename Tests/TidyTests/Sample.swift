/// A file made up to break one rule, beside one that keeps it.
struct Sample: Sendable, CustomStringConvertible {
    var description: String
    var rule: @Sendable (TextFile) -> [Finding]
    var path = "Sources/Casework/Sample.swift"
    var bad: String
    var good: String

    init(
        _ description: String, _ rule: @escaping @Sendable (TextFile) -> [Finding], path: String? = nil, bad: String,
        good: String
    ) {
        self.description = description
        self.rule = rule
        self.path = path ?? self.path
        self.bad = bad
        self.good = good
    }
}

extension Sample {
    private static func function(lines: Int) -> String {
        "struct A {\n    func f(_ a: Int = [1].count) -> (Int) -> Void {\n"
            + String(repeating: "        print(\"}\")\n", count: lines - 2) + "    }\n}\n"
    }

    static let all: [Sample] = lengths + calls + domain + documentation + places + data

    private static let lengths = [
        Sample(
            "a long file", LengthRules.longFiles, bad: .init(repeating: "\n", count: 401),
            good: .init(repeating: "\n", count: 400)),
        Sample(
            "a long line", LengthRules.longLines, bad: .init(repeating: "兜", count: 121),
            good: .init(repeating: "兜", count: 120)),
        Sample("a long function", LengthRules.longFunctions, bad: function(lines: 61), good: function(lines: 60)),
        Sample(
            "a long initialiser", LengthRules.longFunctions,
            bad: "struct A {\n    init?(a: Int) throws {\n" + .init(repeating: "\n", count: 60) + "    }\n}",
            good: "protocol P {\n    init(a: Int)\n    func f()\n" + .init(repeating: "\n", count: 80)
                + "    func g() { A.init(); }\n}"),
    ]

    private static let calls = [
        Sample(
            "a forced try in a context", CallRules.unsafeCalls, bad: "// because\nlet a = try! f()",
            good: "let a = \"try!\""),
        Sample(
            "a trap without a reason", CallRules.unsafeCalls, path: "Sources/Columns/A.swift",
            bad: "// careful\nfatalError()", good: "// Cannot happen, because\n// the loop ends.\nfatalError()"),
        Sample(
            "an unchecked claim", CallRules.unsafeCalls, path: "Sources/PostgresEngine/A.swift",
            bad: "final class A: @unchecked Sendable {}",
            good: "final class A: @unchecked Sendable {}  // because of the lock"),
        Sample(
            "a program started by Foundation", CallRules.foundationProcesses, bad: "let child = Process" + "()",
            good: "let child = ChildProcess() // Process" + "()"),
        Sample(
            "a testable import", CallRules.testableImports, bad: "@" + "testable import Casework",
            good: "import Casework"),
        Sample(
            "a loose end", CallRules.looseEnds, bad: "// TO" + "DO: later",
            good: "// TO" + "DO(#12): later\nlet s = \"XX" + "X\""),
        Sample(
            "a loose end in a script", CallRules.looseEnds, path: "scripts/a", bad: "# FIX" + "ME",
            good: "# FIX" + "ME(#3)"),
        Sample(
            "a triple mustache", CallRules.unescapedText, path: "a.mustache", bad: "<b>{{{name}}}</b>", good: "{{name}}"
        ),
        Sample(
            "an ampersand mustache", CallRules.unescapedText, path: "a.mustache", bad: "{{& name}}",
            good: "a &amp; {{b}}"),
    ]

    private static let domain = [
        Sample(
            "a clock in a context", DomainRules.ambientClocks, bad: "let day = Date()",
            good: "let day = CivilDate(a) // Date()\nlet b = chinaDate()"),
        Sample(
            "money as a fraction", DomainRules.binaryFractions, bad: "let yuan: Double = 1",
            good: "let fen: Int64 = 1"),
    ]

    private static let documentation = [
        Sample(
            "an undocumented member", DocumentationRules.undocumented, bad: "package func f() {}",
            good: "/// Does it.\n@discardableResult\npackage func f() {}\npackage import Primitives\nfunc g() {}"),
        Sample(
            "a summary that does not end", DocumentationRules.undocumented,
            bad: "/// One that goes on\n/// and on.\npackage let a = 1",
            good: "/// One. And more\n/// here.\npackage let a = 1"),
        Sample(
            "a comment that is no documentation", DocumentationRules.undocumented, bad: "// It is.\npublic struct A {}",
            good:
                "/// It is.\npublic struct A: Equatable {\n"
                + "    package static func == (a: A, b: A) -> Bool { true }\n}"),
        Sample(
            "a broken link", { DocumentRules.brokenLinks($0, paths: ["docs/a.md", "LICENSE"]) }, path: "docs/b.md",
            bad: "[a](c.md)", good: "[a](a.md#top) [l](../LICENSE) [d](../docs) [x](https://example.org)"),
        Sample(
            "a Python package without a hash", { DocumentRules.pythonPackages("| a | 1.0 |", $0) },
            path: "scripts/r.txt",
            bad: "a==1.0", good: "# why\na==1.0 --hash=sha256:00"),
        Sample(
            "an unexplained Python package", { DocumentRules.pythonPackages("| b | 1.0 |", $0) }, path: "scripts/r.txt",
            bad: "b==2.0 --hash=sha256:00", good: "b==1.0 --hash=sha256:00"),
    ]

    private static let places = [
        Sample(
            "a folder of one machine", PlaceRules.machinePaths, bad: "let a = \"/ro" + "ot/x\"",
            good: "let a = \"/staff/work/x\""),
        Sample("a temporary folder", PlaceRules.machinePaths, bad: "open(\"/t" + "mp/x\")", good: "open(folder)"),
        Sample(
            "a third party's script", PlaceRules.thirdPartyHosts, bad: "\"https:/" + "/cdn.host.net/a.js\"",
            good: "\"http://127.0.0.1/\""),
        Sample(
            "a server without its scheme", PlaceRules.thirdPartyHosts, path: "a.mustache",
            bad: "src=\"/" + "/cdn.host.net/a.js\"",
            good: "xmlns=\"http://www.w3.org/2000/svg\" href=\"https://www.mca.gov.cn/law\""),
    ]

    private static let data = [
        Sample(
            "a value without a citation", DataRules.parameters, path: "policies/dibao/parameters/a.yaml",
            bad:
                "values:\n  - from: 2026-01-01\n    amount: 1\n    citation: 滨政字〔2026〕1号\n"
                + "  - from: 2025-01-01\n    amount: 2\n",
            good: "values:\n  - from: 2026-01-01\n    amount: 1\n    citation: 滨政字〔2026〕1号\n"),
        Sample(
            "a value without a day", DataRules.parameters, path: "policies/dibao/parameters/a.yaml",
            bad: "citation: x\nvalues:\n  - from: spring\n", good: "citation: x\nvalues:\n  - from: 2026-01-01\n"),
        Sample(
            "a parameter without values", DataRules.parameters, path: "policies/dibao/parameters/a.yaml",
            bad: "amount: 1\n",
            good: "citation: x\nfrom: 2026-01-01\namount: 1\n"),
        Sample(
            "a read that sees all families",
            { ScopeRules.unlisted([$0], list: "- Sources/Casework/Sample.swift: the payroll\n") },
            bad: "f(Scope.system(\"the payroll\"))\ng(scope: .system(\"b\"))",
            good: "f(Scope.system(\n    \"the payroll\")) // .system(\"in words\")"),
        Sample(
            "a listed read that is gone",
            { ScopeRules.unlisted([$0], list: "- Sources/Casework/Sample.swift: the payroll\n") }, bad: "f(scope)",
            good: "g(scope: .system(\"the payroll\"))"),
        Sample(
            "a time in a file name", { NameRules.fileNames($0.path) }, path: "Sources/A/ExportV2.swift", bad: "",
            good: ""),
        Sample(
            "an empty word in a file name", { NameRules.fileNames($0.path) }, path: "Sources/A/CaseManager.swift",
            bad: "", good: ""),
    ]
}
