import Casework
package import Primitives
package import Storage

/// A certificate for print and for a phone, with what its QR code carries.
///
/// At most two statements.
package struct CertificateView: Sendable {
    /// The certificate as stored.
    package let row: CertificateRow
    /// What the QR code carries.
    package let address: String
    /// Whether it is good today.
    package let isValid: Bool

    init(_ row: CertificateRow, in context: CommandContext) {
        self.row = row
        address = "\(context.bureau.settings.publicAddress)/certificate/\(row.token)"
        isValid = Self.isGood(row.certificate, on: context.today)
    }

    /// A certificate within the scope; nil otherwise.
    package static func load(_ id: CertificateID, in context: CommandContext) throws -> CertificateView? {
        try context.store.certificate(id, in: context.scope).map { CertificateView($0, in: context) }
    }

    /// The certificates of a case within the scope, latest first.
    package static func list(_ caseID: CaseID, in context: CommandContext) throws -> [CertificateView] {
        try context.store.certificates(of: caseID, in: context.scope).reversed().map {
            CertificateView($0, in: context)
        }
    }

    static func isGood(_ certificate: Certificate, on day: CivilDate) -> Bool {
        certificate.publicStatus(on: day).utf8.elementsEqual("有效".utf8)
    }
}

/// All that anybody learns who scans a certificate: whether it is good today.
///
/// One statement.
package struct CertificateCheck: Sendable {
    /// Whether it is good today.
    package let isValid: Bool
    /// The day of the look.
    package let on: CivilDate

    /// Looks up the token of a QR code; an unknown one is not told apart from one that is not valid.
    package static func load(token: String, in context: CommandContext) throws -> CertificateCheck {
        let row = try context.store.certificate(token: token)
        return CertificateCheck(
            isValid: row.map { CertificateView.isGood($0.certificate, on: context.today) } ?? false,
            on: context.today)
    }
}
