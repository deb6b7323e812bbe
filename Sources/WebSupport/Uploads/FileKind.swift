/// What an upload is by its first bytes; names and claims of browsers decide nothing.
package enum FileKind: String, CaseIterable, Sendable {
    case jpeg
    case png
    case webp
    case heic
    case pdf

    /// The media type it is stored and served under.
    package var mediaType: String { self == .pdf ? "application/pdf" : "image/\(rawValue)" }

    /// Whether it is a picture.
    package var isImage: Bool { self != .pdf }

    /// The kind by magic bytes, nil for everything not taken.
    package static func detect(_ bytes: some Collection<UInt8>) -> FileKind? {
        let head = Array(bytes.prefix(16))
        func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            head.count >= offset + signature.count && head[offset..<(offset + signature.count)].elementsEqual(signature)
        }
        if has([0xFF, 0xD8, 0xFF]) { return .jpeg }
        if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if has(Array("RIFF".utf8)), has(Array("WEBP".utf8), at: 8) { return .webp }
        if has(Array("%PDF-".utf8)) { return .pdf }
        let brands = ["heic", "heix", "hevc", "mif1", "msf1"]
        if has(Array("ftyp".utf8), at: 4), brands.contains(where: { has(Array($0.utf8), at: 8) }) { return .heic }
        return nil
    }

    /// Whether a claim of the browser contradicts the bytes.
    ///
    /// Phones and messengers often name one picture format as another, and the bytes settle that; a picture that
    /// is said to be a document, a document that is said to be a picture, or any other claim, is refused.
    func contradicts(claimedType: String, fileName: String) -> Bool {
        let claim = claimedType.lowercased().split(separator: ";").first.map(String.init) ?? ""
        let isUnclaimed = ["", "application/octet-stream"].contains(claim)
        let ending = fileName.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let endings = isImage ? ["jpg", "jpeg", "png", "webp", "heic", "heif"] : ["pdf"]
        let hasEnding = fileName.contains(".")
        let claimFits =
            isUnclaimed || (isImage ? claim.hasPrefix("image/") && claim != "image/svg+xml" : claim == mediaType)
        return !claimFits || (hasEnding && !endings.contains(ending))
    }
}
