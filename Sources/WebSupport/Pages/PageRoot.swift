import Mustache

/// The object a page template starts from: its own model, and beside it `page`, `site`, `t` and `asset`.
struct PageRoot: MustacheParentModel {
    let content: any MustacheParentModel
    let frame: any PageFrame
    let ambient: Ambient
    let assets: AssetStore
    let messages: MessageTable

    func child(named name: String) -> Any? {
        switch name {
        case "page": frame
        case "site": ambient
        case "t": MessageScope(messages)
        case "asset": AssetScope(store: assets)
        default: content.child(named: name)
        }
    }

    func hasField(_ name: String) -> Bool { ["page", "site", "t", "asset"].contains(name) || content.hasField(name) }
}

/// What every page knows of its request: language, text size, form token, where it is.
struct Ambient: ViewModel {
    let context: BackstopContext
    let site: Site

    private var path: String { context.requestPath }

    private func preference(_ name: String, _ value: String) -> String {
        PageAddress("/preferences").with(name, value).with("back", path).text
    }

    /// The three sizes with the one in force.
    var sizes: [SizeLink] {
        TextSize.allCases.map { size in
            SizeLink(
                text: context.t("size.\(size.rawValue)"), address: preference("size", size.rawValue),
                size: size.rawValue, isCurrent: size == context.textSize)
        }
    }

    /// The language one can change to, named in itself.
    var otherLanguage: Link {
        let other: Language = context.language == .chinese ? .english : .chinese
        return Link(other.ownName, preference("lang", other.code))
    }

    static let fields: ViewFields<Ambient> = [
        "productName": \.site.options.productName, "language": \.context.language.htmlTag,
        "otherLanguage": \.otherLanguage,
        "otherLanguageTag": {
            $0.context.language == .chinese ? Language.english.htmlTag : Language.chinese.htmlTag
        },
        "size": \.context.textSize.rawValue, "sizes": \.sizes, "requestID": \.context.requestID,
        "citizenHome": \.site.options.citizenHomePath, "helperPath": \.site.options.citizenHelperPath,
        "staffHome": \.site.options.staffHomePath, "signOutPath": \.site.options.staffSignOutPath,
        "searchPath": \.site.options.staffSearchPath, "isSignedIn": { $0.context.session != nil },
        "token": { $0.site.forms.token(boundTo: $0.context.formSecret) },
        "key": { $0.site.forms.idempotencyKey() }, "htmxAddress": { $0.site.assets.address("vendor/htmx-2.min.js") },
    ]
}

/// One of the text sizes as a link.
struct SizeLink: ViewModel {
    let text: String
    let address: String
    let size: String
    let isCurrent: Bool

    static let fields: ViewFields<SizeLink> = [
        "text": \.text, "address": \.address, "size": \.size, "isCurrent": \.isCurrent,
    ]
}

/// Addresses of assets as templates read them: `{{asset.citizen-css}}`, `{{asset.vendor/htmx-2-min-js}}`.
struct AssetScope: MustacheParentModel {
    let store: AssetStore

    func child(named name: String) -> Any? { store.address(templateName: name) }
    func hasField(_ name: String) -> Bool { child(named: name) != nil }
}
