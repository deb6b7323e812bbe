import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Taking a signature: the text as it stands, what it still needs, and the ways to sign.
struct SignPages: Sendable {
    /// The ways, as the address names them.
    enum Way: String, CaseIterable {
        case drawn, code, thumbprint, scan, staff, seal
    }

    let desk: Desk
    private let roles: [Role] = [
        .townshipClerk, .townshipReviewer, .countyReviewer, .gridWorker, .aide, .verificationOfficer, .payer,
    ]

    func register(in routes: RouteRegistry) {
        let (path, roles) = ("\(DocumentPages.path)/{id}/sign", Posts.names(roles))
        routes.get(path, for: .staff, roles: roles, summary: "What a document still needs, and the ways to sign it.") {
            request, context in
            let way = request.query.text("way").flatMap(Way.init(rawValue:))
            return try await show(way, FormState(), context, done: request.query.text("done") == "yes")
        }
        for way in Way.allCases {
            routes.post(
                "\(path)/\(way.rawValue)", for: .staff, roles: roles, takes: .files, summary: "Signs: \(way.rawValue)."
            ) { submission, context in try await sign(way, submission, context) }
        }
        routes.post(
            "\(DocumentPages.path)/{id}/sign-code", for: .staff,
            roles: Posts.names([.townshipClerk, .aide, .gridWorker]),
            summary: "Sends the code for a signature to the member's own phone."
        ) { submission, context in try await send(submission, context) }
    }

    private func show(
        _ chosen: Way?, _ state: FormState, _ context: BackstopContext, done: Bool = false, told: String? = nil
    ) async throws -> Response {
        let standing = try await DocumentPages(desk: desk).standing(context)
        let people = try await people(standing, context)
        let ways = Self.ways(standing.content.signature)
        let way = chosen.flatMap { ways.contains($0) ? $0 : nil } ?? ways.first
        let address = "\(DocumentPages.path)/\(standing.row.id.text)"
        let words = CaseWords(context)
        var state = state
        state.values.set("digest", standing.digest)
        let form = way.map { way in
            desk.site.form(
                context, action: "\(address)/sign/\(way.rawValue)", submit: context.t("sign.do.\(way.rawValue)"),
                state: state, [.hidden("digest")] + Self.fields(way, people, context))
        }
        let send =
            way == .code
            ? desk.site.form(
                context, action: "\(address)/sign-code", submit: context.t("sign.sendCode"), state: state,
                [Self.memberField(people, context)]) : nil
        let model: Fields = [
            "title": standing.content.title, "number": standing.content.number, "print": address,
            "pdf": "\(address)/pdf", "digest": standing.digest, "done": done ? context.t("sign.done") : told,
            "needs": words.word(standing.content.signature.chinese, standing.content.signature.english),
            "lacks": standing.lacks.map(words.reason), "counts": standing.lacks.isEmpty,
            "marks": standing.marks.map { mark in
                ["text": mark.mark.chinese, "file": mark.uploadID.map { "/staff/uploads/\($0.text)" }] as Fields
            }, "hasMarks": !standing.marks.isEmpty,
            "lines": standing.content.lines.map { SummaryRow($0.label, $0.value) },
            "paragraphs": standing.content.paragraphs,
            "ways": ways.map {
                Link(context.t("sign.way.\($0.rawValue)"), "\(address)/sign?way=\($0.rawValue)", isCurrent: $0 == way)
            }, "form": form, "send": send, "isDrawn": way == .drawn,
            "wayHint": way.map { context.t("sign.hint.\($0.rawValue)") },
        ]
        return try await desk.page(
            "staff/papers/sign", model, title: context.t("sign.title"), context,
            crumbs: standing.row.caseID.map {
                [
                    Link(context.t("queue.title"), QueuePage.path),
                    Link(standing.content.number, "/staff/cases/\($0.text)"),
                ]
            } ?? [], state: state)
    }

    /// The ways that can serve a document: what it needs, and nothing else.
    private static func ways(_ needed: SignatureStrength) -> [Way] {
        switch needed {
        case .none: []
        case .seal: [.seal]
        case .staffAndSeal: [.staff, .seal]
        case .citizenCode: [.code, .drawn, .thumbprint, .scan]
        case .citizenHand: [.drawn, .thumbprint, .scan]
        case .bothSides: [.drawn, .thumbprint, .scan, .staff]
        }
    }

    private static func memberField(_ people: [DeclaredMember], _ context: BackstopContext) -> Field {
        .select("member", label: context.t("sign.member"), people.map { Field.Choice(String($0.number), $0.name) })
    }

    private static func fields(_ way: Way, _ people: [DeclaredMember], _ context: BackstopContext) -> [Field] {
        func text(_ name: String, isOptional: Bool = false) -> Field {
            .text(name, label: context.t("sign.\(name)"), isOptional: isOptional, lengthMax: 40, width: .medium)
        }
        return switch way {
        case .drawn:
            [
                text("name"), .photo("picture", label: context.t("sign.picture")), text("witness"),
                .photo("photo", label: context.t("sign.photo")),
            ]
        case .code: [memberField(people, context), .oneTimeCode("typed", label: context.t("sign.typed"))]
        case .thumbprint:
            [text("name"), .photo("picture", label: context.t("sign.thumb")), text("witness"), text("witness2")]
        case .scan:
            [
                text("name"), .photo("picture", label: context.t("sign.original")),
                .number("pages", label: context.t("sign.pages")),
            ]
        case .staff: []
        case .seal: [.photo("picture", label: context.t("sign.sealed"), isOptional: true)]
        }
    }

    private func people(_ standing: DocumentStanding, _ context: BackstopContext) async throws -> [DeclaredMember] {
        guard let caseID = standing.row.caseID else { return [] }
        return try await desk.view(context) { inner in
            try inner.store.caseRow(caseID, in: inner.scope)?.form.members.filter {
                $0.isAdult(on: inner.today) != false
            } ?? []
        }
    }

    private func sign(_ way: Way, _ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let standing = try await DocumentPages(desk: desk).standing(context)
        var reader = FormReader(submission.values, context)
        let files = try await attach(
            standing, way == .drawn ? ["picture", "photo"] : ["picture"], submission, &reader, context)
        let taking = taking(way, files, &reader, context)
        guard reader.state.isValid, let taking else { return try await show(way, reader.state, context) }
        let digest = submission.values.text("digest") ?? ""
        let outcome = try await desk.perform(
            SignDocument(documentID: standing.row.id, shownDigest: digest, taking: taking), submission, context)
        switch outcome {
        case .done(.signed): return .seeOther("\(DocumentPages.path)/\(standing.row.id.text)/sign?done=yes")
        case .done(.wrongCode(let left)):
            reader.add("typed", context.t("sign.wrongCode", ["left": String(left)]))
            return try await show(way, reader.state, context)
        case .refused(let reasons):
            return try await show(way, desk.refused(reasons, reader.state.values, context), context)
        }
    }

    private func taking(
        _ way: Way, _ files: [String: UploadID], _ reader: inout FormReader, _ context: BackstopContext
    ) -> SignatureTaking? {
        func need(_ name: String) -> String {
            reader.text(name, label: context.t("sign.\(name)"), lengthMax: 40) ?? ""
        }
        func picture(_ key: String) -> UploadID? {
            if files["picture"] == nil { reader.add("picture", context.t("sign.missing", ["what": context.t(key)])) }
            return files["picture"]
        }
        switch way {
        case .drawn:
            let (name, witness) = (need("name"), need("witness"))
            return picture("sign.picture").map {
                .drawn(name: name, witness: witness, picture: $0, photo: files["photo"])
            }
        case .code:
            let number = reader.integer("member", label: context.t("sign.member"), in: 1...99)
            let typed = reader.text("typed", label: context.t("sign.typed"), lengthMax: 12)
            guard let number, let typed else { return nil }
            return .code(memberNumber: Int(number), typed: typed)
        case .thumbprint:
            let (name, first, second) = (need("name"), need("witness"), need("witness2"))
            return picture("sign.thumb").map { .thumbprint(name: name, witnesses: [first, second], picture: $0) }
        case .scan:
            let (name, pages) = (need("name"), reader.integer("pages", label: context.t("sign.pages"), in: 1...200))
            guard let pages else { return nil }
            return picture("sign.original").map { .scan(name: name, pages: Int(pages), picture: $0) }
        case .staff: return .staff
        case .seal: return .seal(scan: files["picture"])
        }
    }

    /// The files of a signature, kept with the case; a paper of no case takes none.
    private func attach(
        _ standing: DocumentStanding, _ names: [String], _ submission: Submission, _ reader: inout FormReader,
        _ context: BackstopContext
    ) async throws -> [String: UploadID] {
        guard let caseID = standing.row.caseID else { return [:] }
        var found: [String: UploadID] = [:]
        for name in names {
            found[name] = try await desk.keepFile(
                name, of: caseID, as: .signature, from: submission, &reader, context)
        }
        return found
    }

    private func send(_ submission: Submission, _ context: BackstopContext) async throws -> Response {
        let standing = try await DocumentPages(desk: desk).standing(context)
        let number = submission.values.text("member").flatMap { Int($0) } ?? 0
        let outcome = try await desk.perform(
            RequestSigningCode(documentID: standing.row.id, memberNumber: number, addressKey: context.addressKey),
            submission, context)
        var state = FormState()
        state.values.set("member", String(number))
        guard let sent = outcome.value else {
            return try await show(.code, desk.refused(outcome.reasons, state.values, context), context)
        }
        let told = sent.shownCode.map { context.t("sign.sentShown", ["code": $0]) } ?? context.t("sign.sent")
        return try await show(.code, state, context, told: told)
    }
}
