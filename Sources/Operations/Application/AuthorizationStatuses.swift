package import Casework
import Primitives
package import Storage

/// A member with what stands of the authorisation, for lists and for the rule.
package struct MemberAuthorization: Sendable {
    /// The member as the rule sees one.
    package let member: AuthorizingMember
    /// The authorisation that stands, if one does.
    package let row: AuthorizationRow?
}

/// What the authorisations of a form amount to on a day.
package enum AuthorizationStatuses {
    /// The members of a draft with their authorisations: two statements.
    package static func of(_ draft: DraftRow, in context: CommandContext) throws -> [MemberAuthorization] {
        try resolve(
            draft.content.form, rows: try context.store.authorizations(of: draft.id),
            waiting: try context.store.waitingReasons(of: draft.id), in: context)
    }

    /// The members of a case with their authorisations: two statements.
    ///
    /// Comparison asks only for whom one stands.
    package static func of(_ row: CaseRow, in context: CommandContext) throws -> [MemberAuthorization] {
        try resolve(
            row.form, rows: try context.store.authorizations(of: row.id, in: context.scope),
            waiting: try context.store.waitingReasons(of: row.id), in: context)
    }

    /// The latest valid authorisation of each member decides; a member whose ID was corrected starts anew.
    static func resolve(
        _ form: ApplicationForm, rows: [AuthorizationRow], waiting: [[UInt8]: String], in context: CommandContext
    ) throws -> [MemberAuthorization] {
        try form.members.map { member in
            let index = member.citizenID.map(context.store.authorizationIndex)
            let row = rows.last { $0.idIndex == index && $0.isValid(on: context.today) }
            let status: AuthorizationStatus =
                if let row { try Self.status(row) } else if let reason = index.flatMap({ waiting[$0] }) {
                    .pending(reason: reason)
                } else { .missing }
            return MemberAuthorization(
                member: AuthorizingMember(
                    number: member.number, name: member.name, isAdult: member.isAdult(on: context.today) ?? true,
                    status: status),
                row: row)
        }
    }

    private static func status(_ row: AuthorizationRow) throws -> AuthorizationStatus {
        let damaged = StoreError(.damaged, "An authorisation names no clerk, or no known standing of its signer.")
        switch row.method {
        case .ownCode: return .ownCode(on: row.signedDay)
        case .beforeClerk:
            guard let clerk = row.staffID else { throw damaged }
            return .beforeClerk(clerk, on: row.signedDay)
        case .guardian: return .byGuardian(name: row.signerName, on: row.signedDay)
        case .represented:
            guard let standing = Representation.Standing(rawValue: row.signerRelation) else { throw damaged }
            return .represented(
                Representation(
                    name: row.signerName,
                    standing: standing,
                    reason: row.reason, evidenceCount: row.evidenceID == nil ? 0 : 1, ratifiedOn: row.ratifiedDay),
                on: row.signedDay)
        }
    }
}

extension [MemberAuthorization] {
    /// What the rule says of them.
    package var assessment: AuthorizationAssessment { AuthorizationRule.assess(map(\.member)) }

    /// The numbers of members whose authorisation stands today.
    package var authorizedMembers: Set<Int> { Set(compactMap { $0.row == nil ? nil : $0.member.number }) }
}
