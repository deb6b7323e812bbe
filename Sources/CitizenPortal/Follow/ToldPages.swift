import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// An act that the family is told of before it is taken: what, why, until when to answer; afterwards how to object.
struct ToldPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/progress/{case}/told", for: .citizen, summary: "What is meant to be decided, and why.") {
            request, context in try await show(request, context, FormState())
        }
        routes.post("/progress/{case}/told", for: .citizen, summary: "Keeps what the family answers to it.") {
            submission, context in try await send(submission, context)
        }
    }

    private func show(_ request: Request, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let id = CaseID(try context.number("case"))
        let path = "/progress/\(id.text)"
        guard let view = try await portal.view(context, { try FamilyReviewView.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        let row = view.notice
        var state = state
        if let row { state.values.set("version", String(row.version)) }
        let form =
            row?.state.isOpen == true
            ? portal.site.form(
                context, action: "\(path)/told", submit: context.t("told.send"), state: state,
                [
                    .hidden("version"),
                    .radios(
                        "answer", label: context.t("told.question"),
                        ["agrees", "objects"].map { Field.Choice($0, context.t("told.\($0)")) }),
                    .textarea(
                        "words", label: context.t("told.words"), hint: context.t("told.wordsHint"), isOptional: true),
                ]) : nil
        let model: Fields = [
            "notice": row.map { notice($0, context) }, "form": form, "back": path, "phone": view.hotline,
            "remedies": view.remedies, "isTaken": row?.state == .taken,
        ]
        return try await portal.page(
            "citizen/follow/told", model, title: context.t("told.title"), request, context, back: path, state: state)
    }

    private func notice(_ row: AdverseNoticeRow, _ context: BackstopContext) -> Fields {
        let formats = Formats(context)
        let isEnglish = context.language == .english
        return [
            "act": context.t("told.\(row.act.rawValue)"), "number": row.number,
            "reasons": row.content.reasonCodes.map { isEnglish ? $0.english : $0.chinesePlain },
            "words": row.content.words, "now": row.content.amountBefore.map(formats.money),
            "later": row.content.amountAfter.map(formats.money),
            "until": row.state == .told
                ? context.t("told.until", ["date": formats.date(row.answerDue)]) : nil,
            "said": row.answer.map { $0.words.isEmpty ? context.t("told.saidAgrees") : $0.words },
        ]
    }

    private func send(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        var reader = FormReader(submission.values, context)
        let answer = reader.choice("answer", label: context.t("told.question"), among: ["agrees", "objects"])
        let words = reader.text(
            "words", label: context.t("told.words"), isRequired: answer == "objects", lengthMax: 1_000)
        guard let answer, reader.state.isValid else {
            return try await show(submission.request, context, reader.state)
        }
        let outcome = try await portal.perform(
            AnswerNotice(
                caseID: id, seenNotice: submission.values.seenVersion(),
                objects: answer == "objects", words: words ?? ""), submission, context)
        if outcome.value != nil { return .seeOther("/progress/\(id.text)?done=told") }
        if outcome.reasons == [.notFound] { throw PageProblem.notFound }
        return try await show(
            submission.request, context, portal.refused(outcome.reasons, submission.values, context))
    }
}
