import Foundation
import Testing
import WebSupport

/// Templates escape, and refuse what could not be escaped.
@Suite struct TemplateTests {
    @Test(arguments: [
        "{{{name}}}", "{{&name}}", "{{% CONTENT_TYPE:TEXT }}", "{{=<% %>=}}", "{{#a}}", "{{#a}}{{/b}}", "{{name",
        "{{>nowhere}}",
    ])
    func `refuses a template that could write unescaped text or does not close`(text: String) {
        #expect(throws: TemplateLoadError.self) { try TemplateSet(texts: ["page": text]) }
    }

    @Test func `names every fault at once`() {
        let error = #expect(throws: TemplateLoadError.self) {
            try TemplateSet(texts: ["a": "x\n{{{b}}}", "c": "{{>d}}"])
        }
        #expect(error?.problems.map(\.template) == ["a", "c"])
        #expect(error?.problems.first?.line == 2)
    }

    @Test(arguments: ["\"", "\"\u{301} onload=x", "'\u{200D}", "<\u{308}script>", "<b>", "&amp;"])
    func `escapes by bytes, so that no accent hides a quotation mark`(text: String) throws {
        let templates = try TemplateSet(texts: [
            "inner": "<i title=\"{{x}}\">{{x}}</i>", "base": "{{$body}}{{/body}}",
            "page": "{{<base}}{{$body}}{{>inner}}{{/body}}{{/base}}",
        ])
        let html = templates.render("page", ["x": text] as Fields)
        let inner = html.utf8.split(separator: UInt8(ascii: ">"))
        #expect(html.utf8.count { $0 == UInt8(ascii: "\"") } == 2)
        #expect(html.utf8.count { $0 == UInt8(ascii: "<") } == 2)
        #expect(!html.utf8.contains(UInt8(ascii: "'")))
        #expect(inner.count == 2)
    }

    @Test func `a layout takes the blocks of its page`() throws {
        let templates = try TemplateSet(texts: [
            "base": "<h1>{{$title}}none{{/title}}</h1>{{$main}}{{/main}}",
            "page": "{{<base}}{{$main}}{{x}}{{/main}}{{/base}}",
        ])
        #expect(templates.render("page", ["x": 1] as Fields) == "<h1>none</h1>1")
    }

    @Test func `the audit finds a wrong name, an empty text and an unfilled list, and only those`() throws {
        let site = try TestSite.make()
        let templates = try TemplateSet(texts: [
            "page":
                "{{nam}}\n{{name}}\n{{#rows}}{{x}}{{/rows}}\n{{#hint}}{{hint}}{{/hint}}{{t.button.save}}{{t.button}}",
            "part": "{{#rows}}{{x}}{{y}}{{/rows}}",
        ])
        var audit = TemplateAudit(templates)
        let context = BackstopContext(site.messages[.chinese])
        let empty: Fields = ["name": "", "rows": [Fields](), "hint": "h"]
        audit.walk("page", empty, frame: PlainFrame(title: "t"), site: site, context: context)
        audit.walk(
            "part", ["rows": [["x": 1] as Fields]] as Fields, frame: PlainFrame(title: "t"), site: site,
            context: context)
        #expect(
            audit.findings == [
                "template page, line 1: uses 'nam', which no model here has",
                "template page, line 2: 'name' shows nothing; fill the sample or put it in a condition",
                "template page, line 3: no sample has anything in 'rows'; give one that does",
                "template page, line 4: 't.button' is a group of sentences, not one",
                "template part, line 1: uses 'y', which no model here has",
            ])
    }

    @Test(arguments: Language.allCases)
    func `every template of this room reads only what its models have`(language: Language) throws {
        let site = try TestSite.make()
        let context = BackstopContext(site.messages[language], session: TestSite.clerk)
        var audit = TemplateAudit(site.templates)
        let sample = SamplePages.everything(site, context)
        for (template, frame) in SamplePages.shells {
            audit.walk(template, sample, frame: frame, site: site, context: context)
        }
        for template in ["error", "error-fragment"] {
            audit.walk(template, SamplePages.problem, frame: PlainFrame(title: "t"), site: site, context: context)
        }
        let asked = SamplePages.form(site, context, state: SamplePages.everyProblem(site, context))
        audit.walk("form", asked, frame: PlainFrame(title: "t"), site: site, context: context)
        for template in [
            "form", "part/pager", "part/sort-header", "part/summary-list", "part/timeline", "part/difference",
        ] {
            let model: any MustacheParentModel =
                switch template {
                case "form": SamplePages.form(site, context, state: SamplePages.problemState)
                case "part/pager": SamplePages.pager(context)
                case "part/sort-header": SamplePages.sortHeader
                default: sample
                }
            audit.walk(template, model, frame: PlainFrame(title: "t"), site: site, context: context)
        }
        #expect(audit.findings == [])
    }
}
