import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The paper by which a family is told of an act before it is taken, ready to print and serve.
struct ToldPage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get(
            "/staff/cases/{id}/told/{notice}", for: .staff, roles: Posts.names(Posts.caseReaders),
            summary: "What the family is told before an act against it, for print."
        ) { _, context in try await paper(context) }
    }

    private func paper(_ context: BackstopContext) async throws -> Response {
        let caseID = CaseID(try context.number("id"))
        let noticeID = AdverseNoticeID(try context.number("notice"))
        let paper = try await desk.found(context) { try ToldPaper.load(noticeID, of: caseID, in: $0) }
        if let document = paper.documentID { return .seeOther("\(DocumentPages.path)/\(document.text)") }
        let (row, formats) = (paper.row, Formats(context))
        var rows = [
            SummaryRow(context.t("case.program"), paper.program.name(context)),
            SummaryRow(context.t("after.act"), row.act.chinese, isStored: true),
        ]
        if let before = row.content.amountBefore {
            rows.append(SummaryRow(context.t("after.now"), formats.money(before)))
        }
        if let later = row.content.amountAfter {
            rows.append(SummaryRow(context.t("after.computed"), formats.money(later)))
        }
        let model: Fields = [
            "addressee": paper.addressee, "rows": rows,
            "reasons": row.content.reasonCodes.map { "\($0.chinesePlain)（\($0.clause)）" },
            "words": row.content.words, "due": row.answerDue.chineseText, "phone": paper.hotline,
            "office": paper.office, "day": row.toldDay.chineseText,
        ]
        let frame = PrintFrame(
            title: context.t("after.toldTitle"), issuer: paper.office, documentNumber: row.number)
        return desk.site.page("staff/after/told", model, frame: frame, context)
    }
}
