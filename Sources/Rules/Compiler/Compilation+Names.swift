import Primitives

extension Compilation {
    /// A bare name: a row of a comprehension, a fact or derived value of this row or one above, or rows.
    func name(_ name: String, _ range: SourceRange, _ scope: Scope) -> Meaning {
        if let entity = scope.variable(name) { return .row(entity) }
        if name == Symbols.parameterSpace {
            return wrong("\"p\" stands for the parameters; write which one is meant, as in p.name", at: range)
        }
        guard let symbol = symbols.names[name] else { return unknown(name, range, scope) }
        let owner = symbols.owner(symbol)
        guard symbols.isAbove(owner, scope.base) else { return unreachable(name, symbol, range, scope) }
        return read(symbol, owner, scope)
    }

    private func read(_ symbol: Symbol, _ owner: EntityID, _ scope: Scope) -> Meaning {
        switch symbol {
        case .field(let field): .scalar(lift(fact(field), to: scope))
        case .value(let text): value(text).map { .scalar(lift($0, to: scope)) } ?? .wrong
        case .rows(let entity): .rows(stream(of: entity, scope))
        }
    }

    private func fact(_ id: FieldID) -> Scalar {
        let field = schema.fields[id.index]
        let codes = field.type == .text ? field.words.map { Set($0.map { words.number($0) }) } : nil
        var range = field.range
        if field.type == .text {
            range =
                codes.flatMap { codes in codes.min().flatMap { least in codes.max().map { least...$0 } } }
                ?? WordTable.range
        } else if field.type == .flag {
            range = range.clamped(to: 0...1)
        }
        let value = nodes.leaf(.input(id), in: field.entity, Proof(range))
        return Scalar(type: field.type, value: value, words: codes)
    }

    private func value(_ text: Int) -> Scalar? {
        guard let result = results[text] else { return nil }
        let entity = texts[text].entity
        guard let id = result.definition else {
            // A text with a mistake but a written type: others are checked against the type, no program comes of it.
            return Scalar(type: result.type, value: nodes.constant(1, in: entity))
        }
        let definition = definitions[id.index]
        var value = Scalar(
            type: result.type,
            value: nodes.leaf(.definition(id), in: entity, Proof(nodes[definition.value].range)), words: result.words)
        if let below = definition.denominator {
            value.denominator =
                nodes.constant(below).map { .constant($0) }
                ?? .node(nodes.leaf(.definitionDenominator(id), in: entity, Proof(nodes[below].range)))
        }
        return value
    }

    /// The name of a row with its article.
    func oneRow(of entity: EntityID) -> String {
        let name = schema.entities[entity.index].name
        return ("aeiou".contains(name.prefix(1)) ? "an " : "a ") + name
    }

    private func unknown(_ name: String, _ range: SourceRange, _ scope: Scope) -> Meaning {
        if symbols.parameters[name] != nil {
            return wrong("\"\(name)\" is a parameter: write p.\(name)", at: range)
        }
        let here = oneRow(of: scope.base)
        let near = symbols.visible(from: scope.base) + scope.variables.map(\.name)
        return wrong(
            "\"\(name)\" is neither a fact nor a derived value of \(here)" + Suggestion.text(for: name, among: near),
            at: range)
    }

    private func unreachable(_ name: String, _ symbol: Symbol, _ range: SourceRange, _ scope: Scope) -> Meaning {
        let owner = symbols.owner(symbol)
        let (entity, here) = (schema.entities[owner.index], schema.entities[scope.base.index])
        if scope.hidesPresentRow, symbols.isAbove(owner, texts[present].entity) {
            return wrong(
                "\"\(name)\" belongs to the present \(entity.name), which a walk over all rows of the "
                    + "\(here.name) cannot see",
                at: range)
        }
        if let variable = scope.variables.last(where: { $0.entity == owner }) {
            return wrong("\"\(name)\" belongs to the \(entity.name): write \(variable.name).\(name)", at: range)
        }
        if case .rows = symbol {
            return wrong(
                "\"\(name)\" hang from \(oneRow(of: owner)), not from \(oneRow(of: scope.base)); make a derived "
                    + "value of the \(entity.name) first",
                at: range)
        }
        return wrong(
            "\"\(name)\" belongs to \(oneRow(of: owner)), of which \(oneRow(of: scope.base)) may have several; "
                + "go through them, as in \(entity.rowsName).map(r, r.\(name)).sum()",
            at: range)
    }

    /// `p.name`, `m.name`, `yuan(5).perMonth`.
    func select(_ field: String, of operand: Expression, _ range: SourceRange, _ scope: Scope) -> Meaning {
        if case .name(Symbols.parameterSpace, _) = operand.kind, scope.variable(Symbols.parameterSpace) == nil {
            return parameter(field, range, scope)
        }
        if case .call("yuan", target: nil, let arguments) = operand.kind {
            return yuan(arguments, operand.range, period: field, range, scope)
        }
        switch meaning(operand, in: scope) {
        case .row(let entity): return member(field, of: entity, source.slice(operand.range), range, scope)
        case .wrong: return .wrong
        case let found:
            let kind = found.type?.words(in: schema) ?? "this"
            return wrong(
                "\(kind) has no \".\(field)\"; only parameters (p.name) and rows of a walk have parts", at: range)
        }
    }

    private func member(_ name: String, of entity: EntityID, _ row: String, _ range: SourceRange, _ scope: Scope)
        -> Meaning
    {
        guard let symbol = symbols.names[name], symbols.owner(symbol) == entity else {
            let kind = oneRow(of: entity)
            if let symbol = symbols.names[name], symbols.isAbove(symbols.owner(symbol), entity) {
                let owner = schema.entities[symbols.owner(symbol).index].name
                return wrong("\"\(name)\" belongs to the \(owner): write it without \"\(row).\"", at: range)
            }
            let near = symbols.names.compactMap { symbols.owner($0.value) == entity ? $0.key : nil }
            return wrong(
                "\(kind) has neither a fact nor a derived value \"\(name)\"" + Suggestion.text(for: name, among: near),
                at: range)
        }
        return read(symbol, entity, scope)
    }
}
