import Casework
import Hummingbird
import Operations
import Primitives
import WebSupport

/// The decision with its reasons and how to object (C14), and the verification report in plain words.
struct ResultPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/progress/{case}/result", for: .citizen, summary: "The decision, why, and how to object.") {
            request, context in
            try await result(request, context)
        }
        routes.get("/progress/{case}/report", for: .citizen, summary: "What was declared against what was found.") {
            request, context in
            try await report(request, context)
        }
    }

    private func result(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        guard let result = try await portal.view(context, { try CitizenResult.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        return try await portal.page(
            "citizen/follow/result", Self.model(result, of: id, context),
            title: context.t("follow.result.title"), request, context, back: "/progress/\(id.text)")
    }

    private static func model(_ result: CitizenResult, of id: CaseID, _ context: BackstopContext) -> Fields {
        let formats = Formats(context)
        let program = result.program.name(context)
        var rows = [
            SummaryRow(context.t("follow.number"), result.number),
            SummaryRow(context.t("follow.result.decidedOn"), formats.date(result.decidedOn)),
        ]
        if let amount = result.amount {
            let key = result.program.payment == .once ? "follow.result.once" : "follow.result.monthly"
            rows.append(SummaryRow(context.t(key), formats.money(amount)))
        }
        if let month = result.firstMonth {
            rows.append(SummaryRow(context.t("follow.result.fromMonth"), formats.month(month)))
        }
        let remedy = result.remedy
        let words = [
            "days": String(remedy.reconsiderationDays), "months": String(remedy.litigationMonths),
            "reconsider": formats.date(remedy.reconsiderationEnds),
            "sue": formats.date(remedy.litigationEnds), "government": remedy.reconsideredBy,
            "phone": result.hotline,
        ]
        return [
            "isGranted": result.isGranted,
            "headline": context.t(
                result.isGranted ? "follow.result.granted" : "follow.result.refused", ["program": program]),
            "rows": rows, "reasons": result.reasons.map { ReasonCard($0, context) },
            "hasReasons": !result.reasons.isEmpty, "explanation": result.explanation, "hasSheet": !result.sheet.isEmpty,
            "sheet": result.sheet.map { SheetSection(heading: $0.heading, lines: $0.lines) },
            "ask": context.t("follow.result.ask", words),
            "reconsider": context.t("follow.result.reconsider", words), "sue": context.t("follow.result.sue", words),
            "terms": context.t("follow.result.terms", words), "phone": result.hotline,
            "isChinese": context.englishOnly("chinese.papers"),
            "paper": result.document.map { "/documents/\($0.id.text)" },
            "sheetPDF": "/progress/\(id.text)/why-sheet/pdf",
            "sheetText": "/progress/\(id.text)/why-sheet/text",
        ]
    }

    private func report(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        let found = try await portal.view(context) { reading in
            // A report that a second person must still sign is not shown to the family.
            try CitizenObjections.load(id, in: reading) == nil ? nil : PlainReportView.load(id, in: reading)
        }
        guard let report = found else {
            throw PageProblem.notFound
        }
        let formats = Formats(context)
        let model: Fields = [
            "conclusion": report.conclusion,
            "rows": [
                SummaryRow(context.t("follow.number"), report.number),
                SummaryRow(context.t("follow.report.asOf"), formats.date(report.asOf)),
                SummaryRow(context.t("follow.report.validThrough"), formats.date(report.validThrough)),
            ],
            "differences": report.differences, "hasDifferences": !report.differences.isEmpty,
            "questions": report.questions, "hasQuestions": !report.questions.isEmpty,
            "hasNothing": report.differences.isEmpty && report.questions.isEmpty,
            "answered": report.answered, "hasAnswered": !report.answered.isEmpty,
            "objectAddress": "/progress/\(id.text)/objections",
            "silences": report.silences, "hasSilences": !report.silences.isEmpty, "disclaimer": report.disclaimer,
            "objection": report.objection, "phone": try await portal.hotline(request, context),
            "isChinese": context.englishOnly("chinese.papers"),
        ]
        return try await portal.page(
            "citizen/follow/report", model, title: context.t("follow.report.title"), request, context,
            back: "/progress/\(id.text)")
    }
}

/// A reason in plain words with the clause it rests on.
struct ReasonCard: ViewModel {
    let plain: String
    let clause: String

    init(_ code: ReasonCode, _ context: BackstopContext) {
        plain = context.language == .english ? code.english : code.chinesePlain
        clause = code.clause
    }

    static let fields: ViewFields<ReasonCard> = ["plain": \.plain, "clause": \.clause]
}

/// A part of the why-sheet.
struct SheetSection: ViewModel {
    let heading: String
    let lines: [String]

    static let fields: ViewFields<SheetSection> = [
        "heading": { $0.heading.isEmpty ? nil : $0.heading }, "lines": \.lines,
    ]
}
