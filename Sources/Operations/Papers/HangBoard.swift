import Casework
import Primitives
import Sealing
package import Storage

/// Proves that the board on the wall is the one approved: its code and its photo; use `Bureau.hangBoard`.
struct HangBoard: Command {
    static let name = "papers.hangBoard"
    let boardID: StandingPostingID
    /// The code printed under the list on the wall.
    let code: String
    let photoAddress: String
    let photoType: String

    func run(in context: CommandContext) throws -> Outcome<StandingPostingID> {
        guard let staff = context.actor.staff, Self.roles.contains(staff.role) else { return .refused([.notAllowed]) }
        guard let row = try context.store.standingPosting(boardID, in: context.scope) else {
            return .refused([.notFound])
        }
        guard row.state == .approved else { return .refused([.boardNotApproved(row.state)]) }
        guard Self.typed(code).utf8.elementsEqual(row.checkCode.utf8) else { return .refused([.boardCodeDiffers]) }
        for earlier in try context.store.standingPostings(row.kind, at: row.region, in: context.scope)
        where earlier.state == .posted {
            try context.store.endPosting(earlier.id, reason: "由新榜代替", on: context.today, in: context.scope)
        }
        guard
            try context.store.hangPosting(
                boardID, photo: (photoAddress, photoType), by: staff.staffID, on: context.today, in: context.scope)
        else { return .refused([.changedMeanwhile]) }
        try context.audit(Self.name, "board", boardID.rawValue, region: row.region, reason: row.digest)
        return .done(boardID)
    }

    static let roles: Set<Role> = [.townshipClerk, .townshipReviewer, .gridWorker, .aide]

    /// A code as it was meant: people type blanks, dashes and small letters.
    static func typed(_ code: String) -> String { code.filter { !$0.isWhitespace && $0 != "-" }.uppercased() }
}

extension Bureau {
    /// Keeps the photo of a board and notes that it hangs; the code is what stands under the list on the wall.
    package func hangBoard(
        _ id: StandingPostingID, code: String, photo: [UInt8], mediaType: String, as actor: Actor, key: String
    ) async throws -> Outcome<StandingPostingID> {
        if photo.isEmpty { return .refused([.uploadEmpty]) }
        if photo.count > UploadLimits.bytesMax { return .refused([.uploadTooLarge]) }
        guard UploadLimits.mediaTypes.contains(mediaType) else { return .refused([.uploadTypeRefused]) }
        guard try await view(as: actor, { try $0.store.standingPosting(id, in: $0.scope) }) != nil else {
            return .refused([.notFound])
        }
        let address = store.keys.contentAddress(photo)
        try await store.blobs.put(
            store.keys.seal(photo, at: SealedPlace(table: "blob", column: "content", row: address)), at: address)
        return try await perform(
            HangBoard(boardID: id, code: code, photoAddress: address, photoType: mediaType), as: actor, key: key)
    }

    /// The photo of a board within the scope; nil when there is none.
    package func boardPhoto(_ id: StandingPostingID, as actor: Actor) async throws -> UploadContent? {
        let row = try await view(as: actor) { try $0.store.standingPosting(id, in: $0.scope) }
        guard let row, let address = row.photoAddress, let type = row.photoType else { return nil }
        let sealed = try await store.blobs.get(address)
        let bytes = try store.keys.open(sealed, at: SealedPlace(table: "blob", column: "content", row: address))
        return UploadContent(mediaType: type, bytes: bytes)
    }
}
