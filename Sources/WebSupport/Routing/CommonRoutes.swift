import HTTPTypes
import Hummingbird

/// Routes of every site: files of the product, the icon, language and text size.
struct CommonRoutes: Sendable {
    let site: Site

    func register(in routes: RouteRegistry) {
        routes.get(
            "/assets/{hash}/**", for: .public, kind: .asset, summary: "A style sheet, script or picture by its content."
        ) { request, context in
            let name = context.parameters.getCatchAll().joined(separator: "/")
            return try site.assets.answer(name: name, hash: try context.parameter("hash"), request)
        }
        routes.get("/favicon.ico", for: .public, kind: .asset, summary: "The icon of the browser tab.") { request, _ in
            try site.assets.answer(name: "favicon.svg", hash: nil, request)
        }
        routes.get(
            "/preferences", for: .public, summary: "Sets language or text size in a cookie and returns to the page."
        ) { request, context in
            let query = request.query
            var response = Response.seeOther(SafePath(query["back"]).text)
            if let language = query["lang"].flatMap({ Language(code: $0) }) {
                response.setCookie(site.cookies.preference(name: Preferences.languageCookie, value: language.code))
            }
            if let size = query["size"].flatMap(TextSize.init(rawValue:)) {
                response.setCookie(site.cookies.preference(name: Preferences.sizeCookie, value: size.rawValue))
            }
            return response
        }
    }
}

/// A path within this site, safe to send a browser to; anything else is the first page.
package struct SafePath: Hashable, Sendable {
    /// The path, with its parameters.
    package let text: String

    /// The path if it begins with exactly one slash and holds only visible ASCII characters.
    package init(_ candidate: String?) {
        let bytes = Array((candidate ?? "").utf8.prefix(2_000))
        let isOurs = bytes.first == UInt8(ascii: "/") && (bytes.count == 1 || bytes[1] != UInt8(ascii: "/"))
        let isPlain = bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
        text = isOurs && isPlain ? String(decoding: bytes, as: UTF8.self) : "/"
    }
}
