import Casework
package import Policies
package import Primitives
package import Storage

/// A simulation with how far it has come and what came of it.
package struct SimulationView: Sendable {
    /// The job.
    package let id: JobID
    /// What was asked.
    package let request: SimulationRequest
    /// `waiting`, `running`, `done` or `failed`.
    package let state: String
    /// Families done.
    package let done: Int64
    /// Families in all; 0 before it began.
    package let total: Int64
    /// Why it failed.
    package let lastError: String?
    /// When it was asked for.
    package let createdAt: Instant
    /// The result, once it is done.
    package let result: SimulationResult?
    /// The names of the counties by code.
    package let countyNames: [String: String]
    /// Whether counts are shown as they are; others see no count below five, and no list.
    package let isExact: Bool

    /// One simulation of the own region; two statements.
    package static func load(_ id: JobID, in context: CommandContext) throws -> SimulationView? {
        guard let staff = context.actor.staff, PolicyAuthority.readers.contains(staff.role),
            let row = try context.store.simulationJob(id, kind: JobKind.simulation.rawValue)
        else { return nil }
        return try SimulationView(row, staff, in: context)
    }

    /// The latest simulations of the own region, without their results.
    package static func list(in context: CommandContext) throws -> [SimulationView]? {
        guard let staff = context.actor.staff, PolicyAuthority.readers.contains(staff.role) else { return nil }
        return try context.store.simulationJobs(kind: JobKind.simulation.rawValue, limit: 100)
            .compactMap { try SimulationView($0, staff, in: context) }
    }

    private init?(_ row: SimulationJobRow, _ staff: StaffActor, in context: CommandContext) throws {
        request = try StoreTransaction.fromJSON(Array(row.payload.utf8), as: SimulationRequest.self)
        guard staff.region.contains(request.region) else { return nil }
        (id, state, done, total) = (row.id, row.state, row.done, row.total)
        (lastError, createdAt) = (row.lastError, row.createdAt)
        result = try row.result.map { try StoreTransaction.fromJSON(Array($0.utf8), as: SimulationResult.self) }
        countyNames = try context.store.regionNames(Set(result?.counties ?? []))
        isExact = [.countyReviewer, .leader].contains(staff.role)
    }
}

/// What the form of a simulation offers: the counties with their standards, and the versions in work.
package struct SimulationChoices: Sendable {
    /// A county whose standards may be tried.
    package struct County: Sendable {
        /// The code.
        package let code: RegionCode
        /// The name.
        package let name: String
        /// The monthly urban standard on the day; nil where there is none.
        package let urban: Money?
        /// The monthly rural standard on the day.
        package let rural: Money?
    }

    /// The business day.
    package let today: CivilDate
    /// The counties of the own region.
    package let counties: [County]
    /// The versions in work of the own region.
    package let versions: [PackVersionRow]

    /// The choices of whoever may ask; about four statements.
    package static func load(in context: CommandContext) throws -> SimulationChoices? {
        guard let staff = context.actor.staff, PolicyAuthority.drafters.contains(staff.role) else { return nil }
        let packs = try context.policies(on: context.today)
        var regions = try context.store.regions(.county, in: staff.region)
        if regions.isEmpty, let own = try context.store.region(staff.region) { regions = [own] }
        let counties = regions.map { region in
            let policy = try? packs.policy("standards", for: region.code, on: context.today)
            return County(
                code: region.code, name: region.name, urban: try? policy?.value(.standardUrban),
                rural: try? policy?.value(.standardRural))
        }
        let versions = try context.store.packVersions().filter { $0.state.isOpen && staff.region.contains($0.region) }
        return SimulationChoices(today: context.today, counties: counties, versions: versions)
    }
}
