package import Foundation
package import Operations
package import WebSupport

/// The staff's side: every route of the console, room by room.
package struct StaffRoutes: Sendable {
    private let desk: Desk

    /// The folders with this room's templates, messages and assets.
    package static var roomFolders: [URL] { [Bundle.module.bundleURL.appendingPathComponent("Templates")] }

    /// Takes the bureau and the site.
    package init(bureau: Bureau, site: Site) { desk = Desk(bureau: bureau, site: site) }

    /// Registers every route.
    package func register(in routes: RouteRegistry) {
        SignInRoutes(desk: desk).register(in: routes)
    }
}
