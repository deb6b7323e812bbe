import Primitives

extension SimulationResult {
    /// The result as aligned Chinese text: sums, tables by county and type, lines, cliffs, and why some are undecided.
    package var text: String {
        var lines = ["政策测算", ""]
        lines += [("原政策", before), ("新政策", after)].map { "\($0)：\($1.words)" }
        lines += ["户类：" + kinds.map { "\($0.label)（\($0.definition)）" }.joined(separator: "；"), ""]
        lines += summary + [""]
        lines += section("按县区", table(over: counties, "县区") { ($0, nil) })
        lines += section("按户类", table(over: kinds.map(\.name), "户类") { (nil, $0) })
        lines += section("县区与户类", crossTable)
        lines += section("去向", transitionTable)
        lines += section("每月金额变化", stepTable)
        lines += section("标准线上下5%的家庭", lineTable)
        if let cliffs { lines += cliffLines(cliffs) }
        if !leaving.isEmpty { lines += section("退出的家庭（前\(leaving.count)户，共\(total.left.grouped)户）", leavingTable) }
        if !reasons.isEmpty { lines += section("未定的原因", reasonTable) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The label of a type.
    package func label(ofKind name: String) -> String { kinds.first { $0.name == name }?.label ?? name }

    private var summary: [String] {
        [
            "家庭 \(total.households.grouped) 户，未定 \(total.undecided.grouped) 户"
                + "（不计入以下金额，原来每月 \(Self.yuan(total.undecidedFen)) 元）。",
            "每月支出：原 \(Self.yuan(total.beforeFen)) 元，新 \(Self.yuan(total.afterFen)) 元，"
                + "相差 \(Self.signed(total.differenceFen)) 元。",
            SimulatedChange.allCases.filter { $0 != .undecided }.map {
                "\($0.chinese) \(total.count($0).grouped) 户"
            }.joined(separator: "，") + "。",
        ]
    }

    private func section(_ title: String, _ table: TextTable) -> [String] { ["【\(title)】"] + table.lines + [""] }

    private static let heading = ["户数", "新增", "退出", "增加", "减少", "不变", "均不享受", "未定", "原每月", "新每月", "相差"]

    private static func cells(_ figures: Figures) -> [String] {
        let counts: [SimulatedChange] = [.entered, .left, .raised, .lowered, .unchanged, .outside, .undecided]
        return [figures.households.grouped] + counts.map { figures.count($0).grouped }
            + [yuan(figures.beforeFen), yuan(figures.afterFen), signed(figures.differenceFen)]
    }

    private func table(
        over names: [String], _ title: String, place: (String) -> (county: String?, kind: String?)
    ) -> TextTable {
        var table = TextTable([title] + Self.heading, [.left, .right])
        for name in names {
            let (county, kind) = place(name)
            table.add([kind.map(label(ofKind:)) ?? name] + Self.cells(figures(county: county, kind: kind)))
        }
        table.add(["合计"] + Self.cells(total))
        return table
    }

    private var crossTable: TextTable {
        var table = TextTable(["县区", "户类"] + Self.heading, [.left, .left, .right])
        for county in counties {
            for kind in kinds where cells.contains(where: { $0.county == county && $0.kind == kind.name }) {
                table.add([county, kind.label] + Self.cells(figures(county: county, kind: kind.name)))
            }
        }
        return table
    }

    private var transitionTable: TextTable {
        var table = TextTable(["原来", "以后", "户数"], [.left, .left, .right])
        for move in transitions {
            table.add([title(of: move.before), title(of: move.after), move.households.grouped])
        }
        return table
    }

    private var stepTable: TextTable {
        var table = TextTable(["每月变化（元）", "户数"], [.left, .right])
        for step in steps where step.households > 0 { table.add([step.label, step.households.grouped]) }
        return table
    }

    private var lineTable: TextTable {
        var table = TextTable(["项目", "标准线", "县区", "原线下", "原线上", "新线下", "新线上"], [.left, .left, .left, .right])
        for line in lines {
            table.add(
                [title(of: line.line.program), line.line.label, line.county ?? "全部"]
                    + [line.belowBefore, line.aboveBefore, line.belowAfter, line.aboveAfter].map(\.grouped))
        }
        return table
    }

    private var leavingTable: TextTable {
        var table = TextTable(["户号", "县区", "户类", "原每月", "以后"], [.left, .left, .left, .right, .left])
        for row in leaving {
            table.add([row.key, row.county, label(ofKind: row.kind), Self.yuan(row.beforeFen), title(of: row.after)])
        }
        return table
    }

    private var reasonTable: TextTable {
        var table = TextTable(["户数", "原因"], [.right, .left])
        for reason in reasons { table.add([reason.households.grouped, reason.reason]) }
        return table
    }

    private func cliffLines(_ cliffs: CliffMeter) -> [String] {
        var table = TextTable(
            ["户类", "政策", "抽样户", "有断崖", "最大跌幅", "跌在多挣", "多挣3000元净得（中位）", "（最差）", "未得份额"],
            [.left, .left, .right])
        for curve in cliffs.curves {
            let (fall, step) = curve.greatestFall
            table.add([
                curve.kind.map(label(ofKind:)) ?? "全部", curve.isAfter ? "新" : "原", curve.households.grouped,
                curve.withCliff.grouped, step == nil ? "无" : Self.yuan(fall),
                step.map { Self.yuan(Int64($0) * cliffs.stepFen) } ?? "", Self.yuan(curve.medianFen.last ?? 0),
                Self.yuan(curve.worstFen.last ?? 0), curve.takenText,
            ])
        }
        let note = "一名成员每月多挣100元至3000元，家庭净收入（多挣的加各项救助的变化）。抽到但无人可多挣 \(cliffs.withoutEarner) 户，未定 \(cliffs.undecided) 户。"
        return ["【断崖】", note] + table.lines + [""]
    }

    static func yuan(_ fen: Int64) -> String { Money(fen: fen).grouped }
    static func signed(_ fen: Int64) -> String { (fen > 0 ? "+" : "") + yuan(fen) }
}

extension SimulationResult.Side {
    /// The side in words.
    package var words: String {
        ([title] + [day.map { "\($0)的参数" } ?? "各户决定日的参数"] + overrides).joined(separator: "，")
    }
}

extension SimulationResult.Step {
    /// The bounds in yuan, from and below.
    package var label: String {
        let yuan = { (fen: Int64) in "\(fen / 100)" }
        switch (lowFen, highFen) {
        case (0, 1): return "不变"
        case (nil, let high?): return "减少\(yuan(-high))以上"
        case (let low?, nil): return "增加\(yuan(low))以上"
        case (let low?, let high?) where high <= 0: return "减少\(yuan(-high))至\(yuan(-low))"
        case (let low?, let high?): return "增加\(yuan(low))至\(yuan(high))"
        case (nil, nil): return "全部"
        }
    }
}

extension Int64 {
    /// The number with groups of three digits.
    package var grouped: String {
        var digits = String(magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (self < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
