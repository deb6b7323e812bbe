extension Compilation {
    /// The rows of an entity below the row they hang from, and what a walk over them can see.
    func stream(of entity: EntityID, _ scope: Scope) -> RowStream {
        let owner = schema.entities[entity.index].parent ?? .root
        var inner = scope
        inner.entity = entity
        if owner != scope.base, symbols.isAbove(owner, scope.base) {
            inner.base = owner
            inner.hidesPresentRow = true
        }
        inner.variables = scope.variables.filter { symbols.isAbove($0.entity, owner) }
        return RowStream(entity: entity, owner: owner, scope: inner)
    }

    /// `rows.map(r, …)`, `.filter`, `.exists`, `.all`, `.exists_one`.
    func comprehension(_ walk: Comprehension, _ range: SourceRange, _ scope: Scope) -> Meaning {
        let walked = meaning(walk.range, in: scope)
        switch walked {
        case .wrong: return .wrong
        case .rows(let stream): return comprehension(walk, over: stream, range, scope)
        case .values:
            return wrong(
                "filter and choose the rows first, then take one value of each with .map(…) at the end", at: range)
        default:
            let kind = walked.type?.words(in: schema) ?? "this"
            return wrong("\".\(walk.kind.rawValue)\" goes through rows; this is \(kind)", at: walk.range.range)
        }
    }

    private func comprehension(
        _ walk: Comprehension, over stream: RowStream, _ range: SourceRange, _ scope: Scope
    ) -> Meaning {
        guard walk.variables.count == 1 else {
            return wrong("a walk over rows takes one name for the row", at: range)
        }
        var inner = stream.scope
        inner.variables.append((walk.variables[0], stream.entity))
        var condition: NodeID?
        if let written = walk.condition {
            guard let flag = flag(written, inner, what: "the condition of .\(walk.kind.rawValue)(…)") else {
                return .wrong
            }
            condition = flag
        }
        var narrowed = stream
        narrowed.filter = both(stream.filter, condition, inner)
        switch walk.kind {
        case .filter: return .rows(narrowed)
        case .map:
            guard let result = walk.result, let body = scalar(result, in: inner) else { return .wrong }
            return .values(narrowed, body, isDistinct: false)
        case .exists, .all:
            guard let condition else { return .wrong }
            let node = fold(walk.kind == .all ? .all : .any, stream, body: condition)
            return .scalar(lift(Scalar(type: .flag, value: node), to: scope))
        case .existsOne:
            let count = fold(.count, narrowed, body: nodes.constant(1, in: stream.entity))
            let one = nodes.constant(1, in: stream.owner)
            return .scalar(
                lift(Scalar(type: .flag, value: nodes.make(.equal(count, one), in: stream.owner)), to: scope))
        case .transformList, .transformMap, .transformMapEntry, .sortBy, .optMap, .optFlatMap:
            return wrong(
                "\".\(walk.kind.rawValue)\" has no place here; rows know .map, .filter, .exists and .all", at: range)
        }
    }

    private func both(_ first: NodeID?, _ second: NodeID?, _ scope: Scope) -> NodeID? {
        guard let first, let second else { return first ?? second }
        return make(.and(first, second), scope)
    }

    private func fold(_ fold: Fold, _ stream: RowStream, body: NodeID) -> NodeID {
        nodes.make(.fold(fold, over: stream.entity, body: body, filter: stream.filter), in: stream.owner)
    }

    /// `.sum()`, `.min()`, `.max()`, `.size()` and `.distinct()` behind rows or their values.
    func aggregate(_ function: String, _ target: Meaning, _ range: SourceRange, _ scope: Scope) -> Meaning {
        switch (target, function) {
        case (.rows(let stream), "size"):
            let count = fold(.count, stream, body: nodes.constant(1, in: stream.entity))
            return .scalar(lift(Scalar(type: .integer, value: count), to: scope))
        case (.rows(let stream), _):
            let rows = schema.entities[stream.entity.index].rowsName
            return wrong(
                "\".\(function)()\" needs one value of each row first, as in \(rows).map(r, …).\(function)()",
                at: range
            )
        case (.values(let stream, let body, false), "distinct"): return .values(stream, body, isDistinct: true)
        case (.values(let stream, let body, let isDistinct), "size"):
            guard isDistinct else { return aggregate(function, .rows(stream), range, scope) }
            guard let (body, _) = shared(body, stream, range, "distinct") else { return .wrong }
            let count = fold(.distinct, stream, body: body.value)
            return .scalar(lift(Scalar(type: .integer, value: count), to: scope))
        case (.values(let stream, let body, false), "sum"):
            guard body.type.isAmount else {
                let advice = body.type == .flag ? "; count rows with .filter(r, …).size()" : ""
                return wrong("a sum needs numbers, ratios or money; each row gives \(words(body))\(advice)", at: range)
            }
            return total(.sum, stream, body, range, scope)
        case (.values(let stream, let body, _), "min"), (.values(let stream, let body, _), "max"):
            guard body.type.isOrdered else {
                return wrong("there is no least or greatest of \(words(body))", at: range)
            }
            return total(function == "min" ? .minimum : .maximum, stream, body, range, scope)
        case (.values, _):
            return wrong("behind .distinct() stands .size(): how many different values there are", at: range)
        default:
            let kind = target.type?.words(in: schema) ?? "this"
            return wrong("\".\(function)()\" belongs behind rows; this is \(kind)", at: range)
        }
    }

    private func total(_ kind: Fold, _ stream: RowStream, _ body: Scalar, _ range: SourceRange, _ scope: Scope)
        -> Meaning
    {
        guard let (body, denominator) = shared(body, stream, range, kind == .sum ? "sum" : "min and max") else {
            return .wrong
        }
        let value = fold(kind, stream, body: body.value)
        return .scalar(lift(Scalar(type: body.type, value: value, denominator: denominator), to: scope))
    }

    /// A body whose denominator is the same for all rows, with that denominator in the row above.
    private func shared(
        _ body: Scalar, _ stream: RowStream, _ range: SourceRange, _ what: String
    ) -> (Scalar, Denominator)? {
        guard case .node(let node) = body.denominator else { return (body, body.denominator) }
        switch nodes[node].operation {
        case .parent(let above): return (body, .node(above))
        default:
            report(
                "each row gives \(words(body)) over a divisor of its own, which \(what) cannot bring together; "
                    + "round each row first",
                at: range)
            return nil
        }
    }

    // MARK: Membership

    func list(_ items: [ListElement], _ range: SourceRange, _ scope: Scope) -> Meaning {
        if items.contains(where: \.isOptional) { return wrong("\"?\" has no place in a list here", at: range) }
        let values = items.map { scalar($0.value, in: scope) }
        guard let first = values.first else { return wrong("an empty list holds nothing to find", at: range) }
        guard var type = first?.type else { return .wrong }
        for (item, value) in zip(items, values).dropFirst() {
            guard let value else { return .wrong }
            guard let joined = type.joined(value.type) else {
                return wrong(
                    "the list begins with \(type.words(in: schema)), so \(words(value)) cannot stand in it",
                    at: item.value.range)
            }
            type = joined
        }
        return .list(ListMeaning(type: type, items: values.compactMap { $0 }, isWritten: true))
    }

    /// `value in list`, `word in table`.
    func membership(_ left: Expression, _ right: Expression, _ scope: Scope) -> Meaning {
        let (value, found) = (scalar(left, in: scope), meaning(right, in: scope))
        guard let value else { return .wrong }
        switch found {
        case .wrong: return .wrong
        case .table(let table): return hasKey(value, table, left.range, scope)
        case .list(let list): return membership(value, list, left.range.union(right.range), scope)
        case .values:
            return wrong("ask whether a row has the value with .exists(r, r.name == …)", at: right.range)
        default:
            let kind = found.type?.words(in: schema) ?? "this"
            return wrong("right of \"in\" stands a list or a table; this is \(kind)", at: right.range)
        }
    }

    private func membership(_ value: Scalar, _ list: ListMeaning, _ range: SourceRange, _ scope: Scope) -> Meaning {
        guard value.type.joined(list.type) != nil else {
            return wrong(
                "\(words(value)) cannot be in a list of which each is \(list.type.words(in: schema))", at: range)
        }
        if let missing = list.missing {
            let item = failing(missing, value.type, scope)
            return .scalar(Scalar(type: .flag, value: make(.equal(value.value, item.value), scope)))
        }
        if list.isWritten, value.type == .text {
            let fits = list.items.map { checkWords(value, $0, range) }
            guard fits.allSatisfy({ $0 }) else { return .wrong }
        }
        let plain = list.items.compactMap { $0.denominator.isOne ? nodes.constant($0.value) : nil }
        if value.denominator.isOne, plain.count == list.items.count {
            return .scalar(
                Scalar(type: .flag, value: make(.isAmong(value.value, Set(plain).sorted()), scope)))
        }
        var result = nodes.constant(0, in: scope.entity)
        for item in list.items {
            guard let equal = equality(value, item, negated: false, range, scope) else { return .wrong }
            result = make(.or(result, equal.value), scope)
        }
        return .scalar(Scalar(type: .flag, value: result))
    }
}
