import Primitives
import Storage
import Verification

/// The one transaction of a city's import: places, the register, the installation's facts, the audit entry.
struct CityLoad: Sendable {
    let city: City
    let places: CityPlaces
    let regions: [RegionRow]
    let asOf: CivilDate
    let hash: String
    let population: Int
    let origin: StoreOrigin
    let progress: ProgressReport

    /// The hour of the first morning at which the business clock starts.
    private static let openingHour = 9

    /// Why the store does not take data of this day now; empty when it does.
    static func refusals(asOf: CivilDate, origin: StoreOrigin, in context: CommandContext) throws -> [Reason] {
        let store = context.store
        let held = try store.installationValue(.asOf).map { try CivilDate(parsing: $0) }
        let hasCases = try store.holdsCases()
        if let held, held > asOf { return [.laterCityHeld(held, asOf)] }
        if hasCases, held == nil || held == asOf { return [.casesHeld] }
        if hasCases, asOf > context.today { return [.cityFromTomorrow(asOf, context.today)] }
        if let text = try store.installationValue(.origin), text != origin.rawValue { return [.otherOrigin] }
        return []
    }

    /// Writes everything; returns how many places are known now.
    func write(in context: CommandContext) throws -> Int {
        let store = context.store
        try store.putRegions(regions, from: asOf)
        let rows = try places.regions { try store.childCodes(of: $0) }
        try store.putRegions(rows, from: asOf)
        let towns = Dictionary(
            rows.compactMap { row in row.code.parent.map { (TownKey(county: $0, name: row.name), row.code) } },
            uniquingKeysWith: { first, _ in first })
        let entries = city.households.map { household in
            let key = TownKey(county: household.county, name: household.town)
            return Self.entry(household, town: towns[key] ?? household.county)
        }
        if try store.holdsPeople() {
            try RegisterUpdate(store: store, asOf: asOf, at: context.now, progress: progress).apply(entries)
        } else {
            try insert(entries, in: context)
        }
        try setInstallation(in: context)
        let payload = """
            {"asOf":"\(asOf.text)","families":\(entries.count),"places":\(rows.count),"hash":"\(hash)"}
            """
        try context.audit("city.import", "installation", 0, region: cityCode, payload: payload)
        return rows.count
    }

    private struct TownKey: Hashable {
        let county: RegionCode
        let name: String
    }

    private var cityCode: RegionCode? { regions.first { $0.level == .city }?.code }

    private func insert(_ entries: [FamilyEntry], in context: CommandContext) throws {
        let step = 2000
        for start in stride(from: 0, to: entries.count, by: step) {
            let end = min(start + step, entries.count)
            _ = try context.store.insertUnknownFamilies(Array(entries[start..<end]), on: asOf, at: context.now)
            progress(WorkProgress("登记家庭", end, of: entries.count))
        }
    }

    private func setInstallation(in context: CommandContext) throws {
        let store = context.store
        let city = regions.first { $0.level == .city }
        try store.setInstallationValue(.asOf, asOf.text)
        try store.setInstallationValue(.population, String(population))
        try store.setInstallationValue(.region, city?.code.text ?? "")
        try store.setInstallationValue(.regionName, city?.name ?? "")
        try store.setInstallationValue(.origin, origin.rawValue)
        try store.setInstallationValue(.cityLoaded, hash)
        guard try !store.holdsCases() else { return }
        // With cases in the store its days have begun to count, and no import moves them.
        let start = Instant(chinaDate: asOf, hour: Self.openingHour)
        try store.setInstallationValue(.businessOffset, String(context.now.milliseconds(until: start)))
    }

    private static func entry(_ household: CityHousehold, town: RegionCode) -> FamilyEntry {
        let program = FamilyProgram(rawValue: household.program.rawValue) ?? .monitored
        let isHelped = program != .monitored
        return FamilyEntry(
            registerNumber: household.id, program: program, area: household.area == .urban ? .urban : .rural,
            region: town, startedDay: household.startDate, declaredVehicles: household.declaredVehicles,
            members: household.members.map { member in
                FamilyMemberEntry(
                    number: member.number, name: member.name, citizenID: member.id, relation: member.relation,
                    income: member.monthlyIncome, pension: member.monthlyPension)
            },
            otherGrants: [(town, .registered)] + (isHelped ? [(town, .helped)] : []))
    }
}

/// Whether a store serves people or shows what serving them looks like.
package enum StoreOrigin: String, Codable, Hashable, Sendable {
    case demo, real
}

extension Reason {
    static func laterCityHeld(_ held: CivilDate, _ offered: CivilDate) -> Reason {
        Reason(
            "laterCityHeld", "系统里的数据截至 \(held.text)，比这次的 \(offered.text) 新。请确认目录和日期，不能用旧数据覆盖新数据。",
            "The store holds data of \(held.text), later than \(offered.text). Check the folder and the day.")
    }

    static let casesHeld = Reason(
        "casesHeld", "系统里已经有申请，不能再作为新库导入，也不能替换同一天的数据。请用较新一天的数据更新，或导入到空库。",
        "The store holds applications. Import a later day to update it, or import into an empty store.")

    static func cityFromTomorrow(_ offered: CivilDate, _ today: CivilDate) -> Reason {
        Reason(
            "cityFromTomorrow", "数据截至 \(offered.text)，晚于系统的业务日期 \(today.text)。请到那一天再导入。",
            "The data are of \(offered.text), after the business day \(today.text). Import them on that day.")
    }

    static let otherOrigin = Reason(
        "otherOrigin", "演示库和正式库不能混用：请为演示数据另选一个数据目录。",
        "A demo's data and a real installation's never share a store: choose another data folder.")
}
