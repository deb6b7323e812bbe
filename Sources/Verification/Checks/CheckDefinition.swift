/// Who a check speaks about.
package enum CheckSubject: String, Hashable, Sendable, CaseIterable {
    /// One person who is watched.
    case person
    /// A family.
    case household
}

/// How grave a hit is; the order is that of a report's verdict.
package enum CheckSeverity: String, Hashable, Sendable, CaseIterable {
    /// Bars the award unless it is explained.
    case red
    /// Opens a question.
    case yellow
    /// Somebody may need help that they do not have.
    case care
}

/// An expression of a check file, and where it stands.
package struct CheckExpression: Hashable, Sendable {
    /// The text.
    package let text: String
    /// The file, below the catalogue's folder.
    package let file: String
    /// Line of its first character, from 1.
    package let line: Int
    /// Column of its first character, from 1.
    package let column: Int

    /// An expression at a place.
    package init(_ text: String, file: String, line: Int, column: Int) {
        self.text = text
        self.file = file
        self.line = line
        self.column = column
    }

    func problem(_ message: String) -> CatalogueProblem {
        CatalogueProblem(file: file, line: line, column: column, message: message)
    }

    /// The names that occur in it outside quotes, each once.
    var names: Set<String> {
        var found: Set<String> = []
        var quote: Character?
        var word = ""
        for character in text + " " {
            if let open = quote {
                if character == open { quote = nil }
                continue
            }
            if character.isLetter || character == "_" || (character.isNumber && !word.isEmpty) {
                word.append(character)
                continue
            }
            if !word.isEmpty { found.insert(word) }
            word = ""
            if character == "\"" || character == "'" { quote = character }
        }
        return found
    }
}

/// One group of aggregates of a check: rows of a dataset, and what is made of them.
package struct CheckAggregates: Hashable, Sendable {
    /// A text made of the beginning of a column's text.
    package struct Part: Hashable, Sendable {
        let column: String
        let characters: Int
    }

    /// Rows count only when another dataset has a row with the same text that holds a condition: one hop.
    package struct Through: Hashable, Sendable {
        let dataset: CheckExpression
        let on: String
        let key: String
        let condition: CheckExpression?
    }

    /// How rows become one value.
    package enum Fold: String, Hashable, Sendable {
        case count, sum, distinct, min, max
        /// The value of the one row that comes first, or last, by the group's order.
        case picked
    }

    /// One value made of the rows.
    package struct Value: Hashable, Sendable {
        let name: CheckExpression
        let fold: Fold
        /// What is folded; nil for a count.
        let of: CheckExpression?
    }

    let dataset: CheckExpression
    let keys: [CheckExpression]
    let subject: CheckSubject
    let condition: CheckExpression?
    let parts: [String: Part]
    let through: Through?
    /// Columns by which the one row is chosen, and whether it is the last.
    let order: [CheckExpression]
    let takesLast: Bool
    /// Only rows with the greatest value of this column count.
    let latest: CheckExpression?
    /// Whether the check still answers where the dataset is silent: only for what is deducted or exempted.
    let mayBeSilent: Bool
    let values: [Value]
}

/// What a check asks of another person whom an earlier aggregate of the subject names: one hop.
package struct CheckHop: Hashable, Sendable {
    /// The aggregate that holds the other person's citizen ID.
    let person: CheckExpression
    /// Names here, and the other person's aggregate; nil asks whether both live in one household.
    let values: [(name: CheckExpression, of: CheckExpression?)]

    package static func == (left: CheckHop, right: CheckHop) -> Bool {
        left.person == right.person && left.values.elementsEqual(right.values, by: ==)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(person) }
}

/// A check as its file says it.
package struct CheckDefinition: Hashable, Sendable {
    /// The code, for example `R02`; the stem of its file.
    package let code: String
    /// Whom it is about.
    package let subject: CheckSubject
    /// How grave a hit is.
    package let severity: CheckSeverity
    /// What it can show; the national catalogue says it of every check, the reference city's leave it out.
    package let kind: DatasetKind?
    /// Its Chinese name.
    package let label: String
    /// The law or agreement on which it rests.
    package let legalBasis: String
    /// A hit in plain words; `{observed}`, `{limit}` and `{evidence}` are filled in.
    package let sentence: String
    let aggregates: [CheckAggregates]
    let hops: [CheckHop]
    let hit: CheckExpression
    let observed: CheckExpression
    let limit: CheckExpression
    /// Joined by a bar; none leaves the evidence empty.
    let evidence: [CheckExpression]
}
