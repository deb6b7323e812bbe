package import Primitives
import Sealing
import Storage

/// A document of the asker's own case, as it was issued and ready to print.
///
/// At most three statements.
package struct CitizenDocument: Sendable {
    /// The document.
    package let id: DocumentID
    /// The case it belongs to.
    package let caseID: CaseID
    /// What it says.
    package let content: DocumentContent
    /// The address that its verifying QR code carries.
    package let checkAddress: String
    /// Whether the stored bytes are those that were issued.
    package let isIntact: Bool

    /// Reads a paper that is for the family; nil for papers among offices, other people's papers and none.
    package static func load(_ id: DocumentID, in context: CommandContext) throws -> CitizenDocument? {
        guard context.actor.account != nil, let row = try context.store.document(id, in: context.scope),
            let caseID = row.caseID, try ProgressDocument.list(caseID, in: context).contains(where: { $0.id == id })
        else { return nil }
        return CitizenDocument(
            id: row.id, caseID: caseID,
            content: try StoreTransaction.fromJSON(row.content, as: DocumentContent.self),
            checkAddress: "\(context.bureau.settings.publicAddress)/check/\(row.token)",
            isIntact: Digest.sha256(row.content) == row.contentHash)
    }
}
