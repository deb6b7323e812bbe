package import Documents
package import Primitives
import Verification

extension ReportView {
    /// The report as an Excel workbook: conclusion, declared against found, rules touched, every source's answer.
    ///
    /// Names are masked and identity numbers appear by their last four characters, as on the page.
    package func workbook(madeBy: String, at instant: Instant, mask: (String) -> String) -> Workbook {
        Workbook(
            title: WorkbookTitle(
                "家庭经济状况核对报告", madeBy: madeBy, madeAt: instant, scope: "\(report.number) 第\(report.version)版"),
            sheets: [summarySheet(mask), lineSheet, findingSheet(mask), answerSheet, versionSheet(mask)])
    }

    private func who(_ member: String?) -> String {
        guard let member = report.members.first(where: { $0.key == member }) else { return "家庭" }
        return Masking.name(member.name)
    }

    private func summarySheet(_ mask: (String) -> String) -> Sheet {
        let rows: [(String, String)] =
            [
                ("报告编号", report.number), ("版本", String(report.version)), ("委托单位", report.commissionedBy),
                ("用途", report.purpose), ("核对日期", report.asOf.text), ("有效期至", report.validThrough.text),
                ("结论", report.conclusion.chinese),
            ] + report.reasons.map { ("理由", mask($0)) }
            + report.members.map { member in
                (
                    "成员",
                    "\(Masking.name(member.name))（身份号码尾号 \(member.lastFour)）授权书："
                        + (member.authorizationNumber ?? "无有效授权")
                )
            } + [("说明", VerificationReport.disclaimer), ("异议", report.objectionChannel)]
        return Sheet(
            "结论", columns: [SheetColumn("项目", width: 14), SheetColumn("内容", width: 90)],
            rows: rows.map { [.text($0.0), .text($0.1)] })
    }

    /// Chinese names of the datasets asked.
    private var titles: [String: String] {
        Dictionary(report.answers.map { ($0.dataset, $0.title) }, uniquingKeysWith: { first, _ in first })
    }

    private var lineSheet: Sheet {
        let columns = [("成员", 12.0), ("项目", 34), ("申报", 16), ("查到", 16), ("相差", 16), ("是否完整", 22), ("依据的数据", 40)]
        let titles = titles
        return Sheet(
            "申报与查到", columns: columns.map { SheetColumn($0.0, width: $0.1) },
            rows: report.lines.filter(\.isShown).map { line in
                [
                    .text(who(line.member)), .text(line.title), Self.cell(line.declared), Self.cell(line.found),
                    Self.cell(line.difference), .text(line.isComplete ? "各来源都已答复" : "有来源没有答复"),
                    .text(line.datasets.map { titles[$0] ?? $0 }.joined(separator: "、")),
                ]
            })
    }

    /// Money as a number of yuan, counts as integers, other units in words; nothing where nothing is known.
    private static func cell(_ quantity: Quantity?) -> SheetCell {
        guard let quantity else { return .empty }
        return switch quantity.unit {
        case .fen: .money(Money(fen: quantity.value))
        case .count: Int(exactly: quantity.value).map { .integer($0) } ?? .text(quantity.text)
        case .days, .hundredthsSquareMetre, .kilowattHours, .hundredths: .text(quantity.text)
        }
    }

    private func findingSheet(_ mask: (String) -> String) -> Sheet {
        let columns = [
            ("成员", 12.0), ("规则", 10), ("名称", 24), ("性质", 14), ("查到的情况", 60), ("依据", 40), ("记录", 40), ("答复", 30),
        ]
        let titles = titles
        func row(_ finding: Finding, _ note: SuppressionNote?) -> [SheetCell] {
            let records = finding.evidence.map { evidence in
                [
                    titles[evidence.dataset] ?? evidence.dataset, evidence.recordNumber.map { "记录号 \($0)" },
                    evidence.date,
                    evidence.note.map(mask),
                ].compactMap { $0 }.joined(separator: " ")
            }
            return [
                .text(who(finding.member)), .text(finding.rule), .text(finding.name),
                .text(finding.severity.chinese), .text(mask(finding.sentence)), .text(finding.legalBasis),
                .text(records.joined(separator: "；")),
                .text(note.map { "已答复，不再提出（\($0.reference)，\($0.since.text)起）" } ?? ""),
            ]
        }
        return Sheet(
            "触及的规则", columns: columns.map { SheetColumn($0.0, width: $0.1) },
            rows: report.findings.map { row($0, nil) }
                + report.suppressedFindings.map { row($0.finding, $0.note) })
    }

    private var answerSheet: Sheet {
        let columns = [
            ("部门", 18.0), ("数据", 26), ("成员", 12), ("答复", 12), ("记录数", 8), ("数据截至", 12), ("查询时间", 18), ("授权书", 20),
            ("说明", 50),
        ]
        return Sheet(
            "各来源的答复", columns: columns.map { SheetColumn($0.0, width: $0.1) },
            rows: report.answers.map { answer in
                [
                    .text(answer.department), .text(answer.title), .text(who(answer.member)),
                    .text(answer.status.chinese), .integer(answer.rows),
                    answer.asOf.map { .date($0) } ?? .empty, .text(answer.queriedAt.chinaTimeText),
                    .text(answer.authorization ?? ""),
                    .text([answer.reason, answer.staleNote].compactMap { $0 }.joined(separator: "；")),
                ]
            })
    }

    private func versionSheet(_ mask: (String) -> String) -> Sheet {
        Sheet(
            "版本",
            columns: [
                SheetColumn("版本", width: 8), SheetColumn("核对日期", width: 14), SheetColumn("结论", width: 12),
                SheetColumn("与上一版相比", width: 90),
            ],
            rows: versions.map { version in
                [
                    .integer(Int(version.version)), .date(version.asOf), .text(version.conclusion),
                    .text(version.changes.map(mask).joined(separator: "\n")),
                ]
            })
    }
}
