import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Sealing
import Storage

/// What the tests of papers ask of a case.
extension CaseWorld {
    /// The latest document of a kind, as somebody sees it.
    func standing(_ kind: DocumentKind, as staff: StaffActor? = nil) async throws -> DocumentStanding {
        let id = caseID
        let list = try await test.bureau.view(as: .staff(staff ?? clerk)) { try DocumentStanding.list(id, in: $0) }
        guard let found = list.last(where: { $0.content.kind == kind }) else {
            throw WorldError("no \(kind.rawValue)")
        }
        return found
    }

    /// A picture of a signature among the case's files.
    func picture(_ name: String) async throws -> UploadID {
        let (now, id, row) = (test.clock.now, caseID, Actor.staff(clerk).row)
        return try await test.bureau.store.write {
            try $0.insertUpload(
                owner: .file(id), purpose: "signature", mediaType: "image/png", byteCount: 1, address: name,
                actor: row, at: now)
        }
    }

    /// Signs a document as it stands.
    func sign(
        _ kind: DocumentKind, _ taking: SignatureTaking, as staff: StaffActor? = nil
    ) async throws -> Operations.Outcome<SigningResult> {
        let standing = try await standing(kind)
        return try await test.perform(
            SignDocument(documentID: standing.row.id, shownDigest: standing.digest, taking: taking),
            as: .staff(staff ?? clerk))
    }
}
