import Casework
package import Primitives
import Sealing
package import Storage

/// Limits of uploads.
package enum UploadLimits {
    /// Most bytes of one file: 10 MB.
    package static let bytesMax = 10 * 1024 * 1024
    /// Most files of a draft.
    package static let draftFilesMax = 30
    /// Most files of a case.
    package static let caseFilesMax = 200
    /// What is taken; the type is told by the bytes, before this.
    package static let mediaTypes: Set<String> = [
        "image/jpeg", "image/png", "image/webp", "image/heic", "application/pdf",
    ]
}

/// Records a file whose sealed bytes are in the blob store already; use `Bureau.attachUpload`.
package struct AttachUpload: Command {
    /// The verb's name.
    package static let name = "application.attachUpload"
    /// The draft or case.
    package let owner: UploadOwner
    /// What it shows.
    package let purpose: UploadPurpose
    /// The type by its bytes.
    package let mediaType: String
    /// How long it is.
    package let byteCount: Int
    /// The keyed hash of its bytes.
    package let address: String

    /// Checks owner, size, type and number of files.
    package func run(in context: CommandContext) throws -> Outcome<UploadID> {
        let held: [UploadRow]
        let most: Int
        switch owner {
        case .draft(let id):
            if case .refused(let reasons) = try OpenDraft.load(id, version: nil, in: context) {
                return .refused(reasons)
            }
            (held, most) = (try context.store.uploads(of: id), UploadLimits.draftFilesMax)
        case .file(let id):
            guard let row = try context.store.caseRow(id, in: context.scope) else { return .refused([.notFound]) }
            if context.actor.staff == nil, !row.state.isBeforeDecision, try !answersRecord(of: id, in: context) {
                return .refused([.notAllowed])
            }
            (held, most) = (try context.store.uploads(of: id, in: context.scope), UploadLimits.caseFilesMax)
        }
        var reasons: [Reason] = []
        if purpose.isForStaff, context.actor.staff == nil { reasons.append(.notAllowed) }
        let isHeld = held.contains { $0.address == address && $0.purpose == purpose.rawValue }
        if held.count >= most, !isHeld { reasons.append(.uploadsTooMany(most)) }
        // The same bytes for the same purpose are the same file; for another purpose they are a mistake, or worse.
        if let other = held.first(where: { $0.address == address && $0.purpose != purpose.rawValue }) {
            reasons.append(.uploadedBefore(UploadPurpose(rawValue: other.purpose), other.createdAt.chinaDate))
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        let id = try context.store.insertUpload(
            owner: owner, purpose: purpose.rawValue, mediaType: mediaType, byteCount: byteCount, address: address,
            actor: context.actor.row, at: context.businessNow)
        if case .file(let file) = owner, context.actor.staff != nil {
            try context.audit(Self.name, "case", file.rawValue, reason: purpose.rawValue)
        }
        return .done(id)
    }
}

extension AttachUpload {
    /// After the decision a family brings a file only with its word on the record of a broken promise.
    private func answersRecord(of id: CaseID, in context: CommandContext) throws -> Bool {
        guard purpose == .objection, let row = try context.store.creditEntry(of: id, in: context.scope) else {
            return false
        }
        return [.noticed, .entered].contains(row.entry.state)
    }
}

/// Takes a file back out of a draft.
package struct RemoveUpload: Command {
    /// The verb's name.
    package static let name = "application.removeUpload"
    /// The draft.
    package let draftID: DraftID
    /// The file.
    package let uploadID: UploadID

    /// Takes the inputs.
    package init(draftID: DraftID, uploadID: UploadID) {
        self.draftID = draftID
        self.uploadID = uploadID
    }

    /// Evidence that an authorisation rests on stays.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        if case .refused(let reasons) = try OpenDraft.load(draftID, version: nil, in: context) {
            return .refused(reasons)
        }
        let isRestedOn = try context.store.authorizations(of: draftID).contains { $0.evidenceID == uploadID }
        guard !isRestedOn else { return .refused([.evidenceInUse]) }
        try context.store.deleteUpload(uploadID, from: draftID)
        return .done(true)
    }
}

/// A file with its bytes, for showing.
package struct UploadContent: Sendable {
    /// The type by its bytes.
    package let mediaType: String
    /// The bytes.
    package let bytes: [UInt8]
}

/// Writes down that a staff member opened a file.
private struct NoteUploadOpened: Command {
    static let name = "application.openUpload"
    let uploadID: UploadID

    func run(in context: CommandContext) throws -> Outcome<Bool> {
        try context.audit(Self.name, "upload", uploadID.rawValue)
        return .done(true)
    }
}

extension Bureau {
    /// Stores a file for a draft or a case: sealed bytes first, then the row; the same bytes twice are one file.
    ///
    /// `mediaType` is what the bytes say (`FileKind.detect`), never what a browser claims.
    package func attachUpload(
        _ bytes: [UInt8], mediaType: String, purpose: UploadPurpose, to owner: UploadOwner, as actor: Actor,
        key: String
    ) async throws -> Outcome<UploadID> {
        if bytes.isEmpty { return .refused([.uploadEmpty]) }
        if bytes.count > UploadLimits.bytesMax { return .refused([.uploadTooLarge]) }
        guard UploadLimits.mediaTypes.contains(mediaType) else { return .refused([.uploadTypeRefused]) }
        // Asked first, so that nobody fills the folder through somebody else's case.
        let mayWrite = try await view(as: actor) { context in
            switch owner {
            case .draft(let id): try context.store.draft(id, of: actor.row) != nil
            case .file(let id): try context.store.caseRow(id, in: context.scope) != nil
            }
        }
        guard mayWrite else { return .refused([.notFound]) }
        let address = store.keys.contentAddress(bytes)
        try await store.blobs.put(
            store.keys.seal(bytes, at: SealedPlace(table: "blob", column: "content", row: address)), at: address)
        let command = AttachUpload(
            owner: owner, purpose: purpose, mediaType: mediaType, byteCount: bytes.count, address: address)
        return try await perform(command, as: actor, key: key)
    }

    /// A file with its bytes, of a case in the actor's scope or of the own draft; opening by staff is written down.
    package func upload(_ id: UploadID, as actor: Actor) async throws -> UploadContent? {
        let row = try await view(as: actor) { context in
            try context.store.upload(id, in: context.scope, actor: actor.row)
        }
        guard let row else { return nil }
        if actor.staff != nil {
            _ = try await perform(NoteUploadOpened(uploadID: id), as: actor, key: "open-\(id.text)-\(Token.link())")
        }
        let sealed = try await store.blobs.get(row.address)
        let bytes = try store.keys.open(
            sealed, at: SealedPlace(table: "blob", column: "content", row: row.address))
        return UploadContent(mediaType: row.mediaType, bytes: bytes)
    }
}

extension Reason {
    /// The same bytes lie in the file already under another name.
    static func uploadedBefore(_ purpose: UploadPurpose?, _ day: CivilDate) -> Reason {
        Reason(
            "uploadedBefore", field: "file",
            "这个文件已在\(day.chineseText)作为“\(purpose?.chinese ?? "其他材料")”上传过，不用再传。如果选错了，请换一个文件。",
            "It was uploaded on \(day.text) as “\(purpose?.english ?? "other")”. If that is wrong, choose another."
        )
    }
    static let evidenceInUse = Reason(
        "evidenceInUse", "这份材料是代签的证明，不能删除。请先改为其他授权方式。",
        "An authorisation rests on this file, so it stays.")
}
