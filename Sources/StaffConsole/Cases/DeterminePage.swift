import Casework
import Foundation
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The determination (S13): computed from facts, open questions answered one round after another, the sum worked out.
struct DeterminePage: Sendable {
    let desk: Desk
    private static let statementsMax = 60

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.townshipClerk, .townshipReviewer])
        let path = "/staff/cases/{id}/determine"
        routes.get(path, for: .staff, roles: roles, summary: "The sum so far, and what is still open.") { _, context in
            let scene = try await scene(context)
            let questions = scene.determination.flatMap { $0.isPresent && !$0.isSorted ? $0.questions : nil } ?? []
            return try await show(scene, questions, [], FormState(), context)
        }
        routes.post(path, for: .staff, roles: roles, summary: "Computes the case with the answers given.") {
            submission, context in try await determine(submission, context)
        }
    }

    private func scene(_ context: BackstopContext) async throws -> CaseScene {
        let id = CaseID(try context.number("id"))
        return try await desk.found(context) { try CaseScene.load(id, in: $0) }
    }

    private func determine(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let scene = try await scene(context)
        let values = submission.values
        var reader = FormReader(values, context)
        var stated = Self.decoded(values.text("stated"), [FactStatement].self) ?? []
        let asked = Self.decoded(values.text("asked"), [QuestionLine].self) ?? []
        for (index, question) in asked.prefix(Self.statementsMax).enumerated() {
            if let statement = Self.statement(question, index, &reader, context) { stated.append(statement) }
        }
        guard reader.state.isValid else {
            return try await show(scene, asked, stated, reader.state, context)
        }
        let seen = values.seenVersion()
        let outcome = try await desk.perform(
            DetermineCase(
                caseID: scene.view.row.id, seenVersion: seen, statements: Array(stated.prefix(Self.statementsMax))),
            submission, context)
        guard let summary = outcome.value else {
            var state = desk.refused(outcome.reasons, values, context)
            state.values.set("version", String(scene.view.row.version))
            return try await show(scene, asked, stated, state, context)
        }
        guard !summary.questions.isEmpty else {
            return .seeOther("/staff/cases/\(scene.view.row.id.text)?done=determine")
        }
        let again = try await self.scene(context)
        let isSorted = again.determination?.isSorted == true
        return try await show(again, isSorted ? [] : summary.questions, stated, FormState(), context)
    }

    private static func statement(
        _ question: QuestionLine, _ index: Int, _ reader: inout FormReader, _ context: BackstopContext
    ) -> FactStatement? {
        let note = reader.text("note-\(index)", label: context.t("determine.note"))
        let basis = reader.choice("basis-\(index)", label: context.t("determine.basis"), as: FactStatement.Basis.self)
        var statement = FactStatement(
            subject: question.subject, aspect: question.aspect, basis: basis ?? .visit, note: note ?? "")
        if question.takesAmount {
            guard let amount = reader.money("answer-\(index)", label: context.t("determine.amount")) else { return nil }
            statement.amount = amount
        } else {
            let answer = reader.choice(
                "answer-\(index)", label: context.t("determine.answer"), among: ["yes", "no"])
            guard let answer else { return nil }
            statement.holds = answer == "yes"
            if question.aspect == .disability, answer == "yes" {
                let kind = reader.choice(
                    "kind-\(index)", label: context.t("determine.disability"), as: DisabilityKind.self)
                let grade = reader.integer("grade-\(index)", label: context.t("determine.grade"), in: 1...4)
                guard let kind, let grade else { return nil }
                statement.disability = Casework.Disability(kind: kind, grade: Int(grade))
            }
        }
        return note == nil || basis == nil ? nil : statement
    }

    private func show(
        _ scene: CaseScene, _ questions: [QuestionLine], _ stated: [FactStatement], _ state: FormState,
        _ context: BackstopContext
    ) async throws -> Response {
        var state = state
        // A round that was computed is a command of its own: the next one must not carry its key.
        let isAgain = !state.isValid
        if !isAgain { state = FormState() }
        if state.values.text("version") == nil { state.values.set("version", String(scene.view.row.version)) }
        state.values.set("stated", Self.encoded(stated))
        state.values.set("asked", Self.encoded(questions))
        let address = "/staff/cases/\(scene.view.row.id.text)"
        let file = CaseModel(scene: scene, done: nil, actor: try? desk.actor(context), context: context)
        let mask = file.mask
        let fields = questions.enumerated().flatMap { Self.fields($1, $0, mask, context) }
        let form = desk.site.form(
            context, action: "\(address)/determine",
            submit: context.t(questions.isEmpty ? "determine.run" : "determine.again"), state: state,
            [.hidden("version"), .hidden("stated"), .hidden("asked")] + fields)
        let mayNot = !scene.view.row.state.isInquiring
        let elsewhere = scene.determination.map { $0.isSorted && $0.isPresent && !$0.questions.isEmpty } ?? false
        let model: Fields = [
            "title": context.t("step.determine"), "file": file, "form": form, "hasQuestions": !questions.isEmpty,
            "backAddress": address, "mayNot": mayNot, "stated": stated.count, "hasStated": !stated.isEmpty,
            "reason": context.t("determine.notNow"), "isElsewhere": elsewhere,
            "programs": "\(address)/programs/answers?for=\(scene.view.row.program.pack)",
        ]
        return try await desk.page(
            "staff/cases/determine", model, title: context.t("step.determine"), context,
            crumbs: [
                Link(context.t("queue.title"), QueuePage.path),
                Link("\(scene.view.applicantMasked) \(scene.view.row.number)", address),
            ], state: state)
    }

    private static func fields(
        _ question: QuestionLine, _ index: Int, _ mask: NameMask, _ context: BackstopContext
    ) -> [Field] {
        let words = CaseWords(context)
        let label = mask(question.question)
        let answer: Field =
            question.takesAmount
            ? .number(
                "answer-\(index)", label: label, hint: mask(question.reason), unit: context.t("case.yuan"),
                hasDecimals: true)
            : .radios("answer-\(index)", label: label, hint: mask(question.reason), words.yesNo)
        let disability: [Field] =
            question.aspect == .disability
            ? [
                .select(
                    "kind-\(index)", label: context.t("determine.disability"), isOptional: true,
                    words.choices(DisabilityKind.self, "disability")),
                .number("grade-\(index)", label: context.t("determine.grade"), isOptional: true),
            ] : []
        return [answer] + disability + [
            .radios(
                "basis-\(index)", label: context.t("determine.basis"),
                words.choices(FactStatement.Basis.self, "basis")),
            .text("note-\(index)", label: context.t("determine.note"), hint: context.t("determine.noteHint")),
        ]
    }

    private static func encoded(_ value: some Encodable) -> String {
        (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    private static func decoded<Value: Decodable>(_ text: String?, _ type: Value.Type) -> Value? {
        text.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
