import WebSupport

/// The application from the first text to the receipt, one question a page.
struct ApplyRoutes: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        let door = DraftDoor(portal: portal)
        BeforePages(portal: portal).register(in: routes)
        TaskPages(door: door).register(in: routes)
        MemberPages(door: door).register(in: routes)
        AlonePages(door: door).register(in: routes)
        PlacePages(door: door).register(in: routes)
        ItemPages(door: door, section: .incomes).register(in: routes)
        ItemPages(door: door, section: .properties).register(in: routes)
        ItemPages(door: door, section: .expenses).register(in: routes)
        AnswerPages(door: door).register(in: routes)
        PhotoPages(door: door).register(in: routes)
        for door in ConsentDoor.allCases { ConsentPages(portal: portal, door: door).register(in: routes) }
        LinkConsentPages(portal: portal).register(in: routes)
        SendPages(door: door).register(in: routes)
    }
}
