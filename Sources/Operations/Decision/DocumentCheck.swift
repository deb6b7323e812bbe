import Casework
import FoundationEssentials
package import Primitives
import Sealing
import Storage
import Verification

/// What whoever holds a paper learns from its QR code: that it is what it says, and nothing of its content.
///
/// At most three queries.
package struct DocumentCheck: Hashable, Sendable {
    /// Whether the paper still stands.
    package enum Status: String, CaseIterable, Sendable {
        /// As issued.
        case valid
        /// Past its last day.
        case expired
        /// A later version stands in its place.
        case superseded
        /// Not signed or sealed as its kind must be, so that it does not count yet.
        case unsigned
        /// What is stored is not what was issued.
        case damaged

        /// The status in words.
        package var chinese: String {
            switch self {
            case .valid: "有效"
            case .expired: "已过有效期"
            case .superseded: "已有新版本，以新版本为准"
            case .unsigned: "签字盖章还不齐全，暂不作数"
            case .damaged: "存档内容与签发时不一致，请与签发单位联系"
            }
        }
    }

    /// The kind's title.
    package let kind: String
    /// The number.
    package let number: String
    /// Who issued it.
    package let issuer: String
    /// The day of issue.
    package let issuedOn: CivilDate
    /// The last day it may be used; nil when it has none.
    package let validUntil: CivilDate?
    /// Whether it stands.
    package let status: Status

    /// Looks a token up among documents and reports; nil when nothing was issued under it.
    package static func load(token: String, in context: CommandContext) throws -> DocumentCheck? {
        if let row = try context.store.document(token: token) {
            let content = try? StoreTransaction.fromJSON(row.content, as: DocumentContent.self)
            let isIntact = Digest.sha256(row.content) == row.contentHash
            let last =
                row.kind == DocumentKind.statusLetter.rawValue ? try context.store.letterValidity(of: row.id) : nil
            let standing = try status(row, isIntact: isIntact, in: context)
            return DocumentCheck(
                kind: row.title, number: row.number, issuer: content?.issuer ?? "", issuedOn: row.issuedDay,
                validUntil: last,
                status: standing == .valid && last.map { context.today > $0 } ?? false ? .expired : standing)
        }
        guard let (row, isSuperseded) = try context.store.report(token: token) else { return nil }
        let report = try VerificationReport(canonicalJSON: Data(row.entry.content))
        let status: Status =
            if Digest.sha256(row.entry.content) != row.contentHash {
                .damaged
            } else if isSuperseded {
                .superseded
            } else {
                context.today > row.entry.validUntil ? .expired : .valid
            }
        return DocumentCheck(
            kind: DocumentKind.verificationReport.chinese, number: row.entry.number, issuer: report.commissionedBy,
            issuedOn: row.entry.asOf, validUntil: row.entry.validUntil, status: status)
    }

    /// A decision stands until a later paper of its case takes its place.
    private static func status(
        _ row: IssuedDocumentRow, isIntact: Bool, in context: CommandContext
    ) throws -> Status {
        guard isIntact else { return .damaged }
        guard let kind = DocumentKind(rawValue: row.kind) else { return .valid }
        if let later = replacements[kind] {
            let issued = try context.store.kindsIssued(after: row).compactMap(DocumentKind.init(rawValue:))
            if issued.contains(where: later.contains) { return .superseded }
        }
        let content = try StoreTransaction.fromJSON(row.content, as: DocumentContent.self)
        let marks = try context.store.marksForVerifying(row.id)
        let lacks = DocumentStanding.lacks(content, digest: Digest.hex(row.contentHash), marks: marks.map(\.mark))
        return lacks.isEmpty ? .valid : .unsigned
    }

    /// Which later papers end what an earlier one says.
    private static let replacements: [DocumentKind: Set<DocumentKind>] = [
        .confirmationNotice: [.confirmationNotice, .refusalNotice, .adjustmentNotice, .terminationDecision],
        .refusalNotice: [.refusalNotice, .confirmationNotice],
        .adjustmentNotice: [.adjustmentNotice, .terminationDecision],
        .firstOpinion: [.firstOpinion], .publicNotice: [.publicNotice],
    ]
}
