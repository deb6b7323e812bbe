import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The audit log: who did what to whom and when, by actor, subject and day, and whether its chain holds.
struct AuditPage: Sendable {
    let desk: Desk
    /// The file outside the database that the sealer writes heads to, as `backstop audit verify` reads it.
    let headFile: String?
    private static let path = "/staff/audit"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.auditor])
        routes.get(Self.path, for: .staff, roles: roles, summary: "The audit log of the area, newest first.") {
            request, context in try await list(request.query, context, verdict: nil)
        }
        routes.post("\(Self.path)/verify", for: .staff, roles: roles, summary: "Recomputes the audit chain.") {
            _, context in
            let faults = try await desk.bureau.verifyAuditChain(headFile: headFile)
            return try await list(FormValues(), context, verdict: faults)
        }
    }

    private func list(
        _ query: FormValues, _ context: BackstopContext, verdict: [AuditFault]?
    ) async throws -> Response {
        let filter = filter(query)
        let login = query.text("login").map(StaffLogin.normalized)
        let loaded = try await desk.view(context) { inner -> (AuditTrail, SystemState?)? in
            var filter = filter
            if let login {
                // A login nobody has finds nothing, and does not say whether it exists elsewhere.
                filter.actorKind = .staff
                filter.actorID = try inner.store.staffUser(login: login)?.id.rawValue ?? 0
            }
            if let subject = query.text("subject"), Int64(subject) == nil {
                // A number as people know it is an acceptance number; one of another area finds nothing.
                filter.subjectKind = "case"
                filter.subjectID = try inner.store.caseID(number: subject, in: inner.scope)?.rawValue ?? 0
            }
            guard let trail = try AuditTrail.load(filter, in: inner) else { return nil }
            return (trail, try SystemState.load(in: inner))
        }
        guard let (trail, state) = loaded else { throw PageProblem.forbidden }
        let rows = trail.lines.map { row($0, context) }
        let address = PageAddress(Self.path, query)
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "login": query.text("login"),
            "kinds": FilterOption.list(
                Self.kinds.map { ($0, context.t("subject.\($0)")) }, chosen: query.text("kind")),
            "subject": query.text("subject"), "from": query.text("from"), "through": query.text("through"),
            "next": trail.next.map { address.with("before", $0.text).text },
            "isFirst": query.text("before") == nil, "firstAddress": address.with("before", nil).text,
            "form": desk.site.form(context, action: "\(Self.path)/verify", submit: context.t("audit.verify")),
            "position": Formats(context).count(Int(state?.auditPosition ?? 0)), "hash": state?.auditHash ?? "—",
            "verifyNote": context.t(headFile == nil ? "audit.verifyChainOnly" : "audit.verifyNote"),
            "isWhole": verdict?.isEmpty ?? false, "isBroken": !(verdict?.isEmpty ?? true),
            "faults": (verdict ?? []).map { ["sentence": $0.sentence] as Fields },
        ]
        return try await desk.page("staff/office/audit", model, title: context.t("audit.title"), context)
    }

    /// The kinds of records that entries are about.
    private static let kinds = [
        "case", "draft", "authorization", "determination", "notice", "objection", "upload", "award", "batch", "staff",
        "account", "person", "family", "region", "queue", "installation",
    ]

    private func row(_ line: AuditTrailLine, _ context: BackstopContext) -> Fields {
        let entry = line.entry
        let kind =
            Self.kinds.contains(entry.subjectKind) ? context.t("subject.\(entry.subjectKind)") : entry.subjectKind
        let name = line.subjectName ?? (entry.subjectKind == "region" ? line.regionName : nil)
        let event = entry.verb.split(separator: ".").last.flatMap { CaseEventKind(rawValue: String($0)) }
        return [
            "when": Formats(context).moment(entry.at),
            "who": line.actorName ?? context.t("actor.\(entry.actor.kind.rawValue)"), "verb": entry.verb,
            "done": event.map { context.t("event.\($0.rawValue)") },
            "subject": [kind, name].compactMap(\.self).joined(separator: " "),
            "subjectAddress": PageAddress(Self.path).with("kind", entry.subjectKind)
                .with("subject", entry.subjectID == 0 ? nil : String(entry.subjectID)).text,
            "region": line.regionName ?? (entry.region.isEmpty ? "—" : entry.region),
            "reason": entry.reason.isEmpty ? "—" : Self.reason(entry.reason, context),
        ]
    }

    /// A reason as a person wrote it, or the words of a code that a verb keeps there.
    private static func reason(_ text: String, _ context: BackstopContext) -> String {
        if let purpose = UploadPurpose(rawValue: text) {
            return CaseWords(context).word(purpose.chinese, purpose.english)
        }
        switch text {
        case "ownCode", "beforeClerk": return context.t("authorized.self")
        case "guardian": return context.t("authorized.guardian")
        default: return text
        }
    }

    private func filter(_ query: FormValues) -> AuditFilter {
        var filter = AuditFilter()
        filter.subjectKind = query.text("kind")
        filter.subjectID = query.text("subject").flatMap { Int64($0) }
        filter.from = query.text("from").flatMap { try? CivilDate(parsing: $0) }
        filter.through = query.text("through").flatMap { try? CivilDate(parsing: $0) }
        filter.before = query.text("before").flatMap { AuditID(text: $0) }
        return filter
    }
}
