/// What a bare name may mean.
enum Symbol {
    case field(FieldID)
    /// A derived value, by the position of its text.
    case value(Int)
    case rows(EntityID)
}

/// The names of a schema, its derived values and its parameters.
struct Symbols {
    let schema: FactSchema
    private(set) var names: [String: Symbol] = [:]
    private(set) var parameters: [String: ParameterID] = [:]
    let texts: [RuleText]

    /// The word that stands before the name of a parameter.
    static let parameterSpace = "p"

    init(schema: FactSchema, parameters: [RuleParameter], texts: [RuleText]) {
        self.schema = schema
        self.texts = texts
        for (index, field) in schema.fields.enumerated() { names[field.name] = .field(FieldID(index: index)) }
        for (index, entity) in schema.entities.enumerated().dropFirst() {
            names[entity.rowsName] = .rows(EntityID(index: index))
        }
        for (index, parameter) in parameters.enumerated() {
            self.parameters[parameter.name] = ParameterID(index: index)
        }
    }

    /// Adds the name of a text; false when the name is taken.
    mutating func add(_ text: Int) -> Bool {
        let name = texts[text].name
        guard names[name] == nil, name != Self.parameterSpace else { return false }
        names[name] = .value(text)
        return true
    }

    /// Whose fact or value a symbol is.
    func owner(_ symbol: Symbol) -> EntityID {
        switch symbol {
        case .field(let field): schema.fields[field.index].entity
        case .value(let text): texts[text].entity
        case .rows(let entity): schema.entities[entity.index].parent ?? .root
        }
    }

    /// Whether an entity is the other or above it.
    func isAbove(_ entity: EntityID, _ other: EntityID) -> Bool {
        var present: EntityID? = other
        while let here = present {
            if here == entity { return true }
            present = schema.entities[here.index].parent
        }
        return false
    }

    /// The names that a row of an entity knows, its own and those above.
    func visible(from entity: EntityID) -> [String] {
        names.compactMap { isAbove(owner($0.value), entity) ? $0.key : nil }
    }
}

/// Finds what an author may have meant by a name that is not known.
enum Suggestion {
    /// The closest candidate within a third of the name's length, as `; did you mean "…"?`, or nothing.
    static func text(for name: String, among candidates: some Sequence<String>) -> String {
        let letters = Array(name.lowercased().utf8)
        let limit = max(1, letters.count / 3)
        let near = candidates.compactMap { candidate -> (distance: Int, name: String)? in
            guard abs(candidate.utf8.count - letters.count) <= limit else { return nil }
            let distance = distance(letters, Array(candidate.lowercased().utf8))
            return distance <= limit ? (distance, candidate) : nil
        }
        guard let best = near.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return "" }
        return "; did you mean \"\(best.name)\"?"
    }

    /// How many letters to insert, drop, change or swap with their neighbour.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var line = [row + 1]
            for column in right.indices {
                let change = last[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(change, last[column + 1] + 1, line[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                line.append(least)
            }
            (beforeLast, last) = (last, line)
        }
        return last[right.count]
    }
}
