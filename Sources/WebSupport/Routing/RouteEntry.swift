/// What a route answers with.
package enum RouteKind: String, CaseIterable, Sendable, Codable {
    /// A whole page.
    case page
    /// A part of a page for a script, which also answers as a page.
    case fragment
    /// A file to keep: a workbook, a document, a bank file.
    case export
    /// Data for programs.
    case json
    /// A change; it takes a form with its token.
    case action
    /// A style sheet, a script, a picture of the product itself.
    case asset
}

/// A route as registered: the leak test and `backstop routes --json` walk these.
package struct RouteEntry: Hashable, Sendable, Codable {
    /// The method in capitals.
    package let method: String
    /// The path with its parameters in braces.
    package let path: String
    /// Who may come.
    package let audience: Audience
    /// Roles of which the person needs one; empty means every person of the audience.
    package let roles: [String]
    /// What it answers with.
    package let kind: RouteKind
    /// One sentence of what it is for.
    package let summary: String
}
