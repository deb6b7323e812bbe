package import Casework
package import Primitives
import Storage

/// A relative as somebody declares one.
package struct DeclaredRelative: Codable, Hashable, Sendable {
    /// The name.
    package var name: String
    /// The ID as typed.
    package var idNumber: String
    /// How they are related.
    package var kinship: Kinship

    /// A relative.
    package init(name: String, idNumber: String, kinship: Kinship) {
        self.name = name
        self.idNumber = idNumber
        self.kinship = kinship
    }
}

/// The yearly declaration of relatives 近亲属备案 (E05): by a member of staff, or taken down for a village's official.
///
/// Whoever has none says so. Declaring again in the same year adds what was forgotten; nothing is taken away by it.
package struct DeclareRelatives: Command {
    package static let name = "supervision.declareRelatives"
    /// The village's official; nil for the member of staff who declares.
    package var officialID: OfficialID?
    /// The official's own ID, which lets registers be matched; empty when it is held already.
    package var ownID: String
    /// The relatives; empty when there are none.
    package var relatives: [DeclaredRelative]
    /// Most relatives of one declaration.
    package static let relativesMax = 30

    /// Takes the inputs.
    package init(officialID: OfficialID?, ownID: String, relatives: [DeclaredRelative]) {
        self.officialID = officialID
        self.ownID = ownID
        self.relatives = relatives
    }

    /// Answers how many entries were added.
    package func run(in context: CommandContext) throws -> Outcome<Int> {
        guard let staff = context.actor.staff else { return .refused([.notAllowed]) }
        let found: Outcome<OfficialRow> = try official(staff, in: context)
        guard var official = found.value else { return .refused(found.reasons) }
        var reasons = try identify(&official, in: context)
        let known = try context.store.relatives(of: official.id)
        var register = RelativeRegister(known.map(\.entry).reversed())
        var added: [RelativeEntry] = []
        if relatives.count > Self.relativesMax { reasons.append(.tooManyRelatives(Self.relativesMax)) }
        for (index, relative) in relatives.prefix(Self.relativesMax).enumerated() {
            guard let id = try? CitizenID(relative.idNumber) else {
                reasons.append(.relativeNumberWrong(index + 1))
                continue
            }
            reasons += DecisionChecks.text(relative.name, field: "name\(index + 1)", limit: 40)
            let entry = RelativeEntry(
                person: try context.store.ensurePerson(
                    name: relative.name, citizenID: id, on: context.today, at: context.now),
                official: official.id, officialPerson: official.personID, staffID: official.staffID,
                kinship: relative.kinship, source: .staff, on: context.today)
            switch register.adding(entry, on: context.today) {
            case .stands(let after):
                register = after
                added.append(entry)
            case .refused(let refusals):
                // What was declared before stands; saying it again is no fault.
                reasons += refusals.filter { $0.code != "relative.sameEntry" }.map { Reason($0) }
            }
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        for entry in added { _ = try context.store.insertRelative(entry, caseID: nil, by: staff.staffID) }
        try context.store.putDeclaration(
            of: official.id, year: context.today.year, on: context.today,
            hasNone: !register.entries.contains { $0.struckOn == nil }, by: staff.staffID)
        try context.audit(
            Self.name, "official", official.id.rawValue, region: official.region,
            payload: "{\"added\":\(added.count),\"year\":\(context.today.year)}")
        return .done(added.count)
    }

    private func official(_ staff: StaffActor, in context: CommandContext) throws -> Outcome<OfficialRow> {
        if let officialID {
            guard OfficialKeeping.roles.contains(staff.role) else { return .refused([.notAllowed]) }
            guard let row = try context.store.official(officialID, in: context.scope), row.staffID == nil else {
                return .refused([.notFound])
            }
            return .done(row)
        }
        return .done(try context.official(ofStaff: staff.staffID, name: staff.name, role: staff.role, at: staff.region))
    }

    /// Notes the official's own ID the first time it is given.
    private func identify(_ official: inout OfficialRow, in context: CommandContext) throws -> [Reason] {
        if official.personID != nil || ownID.allSatisfy(\.isWhitespace) { return [] }
        guard let id = try? CitizenID(ownID) else { return [.ownNumberWrong] }
        let person = try context.store.ensurePerson(
            name: official.name, citizenID: id, on: context.today, at: context.now)
        try context.store.setPerson(person, of: official.id)
        official = OfficialRow(
            id: official.id, staffID: official.staffID, personID: person, name: official.name, duty: official.duty,
            region: official.region)
        return []
    }
}

extension CommandContext {
    /// The official that a member of staff is, put on the list when nobody has yet.
    func official(
        ofStaff staff: StaffID, name: String, role: Role, at region: RegionCode
    ) throws -> OfficialRow {
        if let row = try store.official(ofStaff: staff) { return row }
        let row = OfficialRow(
            id: store.ids.next(), staffID: staff, personID: nil, name: name, duty: role.chinese, region: region)
        try store.insertOfficial(row, on: today)
        return row
    }
}
