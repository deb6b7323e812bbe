package import Foundation
package import Operations
package import WebSupport

/// The citizen's side: every route of the portal, room by room.
package struct CitizenRoutes: Sendable {
    private let portal: Portal

    /// The folders with this room's templates, messages and assets.
    package static var roomFolders: [URL] { [Bundle.module.bundleURL.appendingPathComponent("Templates")] }

    /// Takes the bureau and the site.
    package init(bureau: Bureau, site: Site) { portal = Portal(bureau: bureau, site: site) }

    /// Registers every route.
    package func register(in routes: RouteRegistry) {
        EntryRoutes(portal: portal).register(in: routes)
        SignInRoutes(portal: portal).register(in: routes)
        ApplyRoutes(portal: portal).register(in: routes)
        FollowRoutes(portal: portal).register(in: routes)
    }
}
