package import Mustache

/// What a template can read: something that answers names, and can say which names it answers.
package protocol MustacheParentModel: MustacheParent {
    /// Whether the name is one of this model's, with or without a value now.
    func hasField(_ name: String) -> Bool
}

/// A plain value shown by templates, with its names written once in a table.
///
/// ```swift
/// struct CaseRow: ViewModel {
///     let number: String
///     let isLate: Bool
///     static let fields: ViewFields<CaseRow> = ["number": \.number, "isLate": \.isLate]
/// }
/// ```
package protocol ViewModel: MustacheParentModel, Sendable {
    /// The names that templates may use, and how each is read.
    static var fields: ViewFields<Self> { get }
}

extension ViewModel {
    /// The value under a name, nil when there is none.
    package func child(named name: String) -> Any? { Self.fields.readers[name]?(self) }

    /// Whether the table has the name.
    package func hasField(_ name: String) -> Bool { Self.fields.readers[name] != nil }
}

/// Names of a view model and the functions that read them.
package struct ViewFields<Model>: ExpressibleByDictionaryLiteral, Sendable {
    /// Readers by name.
    package let readers: [String: @Sendable (Model) -> Any?]

    /// The table as written in the source; a name written twice is a programmer's error.
    package init(dictionaryLiteral elements: (String, @Sendable (Model) -> Any?)...) {
        readers = Dictionary(uniqueKeysWithValues: elements)
    }
}

/// A small model made on the spot, for pages that need only a few values.
package struct Fields: MustacheParentModel, ExpressibleByDictionaryLiteral, Sendable {
    private let values: [String: (any Sendable)?]

    /// Values by name; nil is a name without a value.
    package init(dictionaryLiteral elements: (String, (any Sendable)?)...) {
        values = Dictionary(uniqueKeysWithValues: elements)
    }

    /// The value under a name, nil when there is none.
    package func child(named name: String) -> Any? { values[name] ?? nil }

    /// Whether the name was given.
    package func hasField(_ name: String) -> Bool { values.keys.contains(name) }
}
