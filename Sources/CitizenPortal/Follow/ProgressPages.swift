import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// My applications, one application step by step, and the masked steps behind the link of a message (C12).
struct ProgressPages: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        routes.get("/progress", for: .citizen, summary: "My applications and drafts.") { request, context in
            try await list(request, context)
        }
        routes.get("/progress/{case}", for: .citizen, summary: "One application step by step.") { request, context in
            try await show(request, context)
        }
        routes.get("/t/{token}", for: .public, summary: "The steps of an application by its link, masked.") {
            request, context in
            try await byLink(request, context)
        }
    }

    private func list(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let found = try await portal.view(context) { (try CitizenCaseLine.list(in: $0), try DraftLine.list(in: $0)) }
        let formats = Formats(context)
        let cases = found.0.map { line in
            FollowCard(
                title: line.program.name(context), detail: line.applicantMasked,
                when: context.t("follow.list.sentOn", ["date": formats.date(line.submittedDay)]),
                address: "/progress/\(line.id.text)", isUrgent: line.awaitsFamily,
                tag: line.awaitsFamily
                    ? StatusTag(context.t("follow.list.awaited"), .warn)
                    : StatusTag(line.state.name(context), line.state.tone),
                number: line.number)
        }
        let drafts = found.1.map { line in
            FollowCard(
                title: line.program.name(context), detail: line.applicantName.map { Masking.name($0) },
                when: context.t("follow.list.savedOn", ["date": formats.date(line.updatedAt.chinaDate)]),
                address: "/apply/\(line.id.text)", isUrgent: false,
                tag: StatusTag(context.t("follow.list.draft"), .info))
        }
        let model: Fields = [
            "cases": cases, "hasCases": !cases.isEmpty, "drafts": drafts, "hasDrafts": !drafts.isEmpty,
            "isEmpty": cases.isEmpty && drafts.isEmpty,
        ]
        return try await portal.page(
            "citizen/follow/list", model, title: context.t("follow.list.title"), request, context, back: "/")
    }

    private func show(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let id = CaseID(try context.number("case"))
        let found = try await portal.view(context) { reading -> CaseProgress? in
            guard let progress = try CitizenProgress.load(id, in: reading) else { return nil }
            return CaseProgress(
                progress: progress, payments: try PaymentHistory.load(caseID: id, in: reading).lines,
                hasResult: try CitizenResult.load(id, in: reading) != nil,
                objections: try CitizenObjections.load(id, in: reading),
                hasCertificate: try CertificateView.list(id, in: reading).contains {
                    [.valid, .lost].contains($0.row.certificate.state)
                },
                after: progress.state.isBeforeDecision ? nil : try FamilyReviewView.load(id, in: reading),
                credit: progress.state.isBeforeDecision ? nil : try CitizenCredit.load(id, in: reading))
        }
        guard let found else { throw PageProblem.notFound }
        return try await portal.page(
            "citizen/follow/progress", found.model(context, done: request.query.text("done")),
            title: context.t("follow.progress.title"), request, context, back: "/progress")
    }

    private func byLink(_ request: Request, _ context: BackstopContext) async throws -> Response {
        let token = try context.parameter("token")
        guard let progress = try await portal.look(context, { try CitizenProgress.load(token: token, in: $0) }) else {
            throw PageProblem.notFound
        }
        let formats = Formats(context)
        let model: Fields = [
            "program": progress.program.name(context), "applicant": progress.applicant,
            "sentence": context.language == .english ? progress.sentenceEnglish : progress.sentence,
            "steps": TimelineStep.all(progress.steps, context),
            "waiting": progress.waitingCount == 0
                ? nil : context.t("consent.link.waiting", ["count": String(progress.waitingCount)]),
            "consent": "/t/\(token)/consent",
            "awaited": progress.awaited.map { awaited in
                context.t(
                    "follow.link.awaited",
                    ["count": String(awaited.count), "date": formats.date(awaited.dueDay)])
            },
        ]
        return try await portal.page(
            "citizen/follow/link", model, title: context.t("follow.progress.title"), request, context, back: "/")
    }
}

/// Everything the progress page shows of a case of the own account.
private struct CaseProgress: Sendable {
    let progress: CitizenProgress
    let payments: [PaymentLine]
    let hasResult: Bool
    /// The report as the family may see it; nil while there is none or it is a draft.
    let objections: CitizenObjections?
    /// Whether the family has a certificate, to be shown on the phone.
    let hasCertificate: Bool
    /// The review and the acts the family was told of; nil before the decision.
    let after: FamilyReviewView?
    /// The record of a broken promise; nil while there is none.
    let credit: CitizenCredit?

    func model(_ context: BackstopContext, done: String?) -> Fields {
        let path = "/progress/\(progress.caseID.text)"
        let formats = Formats(context)
        let documents = progress.documents.map { paper in
            FollowCard(
                title: paper.title, detail: paper.number.isEmpty ? nil : paper.number,
                when: formats.date(paper.issuedDay),
                address: "/documents/\(paper.id.text)\(paper.needsSignature ? "/sign" : "")",
                isUrgent: paper.needsSignature,
                tag: paper.needsSignature ? StatusTag(context.t("sign.own.waits"), .warn) : nil)
        }
        let unsigned = documents.filter(\.isUrgent).map { Link($0.title, $0.address) }
        var links: [Link] = []
        if hasResult { links.append(Link(context.t("follow.progress.result"), "\(path)/result")) }
        if hasCertificate { links.append(Link(context.t("card.link"), "\(path)/certificate")) }
        if let objections {
            links.append(Link(context.t("follow.progress.report"), "\(path)/report"))
            if !objections.entries.isEmpty { links.append(Link(context.t("contest.title"), "\(path)/objections")) }
        }
        let contestable = objections.flatMap { found in
            found.isOpen && found.entries.contains { $0.state == nil } ? found : nil
        }
        if credit != nil { links.append(Link(context.t("honesty.title"), "\(path)/credit")) }
        if progress.state.isBeforeDecision || progress.state.isInForce || progress.state == .refused {
            links.append(Link(context.t("more.link"), "\(path)/more"))
        }
        links.append(Link(context.t("consent.listLink"), "\(path)/consent"))
        if !progress.state.isEnded { links.append(Link(context.t("helper.link"), "\(path)/mandate")) }
        if progress.canWithdraw {
            let key = progress.state.isInForce ? "follow.withdraw.leave" : "follow.progress.withdraw"
            links.append(Link(context.t(key), "\(path)/withdraw"))
        }
        return [
            "number": progress.number, "program": progress.program.name(context), "applicant": progress.applicant,
            "sentence": context.language == .english ? progress.sentenceEnglish : progress.sentence,
            "steps": TimelineStep.all(progress.steps, context), "done": Self.done(done, context),
            "toSign": unsigned.isEmpty ? nil : ["papers": unsigned] as Fields,
            "awaited": progress.awaited.map { AwaitedCard($0, address: "\(path)/supplement", context) },
            "waiting": progress.waitingAuthorizations.isEmpty
                ? nil : progress.waitingAuthorizations.joined(separator: context.t("follow.comma")),
            "contest": contestable.map { found in
                [
                    "until": context.t("contest.until", ["date": formats.date(found.due)]),
                    "address": "\(path)/objections",
                ] as Fields
            },
            "after": after.map { AfterCards($0, context).fields },
            "credit": credit.flatMap { CreditPages.card($0, at: path, context) },
            "consent": "\(path)/consent", "isChinese": context.englishOnly("chinese.papers"),
            "amount": progress.money.map { money in
                context.t("follow.progress.monthly", ["amount": formats.money(money.amount)])
            },
            "firstMonth": progress.money?.firstMonth.map { month in
                context.t("follow.progress.from", ["month": formats.month(month)])
            },
            "hasMoney": progress.money != nil || !payments.isEmpty, "hasPayments": !payments.isEmpty,
            "payments": payments.map { PaymentCard($0, context) }, "documents": documents,
            "hasDocuments": !documents.isEmpty, "links": links, "hasLinks": !links.isEmpty,
        ]
    }

    private static func done(_ word: String?, _ context: BackstopContext) -> String? {
        switch word {
        case "supplement": context.t("follow.supplement.done")
        case "withdrawn": context.t("follow.withdraw.done")
        case "review": context.t("review.done")
        case "signed": context.t("sign.own.done")
        case "told": context.t("told.done")
        case "credit": context.t("honesty.done")
        default: nil
        }
    }
}
