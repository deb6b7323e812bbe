import Testing

/// Every rule must be able to fail, and must leave the good alone.
@Suite struct RuleTests {
    @Test(arguments: Sample.all) func `a planted fault is found`(sample: Sample) {
        #expect(!sample.rule(TextFile(path: sample.path, text: sample.bad)).isEmpty)
    }

    @Test(arguments: Sample.all.filter { !$0.good.isEmpty }) func `a good file passes`(sample: Sample) {
        #expect(sample.rule(TextFile(path: sample.path, text: sample.good)) == [])
    }

    @Test func `ordinary file names pass`() {
        for name in ["RenewalNotice", "NewsLine", "Householder", "Money+Arithmetic", "UTF8Key", "CaseManagement"] {
            #expect(NameRules.fileNames("Sources/A/\(name).swift") == [])
        }
        #expect(NameRules.words("HTTPRouteV2+Old") == ["http", "route", "v2", "old"])
    }

    @Test func `a test named for nothing is found`() {
        let tests = ["MoneyTests", "PathTests", "Money"].map {
            TextFile(path: "Tests/A/\($0).swift", text: "@Test func f() {}")
        }
        let said = TextFile(
            path: "Tests/A/AuditTests.swift", text: "/// The chain holds.\n@Suite struct A { @Test func f() {} }")
        let helper = TextFile(path: "Tests/A/Table.swift", text: "let a = 1")
        let found = NameRules.strayTests(tests + [said, helper], sources: ["Sources/A/Money.swift"])
        #expect(found.map(\.file) == ["Tests/A/PathTests.swift", "Tests/A/Money.swift"])
    }

    @Test func `a large file is found`() {
        #expect(NameRules.size("a.csv", bytes: 1 << 20) == [])
        #expect(NameRules.size("a.csv", bytes: 1 << 20 + 1) != [])
    }

    @Test func `decisions that break the numbering are found`() {
        let index = "[a](0001-a.md) [b](0002-b.md)"
        #expect(DocumentRules.decisions(["0001-a.md", "0002-b.md"], index: index) == [])
        #expect(DocumentRules.decisions(["0001-a.md", "0003-c.md"], index: index).count == 2)
        #expect(DocumentRules.decisions(["Notes.md"], index: index).count == 1)
    }

    @Test func `READMEs that disagree are found`() {
        let makefile = "run: ## x\n\t@scripts/run\ntest:\n"
        #expect(DocumentRules.readmes("`make run` `make test`", "`make test` `make run`", makefile: makefile) == [])
        #expect(DocumentRules.readmes("`make run` `make test`", "`make run`", makefile: makefile).count == 1)
        #expect(DocumentRules.readmes("`make run`", "`make run`", makefile: makefile).count == 1)
        #expect(
            DocumentRules.readmes(
                "`make run` `make test` `make it`", "`make run` `make test` `make it`", makefile: makefile
            ).count == 1)
    }

    @Test func `languages that say different things are found`() {
        let chinese = TextFile(path: "m/zh.json", text: #"{"a": {"b": "一", "c": "二"}}"#)
        #expect(
            DataRules.catalogues([chinese, TextFile(path: "m/en.json", text: #"{"a": {"b": "one", "c": "two"}}"#)])
                == [])
        let found = DataRules.catalogues([chinese, TextFile(path: "m/en.yaml", text: "a.b: one\nd: x\n")])
        #expect(DataRules.catalogues([chinese]).count == 1)
        #expect(DataRules.catalogueName(TextFile(path: "m/messages-forms.zh.json", text: "")) == "m/messages-forms")
        #expect(Set(found.map(\.message)) == ["has no message 'a.c'", "has no message 'd'"])
    }
}
