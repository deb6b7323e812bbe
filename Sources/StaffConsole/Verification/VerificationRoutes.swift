import WebSupport

/// The verification centre's desk.
struct VerificationRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        RelayPage(desk: desk).register(in: routes)
        CentreOverview(desk: desk).register(in: routes)
        DatasetPages(desk: desk).register(in: routes)
        ImportPages(desk: desk).register(in: routes)
        RunPages(desk: desk).register(in: routes)
        HouseholdRunPage(desk: desk).register(in: routes)
        TaskPages(desk: desk).register(in: routes)
        RequestPage(desk: desk).register(in: routes)
        SourcePage(desk: desk).register(in: routes)
        CarePage(desk: desk).register(in: routes)
        LinkReviewPages(desk: desk).register(in: routes)
        ReportCheckPage(desk: desk).register(in: routes)
        ObjectionDeskPages(desk: desk).register(in: routes)
        TicketPages(desk: desk).register(in: routes)
        SuppressionPages(desk: desk).register(in: routes)
        DraftReportPage(desk: desk).register(in: routes)
    }
}
