import Foundation
import Testing
import WebSupport

/// Whole pages over the shells.
///
/// With `BACKSTOP_PAGES` naming a folder they are also written there, to be looked at.
@Suite struct SamplePageTests {
    static let templates = [
        "look/home": """
        {{<layout-citizen}}{{$main}}
        <div class="notice warn"><h2>您的申请有新进展</h2><p>请在 3 月 18 日前补交“住院发票”一张。</p>
        <a class="button" href="/x">现在去看</a></div>
        <ul class="actions">
        <li><a class="action primary" href="/a"><span class="glyph">{{>icon/document}}</span><span><b>我要申请救助</b>
        <small>低保、临时救助、医疗救助</small></span>{{>icon/forward}}</a></li>
        <li><a class="action" href="/b"><span class="glyph">{{>icon/progress}}</span><span><b>查我的进度</b>
        <small>办到哪一步、钱什么时候到</small></span>{{>icon/forward}}</a></li>
        <li><a class="action" href="/c"><span class="glyph">{{>icon/question}}</span><span><b>看我能办什么</b>
        <small>答 6 个问题，不留记录</small></span>{{>icon/forward}}</a></li>
        </ul>
        {{/main}}{{/layout-citizen}}
        """,
        "look/question": """
        {{<layout-citizen}}{{$main}}<p class="step-count">第 3 题，共约 9 题</p><h1>请介绍您自己</h1>
        {{#form}}{{>form}}{{/form}}{{/main}}{{/layout-citizen}}
        """,
        "look/progress": """
        {{<layout-citizen}}{{$main}}<h1>我的进度</h1><div class="outcome ok">{{>icon/check}}<h2>申请已收到</h2>
        <p class="number">3716-2026-000412</p><p>请在 <b>3月18日前</b>补交材料。</p></div>
        <div class="card">{{>part/timeline}}</div><h2>核对答案</h2><div class="card">{{>part/summary-list}}</div>
        {{/main}}{{/layout-citizen}}
        """,
        "look/queue": """
        {{<layout-staff}}{{$main}}<h1>{{page.title}}</h1>
        <ul class="counters"><li><a href="/1">待我审核 <b>37</b></a></li><li class="warn"><a href="/2">今日到期 <b>6</b>
        </a></li><li class="bad"><a href="/3">已超期 <b>4</b></a></li><li><a href="/4">核对未回 <b>9</b></a></li><li>
        <a href="/5">本月已办 <b>182</b></a></li></ul>
        <section class="panel"><form class="filters" method="get"><div><label for="q">申请人 / 受理号</label>
        <input id="q" name="q"></div><div><label for="i">救助事项</label><select id="i" name="i"><option>全部</option>
        </select></div><div><label for="t">乡镇（街道）</label><select id="t" name="t"><option>全部 15 个</option>
        </select></div><div><label for="d">时限</label><select id="d" name="d"><option>全部</option></select></div>
        <p class="button-row"><button class="button">查询</button><a class="button secondary" href="/">重置</a></p>
        </form>
        <div class="table-tools"><button class="button secondary">转核对</button>
        <button class="button secondary">退回补正</button><a class="button secondary push" href="/x">
        {{>icon/download}}导出 Excel</a></div>
        <div class="scroll"><table><caption class="visually-hidden">{{page.title}}</caption><thead><tr>
        <th scope="col">受理号</th><th scope="col">申请人</th><th scope="col" class="number">人口</th>
        <th scope="col">事项</th><th scope="col">乡镇 / 村</th><th scope="col" class="number">人均月收入</th>
        <th scope="col">核对</th>{{#sort}}{{>part/sort-header}}{{/sort}}<th scope="col">操作</th></tr></thead>
        <tbody>
        {{#queue}}<tr><td><a href="/c">{{number}}</a></td><td>{{name}}</td><td class="number">{{people}}</td>
        <td>{{item}}</td><td>{{place}}</td><td class="number">{{income}}</td><td>
        {{#tag}}{{>part/tag}}{{/tag}}</td><td>{{#deadline}}{{>part/deadline}}{{/deadline}}</td><td>
        <a href="/c">审核</a></td></tr>
        {{/queue}}</tbody></table></div>{{#pager}}{{>part/pager}}{{/pager}}</section>
        {{/main}}{{/layout-staff}}
        """,
        "look/case": """
        {{<layout-staff}}{{$main}}<h1>赵*龙 · 最低生活保障</h1><div class="columns"><div>
        <section class="panel"><h2>家庭</h2><div class="inside">{{>part/summary-list}}</div></section>
        <section class="panel"><h2>核对</h2>{{>part/difference}}</section>
        <section class="decision"><h2>审核意见</h2><div class="inside">{{#form}}{{>form}}{{/form}}</div></section></div>
        <aside class="sticky"><section class="panel"><h2>办理进度</h2><div class="inside">{{>part/timeline}}</div>
        </section></aside></div>
        {{/main}}{{/layout-staff}}
        """,
        "look/paper": """
        {{<layout-print}}{{$main}}<p class="to">赵小龙：</p>
        <p>你于2026年3月2日提交的最低生活保障申请，经审查符合受理条件，现予受理。我们将在受理之日起的期限内完成家庭经济状况调查，并将结果告知你。</p>
        {{>part/difference}}<p>特此告知。</p><div class="signed"><p>惠民县民政局</p><p>2026年3月12日</p></div>
        {{/main}}{{/layout-print}}
        """,
    ]

    @Test func `pages render in both languages, small enough for a bad network`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "look-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in Self.templates {
            let file = folder.appendingPathComponent("\(name).mustache")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let site = try TestSite.make(roomFolders: [folder])
        let sheets = ["tokens.css", "citizen.css", "form-guard.js", "photo-shrink.js"]
            .reduce(0) { $0 + (site.assets.byteCount($1) ?? 0) }
        for (name, frame) in [
            ("look/home", SamplePages.citizenFrame), ("look/question", SamplePages.citizenFrame),
            ("look/progress", SamplePages.citizenFrame), ("look/queue", SamplePages.staffFrame),
            ("look/case", SamplePages.staffFrame), ("look/paper", SamplePages.shells[2].1),
            ("error", SamplePages.shells[3].1),
        ] as [(String, any PageFrame)] {
            for language in Language.allCases {
                let context = BackstopContext(site.messages[language], session: TestSite.clerk)
                let html = site.text(name, try model(site, context, name), frame: frame, context)
                #expect(!html.contains("{{") && !html.contains("[page."))
                #expect(html.utf8.count + sheets < 50 << 10, "\(name)")
                try write(html, "\(name.replacing("/", with: "-")).\(language.code).html", site)
            }
        }
    }

    private func model(_ site: Site, _ context: BackstopContext, _ name: String) throws -> Fields {
        if name == "error" { return SamplePages.problem }
        return [
            "rows": SamplePages.rows, "steps": SamplePages.steps, "differences": SamplePages.differences,
            "form": SamplePages.form(site, context, state: SamplePages.problemState),
            "queue": try QueueRow.all(Formats(context)), "sort": SamplePages.sortHeader,
            "pager": SamplePages.pager(context),
        ]
    }

    /// Writes a page beside its style sheets when somebody wants to look.
    private func write(_ html: String, _ name: String, _ site: Site) throws {
        guard let path = ProcessInfo.processInfo.environment["BACKSTOP_PAGES"] else { return }
        let folder = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(html.replacing("/assets/", with: "assets/").utf8).write(to: folder.appendingPathComponent(name))
    }
}
