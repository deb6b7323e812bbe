import WebSupport

/// The office around the work: village codes, staff, the audit log, messages, jobs, the installation.
struct OfficeRoutes: Sendable {
    let desk: Desk
    let auditHeadFile: String?

    func register(in routes: RouteRegistry) {
        VillagePages(desk: desk).register(in: routes)
        UserListPage(desk: desk).register(in: routes)
        UserPage(desk: desk).register(in: routes)
        AuditPage(desk: desk, headFile: auditHeadFile).register(in: routes)
        MessagePage(desk: desk).register(in: routes)
        SystemPages(desk: desk).register(in: routes)
    }
}
