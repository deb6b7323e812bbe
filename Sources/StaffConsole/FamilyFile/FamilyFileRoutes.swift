import WebSupport

/// The family's file, what stands beside a case's procedure, and families sent from elsewhere.
struct FamilyFileRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        FamilyFilePage(desk: desk).register(in: routes)
        ServicePage(desk: desk).register(in: routes)
        MovePages(desk: desk).register(in: routes)
        FilingModePage(desk: desk).register(in: routes)
    }
}
