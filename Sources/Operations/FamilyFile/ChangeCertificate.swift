package import Casework
package import Primitives
package import Storage

/// A step of a certificate: renewed, reported lost, found again, replaced by a fresh one, cancelled.
package struct ChangeCertificate: Command {
    package static let name = "certificate.change"
    /// The certificate.
    package let certificate: CertificateID
    /// The version that was looked at.
    package let seenVersion: Int64
    /// What is done.
    package let event: CertificateEvent
    /// The last day after a renewal or a replacement; nil for the longest the region allows.
    package let validThrough: CivilDate?
    /// Why.
    package let reason: String

    /// Takes the inputs.
    package init(
        certificate: CertificateID, seenVersion: Int64, event: CertificateEvent, validThrough: CivilDate? = nil,
        reason: String
    ) {
        self.certificate = certificate
        self.seenVersion = seenVersion
        self.event = event
        self.validThrough = validThrough
        self.reason = reason
    }

    /// A family reports its own certificate lost; everything else is the clerk's.
    ///
    /// Answers the certificate that stands afterwards.
    package func run(in context: CommandContext) throws -> Outcome<CertificateID> {
        guard let actor = context.actor.caseActor else { return .refused([.notAllowed]) }
        guard let row = try context.store.certificate(certificate, in: context.scope) else {
            return .refused([.notFound])
        }
        guard row.version == seenVersion else { return .refused([.changedMeanwhile]) }
        let file = try CaseFile(row.caseID, in: context)
        let terms = try CertificateBook.terms(file, in: context)
        let last = validThrough ?? CertificateBook.lastDay(terms, from: context.today)
        let next = try event == .replace ? replacement(of: row, file, terms, through: last, in: context) : nil
        if let next, next.value == nil { return .refused(next.refusals.map { Reason($0) }) }
        var reasons = context.recusal(from: file) + (reason.isBlank && event != .renew ? [.missingReason] : [])
        let ruling = row.certificate.applying(
            event, by: actor,
            note: Certificate.Note(
                state: file.row.state, validThrough: last, replacedBy: next?.value?.number ?? ""),
            on: context.today, terms: terms)
        reasons += ruling.refusals.map { Reason($0) }
        guard reasons.isEmpty, let after = ruling.value else { return .refused(reasons) }
        var content = row.content
        content.certificate = after
        try context.store.updateCertificate(row, to: content, in: context.scope)
        try note(event.rawValue, of: row.id, row.caseID, in: context)
        try context.audit(
            "certificate.\(event.rawValue)", "certificate", row.id.rawValue, region: file.row.region, reason: reason)
        guard let fresh = next?.value else { return .done(row.id) }
        let id = try context.store.insertCertificate(
            try CertificateBook.content(fresh, file, in: context), of: row.caseID, at: context.now)
        try note("issue", of: id, row.caseID, in: context)
        if let staff = context.actor.staff {
            try context.store.settleDuties(
                .reissueCertificate, of: file.row.familyID, note: fresh.number, by: staff.staffID,
                on: context.today, in: context.scope)
        }
        return .done(id)
    }

    /// The fresh certificate with the members of today; a number is taken only where one is issued.
    private func replacement(
        of row: CertificateRow, _ file: CaseFile, _ terms: CertificateTerms, through last: CivilDate,
        in context: CommandContext
    ) throws -> Ruling<Certificate> {
        let held = try context.store.certificates(of: row.caseID, in: context.scope)
        return Certificate.issue(
            number: try CertificateBook.number(file, taken: held, in: context), program: file.row.program,
            members: file.members.map(\.personID), on: context.today, validThrough: last, state: file.row.state,
            terms: terms)
    }

    private func note(
        _ event: String, of id: CertificateID, _ caseID: CaseID, in context: CommandContext
    ) throws {
        try context.store.appendCertificateEvent(
            event, of: id, caseID: caseID, reason: reason, actor: context.actor.row, at: context.now,
            on: context.today)
    }
}
