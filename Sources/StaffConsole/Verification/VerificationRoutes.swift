import WebSupport

/// The verification centre's desk.
struct VerificationRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        RelayPage(desk: desk).register(in: routes)
    }
}
