import WebSupport

/// Papers and clocks: documents, signatures, blank forms, reminders, boards that hang for long, archived files.
struct PapersRoutes: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        DocumentPages(desk: desk).register(in: routes)
        SignPages(desk: desk).register(in: routes)
        PaperKindPages(desk: desk).register(in: routes)
        ReminderPages(desk: desk).register(in: routes)
        BoardPages(desk: desk).register(in: routes)
        ArchivePages(desk: desk).register(in: routes)
    }
}
