import Casework
import Documents
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Certificates, letters, mandates, hand-overs and promises of a case; and the certificate as it prints.
struct ServicePage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        let (path, roles) = ("/staff/cases/{id}/services", Posts.names(Posts.caseReaders))
        routes.get(path, for: .staff, roles: roles, summary: "Certificates, letters, mandates and hand-overs.") {
            request, context in
            let scene = try await scene(context)
            let done = FamilyAct.done(ServiceActs.all, request.query, context)
            let model = ServiceModel(scene: scene, role: try desk.actor(context).role, done: done, context: context)
            return try await desk.page(
                "staff/family/services", model, title: context.t("services.title"), context,
                crumbs: Array(scene.crumbs(context).dropLast()))
        }
        for act in ServiceActs.all {
            FamilyActPages(desk: desk, act: act, below: path, load: scene).register(in: routes)
        }
        let certificate = "/staff/certificates/{certificate}"
        routes.get(certificate, for: .staff, roles: roles, summary: "A certificate for print.") { _, context in
            let paper = CertificatePaper(try await paper(context))
            return desk.site.page(PaperSheet.template, paper.model, frame: paper.frame, context)
        }
        routes.get("\(certificate)/pdf", for: .staff, roles: roles, kind: .export, summary: "A certificate as a PDF.") {
            _, context in
            let paper = CertificatePaper(try await paper(context))
            return await desk.site.pdf(
                PaperSheet.template, paper.model, frame: paper.frame, fileName: paper.fileName, context)
        }
    }

    private func scene(_ context: BackstopContext) async throws -> ServiceScene {
        let id = CaseID(try context.number("id"))
        let view = try await desk.found(context) { try CaseFamilyView.load(id, in: $0) }
        return ServiceScene(view: view)
    }

    private func paper(_ context: BackstopContext) async throws -> CertificateView {
        let id = CertificateID(try context.number("certificate"))
        return try await desk.found(context) { try CertificateView.load(id, in: $0) }
    }
}

/// A certificate ready for its template; its QR code leads to a page that shows its status only.
struct CertificatePaper {
    let model: Fields
    let frame: PrintFrame
    let fileName: String

    init(_ view: CertificateView) {
        let (content, certificate) = (view.row.content, view.row.certificate)
        let holder = content.holders.first
        let code = (try? QRCode(view.address)).map { QRPicture($0) }
        let blocks = [
            PaperSheet.Block(
                "fields", text: "",
                lines: [
                    ("证号", certificate.number), ("持证人", holder?.name ?? ""),
                    ("身份证后四位", holder?.lastFour ?? ""), ("保障人数", "\(content.holders.count)人"),
                    ("救助项目", certificate.program.chineseShort), ("发证日期", certificate.issuedOn.chineseText),
                    ("有效期至", certificate.validThrough.chineseText), ("住址", content.place),
                ], headings: [], rows: []),
            PaperSheet.Block(
                "table", text: "保障成员", lines: [], headings: ["姓名", "与持证人关系", "身份证后四位"],
                rows: content.holders.map { [$0.name, $0.relation, $0.lastFour] }),
            PaperSheet.Block(
                "note", text: "扫描二维码只显示本证是否有效，不显示家庭情况。遗失请及时到乡镇（街道）挂失。", lines: [], headings: [],
                rows: []),
        ]
        let isGood = certificate.state == .valid
        model =
            PaperSheet(
                addressee: "", blocks: blocks, lacks: isGood ? nil : "本证\(certificate.state.chinese)，不得使用。",
                issuer: content.issuer, sealed: isGood, day: certificate.issuedOn.chineseText,
                code: code.map { ($0.viewBox, $0.path, view.address) }
            ).model
        frame = PrintFrame(
            title: certificate.title, issuer: content.issuer, layout: "certificate")
        fileName = "\(certificate.title)\(certificate.number).pdf"
    }
}

/// The page of a case's services as its template reads it.
struct ServiceModel: ViewModel {
    let scene: ServiceScene
    let role: Role?
    let done: String?
    let context: BackstopContext

    private var view: CaseFamilyView { scene.view }
    private var formats: Formats { Formats(context) }

    static let fields: ViewFields<ServiceModel> = [
        "done": \.done, "rows": { $0.scene.rows($0.context) },
        "backAddress": { "/staff/cases/\($0.scene.caseID.text)" },
        "family": { "\(FamilyFileScene.path)/\($0.scene.view.row.familyID.text)" },
        "certificates": \.certificates, "hasCertificates": { !$0.scene.view.certificates.isEmpty },
        "letters": \.letters, "hasLetters": { !$0.scene.view.letters.isEmpty }, "moves": \.moves,
        "hasMoves": { !$0.scene.view.transfers.isEmpty }, "handovers": \.handovers,
        "hasHandovers": { !$0.scene.view.handovers.isEmpty }, "promises": \.promises,
        "hasPromises": { !$0.scene.view.promises.isEmpty }, "mandates": \.mandates,
        "hasMandates": { !$0.scene.view.mandates.isEmpty },
        "certificateActs": { $0.buttons(ServiceActs.certificate) },
        "letterActs": { $0.buttons(ServiceActs.letters + ServiceActs.register) },
        "moveActs": { $0.buttons(ServiceActs.moves) }, "windowActs": { $0.buttons(ServiceActs.window) },
        "programs": { "/staff/cases/\($0.scene.caseID.text)/programs" },
    ]

    private func buttons(_ acts: [ServiceActs.Act]) -> [Link] { acts.compactMap { $0.button(scene, role, context) } }

    private var certificates: [Fields] {
        view.certificates.map { item in
            let certificate = item.row.certificate
            let tag =
                item.isValid
                ? StatusTag(context.t("certificateState.valid"), .ok)
                : certificate.state == .valid
                    ? StatusTag(context.t("certificateState.over"), .warn)
                    : StatusTag(context.t("certificateState.\(certificate.state.rawValue)"), .bad)
            return [
                "number": certificate.number, "title": certificate.title,
                "members": item.row.content.holders.map { Masking.name($0.name) }.joined(separator: "、"),
                "issued": formats.date(certificate.issuedOn), "through": formats.date(certificate.validThrough),
                "tag": tag, "next": certificate.replacedBy, "address": "/staff/certificates/\(item.row.id.text)",
                "check": item.address,
            ]
        }
    }

    private var letters: [Fields] {
        view.letters.map { letter in
            let tone: StatusTag.Tone =
                switch letter.state {
                case .issued, .genuine: .ok
                case .asked, .noAnswer: .warn
                case .notGenuine: .bad
                }
            return [
                "kind": context.t(letter.documentID == nil ? "letter.brought" : "letter.written"),
                "number": letter.content.number, "office": letter.content.office, "purpose": letter.content.purpose,
                "on": formats.date(letter.on), "through": formats.date(letter.validThrough),
                "tag": StatusTag(context.t("letterState.\(letter.state.rawValue)"), tone),
                "due": letter.state == .asked ? letter.dueOn.map(formats.date) : nil,
                "answer": letter.content.answer.isEmpty ? nil : letter.content.answer,
                "address": letter.documentID.map { "/staff/documents/\($0.text)" },
            ]
        }
    }

    private var moves: [Fields] {
        view.transfers.map { move in
            let tone: StatusTag.Tone =
                switch move.state {
                case .received: .ok
                case .sent, .proposed: .info
                case .returned: .warn
                case .cancelled: .neutral
                }
            return [
                "to": move.to.text, "month": formats.month(move.firstMonth), "reason": move.reason,
                "sent": formats.date(move.sentOn),
                "tag": StatusTag(context.t("moveState.\(move.state.rawValue)"), tone),
                "answer": move.answer.flatMap { $0.isEmpty ? nil : $0 },
            ]
        }
    }

    private var handovers: [Fields] {
        view.handovers.map { item in
            let isOpen = !item.state.next.isEmpty
            let isLate = isOpen && view.today > item.dueOn
            return [
                "item": context.t("item.\(item.item)"), "department": item.department, "need": item.content.need,
                "sent": formats.date(item.sentOn), "due": formats.date(item.dueOn),
                "tag": isLate
                    ? StatusTag(context.t("handover.late"), .bad)
                    : StatusTag(context.t("handoverState.\(item.state.rawValue)"), isOpen ? .info : .ok),
                "answer": item.content.answer.isEmpty ? nil : item.content.answer,
                "address": "/staff/documents/\(item.documentID.text)",
            ]
        }
    }

    private var promises: [Fields] {
        view.promises.map { item in
            let tone: StatusTag.Tone =
                switch item.state {
                case .proved: .ok
                case .promised: view.today > item.dueOn ? .bad : .info
                case .isFalse: .bad
                }
            return [
                "item": item.item, "signer": Masking.name(item.content.signer), "on": formats.date(item.on),
                "due": formats.date(item.dueOn),
                "tag": StatusTag(context.t("promiseState.\(item.state.rawValue)"), tone),
                "finding": item.content.finding.isEmpty ? nil : item.content.finding,
            ]
        }
    }

    private var mandates: [Fields] {
        view.mandates.map { row in
            let mandate = row.mandate
            let isOver = row.revokedOn != nil || view.today > mandate.through
            return [
                "kind": context.t("agency.\(mandate.kind.rawValue)"), "agent": Masking.name(row.content.agentName),
                "relation": row.content.relation,
                "events": mandate.events.map { context.t("event.\($0.rawValue)") }.sorted().joined(separator: "、"),
                "from": formats.date(mandate.from), "through": formats.date(mandate.through),
                "tag": row.revokedOn != nil
                    ? StatusTag(context.t("mandate.revoked"), .neutral)
                    : isOver ? StatusTag(context.t("mandate.over"), .warn) : StatusTag(context.t("mandate.runs"), .ok),
                "paper": row.content.paper,
            ]
        }
    }
}
