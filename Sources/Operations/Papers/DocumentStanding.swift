package import Casework
package import Primitives
import Sealing
package import Storage

/// Whether a document counts: what it lacks, and who signed what.
///
/// Two statements.
package struct DocumentStanding: Sendable {
    /// The row.
    package let row: IssuedDocumentRow
    /// What it says.
    package let content: DocumentContent
    /// The signatures on it.
    package let marks: [DocumentMarkRow]
    /// What its QR code carries.
    package let checkAddress: String

    /// The hex SHA-256 of the text that is signed.
    package var digest: String { Digest.hex(row.contentHash) }
    /// Whether what is stored is what was issued.
    package var isIntact: Bool { Digest.sha256(row.content) == row.contentHash }
    /// Everything that still keeps it from counting; empty when it counts.
    package var lacks: [Reason] { Self.lacks(content, digest: digest, marks: marks.map(\.mark)) }

    /// A document of a case or place within the scope; nil otherwise.
    package static func load(_ id: DocumentID, in context: CommandContext) throws -> DocumentStanding? {
        guard let row = try context.store.document(id, in: context.scope) else { return nil }
        return DocumentStanding(
            row: row, content: try StoreTransaction.fromJSON(row.content, as: DocumentContent.self),
            marks: try context.store.marks(of: id, in: context.scope),
            checkAddress: "\(context.bureau.settings.publicAddress)/check/\(row.token)")
    }

    /// The documents of a case with what each lacks, oldest first.
    ///
    /// Two statements.
    package static func list(_ caseID: CaseID, in context: CommandContext) throws -> [DocumentStanding] {
        let marks = try context.store.marks(ofCase: caseID, in: context.scope)
        return try context.store.documents(of: caseID, in: context.scope).map { row in
            DocumentStanding(
                row: row, content: try StoreTransaction.fromJSON(row.content, as: DocumentContent.self),
                marks: marks[row.id] ?? [], checkAddress: "\(context.bureau.settings.publicAddress)/check/\(row.token)")
        }
    }

    /// What keeps a text with these signatures from counting.
    static func lacks(_ content: DocumentContent, digest: String, marks: [SignedMark]) -> [Reason] {
        (content.missing.isEmpty ? [] : [.paperIncomplete(content.missing)])
            + SignatureRule.refusals(of: content.kind, asked: content.asked, textDigest: digest, marks: marks)
            .map { Reason($0) }
    }
}

extension Reason {
    /// A document was issued with spaces nobody filled.
    static func paperIncomplete(_ missing: [String]) -> Reason {
        Reason(
            "paperIncomplete", "文书还有没有填写的内容：\(missing.joined(separator: "、"))。请补齐内容后重新出具，再签字。",
            "The document has gaps: \(missing.joined(separator: ", ")). Complete them, issue it again, then sign."
        )
    }
    /// The document changed after the page was opened, or the page belongs to another one.
    static let paperTextDiffers = Reason(
        "paperTextDiffers", "签字页上的文书与现在存档的不是同一内容。请重新打开文书，看过后再签。",
        "The text on the page is not the text on file. Open the document again, read it, then sign.")
    /// The same person has signed this document already.
    static let alreadySigned = Reason(
        "alreadySigned", "您已经在这份文书上签过字。请由另一名工作人员签第二个名。",
        "You have signed this document already. Another member of staff signs next.")
    /// The picture, thumbprint or scan is not among the case's files.
    static let signatureFileMissing = Reason(
        "signatureFileMissing", "没有找到签字图片或原件扫描。请先上传到本案卷，再提交签字。",
        "The picture or scan of the signature is missing. Upload it to this case first.")
    /// The post does not hold this body's seal.
    static let sealNotHeld = Reason(
        "sealNotHeld", "您的岗位不能加盖这个单位的印章。请由该单位有权限的人员办理；村（居）盖章的，请上传盖章原件。",
        "Your post does not hold this body's seal. Ask that body, or upload the sealed original of a village.")
    /// The member has no phone on the form to which a code could go.
    static let signerPhoneMissing = Reason(
        "signerPhoneMissing", "签字人没有登记本人手机号，不能用验证码。请改为手写、按指印或上传签字原件。",
        "The signer has no phone of their own on record. Use a drawn signature, a thumbprint or a scan.")
}
