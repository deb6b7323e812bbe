import Operations
import Primitives
import Storage
import WebSupport

extension Desk {
    /// Keeps the file of an optional field with a case; nil without one, or when the reader says why it is not taken.
    ///
    /// A store that fails is an error of the page: a form must not go on without the paper that came with it.
    func keepFile(
        _ field: String, of caseID: CaseID, as purpose: UploadPurpose, from submission: Submission,
        _ reader: inout FormReader, _ context: BackstopContext
    ) async throws -> UploadID? {
        let file: Upload
        do throws(UploadProblem) {
            file = try submission.file(field)
        } catch {
            if error != .missing { reader.add(field, error.message(context.messages)) }
            return nil
        }
        let outcome = try await bureau.attachUpload(
            file.bytes, mediaType: file.kind.mediaType, purpose: purpose, to: .file(caseID),
            as: .staff(actor(context)), key: "\(submission.idempotencyKey ?? "")-\(field)")
        for reason in outcome.reasons { reader.add(field, CaseWords(context).reason(reason)) }
        return outcome.value
    }
}
