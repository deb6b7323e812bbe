package import Documents
package import Foundation
package import Operations
package import WebSupport

/// The staff's side: every route of the console, room by room.
package struct StaffRoutes: Sendable {
    private let desk: Desk
    private let spreadsheets: SpreadsheetReader
    private let auditHeadFile: String?

    /// The folders with this room's templates, messages and assets.
    package static var roomFolders: [URL] { [Bundle.module.bundleURL.appendingPathComponent("Templates")] }

    /// Takes the bureau, the site, and what reads workbooks; without a reader of workbooks only CSV lists are taken.
    ///
    /// `auditHeadFile` is where the sealer writes the heads of the audit chain; without it only the chain is checked.
    package init(
        bureau: Bureau, site: Site, spreadsheets: SpreadsheetReader = SpreadsheetReader(python: ""),
        auditHeadFile: String? = nil
    ) {
        desk = Desk(bureau: bureau, site: site)
        self.auditHeadFile = auditHeadFile
        self.spreadsheets = spreadsheets
    }

    /// Registers every route.
    package func register(in routes: RouteRegistry) {
        SignInRoutes(desk: desk).register(in: routes)
        CaseRoutes(desk: desk).register(in: routes)
        SupervisionRoutes(desk: desk).register(in: routes)
        FastPathRoutes(desk: desk).register(in: routes)
        AfterRoutes(desk: desk).register(in: routes)
        FamilyFileRoutes(desk: desk).register(in: routes)
        MoneyRoutes(desk: desk, spreadsheets: spreadsheets).register(in: routes)
        PapersRoutes(desk: desk).register(in: routes)
        ScreenRoutes(desk: desk).register(in: routes)
        PolicyRoutes(desk: desk).register(in: routes)
        VerificationRoutes(desk: desk).register(in: routes)
        HotlineRoutes(desk: desk, spreadsheets: spreadsheets).register(in: routes)
        LeadPages(desk: desk).register(in: routes)
        LeadTicketPages(desk: desk).register(in: routes)
        OfficeRoutes(desk: desk, auditHeadFile: auditHeadFile).register(in: routes)
    }
}
