import AsyncHTTPClient
import CitizenPortal
import CoreMetrics
import Documents
import Foundation
package import Hummingbird
import Logging
package import Operations
import Primitives
import Sealing
import ServiceLifecycle
import StaffConsole
import Storage
import UnixSignals
import Verification
package import WebSupport

/// The server of one installation: pages, background work, and a graceful stop of both.
package enum Server {
    /// Serves pages and does background work until the process is told to stop.
    package static func run(_ installed: InstalledBureau) async throws {
        MetricsSystem.bootstrap(installed.metrics)
        // The first name compiles the tables of sounds: tenths of a second, which no write should wait for.
        _ = NameSound.readings(of: "安")
        let application = try buildApplication(installed)
        try await serve([application], installed)
    }

    /// Does background work without pages.
    package static func work(_ installed: InstalledBureau) async throws {
        try await serve([], installed)
    }

    private static func serve(_ pages: [any Service], _ installed: InstalledBureau) async throws {
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let background = BackgroundWork(
            installed: installed, gateway: gateway(installed, client: client),
            relay: relayGateway(installed.configuration, client: client),
            medical: medicalGateway(installed.configuration, client: client), pause: .milliseconds(1_000))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: (pages + [background]).map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: installed.bureau.log))
        do {
            try await group.run()
            try await client.shutdown()
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private static func gateway(_ installed: InstalledBureau, client: HTTPClient) -> any MessageGateway {
        let address = installed.configuration[.gateway]
        guard address != "log" else { return LogFileGateway(path: installed.configuration.inData("messages.log")) }
        return HTTPMessageGateway(
            endpoint: JSONEndpoint(client: client, address: address, token: installed.configuration[.gatewayToken]))
    }

    private static func relayGateway(_ configuration: Configuration, client: HTTPClient) -> (any RelayGateway)? {
        configuration[.relay].isEmpty
            ? nil
            : HTTPRelayGateway(client: client, address: configuration[.relay], token: configuration[.relayToken])
    }

    private static func medicalGateway(_ configuration: Configuration, client: HTTPClient) -> (any MedicalGateway)? {
        configuration[.medical].isEmpty
            ? nil
            : HTTPMedicalGateway(client: client, address: configuration[.medical], token: configuration[.medicalToken])
    }

    /// The application: the router behind a socket on the configured address.
    package static func buildApplication(_ installed: InstalledBureau) throws -> Application<MeasuredResponder> {
        let configuration = installed.configuration
        let routes = try buildRoutes(installed.bureau, configuration, metrics: installed.metrics)
        return Application(
            responder: MeasuredResponder(routes.responder(), metrics: installed.metrics),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration[.host], port: configuration.number(.port)),
                serverName: nil),
            logger: installed.bureau.log)
    }

    /// Every route of this node: the configured side or both, and what machines ask.
    package static func buildRoutes(
        _ bureau: Bureau, _ configuration: Configuration, metrics: PrometheusText = PrometheusText()
    ) throws -> RouteRegistry {
        let audience = configuration[.audience]
        var options = SiteOptions()
        options.isSecure = configuration.flag(.secureCookies)
        options.hstsSeconds = configuration.number(.hstsSeconds)
        options.vendorFolder = URL(fileURLWithPath: configuration.inHome("Public/vendor"))
        var site = try Site(
            options: options, roomFolders: CitizenRoutes.roomFolders + StaffRoutes.roomFolders,
            forms: FormGuard(
                secret: bureau.store.keys.signature("forms", purpose: "csrf"),
                random: { UInt64.random(in: .min ... .max) }),
            sessions: SessionGate(bureau: bureau, audience: audience))
        let pdf = PDFRenderer(python: configuration.python)
        site.printer = { html, files, subject in
            try await pdf.pdf(
                html: html,
                assets: files.map { PDFRenderer.Asset(name: $0.address, mediaType: $0.mediaType, bytes: $0.bytes) },
                subject: subject)
        }
        let routes = RouteRegistry(site: site)
        OperatorRoutes(
            bureau: bureau, site: site, metrics: metrics, metricsToken: configuration[.metricsToken]
        ).register(in: routes)
        if audience != "staff" { CitizenRoutes(bureau: bureau, site: site).register(in: routes) }
        if audience != "citizen" {
            let spreadsheets = SpreadsheetReader(python: configuration.python)
            StaffRoutes(
                bureau: bureau, site: site, spreadsheets: spreadsheets, auditHeadFile: configuration.auditHeadFile
            ).register(in: routes)
        }
        return routes
    }
}
