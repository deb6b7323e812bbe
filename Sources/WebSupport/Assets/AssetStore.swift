import Crypto
package import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Style sheets, scripts, pictures and third-party files, read once and served from memory under their content's hash.
///
/// A request never names a file on disk: it names a key of this table, so no path can climb out of a folder.
package struct AssetStore: Sendable {
    struct Asset: Sendable {
        let name: String
        let hash: String
        let mediaType: String
        let content: ByteBuffer
        var compressed: ByteBuffer?

        var address: String { "/assets/\(hash)/\(name)" }
    }

    private let assets: [String: Asset]
    private let templateNames: [String: String]

    /// Files of this room and of `assets` folders beside the rooms' templates; third-party files as `vendor/NAME`.
    package init(roomFolders: [URL] = [], vendorFolder: URL? = nil) throws {
        var folders = [("", WebResources.folder("assets"))]
        folders += roomFolders.map { ("", $0.appendingPathComponent("assets")) }
        if let vendorFolder { folders.append(("vendor/", vendorFolder)) }
        var assets: [String: Asset] = [:]
        var twins: [String: ByteBuffer] = [:]
        for (prefix, folder) in folders {
            for (path, url) in FolderListing.files(under: folder, ending: "") {
                let name = prefix + path
                if name.hasSuffix(".gz") {
                    twins[String(name.dropLast(3))] = ByteBuffer(bytes: try Data(contentsOf: url))
                    continue
                }
                guard let mediaType = Self.mediaType(of: name) else { continue }
                guard assets[name] == nil else { throw AssetError(name: name) }
                let bytes = try Data(contentsOf: url)
                let hash = SHA256.hash(data: bytes).prefix(8).map { byte in
                    String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
                }
                assets[name] = Asset(
                    name: name, hash: hash.joined(), mediaType: mediaType, content: ByteBuffer(bytes: bytes))
            }
        }
        for (name, twin) in twins { assets[name]?.compressed = twin }
        self.assets = assets
        templateNames = Dictionary(
            uniqueKeysWithValues: assets.keys.map { ($0.replacing(".", with: "-"), $0) })
    }

    /// The address of an asset, nil when there is none of this name.
    package func address(_ name: String) -> String? { assets[name]?.address }

    /// Size of an asset before compression, nil when there is none of this name.
    package func byteCount(_ name: String) -> Int? { assets[name]?.content.readableBytes }

    /// An asset with its address as pages link to it, without the leading slash.
    package func file(_ name: String) -> (address: String, mediaType: String, bytes: [UInt8])? {
        assets[name].map { (String($0.address.dropFirst()), $0.mediaType, Array($0.content.readableBytesView)) }
    }

    /// Whether there is an asset of this name; third-party files may be missing before the set-up script ran.
    package func has(_ name: String) -> Bool { assets[name] != nil }

    func address(templateName: String) -> String? { templateNames[templateName].flatMap { assets[$0]?.address } }

    /// The bytes of an asset; an address with another hash is sent on to the present one.
    func answer(name: String, hash: String?, _ request: Request) throws -> Response {
        guard let asset = assets[name] else { throw PageProblem.notFound }
        if let hash, hash != asset.hash {
            var moved = Response.redirect(to: asset.address, type: .found)
            moved.headers[.cacheControl] = "no-cache"
            return moved
        }
        let isForever = hash != nil
        let tag = "\"\(asset.hash)\""
        var headers: HTTPFields = [
            .contentType: asset.mediaType, .eTag: tag,
            .cacheControl: isForever ? "public, max-age=31536000, immutable" : "public, max-age=86400",
        ]
        if asset.compressed != nil { headers[.vary] = "Accept-Encoding" }
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        let encodings = request.headers[.acceptEncoding] ?? ""
        if let compressed = asset.compressed, encodings.contains("gzip"), !encodings.contains("gzip;q=0") {
            headers[.contentEncoding] = "gzip"
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: compressed))
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: asset.content))
    }

    private static func mediaType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "json", "geojson": "application/json; charset=utf-8"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "woff2": "font/woff2"
        case "txt": "text/plain; charset=utf-8"
        default: nil
        }
    }
}

/// Two files want the same address.
package struct AssetError: Error, CustomStringConvertible {
    /// Name of the file.
    package let name: String

    package var description: String { "The asset '\(name)' exists in two folders; rename one of them." }
}
