import Casework
import Columns
package import Primitives
import Storage

/// What a match of the ledger with the registers came to.
package struct RelativeMatch: Codable, Hashable, Sendable {
    /// Officials whose ID is held and who were looked up.
    package let officials: Int
    /// Entries added.
    package let added: Int
    /// Officials of whom the register holds acts without a day, so that nobody can say who their spouse is.
    package let unclear: [OfficialID]
}

extension Bureau {
    /// The register that names a relative by law without a person's own authorisation.
    private static let marriages = "marriage"

    /// Looks the county's officials up in the registers and puts relatives who are on file on the ledger.
    ///
    /// Spouses are found in the marriage register; where an act without a day leaves the order open, nobody is put on
    /// the ledger and the official is named. No register names parents, children or siblings; they are found
    /// where an official belongs or belonged to a family on file, or is named there as owing support.
    ///
    /// Legal basis: 社会救助暂行办法第五十八条, for staff who declared their ID. Who asked is in the audit log before a row
    /// is read; nobody without a place in the object library is kept. Refused without department data on this node.
    package func matchRelatives(as actor: Actor, key: String) async throws -> Outcome<RelativeMatch> {
        let begun = try await perform(BeginRelativeMatch(), as: actor, key: "\(key)-begin")
        guard let asked = begun.value else { return .refused(begun.reasons) }
        guard let view = try snapshots?.open(), view.current(Self.marriages) != nil else {
            return .refused([.marriagesMissing])
        }
        var (married, unclear): ([RelativeMatchLine], [RelativeMatchLine]) = ([], [])
        for line in asked {
            let acts = try MarriageActs(of: PackedCitizenID(try line.id), in: view, dataset: Self.marriages)
            for spouse in acts.spouses {
                guard let id = try? CitizenID(spouse.id.text) else { continue }
                let pair = RelativeMatchLine(official: line.official, id: id)
                switch spouse.standing {
                case .married: married.append(pair)
                case .unclear: unclear.append(pair)
                case .apart: break
                }
            }
        }
        let (found, open) = (married, unclear)
        return try await perform(
            KeepRelativeMatch(officials: asked, spouses: found, unclear: open), as: actor, key: "\(key)-keep")
    }
}

/// An official or a relative found, by ID; travels inside the program only.
struct RelativeMatchLine: Codable, Hashable, Sendable {
    let official: OfficialID
    let idText: String

    var id: CitizenID {
        get throws { try CitizenID(idText) }
    }

    init(official: OfficialID, id: CitizenID) {
        self.official = official
        idText = id.text
    }
}

/// Says in the audit log who looks officials up, and answers whom.
struct BeginRelativeMatch: Command {
    static let name = "supervision.beginRelativeMatch"

    func run(in context: CommandContext) throws -> Outcome<[RelativeMatchLine]> {
        guard let staff = context.staff(as: .countyReviewer) else { return .refused([.notAllowed]) }
        let scope = Scope.system("officials who gave their ID are looked up in the marriage register by their county")
        let lines = try context.store.officials(in: context.scope).compactMap { official -> RelativeMatchLine? in
            guard let person = official.personID, let id = try context.store.citizenID(of: person, in: scope) else {
                return nil
            }
            return RelativeMatchLine(official: official.id, id: id)
        }
        try context.audit(
            Self.name, "region", staff.postID.rawValue, region: staff.region, reason: "近亲属备案与婚姻登记比对",
            payload: "{\"officials\":\(lines.count)}")
        return .done(lines)
    }
}

/// Puts what the registers and the families on file show on the ledger.
struct KeepRelativeMatch: Command {
    static let name = "supervision.keepRelativeMatch"
    let officials: [RelativeMatchLine]
    let spouses: [RelativeMatchLine]
    /// Couples of whom nobody can say whether they are married.
    let unclear: [RelativeMatchLine]

    func run(in context: CommandContext) throws -> Outcome<RelativeMatch> {
        guard let staff = context.staff(as: .countyReviewer) else { return .refused([.notAllowed]) }
        var added = 0
        let owed = try obligors(in: context)
        for line in officials {
            guard let official = try context.store.official(line.official, in: context.scope) else { continue }
            var found: [(PersonID, Kinship)] = []
            for spouse in spouses where spouse.official == official.id {
                if let person = try context.store.personID(of: try spouse.id) { found.append((person, .spouse)) }
            }
            if let own = official.personID {
                found += try context.store.membersOnFile(with: own, in: Self.files).compactMap { member in
                    Kinship(of: member.relation, to: member.own).map { (member.person, $0) }
                }
            }
            found += owed[line.idText, default: []]
            added += try keep(found, of: official, in: context)
        }
        try context.audit(
            Self.name, "region", staff.postID.rawValue, region: staff.region,
            payload: "{\"added\":\(added)}")
        return .done(RelativeMatch(officials: officials.count, added: added, unclear: try open(in: context)))
    }

    /// The officials whom somebody has to ask: the other of the couple is on file, and not on the ledger.
    private func open(in context: CommandContext) throws -> [OfficialID] {
        let asked = try unclear.filter { couple in
            guard let person = try context.store.personID(of: try couple.id) else { return false }
            return try !context.store.relatives(of: couple.official).contains { $0.entry.person == person }
        }
        return Set(asked.map(\.official)).sorted()
    }

    /// The households of an official's relatives lie anywhere; only that a relation is on the ledger is kept.
    private static var files: Scope {
        .system("relatives of officials who gave their ID are looked up in the families on file by their county")
    }

    /// Whom each official owes support by a family's file, by the official's number.
    private func obligors(in context: CommandContext) throws -> [String: [(PersonID, Kinship)]] {
        let asked = Set(officials.map(\.idText))
        var found: [String: [(PersonID, Kinship)]] = [:]
        for row in try context.store.namedObligors(in: context.scope) where asked.contains(row.idNumber) {
            // The file says what the obligor is to the member; the ledger, what the member is to the official.
            found[row.idNumber, default: []].append((row.person, row.kinship.inverse))
        }
        return found
    }

    private func keep(
        _ found: [(PersonID, Kinship)], of official: OfficialRow, in context: CommandContext
    ) throws -> Int {
        var register = RelativeRegister(try context.store.relatives(of: official.id).map(\.entry))
        var added = 0
        for (person, kinship) in found {
            let entry = RelativeEntry(
                person: person, official: official.id, officialPerson: official.personID,
                staffID: official.staffID, kinship: kinship, source: .registers, on: context.today)
            guard case .stands(let after) = register.adding(entry, on: context.today) else { continue }
            _ = try context.store.insertRelative(entry, caseID: nil, by: nil)
            (register, added) = (after, added + 1)
        }
        return added
    }
}
