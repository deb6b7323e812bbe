/// A language of the pages.
package enum Language: String, CaseIterable, Sendable {
    case chinese = "zh-Hans"
    case english = "en"

    /// Value of the `lang` attribute of a page.
    package var htmlTag: String { self == .chinese ? "zh-CN" : "en" }

    /// The name a person would look for, in the language itself.
    package var ownName: String { self == .chinese ? "中文" : "English" }

    /// The short value of the cookie and of the `lang` parameter.
    package var code: String { self == .chinese ? "zh" : "en" }

    /// The language of a code, nil for anything else.
    package init?(code: some StringProtocol) {
        switch String(code) {
        case "zh", "zh-Hans", "zh-CN": self = .chinese
        case "en": self = .english
        default: return nil
        }
    }
}

/// Text size of the citizen pages; it holds on every page through a cookie.
package enum TextSize: String, CaseIterable, Sendable {
    /// Base text of 18 px.
    case standard
    /// Base text of 20 px; what everybody gets who has not chosen.
    case large
    /// Base text of 25 px.
    case largest
}
