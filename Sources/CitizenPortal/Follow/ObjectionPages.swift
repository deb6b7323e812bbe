import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// What departments' records say beside the family's own words, and saying that an entry is wrong (异议复核).
struct ObjectionPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get(
            "/progress/{case}/objections", for: .citizen, summary: "What records say against the declaration."
        ) { request, context in try await list(request, context) }
        routes.get(
            "/progress/{case}/objections/{entry}", for: .citizen, summary: "Asks why an entry of the report is wrong."
        ) { request, context in try await ask(request, context, FormState()) }
        routes.post(
            "/progress/{case}/objections/{entry}", for: .citizen, takes: .files,
            summary: "Objects to an entry of the report."
        ) { submission, context in try await file(submission, context) }
    }

    private func path(_ context: BackstopContext) throws -> (id: CaseID, path: String) {
        let id = CaseID(try context.number("case"))
        return (id, "/progress/\(id.text)")
    }

    private func load(_ id: CaseID, _ context: BackstopContext) async throws -> CitizenObjections {
        guard let found = try await portal.view(context, { try CitizenObjections.load(id, in: $0) }) else {
            throw PageProblem.notFound
        }
        return found
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let (id, path) = try path(context)
        let found = try await load(id, context)
        let formats = Formats(context)
        let entries = found.entries.enumerated().map { index, entry in
            [
                "sentence": entry.sentence, "source": entry.source.isEmpty ? nil : entry.source,
                "ask": found.isOpen && entry.state == nil ? "\(path)/objections/\(index + 1)" : nil,
                "tag": entry.state.map { state in
                    StatusTag(
                        context.t("contest.state.\(state)"),
                        state == "open" ? .info : state == "upheld" ? .ok : .neutral)
                },
                "number": entry.number, "statement": entry.statement,
                "due": entry.state == "open"
                    ? entry.answerDue.map { context.t("contest.answerBy", ["date": formats.date($0)]) } : nil,
                "reason": entry.reason,
            ] as Fields
        }
        let model: Fields = [
            "number": found.number, "entries": entries, "hasEntries": !entries.isEmpty, "isOpen": found.isOpen,
            "until": context.t("contest.until", ["date": formats.date(found.due)]),
            "done": request.query.text("done") == "1" ? context.t("contest.done") : nil,
            "isChinese": context.englishOnly("chinese.papers"), "phone": try await portal.hotline(request, context),
            "report": "\(path)/report",
        ]
        return try await portal.page(
            "citizen/follow/objections", model, title: context.t("contest.title"), request, context, back: path)
    }

    private func ask(_ request: Request, _ context: BackstopContext, _ state: FormState) async throws -> Response {
        let (id, path) = try path(context)
        let (found, number) = (try await load(id, context), Int(try context.number("entry")))
        guard found.entries.indices.contains(number - 1) else { throw PageProblem.notFound }
        let entry = found.entries[number - 1]
        var state = state
        state.values.set("report", found.reportID.text)
        state.values.set("finding", entry.key)
        let form = portal.site.form(
            context, action: "\(path)/objections/\(number)", submit: context.t("contest.send"), state: state,
            [
                .hidden("report"), .hidden("finding"),
                .textarea(
                    "text", label: context.t("contest.text"), hint: context.t("contest.textHint"),
                    lengthMax: FileReportObjection.textLimit),
                .photo(
                    "photo", label: context.t("contest.photo"), hint: context.t("contest.photoHint"),
                    isOptional: true),
            ])
        let model: Fields = [
            "sentence": entry.sentence, "source": entry.source.isEmpty ? nil : entry.source,
            "form": found.isOpen && entry.state == nil ? form : nil,
            "until": context.t("contest.until", ["date": Formats(context).date(found.due)]),
            "backAddress": "\(path)/objections",
        ]
        return try await portal.page(
            "citizen/follow/objection", model, title: context.t("contest.ask"), request, context,
            back: "\(path)/objections", state: state)
    }

    private func file(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let (id, path) = try path(context)
        var state = FormState(values: submission.values)
        var (photo, upload): (UploadID?, Upload?)
        do throws(UploadProblem) {
            upload = try submission.file("photo")
        } catch {
            // A photo is welcome, not asked for: only one that came and is unfit is a mistake.
            if error != .missing {
                state.add(FieldProblem(field: "photo", message: error.message(context.messages)))
            }
        }
        if let upload {
            let kept = try await attach(upload, id, submission, context)
            if kept.reasons == [.notFound] { throw PageProblem.notFound }
            photo = kept.value
            for reason in kept.reasons {
                state.add(FieldProblem(field: "photo", message: portal.say(reason, context)))
            }
        }
        guard state.isValid else { return try await ask(submission.request, context, state) }
        let values = submission.values
        let outcome = try await portal.perform(
            FileReportObjection(
                caseID: id, reportID: values.text("report").flatMap { ReportID(text: $0) } ?? ReportID(0),
                finding: values.text("finding") ?? "", text: values.text("text") ?? "", photoID: photo),
            submission, context)
        if outcome.value != nil { return .seeOther("\(path)/objections?done=1") }
        if outcome.reasons == [.notFound] { throw PageProblem.notFound }
        return try await ask(
            submission.request, context, portal.refused(outcome.reasons, submission.values, context))
    }

    private func attach(
        _ upload: Upload, _ id: CaseID, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Outcome<UploadID> {
        try await portal.bureau.attachUpload(
            upload.bytes, mediaType: upload.kind.mediaType, purpose: .objection,
            to: .file(id), as: portal.actor(context), key: "\(try portal.key(submission))-photo")
    }
}
