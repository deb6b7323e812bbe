package import Documents
package import Policies
package import Primitives

extension SimulationResult {
    /// The result as an Excel workbook: one sheet a table, amounts as numbers.
    ///
    /// `countyName` gives the name of a county's code. Families that leave are listed only when `listsFamilies`.
    package func workbook(
        madeBy: String, at instant: Instant, scope: String, listsFamilies: Bool = true,
        countyName: (String) -> String = { $0 }
    ) -> Workbook {
        var sheets = [
            summarySheet, sheet("按县区", over: counties.map { ($0, nil) }, countyName),
            sheet("按户类", over: kinds.map { (nil, $0.name) }, countyName),
            sheet(
                "县区与户类",
                over: cells.filter { $0.county != nil && $0.kind != nil }.map { ($0.county, $0.kind) }, countyName),
            transitionSheet, stepSheet, lineSheet(countyName),
        ]
        if let cliffs { sheets += [cliffSheet(cliffs), curveSheet(cliffs)] }
        if listsFamilies { sheets.append(leavingSheet(countyName)) }
        sheets.append(
            Sheet(
                "未定的原因", columns: [SheetColumn("户数", width: 10), SheetColumn("原因", width: 80)],
                rows: reasons.map { [.integer(Int($0.households)), .text($0.reason)] }))
        return Workbook(
            title: WorkbookTitle("政策测算", madeBy: madeBy, madeAt: instant, scope: scope), sheets: sheets)
    }

    private var summarySheet: Sheet {
        let rows: [(String, SheetCell)] =
            [
                ("原政策", .text(before.words)), ("新政策", .text(after.words)),
                ("户数", .integer(Int(total.households))), ("原每月（元）", .money(Money(fen: total.beforeFen))),
                ("新每月（元）", .money(Money(fen: total.afterFen))),
                ("相差（元）", .money(Money(fen: total.differenceFen))),
                ("未定户原每月（元，不计入上面）", .money(Money(fen: total.undecidedFen))),
            ] + SimulatedChange.allCases.map { ($0.chinese, .integer(Int(total.count($0)))) }
            + kinds.map { ("户类：\($0.label)", .text($0.definition)) }
        return Sheet(
            "汇总", columns: [SheetColumn("项目", width: 30), SheetColumn("数值", width: 60)],
            rows: rows.map { [.text($0.0), $0.1] })
    }

    private func sheet(
        _ name: String, over places: [(county: String?, kind: String?)], _ countyName: (String) -> String
    ) -> Sheet {
        let heads = ["县区", "户类", "户数"] + SimulatedChange.allCases.map(\.chinese) + ["原每月", "新每月", "相差"]
        let rows = (places + [(nil, nil)]).map { place -> [SheetCell] in
            let figures = figures(county: place.county, kind: place.kind)
            return [
                .text(place.county.map(countyName) ?? "全部"), .text(place.kind.map(label(ofKind:)) ?? "全部"),
                .integer(Int(figures.households)),
            ] + SimulatedChange.allCases.map { .integer(Int(figures.count($0))) }
                + [figures.beforeFen, figures.afterFen, figures.differenceFen].map { .money(Money(fen: $0)) }
        }
        return Sheet(name, columns: heads.map { SheetColumn($0, width: 16) }, rows: rows)
    }

    private var transitionSheet: Sheet {
        Sheet(
            "去向", columns: ["原来", "以后", "户数"].map { SheetColumn($0, width: 20) },
            rows: transitions.map {
                [.text(title(of: $0.before)), .text(title(of: $0.after)), .integer(Int($0.households))]
            })
    }

    private var stepSheet: Sheet {
        Sheet(
            "每月金额变化", columns: [SheetColumn("每月变化（元）", width: 24), SheetColumn("户数")],
            rows: steps.map { [.text($0.label), .integer(Int($0.households))] })
    }

    private func lineSheet(_ countyName: (String) -> String) -> Sheet {
        let heads = ["项目", "标准线", "县区", "原线下5%", "原线上5%", "新线下5%", "新线上5%"]
        return Sheet(
            "标准线上下", columns: heads.map { SheetColumn($0, width: 16) },
            rows: lines.map { line in
                [
                    .text(title(of: line.line.program)), .text(line.line.label),
                    .text(line.county.map(countyName) ?? "全部"),
                ] + [line.belowBefore, line.aboveBefore, line.belowAfter, line.aboveAfter].map { .integer(Int($0)) }
            })
    }

    private func cliffSheet(_ cliffs: CliffMeter) -> Sheet {
        let heads = ["户类", "政策", "抽样户", "有断崖户", "最大跌幅（元）", "跌在多挣（元）", "净得中位（元）", "净得最差（元）", "未得份额"]
        return Sheet(
            "断崖", columns: heads.map { SheetColumn($0, width: 16) },
            rows: cliffs.curves.map { curve in
                [
                    .text(curve.kind.map(label(ofKind:)) ?? "全部"), .text(curve.isAfter ? "新" : "原"),
                    .integer(Int(curve.households)), .integer(Int(curve.withCliff)),
                    .money(Money(fen: curve.greatestFall.fen)),
                    curve.greatestFall.step.map { .money(Money(fen: Int64($0) * cliffs.stepFen)) } ?? .empty,
                    .money(Money(fen: curve.medianFen.last ?? 0)), .money(Money(fen: curve.worstFen.last ?? 0)),
                    .text(curve.takenText),
                ]
            })
    }

    private func curveSheet(_ cliffs: CliffMeter) -> Sheet {
        let heads = ["户类", "政策", "多挣（元）", "净得中位（元）", "净得最差（元）", "净收入下降户", "最大跌幅（元）"]
        let rows = cliffs.curves.flatMap { curve in
            (0..<cliffs.steps).map { step -> [SheetCell] in
                [
                    .text(curve.kind.map(label(ofKind:)) ?? "全部"), .text(curve.isAfter ? "新" : "原"),
                    .money(Money(fen: Int64(step + 1) * cliffs.stepFen)), .money(Money(fen: curve.medianFen[step])),
                    .money(Money(fen: curve.worstFen[step])), .integer(Int(curve.falls[step])),
                    .money(Money(fen: curve.greatestFallFen[step])),
                ]
            }
        }
        return Sheet("断崖曲线", columns: heads.map { SheetColumn($0, width: 16) }, rows: rows)
    }

    private func leavingSheet(_ countyName: (String) -> String) -> Sheet {
        Sheet(
            "退出的家庭",
            columns: [
                SheetColumn("户号", width: 26), SheetColumn("县区"), SheetColumn("户类", width: 18), SheetColumn("原每月（元）"),
                SheetColumn("以后", width: 16),
            ],
            rows: leaving.map { row in
                [
                    .text(row.key), .text(countyName(row.county)), .text(label(ofKind: row.kind)),
                    .money(Money(fen: row.beforeFen)), .text(title(of: row.after)),
                ]
            })
    }
}
