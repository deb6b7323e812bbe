import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage

/// A family and its file, on top of a case.
extension CaseWorld {
    /// The family of the case.
    func familyID() async throws -> FamilyID { try await row().familyID }

    /// The file as the clerk sees it.
    func file(_ family: FamilyID? = nil) async throws -> FamilyFileView {
        let own = try await familyID()
        let asked = family ?? own
        let found = try await test.bureau.view(as: .staff(clerk)) { try FamilyFileView.load(asked, in: $0) }
        guard let found else { throw WorldError("no file") }
        return found
    }

    /// The person of a member of the family by the given name.
    func person(_ name: String) async throws -> PersonID {
        guard let stay = try await file().stays.first(where: { $0.person.name == name }) else {
            throw WorldError("nobody is called \(name)")
        }
        return stay.person.id
    }

    /// The case's services as the clerk sees them.
    func services() async throws -> CaseFamilyView {
        let id = caseID
        let found = try await test.bureau.view(as: .staff(clerk)) { try CaseFamilyView.load(id, in: $0) }
        guard let found else { throw WorldError("no case") }
        return found
    }

    /// Makes the case one of an account of its own.
    func owned(phone: String = "19900000001") async throws -> AccountID {
        let (account, id) = (try await test.citizen(phone: phone), caseID)
        try await test.bureau.store.write { store in
            _ = try store.sql.execute("UPDATE aid_case SET account_id = \(account) WHERE id = \(id)")
        }
        return account
    }

    /// Says how the members on file stand to the applicant, in their order.
    func setRelations(_ relations: [String]) async throws {
        let family = try await familyID()
        try await test.bureau.store.write { store in
            for (index, relation) in relations.enumerated() {
                _ = try store.sql.execute(
                    """
                    UPDATE family_member SET relation = \(relation)
                    WHERE family_id = \(family) AND member_number = \(index + 1)
                    """)
            }
        }
    }

    /// A child born on a day, as the clerk writes it down.
    func birth(
        on day: String = "2026-03-02", name: String = "赵小妹", relation: MemberRelation? = .grandchild,
        seenVersion: Int64? = nil, reason: String = "孙女出生", evidence: String = "出生医学证明"
    ) async throws -> RecordJoining {
        let born = try CivilDate(parsing: day)
        let digits = born.text.filter { $0 != "-" }
        return RecordJoining(
            family: try await familyID(),
            seenVersion: try await seenVersion == nil ? file().version : seenVersion ?? 0,
            member: DeclaredMember(
                number: 0, name: name, idNumber: try Household.id(digits, 88).text, relation: relation,
                health: .healthy, isAbleToWork: false, employment: .underAge),
            cause: .birth, day: born, reason: reason, evidence: evidence)
    }

    /// Somebody leaves or has died.
    func leaving(
        _ name: String, _ cause: LeavingCause?, on day: String = "2026-03-02", successor: String? = nil,
        reason: String = "家属报告", evidence: String = "村委会证明"
    ) async throws -> RecordLeaving {
        RecordLeaving(
            family: try await familyID(), seenVersion: try await file().version, person: try await person(name),
            cause: cause, day: try CivilDate(parsing: day),
            successor: try await successor == nil ? nil : person(successor ?? ""), reason: reason,
            evidence: evidence)
    }
}
