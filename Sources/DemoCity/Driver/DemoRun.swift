import Casework
package import Operations
import Primitives
import Sealing
import Storage

/// A verb refused what the demo's script asked of it: a mistake of the script or of the verb.
package struct DemoRefused: Error, CustomStringConvertible {
    /// Which step of which case.
    package let step: String
    /// What the verb said.
    package let reasons: [Reason]

    /// The step with the codes and sentences.
    package var description: String {
        "\(step): " + reasons.map { "\($0.code) \($0.field ?? "") \($0.english)" }.joined(separator: "; ")
    }
}

/// The demo being prepared: the bureau, who acts in it, and the places by name.
///
/// One step follows the other; nothing of it runs at once.
final class DemoRun {
    let bureau: Bureau
    let facts: DemoCityFacts
    private(set) var offices: [DemoOffice] = []
    private(set) var personas: [DemoPersona] = []
    private(set) var today: CivilDate
    private var actors: [String: StaffActor] = [:]
    private var serial = 0

    init(bureau: Bureau, facts: DemoCityFacts) {
        (self.bureau, self.facts, today) = (bureau, facts, facts.plan.asOf)
    }

    /// The next number for keys and pictures.
    func next() -> Int {
        serial += 1
        return serial
    }

    /// Does a verb; a refusal stops the demo with the reasons.
    func act<C: Command>(_ command: C, as actor: Actor, _ step: String = "") async throws -> C.Result {
        let outcome = try await bureau.perform(command, as: actor, key: "demo-\(next())")
        guard case .done(let result) = outcome else {
            throw DemoRefused(step: "\(C.name) \(step)", reasons: outcome.reasons)
        }
        return result
    }

    /// The staff member of a login, acting under the post.
    func staff(_ login: String) throws -> StaffActor {
        guard let actor = actors[login] else { throw DemoRefused(step: "staff \(login)", reasons: [.notFound]) }
        return actor
    }

    /// The staff member of a login as an actor.
    func actor(_ login: String) throws -> Actor { .staff(try staff(login)) }

    /// Moves the business clock to a day, running what is due on each day between.
    func move(to day: CivilDate) async throws {
        while today < day {
            today = try await act(AdvanceBusinessClock(days: 1), as: .system)
            try await runJobs()
        }
    }

    /// Runs background work until none is due.
    func runJobs() async throws { while try await bureau.runJobs(holder: "demo", limit: 50) > 0 {} }

    // MARK: Setting up

    /// Finds the townships where people apply, as the import numbered them.
    func findOffices() async throws {
        let counties = facts.map.counties
        let main = Self.mainCounty
        var found: [DemoOffice] = []
        for (position, county) in counties.enumerated() {
            let rural = county.townships.first { !$0.isUrban } ?? county.townships[0]
            let urban = county.townships.first { $0.isUrban } ?? county.townships[0]
            if position == main {
                found.insert(try await office(county, rural, suffix: "", isDelegated: false), at: 0)
                found.append(try await office(county, urban, suffix: "2", isDelegated: true))
            } else {
                found.append(try await office(county, rural, suffix: "-\(county.code.text)", isDelegated: false))
            }
        }
        // The main office first, then the other of its county, then the rest.
        offices =
            found.filter { $0.suffix.isEmpty } + found.filter { $0.suffix == "2" }
            + found.filter { $0.suffix.hasPrefix("-") }
    }

    /// 惠民县: neither the first nor the largest, so that lists above it hold something before and after.
    private static let mainCounty = 2

    private func office(
        _ county: DemoCounty, _ township: DemoTownship, suffix: String, isDelegated: Bool
    ) async throws -> DemoOffice {
        let code = county.code
        let rows = try await bureau.store.read { store in
            let town = try store.childRegions(of: code).first { $0.name == township.name }
            return (town, try town.map { try store.childRegions(of: $0.code) } ?? [])
        }
        guard let town = rows.0, !rows.1.isEmpty else {
            throw DemoRefused(step: "places of \(township.name)", reasons: [.notFound])
        }
        return DemoOffice(
            county: RegionRowName(code: code, name: county.name),
            township: RegionRowName(code: town.code, name: town.name),
            villages: rows.1.map { RegionRowName(code: $0.code, name: $0.name) }, suffix: suffix,
            isDelegated: isDelegated)
    }

    /// Adds the personas of all offices, counties and the city through the verb that adds users.
    func hire() async throws {
        let city = RegionRowName(code: try RegionCode(DemoMap.cityCode), name: DemoMap.cityName)
        personas = offices.flatMap(\.personas)
        for office in offices where office.suffix != "2" {
            personas += DemoCountyStaff.personas(of: office.county, isMain: office.suffix.isEmpty)
        }
        personas += DemoCountyStaff.personas(of: city)
        // Those of the main county and the city are named first; a list cut short shows them.
        personas = personas.filter { !$0.login.contains("-37") } + personas.filter { $0.login.contains("-37") }
        for index in personas.indices { personas[index].name = DemoNames.persona(index) }
        for persona in personas {
            let added = try await act(
                AddStaffUser(
                    login: persona.login, name: persona.name, password: persona.password, role: persona.role,
                    region: persona.region, totpSecret: persona.secret),
                as: .system, persona.login)
            actors[persona.login] = StaffActor(
                staffID: added.staffID, postID: added.postID, role: persona.role, region: persona.region,
                name: persona.name)
        }
    }

    /// Hangs a code in every village, with its helper's name.
    func hangVillageCodes(_ progress: ProgressReport) async throws -> [VillageCodeIssued] {
        let city = try RegionCode(DemoMap.cityCode)
        let all = try await bureau.store.read { try $0.regions(.village, in: city) }
        let main = offices[0].township.code
        let villages = all.filter { main.contains($0.code) } + all.filter { !main.contains($0.code) }
        var issued: [VillageCodeIssued] = []
        for (position, village) in villages.enumerated() {
            issued.append(
                try await act(
                    IssueVillageCode(
                        region: village.code, helperName: DemoNames.helper(village.code, 0),
                        helperPhone: InventedContacts.phone(500_000 + position)),
                    as: .system, village.name))
            progress(WorkProgress("张贴村码", position + 1, of: villages.count))
        }
        return issued
    }
}
