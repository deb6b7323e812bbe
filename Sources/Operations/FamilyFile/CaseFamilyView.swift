import Casework
package import Primitives
package import Storage

/// What the case page shows of the family's file: certificates, letters, mandates, hand-overs, promises.
///
/// Ten statements.
package struct CaseFamilyView: Sendable {
    /// The case.
    package let row: CaseRow
    /// Its people.
    package let members: [CaseMemberRow]
    /// The case's place, county to village.
    package let place: [String]
    /// The dated terms of the window in the case's region.
    package let terms: WindowTerms
    /// The certificates, latest first.
    package let certificates: [CertificateView]
    /// The letters.
    package let letters: [StatusLetterRow]
    /// The mandates.
    package let mandates: [MandateRow]
    /// The hand-overs between townships.
    package let transfers: [TownshipTransferRow]
    /// The hand-overs to departments.
    package let handovers: [HandoverRow]
    /// The promises in place of papers.
    package let promises: [CommitmentRow]
    /// Items of other departments that the latest sorting holds possible for the family.
    package let linked: Set<String>
    /// The business day.
    package let today: CivilDate

    /// Of a case within the scope; nil otherwise.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> CaseFamilyView? {
        let (store, scope) = (context.store, context.scope)
        guard context.actor.staff != nil, let row = try store.caseRow(caseID, in: scope) else { return nil }
        let terms = try WindowTerms(context.policies(on: context.today), region: row.region, on: context.today)
        return CaseFamilyView(
            row: row, members: try store.caseMembers(caseID, in: scope), place: try store.regionPath(row.region),
            terms: terms,
            certificates: try CertificateView.list(caseID, in: context),
            letters: try store.statusLetters(of: caseID, in: scope),
            mandates: try store.mandates(of: caseID, in: scope),
            transfers: try store.transfers(of: caseID, in: scope),
            handovers: try store.handovers(of: caseID, in: scope),
            promises: try store.commitments(of: caseID, in: scope),
            linked: try LinkedItems.possible(of: caseID, among: terms, in: context), today: context.today)
    }

    /// The certificate that may be shown or was lost.
    package var currentCertificate: CertificateView? {
        certificates.first { [.valid, .lost].contains($0.row.certificate.state) }
    }

    /// The hand-over between townships that is not settled.
    package var openTransfer: TownshipTransferRow? { transfers.last { [.sent, .returned].contains($0.state) } }
}

/// The hand-overs that wait at the asker's township.
///
/// One statement.
package struct WaitingTransferList: Sendable {
    /// The list, oldest first.
    package let rows: [WaitingTransfer]

    /// For staff of the receiving township or its county.
    package static func load(in context: CommandContext) throws -> WaitingTransferList? {
        guard let staff = context.actor.staff else { return nil }
        return WaitingTransferList(rows: try context.store.waitingTransfers(at: staff.region))
    }
}
