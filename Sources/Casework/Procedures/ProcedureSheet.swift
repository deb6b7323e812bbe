/// A procedure as printed: one table of states, events, performers and documents.
package struct ProcedureSheet: Sendable {
    /// The name in commands and addresses.
    package let code: String
    /// The heading.
    package let title: String
    /// One line of text for each line of the table.
    package let text: String
    /// The table for the documentation.
    package let markdown: String

    init<State: ProcedureWord, Event: ProcedureWord>(
        _ code: String, _ title: String, _ lines: ProcedureLines<State, Event>
    ) {
        self.code = code
        self.title = title
        text = lines.text
        let rows = lines.all.map { line in
            let next = line.next.map(\.chinese).joined(separator: "或")
            let documents = line.documents.map { "\($0.rawValue) \($0.chinese)" }.joined(separator: "、")
            return "| \(line.from.chinese) | \(line.event.chinese)\(line.isDecision ? " ⚑" : "") | \(next) "
                + "| \(line.performer.chinese) | \(documents) |"
        }
        markdown =
            "## \(title) (`\(code)`)\n\n| 状态 | 办理 | 之后 | 由谁 | 文书 |\n| --- | --- | --- | --- | --- |\n"
            + rows.joined(separator: "\n") + "\n"
    }

    /// Every procedure of the house, the application's two courses first.
    package static let all: [ProcedureSheet] = [
        ProcedureSheet("recognition", "申请办理：" + ProcedureKind.recognition.chinese, ProcedureTable.recognition),
        ProcedureSheet("relief", "申请办理：" + ProcedureKind.relief.chinese, ProcedureTable.relief),
        ProcedureSheet("lead", "线索", Lead.lines),
        ProcedureSheet("transfer", "乡镇之间转移", TownshipTransfer.lines),
        ProcedureSheet("certificate", "救助证", Certificate.lines),
        ProcedureSheet("recovery", "资金追回", Recovery.lines),
        ProcedureSheet("credit", "信用承诺失信记录", CreditEntry.lines),
        ProcedureSheet("remedy", "行政复议和行政诉讼", RemedyProceeding.lines),
        ProcedureSheet("hotline", "12345工单", HotlineTicket.lines),
    ]

    /// The documentation page `docs/procedures.md`; a test compares it with the file.
    package static var page: String {
        """
        # Procedures

        Made by `backstop casework table --format markdown` from the tables the program itself reads; do not edit. \
        ⚑ marks a decision, which nobody who visited the family may take. “确认机关” is the county, or the township the \
        county delegated to. Every other rule (papers, clocks, who may not act) is a guard with its own sentence.


        """ + all.map(\.markdown).joined(separator: "\n") + "\n" + programs + "\n" + documents
    }

    private static var programs: String {
        let rows = Program.allCases.map(ProgramProcedure.of).map { entry in
            "| \(entry.program.chinese) | \(entry.steps.map(\.chinese).joined(separator: "、")) "
                + "| \(entry.appraisal.chinese) | \(entry.allowsProvisional ? "可以" : "—") "
                + "| \(entry.statusMonths.map { "\($0)个月" } ?? "—") | \(entry.citation) |"
        }
        return "## Programs\n\n| 项目 | 调查 | 民主评议 | 容缺 | 有效期 | 依据 |\n| --- | --- | --- | --- | --- | --- |\n"
            + rows.joined(separator: "\n") + "\n"
    }

    private static var documents: String {
        let rows = DocumentKind.catalogue.map { entry in
            "| \(entry.number) | \(entry.kind.chinese) | \(entry.issuer.chinese) | \(entry.kind.signature.chinese) "
                + "| \(entry.kind.series ?? "—") | \(entry.retention.chinese) | \(entry.isServed ? "送达" : "存档") |"
        }
        return "## Documents\n\n| 编号 | 文书 | 出具 | 签字 | 字号 | 保管 | 去向 |\n| --- | --- | --- | --- | --- | --- | --- |\n"
            + rows.joined(separator: "\n") + "\n"
    }
}
