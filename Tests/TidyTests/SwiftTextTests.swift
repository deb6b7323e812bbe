import Testing

/// Code, strings and comments are told apart, line by line.
@Suite struct SwiftTextTests {
    @Test func `strings are blanked and interpolations kept`() {
        let text = SwiftText(#"let a = "x \(f("}")) y" // note"#)
        #expect(text.code.contains("f("))
        #expect(!text.code.contains("}"))
        #expect(!text.code.contains("note"))
        #expect(text.comments.trimmed == "// note")
    }

    @Test func `raw strings, long strings and regexes end where they end`() {
        let source =
            "let a = #\"quote \" {\"#\nlet b = \"\"\"\n  \"{\" \\\"\"\" {\n  \"\"\"\nlet c = #/a\"{/#; let d = 1"
        let text = SwiftText(source)
        #expect(!text.code.contains("{"))
        #expect(text.code.contains("let d = 1"))
        #expect(text.codeLines.count == 5)
    }

    @Test func `comments nest and sentences as names are blanked`() {
        let text = SwiftText("/* a /* b */ c */ func `opens {`() {}")
        #expect(text.code.trimmed.hasPrefix("func `"))
        #expect(text.code.filter { $0 == "{" }.count == 1)
    }
}
