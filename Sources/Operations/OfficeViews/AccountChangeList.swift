import Casework
import Payments
package import Primitives
import Storage

/// Account changes that wait for their second person, of the asker's area.
package struct AccountChangeList: Sendable, Hashable {
    /// A change that waits.
    package struct Line: Sendable, Hashable {
        /// The proposal.
        package let id: EventID
        /// Certificate number and masked payee.
        package let label: String
        /// The holder proposed, masked.
        package let holderMasked: String
        /// The last four digits of the account proposed.
        package let accountLastFour: String
        /// Why.
        package let reason: String
        /// Who entered it.
        package let proposedBy: String
        /// Whether that was the asker, who may not decide it.
        package let isOwn: Bool
    }

    /// The changes, oldest first.
    package let lines: [Line]

    /// Reads the list; nil for a post that has no part in it.
    ///
    /// Three queries.
    package static func load(in context: CommandContext) throws -> AccountChangeList? {
        guard let staff = context.staff(as: .payer, .payChecker, .townshipClerk, .leader, .auditor) else { return nil }
        let changes = try context.store.waitingAccountChanges(in: context.scope)
        let labels = try context.store.awardLabels(changes.map(\.award))
        let names = try context.store.staffNames(changes.map(\.proposedBy))
        return AccountChangeList(
            lines: changes.map { change in
                Line(
                    id: change.id, label: labels[change.award] ?? change.award.text,
                    holderMasked: Masking.name(change.payee.holderName),
                    accountLastFour: String(change.payee.account.number.suffix(4)), reason: change.reason,
                    proposedBy: names[change.proposedBy] ?? "", isOwn: change.proposedBy == staff.staffID)
            })
    }
}

/// The award for which another account is to be proposed.
package struct AccountSubject: Sendable, Hashable {
    /// A member who may hold the account.
    package struct Member: Sendable, Hashable {
        /// The person.
        package let id: PersonID
        /// The name, masked.
        package let nameMasked: String
        /// The last four of the ID.
        package let lastFour: String
        /// Whether this is the present payee.
        package let isPayee: Bool
    }

    /// The award.
    package let award: AwardID
    /// The number on the family's certificate.
    package let certificateNumber: String
    /// The last four digits of the account that is paid now; nil while there is none.
    package let accountLastFour: String?
    /// The living members.
    package let members: [Member]

    /// The award of a certificate in the asker's area; nil when there is none.
    ///
    /// Four queries and one a member.
    package static func find(certificate: String, in context: CommandContext) throws -> AccountSubject? {
        guard let id = try context.store.awardID(certificate: certificate, in: context.scope) else { return nil }
        return try load(id, in: context)
    }

    /// An award of the asker's area; nil when there is none.
    package static func load(_ id: AwardID, in context: CommandContext) throws -> AccountSubject? {
        guard let row = try context.store.awardRow(id, in: context.scope) else { return nil }
        let payee = row.award.payee
        var members: [Member] = []
        for person in row.award.terms.members {
            guard let found = try context.store.person(person, in: context.scope), found.deathDay == nil else {
                continue
            }
            members.append(
                Member(
                    id: person, nameMasked: Masking.name(found.name), lastFour: found.lastFour,
                    isPayee: payee?.person == person))
        }
        return AccountSubject(
            award: id, certificateNumber: row.certificateNumber,
            accountLastFour: payee.map { String($0.account.number.suffix(4)) }, members: members)
    }
}
