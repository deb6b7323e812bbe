import Casework
import WebSupport

/// What follows a decision: reviews, sums asked back, reconsideration and suit, and what the family is told.
struct AfterRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        ReviewListPage(desk: desk).register(in: routes)
        RecoveryPages(desk: desk).register(in: routes)
        RemedyPages(desk: desk).register(in: routes)
        ToldPage(desk: desk).register(in: routes)
    }

    /// Those who work on what follows a decision.
    static let casework: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer]
}
