/// What is below the line of a value.
enum Denominator: Hashable {
    /// A number above zero; 1 for whatever is no quotient.
    case constant(Int64)
    /// A node whose value is above zero, or fails.
    case node(NodeID)

    var isOne: Bool { self == .constant(1) }
}

/// A typed value: one node, or two for a quotient.
struct Scalar {
    var type: RuleType
    var value: NodeID
    var denominator: Denominator = .constant(1)
    /// The words a text may be, when they are known.
    var words: Set<Int64>?
}

/// Rows below a row, as a comprehension walks over them.
struct RowStream {
    /// The entity of the rows.
    let entity: EntityID
    /// The entity of the row they hang from.
    let owner: EntityID
    /// What a body sees.
    var scope: Scope
    /// Which rows are left, a node of the entity.
    var filter: NodeID?
}

/// What an expression means.
enum Meaning {
    case scalar(Scalar)
    /// Several values, right of `in`.
    case list(ListMeaning)
    /// A table parameter under some keys.
    case table(TableMeaning)
    /// The row a comprehension names.
    case row(EntityID)
    case rows(RowStream)
    /// A value for each row.
    case values(RowStream, Scalar, isDistinct: Bool)
    /// Something whose mistake was reported.
    case wrong

    var type: RuleType? {
        switch self {
        case .scalar(let scalar): scalar.type
        case .list(let list): .list(list.type)
        case .table(let table): .table(table.type)
        case .row(let entity): .row(entity)
        case .rows(let stream): .rows(stream.entity)
        case .values(_, let body, _): .list(body.type)
        case .wrong: nil
        }
    }
}

/// A list of constants or of values, or a parameter without content.
struct ListMeaning {
    let type: RuleType
    let items: [Scalar]
    /// The parameter, when it has no value on the day.
    var missing: ParameterID?
    /// Whether the author wrote the items here, so that their words can be checked.
    var isWritten = false
}

/// A table parameter, and the keys given so far.
struct TableMeaning {
    let parameter: ParameterID
    /// The type of what the next key reaches.
    let type: RuleType
    var keys: [Scalar]
}

/// What names mean at a place of a text.
struct Scope {
    /// For whose rows nodes are made.
    var entity: EntityID
    /// Whose facts bare names reach, and those above.
    var base: EntityID
    /// The names comprehensions give to rows, the innermost last.
    var variables: [(name: String, entity: EntityID)] = []
    /// Whether the present row lies below what this place can see.
    var hidesPresentRow = false

    func variable(_ name: String) -> EntityID? {
        variables.last { $0.name.utf8.elementsEqual(name.utf8) }?.entity
    }
}
