import WebSupport

/// Supervision: orders of delegation, the ledger of relatives, samples and the corrections they ask for.
struct SupervisionRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        DelegationPages(desk: desk).register(in: routes)
        RelativePages(desk: desk).register(in: routes)
        DeclarationPages(desk: desk).register(in: routes)
        SamplingPages(desk: desk).register(in: routes)
        FindingPages(desk: desk).register(in: routes)
        CorrectionPages(desk: desk).register(in: routes)
    }
}
