import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// The audit log: who did what to whom and when, by actor, subject and day, and whether its chain holds.
struct AuditPage: Sendable {
    let desk: Desk
    private static let path = "/staff/audit"

    func register(in routes: RouteRegistry) {
        let roles = Posts.names([.auditor])
        routes.get(Self.path, for: .staff, roles: roles, summary: "The audit log of the area, newest first.") {
            request, context in try await list(request.query, context, verdict: nil)
        }
        routes.post("\(Self.path)/verify", for: .staff, roles: roles, summary: "Recomputes the audit chain.") {
            _, context in
            let faults = try await desk.bureau.verifyAuditChain()
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
            guard let trail = try AuditTrail.load(filter, in: inner) else { return nil }
            return (trail, try SystemState.load(in: inner))
        }
        guard let (trail, state) = loaded else { throw PageProblem.forbidden }
        let rows = trail.lines.map { line in
            let entry = line.entry
            return [
                "when": Formats(context).moment(entry.at),
                "who": line.actorName ?? context.t("actor.\(entry.actor.kind.rawValue)"), "verb": entry.verb,
                "subject": entry.subjectID == 0 ? entry.subjectKind : "\(entry.subjectKind) \(entry.subjectID)",
                "subjectAddress": PageAddress(Self.path).with("kind", entry.subjectKind)
                    .with("subject", String(entry.subjectID)).text,
                "region": entry.region.isEmpty ? "—" : entry.region,
                "reason": entry.reason.isEmpty ? "—" : entry.reason,
            ] as Fields
        }
        let address = PageAddress(Self.path, query)
        let model: Fields = [
            "rows": rows, "hasRows": !rows.isEmpty, "login": query.text("login"), "kind": query.text("kind"),
            "subject": query.text("subject"), "from": query.text("from"), "through": query.text("through"),
            "next": trail.next.map { address.with("before", $0.text).text },
            "isFirst": query.text("before") == nil, "firstAddress": address.with("before", nil).text,
            "form": desk.site.form(context, action: "\(Self.path)/verify", submit: context.t("audit.verify")),
            "position": Formats(context).count(Int(state?.auditPosition ?? 0)), "hash": state?.auditHash ?? "—",
            "isWhole": verdict?.isEmpty ?? false, "isBroken": !(verdict?.isEmpty ?? true),
            "faults": (verdict ?? []).map { ["sentence": $0.sentence] as Fields },
        ]
        return try await desk.page("staff/office/audit", model, title: context.t("audit.title"), context)
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
