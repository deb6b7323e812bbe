import Casework
package import Primitives
package import Storage

/// Issues the certificate of a family in force: 低保证 or 社会救助证 as the region calls it (E15).
package struct IssueCertificate: Command {
    package static let name = "certificate.issue"
    /// The case.
    package let caseID: CaseID
    /// The last day it may be shown; nil for the longest the region allows.
    package let validThrough: CivilDate?

    /// Takes the inputs.
    package init(caseID: CaseID, validThrough: CivilDate? = nil) {
        self.caseID = caseID
        self.validThrough = validThrough
    }

    /// Refused while another certificate of the case stands: that one is renewed or replaced.
    package func run(in context: CommandContext) throws -> Outcome<CertificateID> {
        guard let staff = context.actor.staff, CertificateBook.keepers.contains(staff.role) else {
            return .refused([.notAllowed])
        }
        let file = try CaseFile(caseID, in: context)
        let recusal = context.recusal(from: file)
        guard recusal.isEmpty else { return .refused(recusal) }
        let held = try context.store.certificates(of: caseID, in: context.scope)
        guard CertificateBook.current(held) == nil else { return .refused([.certificateStands]) }
        let terms = try CertificateBook.terms(file, in: context)
        let ruling = Certificate.issue(
            number: try CertificateBook.number(file, taken: held, in: context), program: file.row.program,
            members: file.members.map(\.personID), on: context.today,
            validThrough: validThrough ?? CertificateBook.lastDay(terms, from: context.today), state: file.row.state,
            terms: terms)
        guard let certificate = ruling.value else { return .refused(ruling.refusals.map { Reason($0) }) }
        let id = try context.store.insertCertificate(
            try CertificateBook.content(certificate, file, in: context), of: caseID, at: context.now)
        try context.store.appendCertificateEvent(
            "issue", of: id, caseID: caseID, reason: "", actor: context.actor.row, at: context.now, on: context.today)
        try context.store.settleDuties(
            .reissueCertificate, of: file.row.familyID, note: certificate.number, by: staff.staffID,
            on: context.today, in: context.scope)
        try context.audit(Self.name, "certificate", id.rawValue, region: file.row.region)
        return .done(id)
    }
}

extension Reason {
    static let certificateStands = Reason(
        "certificateStands", "这户已有有效的证。请办理延期、补发或注销。",
        "The family has a certificate. Renew, replace or cancel that one.")
}
