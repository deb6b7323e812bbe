import Testing

/// The rules, applied to the repository itself.
@Suite struct RepositoryTests {
    private let repository = Repository.here

    private func expectNone(_ findings: [Finding], _ location: SourceLocation = #_sourceLocation) {
        let text = findings.prefix(40).map(\.description).joined(separator: "\n")
        #expect(findings.isEmpty, "\(findings.count) findings:\n\(text)", sourceLocation: location)
    }

    @Test func `files, functions and lines are short`() throws {
        let files = try repository.swift(under: "Sources", "Tests")
        try #require(files.count > 20)
        expectNone(files.flatMap(LengthRules.longFiles))
        expectNone(files.flatMap(LengthRules.longLines))
        expectNone(files.flatMap(LengthRules.longFunctions))
        expectNone(
            try repository.files { $0.hasSuffix(".py") || $0.hasPrefix("scripts/") }.flatMap(LengthRules.longFiles))
    }

    @Test func `checks of the compiler are silenced only with a reason`() throws {
        expectNone(try repository.swift(under: "Sources").flatMap(CallRules.unsafeCalls))
        expectNone(try repository.swift(under: "Sources", "Tests").flatMap(CallRules.testableImports))
    }

    @Test func `programs are started without Foundation`() throws {
        expectNone(try repository.swift(under: "Sources", "Tests").flatMap(CallRules.foundationProcesses))
    }

    @Test func `the law's code reads no clock and counts no fractions`() throws {
        let sources = try repository.swift(under: "Sources")
        expectNone(sources.flatMap(DomainRules.ambientClocks))
        expectNone(sources.flatMap(DomainRules.binaryFractions))
    }

    @Test func `loose ends have an issue`() throws {
        let files = try repository.writtenFiles().filter { !$0.path.hasPrefix("Tests/TidyTests/") }
        expectNone(files.flatMap(CallRules.looseEnds))
    }

    @Test func `templates escape every text`() throws {
        expectNone(try repository.files { $0.hasSuffix(".mustache") }.flatMap(CallRules.unescapedText))
    }

    @Test func `file names say what a thing is`() {
        expectNone(repository.paths.flatMap(NameRules.fileNames))
    }

    @Test func `every test file is named for a source file or says its behaviour`() throws {
        let tests = try repository.swift(under: "Tests").filter { !$0.path.hasPrefix("Tests/TidyTests/") }
        let sources = repository.paths.filter { $0.hasPrefix("Sources/") && $0.hasSuffix(".swift") }
        expectNone(NameRules.strayTests(tests, sources: sources))
    }

    @Test func `no large file is committed`() throws {
        expectNone(try repository.paths.flatMap { NameRules.size($0, bytes: try repository.size($0)) })
    }

    @Test func `what other targets see is documented`() throws {
        expectNone(try repository.swift(under: "Sources").flatMap(DocumentationRules.undocumented))
    }

    @Test func `no machine's folders and no other people's servers are named`() throws {
        let files = try repository.writtenFiles()
        expectNone(files.flatMap(PlaceRules.machinePaths))
        expectNone(files.flatMap(PlaceRules.thirdPartyHosts))
    }

    @Test func `the map of rooms is the manifest`() throws {
        let manifest = Manifest(try repository.text("Package.swift"))
        let architecture = try repository.text("ARCHITECTURE.md")
        try #require(manifest.rooms.count > 15)
        expectNone(GraphRules.table(architecture, manifest))
        expectNone(GraphRules.layers(architecture, manifest))
    }

    @Test func `every declared door is used`() throws {
        let manifest = Manifest(try repository.text("Package.swift"))
        expectNone(GraphRules.unusedDependencies(manifest, sources: try repository.swift(under: "Sources")))
    }

    @Test func `decisions are numbered and indexed`() throws {
        let names = repository.paths.compactMap { $0.prefixMatch(of: /docs\/decisions\/(.+)/).map { String($0.1) } }
        try #require(names.contains("README.md"))
        expectNone(
            DocumentRules.decisions(
                names.filter { $0 != "README.md" }, index: try repository.text("docs/decisions/README.md")))
    }

    @Test func `both READMEs name the same commands, which exist`() throws {
        expectNone(
            DocumentRules.readmes(
                try repository.text("README.md"), try repository.text("README.zh-CN.md"),
                makefile: try repository.text("Makefile")))
    }

    @Test func `every dependency is explained`() throws {
        let document = try repository.text("docs/dependencies.md")
        let manifest = Manifest(try repository.text("Package.swift"))
        try #require(manifest.pins.count > 5)
        expectNone(DocumentRules.dependencies(document, manifest))
        let lists = try repository.files { $0.hasPrefix("scripts/") && $0.hasSuffix(".txt") }
        expectNone(lists.flatMap { DocumentRules.pythonPackages(document, $0) })
    }

    @Test func `links between documents lead somewhere`() throws {
        let paths = Set(repository.paths)
        let documents = try repository.files { $0.hasSuffix(".md") }
        expectNone(documents.flatMap { DocumentRules.brokenLinks($0, paths: paths) })
    }

    @Test func `every read that sees all families is listed with its reason`() throws {
        expectNone(
            ScopeRules.unlisted(
                try repository.swift(under: "Sources"), list: try repository.text("docs/system-scope.md")))
    }

    @Test func `every policy value is dated and cited`() throws {
        let files = try repository.files { $0.contains(/^policies\/.*parameters.*\.ya?ml$/) }
        expectNone(files.flatMap(DataRules.parameters))
    }

    @Test func `messages exist in every language`() throws {
        let files = try repository.files { $0.contains(/^Sources\/.*messages[^\/]*\.[A-Za-z-]+\.json$/) }
        let catalogues = Dictionary(grouping: files, by: DataRules.catalogueName)
        expectNone(catalogues.values.flatMap(DataRules.catalogues))
    }
}
