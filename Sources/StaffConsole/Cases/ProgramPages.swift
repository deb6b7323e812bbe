import Casework
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// A case sorted over all programs: the table of programs, the answers to what is open, and the case carried over.
struct ProgramPages: Sendable {
    let desk: Desk
    static let path = "/staff/cases/{id}/programs"
    private static let questionsMax = 20

    func register(in routes: RouteRegistry) {
        let readers = Posts.names(Posts.caseReaders)
        let workers = Posts.names([.townshipClerk, .townshipReviewer])
        routes.get(Self.path, for: .staff, roles: readers, summary: "Every program for this household, yes or no.") {
            request, context in try await show(request.query.text("done"), FormState(), context)
        }
        routes.post(Self.path, for: .staff, roles: workers, summary: "Sorts the case over all programs.") {
            submission, context in try await sort(submission, context)
        }
        routes.get("\(Self.path)/answers", for: .staff, roles: workers, summary: "What is still to be known.") {
            request, context in
            var state = FormState()
            request.query.text("for").map { state.values.set("for", $0) }
            return try await ask(try await load(context), state, context)
        }
        routes.post("\(Self.path)/answers", for: .staff, roles: workers, summary: "Sorts again with the answers.") {
            submission, context in try await answer(submission, context)
        }
        routes.post("\(Self.path)/transfer", for: .staff, roles: workers, summary: "Carries the case over.") {
            submission, context in try await transfer(submission, context)
        }
    }

    private func load(_ context: BackstopContext) async throws -> ProgramScene {
        let id = CaseID(try context.number("id"))
        return try await desk.found(context) { try ProgramScene.load(id, in: $0) }
    }

    private func show(_ done: String?, _ state: FormState, _ context: BackstopContext) async throws -> Response {
        let scene = try await load(context)
        let role = try desk.actor(context).role
        let mayWork = [Role.townshipClerk, .townshipReviewer].contains(role) && scene.row.state.isBeforeDecision
        var page = ProgramTable(scene: scene, context: context)
        page.done = done.flatMap { word in
            ["sorted", "same", "moved"].contains(word) ? context.t("programs.done.\(word)") : nil
        }
        page.mayWork = mayWork
        var shown = state
        shown.values.set("version", String(scene.row.version))
        page.sort = desk.site.form(
            context, action: page.address, submit: context.t(scene.view == nil ? "programs.sort" : "programs.again"),
            state: shown, [])
        let targets = mayWork ? page.targets : []
        if !targets.isEmpty, !scene.moveRefusals.isEmpty {
            page.notMovable = page.refusal(of: targets)
        } else if !targets.isEmpty {
            page.transfer = desk.site.form(
                context, action: "\(page.address)/transfer", submit: context.t("programs.move"), state: shown,
                [
                    .hidden("version"),
                    .radios(
                        "program", label: context.t("programs.moveTo"),
                        targets.map { program in
                            let isComputed = program == .dibao || program == .marginalHousehold
                            return Field.Choice(
                                program.rawValue, program.name(context),
                                hint: isComputed ? nil : context.t("programs.notComputed"))
                        }),
                    .textarea("reason", label: context.t("step.reason"), lengthMax: 500),
                ])
        }
        return try await self.page(page.model, context.t("programs.title"), scene, state, context)
    }

    private func page(
        _ model: Fields, _ title: String, _ scene: ProgramScene, _ state: FormState, _ context: BackstopContext,
        template: String = "staff/cases/programs"
    ) async throws -> Response {
        try await desk.page(
            template, model, title: title, context,
            crumbs: [
                Link(context.t("queue.title"), QueuePage.path),
                Link(
                    "\(Masking.name(scene.row.applicantName)) \(scene.row.number)",
                    "/staff/cases/\(scene.row.id.text)"),
            ], state: state)
    }

    private func sort(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("id"))
        let outcome = try await desk.perform(SortFiling(caseID: id), submission, context)
        guard let summary = outcome.value else {
            return try await show(nil, desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("/staff/cases/\(id.text)/programs?done=\(summary.isUnchanged ? "same" : "sorted")")
    }

    private func transfer(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("id"))
        var reader = FormReader(submission.values, context)
        let program = reader.choice("program", label: context.t("programs.moveTo"), as: Program.self)
        let reason = reader.text("reason", label: context.t("step.reason"), lengthMax: 500)
        guard let program, let reason else { return try await show(nil, reader.state, context) }
        let seen = submission.values.seenVersion()
        let outcome = try await desk.perform(
            TransferProgram(caseID: id, seenVersion: seen, program: program, reason: reason), submission, context)
        guard outcome.value != nil else {
            return try await show(nil, desk.refused(outcome.reasons, submission.values, context), context)
        }
        return .seeOther("/staff/cases/\(id.text)/programs?done=moved")
    }

    // MARK: Answers

    private func ask(
        _ scene: ProgramScene, _ state: FormState, _ context: BackstopContext
    ) async throws -> Response {
        let wanted = state.values.text("for") ?? scene.row.program.pack
        let parts = Self.parts(scene.view?.questions ?? [], first: wanted)
        let mask = NameMask(scene.row.form)
        let words = CaseWords(context)
        let common: [Field] = [
            .radios(
                "basis", label: context.t("determine.basis"), words.choices(FactStatement.Basis.self, "basis")),
            .text("note", label: context.t("determine.note"), hint: context.t("determine.noteHint")),
        ]
        let address = "/staff/cases/\(scene.row.id.text)/programs"
        let model: Fields = [
            "title": context.t("programs.answers"), "backAddress": address, "hasQuestions": !parts.isEmpty,
            "form": desk.site.form(
                context, action: "\(address)/answers", submit: context.t("programs.again"), state: state,
                parts.flatMap { part in
                    [.heading("part.\(part.program)", context.t("program.\(part.program)"))]
                        + part.questions.map { Self.field($0, mask, words) }
                } + common + [.hidden("for")]),
        ]
        return try await page(
            model, context.t("programs.answers"), scene, state, context, template: "staff/cases/program-answers")
    }

    /// The questions by the program that asks them, each once: those of the wanted program before all others.
    private static func parts(
        _ questions: [SortingView.Question], first wanted: String
    ) -> [(program: String, questions: [SortingView.Question])] {
        var parts: [(program: String, questions: [SortingView.Question])] = []
        let ranked =
            questions.filter { $0.programs.contains(wanted) } + questions.filter { !$0.programs.contains(wanted) }
        for question in ranked.prefix(questionsMax) {
            let program = question.programs.contains(wanted) ? wanted : question.programs.first ?? wanted
            if let index = parts.firstIndex(where: { $0.program == program }) {
                parts[index].questions.append(question)
            } else {
                parts.append((program, [question]))
            }
        }
        return parts
    }

    private static func name(_ question: SortingView.Question) -> String {
        "a.\(question.entity).\(question.row).\(question.field)"
    }

    private static func field(_ question: SortingView.Question, _ mask: NameMask, _ words: CaseWords) -> Field {
        let (name, label, hint) = (name(question), mask(question.text), mask(question.reason))
        switch question.kind {
        case .yesNo: return .radios(name, label: label, hint: hint, isOptional: true, words.yesNo)
        case .choice:
            return .select(
                name, label: label, hint: hint, isOptional: true,
                question.words.compactMap { $0.count == 2 ? Field.Choice($0[0], $0[1]) : nil })
        case .money:
            return .number(
                name, label: label, hint: hint, isOptional: true, unit: words.context.t("case.yuan"), hasDecimals: true)
        case .number:
            let isObligors = question.field == Sorter.obligors
            return .number(
                name, label: label, hint: isObligors ? words.context.t("programs.obligors") : hint, isOptional: true)
        case .day: return .date(name, label: label, hint: hint, isOptional: true)
        case .month: return .text(name, label: label, hint: words.context.t("programs.monthHint"), isOptional: true)
        }
    }

    private func answer(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let scene = try await load(context)
        var reader = FormReader(submission.values, context)
        let basis = reader.choice("basis", label: context.t("determine.basis"), as: FactStatement.Basis.self)
        let note = reader.text("note", label: context.t("determine.note"))
        var answers: [SortingAnswer] = []
        for question in scene.view?.questions ?? [] {
            guard let value = submission.values.text(Self.name(question)) else { continue }
            answers.append(
                SortingAnswer(
                    entity: question.entity, row: question.row, field: question.field, value: value,
                    basis: basis ?? .visit, note: note ?? "", givenOn: scene.today))
        }
        if answers.isEmpty { reader.add("basis", context.t("programs.nothing")) }
        guard reader.state.isValid else { return try await ask(scene, reader.state, context) }
        let outcome = try await desk.perform(
            SortFiling(caseID: scene.row.id, answers: answers), submission, context)
        guard outcome.value != nil else {
            // The verb names an answer by what it is about, and so does its field.
            let problems = desk.refused(outcome.reasons, submission.values, context).problems.map { problem in
                problem.field.hasPrefix("answers.")
                    ? FieldProblem(field: "a." + problem.field.dropFirst("answers.".count), message: problem.message)
                    : problem
            }
            let state = FormState(values: submission.values, problems: problems)
            return try await ask(scene, state, context)
        }
        return .seeOther("/staff/cases/\(scene.row.id.text)/programs?done=sorted")
    }
}
