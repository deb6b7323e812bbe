import Casework
import Primitives
import Sealing
import Storage
import Verification

/// The facts of some families of a run: who they are, what they declared, and who let banks and the like be asked.
struct RunFacts: Sendable {
    /// A family with what is needed to say what was found about whom.
    struct Family: Sendable {
        let row: RunFamily
        let household: WatchedHousehold
        let people: [(id: CitizenID, person: PersonID)]
        /// Members whose authorisation holds.
        let authorized: Set<String>
        /// Records of the members that have been refuted.
        var refuted: [RefutedRecord] = []
        /// A keyed print of all this.
        var print: String
    }

    /// The families, in the order given.
    private(set) var families: [Family] = []

    /// Families read with one statement; lists of ids have to stay short.
    private static let atOnce = 400

    /// Reads the facts: of a family with an open case those of the case, of others the register's.
    ///
    /// Three statements for each four hundred families, and five for each open case; where anything has been
    /// answered, two more for each five hundred people.
    init(_ rows: [RunFamily], in context: CommandContext) throws {
        for start in stride(from: 0, to: rows.count, by: Self.atOnce) {
            let part = Array(rows[start..<min(start + Self.atOnce, rows.count)])
            let ids = part.map(\.familyID)
            let registered = try context.store.comparedFamilies(ids)
            let authorized = try context.store.authorizedPeople(of: ids, on: context.today)
            for row in part {
                guard let family = registered[row.familyID] else { continue }
                families.append(try Self.family(row, family, authorized, in: context))
            }
        }
        try takeRefuted(in: context)
    }

    /// Gives each family the refuted records of its members; a family about which anything was answered gets a print of
    /// its own, so that an increment computes it again when that changes.
    private mutating func takeRefuted(in context: CommandContext) throws {
        guard try context.store.hasSuppressions() else { return }
        let people = Set(families.flatMap { $0.people.map(\.person) }).sorted()
        let marks = try context.store.suppressionMarks(of: people)
        let standing = Dictionary(grouping: try context.store.standingRefutations(of: people)) { $0.record.personID }
        for place in families.indices {
            let own = families[place].people
            families[place].refuted = own.flatMap { member in
                (standing[member.person] ?? []).map { RefutedRecord($0, of: member.id) }
            }
            let marks = Set(own.flatMap { marks[$0.person] ?? [] })
            guard !marks.isEmpty || !families[place].refuted.isEmpty else { continue }
            let text = [families[place].print] + marks.sorted() + families[place].refuted.map(\.identity).sorted()
            let print = context.store.keys.blindIndex(text.joined(separator: "\n"), purpose: "verificationFacts")
            families[place].print = Digest.hex(Array(print.prefix(16)))
        }
    }

    /// Leaves families out.
    mutating func keep(_ isKept: (RunFamily) -> Bool) { families = families.filter { isKept($0.row) } }

    private static func family(
        _ row: RunFamily, _ family: ComparedFamily, _ authorized: Set<[UInt8]>, in context: CommandContext
    ) throws -> Family {
        var members = family.members.map { entry in
            WatchedMember(
                number: entry.member.number, id: entry.id, name: entry.member.person.name,
                relation: entry.member.relation, income: entry.member.income, pension: entry.member.pension)
        }
        var people = family.members.map { (id: $0.id, person: $0.member.person.id) }
        var vehicles = family.row.declaredVehicles
        if let caseID = row.caseID {
            let file = try CaseFile(caseID, in: context)
            members = file.members.map { member in
                WatchedMember(
                    number: member.number, id: member.idNumber, name: member.name,
                    relation: member.relation.rawValue,
                    income: file.row.form.declaredMonthly(.wage, of: member.number),
                    pension: file.row.form.declaredMonthly(.transfer, of: member.number))
            }
            people = file.members.map { (id: $0.idNumber, person: $0.personID) }
            vehicles = file.row.form.declaredVehicles
        }
        let county = family.row.region.ancestor(at: .county) ?? family.row.region
        let household = WatchedHousehold(
            key: row.familyID.text, county: county.text, area: family.row.area.rawValue,
            program: family.row.program.rawValue, startedDay: family.row.startedDay, declaredVehicles: vehicles,
            members: members)
        let given = Set(
            people.filter { authorized.contains(context.store.authorizationIndex($0.id)) }.map(\.id.text))
        let text =
            [household.county, household.area, household.program, "\(vehicles)"]
            + members.map {
                "\($0.id.text) \($0.name) \($0.income.fen) \($0.pension.fen) \(given.contains($0.id.text))"
            }
        let print = context.store.keys.blindIndex(text.joined(separator: "\n"), purpose: "verificationFacts")
        return Family(
            row: row, household: household, people: people, authorized: given,
            print: Digest.hex(Array(print.prefix(16))))
    }
}
