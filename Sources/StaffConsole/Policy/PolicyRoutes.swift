import WebSupport

/// Policy at the desk: what is in force, drafts and their approval, publication, and what a change for the past costs.
struct PolicyRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        PolicyListPage(desk: desk).register(in: routes)
        PackFolderPage(desk: desk).register(in: routes)
        PackVersionPage(desk: desk).register(in: routes)
        PackEditPages(desk: desk).register(in: routes)
        PackStepPages(desk: desk).register(in: routes)
        RetroactivePage(desk: desk).register(in: routes)
        SimulationPages(desk: desk).register(in: routes)
    }
}
