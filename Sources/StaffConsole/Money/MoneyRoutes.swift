import Documents
import WebSupport

/// Paying: rosters and their batches, bank files and answers, accounts.
struct MoneyRoutes: Sendable {
    let desk: Desk
    let spreadsheets: SpreadsheetReader

    func register(in routes: RouteRegistry) {
        BatchListPage(desk: desk).register(in: routes)
        RosterPage(desk: desk).register(in: routes)
        BatchPage(desk: desk).register(in: routes)
        BatchStepPages(desk: desk).register(in: routes)
        BatchPapers(desk: desk).register(in: routes)
        AccountChangePages(desk: desk).register(in: routes)
        AwardHoldPages(desk: desk).register(in: routes)
        PayingAccountPage(desk: desk).register(in: routes)
        RecipientPage(desk: desk, spreadsheets: spreadsheets).register(in: routes)
    }
}
