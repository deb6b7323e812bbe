/// A macro that walks over a list, a map or an optional with names for what it meets.
package struct Comprehension: Sendable, Hashable {
    /// What it makes of the walk.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case all
        case exists
        case existsOne = "exists_one"
        case filter
        case map
        case transformList
        case transformMap
        case transformMapEntry
        case sortBy
        case optMap
        case optFlatMap
    }

    /// What it makes of the walk.
    package let kind: Kind
    /// What is walked over.
    package let range: Expression
    /// One name (element, or key of a map), or two (index and element, or key and value).
    package let variables: [String]
    /// The condition of `all`, `exists`, `exists_one` and `filter`, or the filter of `map` and the transformations.
    package let condition: Expression?
    /// What `map`, the transformations, `sortBy` and the optional macros compute for each element.
    package let result: Expression?
}
