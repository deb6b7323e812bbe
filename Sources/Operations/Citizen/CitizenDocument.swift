package import Casework
package import Primitives
import Storage

/// A document of the asker's own case, as it was issued and ready to print.
///
/// At most six statements.
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
    /// The signatures, a line each.
    package let marks: [String]
    /// Whether the issuing body's seal is on it.
    package let isSealed: Bool
    /// What keeps it from counting, in words; nil when it counts.
    package let lacks: String?
    /// Whether the family can sign it by its own phone now, and the digest of what it would sign.
    package let signable: String?
    /// Whether it waits for the signature of a family that has another phone: a helper's phone signs for nobody.
    package let waitsForOther: Bool

    /// Reads a paper that is for the family; nil for papers among offices, other people's papers and none.
    package static func load(_ id: DocumentID, in context: CommandContext) throws -> CitizenDocument? {
        guard context.actor.account != nil, let standing = try DocumentStanding.load(id, in: context),
            let caseID = standing.row.caseID,
            try ProgressDocument.list(caseID, in: context).contains(where: { $0.id == id })
        else { return nil }
        let (marks, lacks) = (standing.marks.map(\.mark), standing.lacks)
        let isSigned = marks.contains { $0.side == .household }
        let isOpen = standing.content.kind.signature == .citizenCode && !isSigned
        let phone = isOpen ? try context.store.caseRow(caseID, in: context.scope)?.form.phone : nil
        let isOwn = try phone.map { try context.isOwnPhone($0, of: context.actor) } ?? false
        return CitizenDocument(
            id: id, caseID: caseID, content: standing.content, checkAddress: standing.checkAddress,
            isIntact: standing.isIntact, marks: marks.map(\.chinese),
            isSealed: marks.contains { if case .seal = $0.method { true } else { false } },
            lacks: lacks.isEmpty ? nil : lacks.map(\.chinese).joined(),
            signable: isOpen && isOwn ? standing.digest : nil, waitsForOther: isOpen && !isOwn)
    }
}
