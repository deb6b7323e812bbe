import Primitives

extension Compilation {
    /// `p.name`.
    func parameter(_ name: String, _ range: SourceRange, _ scope: Scope) -> Meaning {
        guard let id = symbols.parameters[name] else {
            let advice = Suggestion.text(for: name, among: symbols.parameters.keys)
            return wrong("no parameter is called \"\(name)\"\(advice)", at: range)
        }
        let parameter = parameters[id.index]
        guard case .success(let content) = parameter.content else { return missing(id, scope) }
        guard content.fits(parameter.type) else {
            return wrong(
                "the value of parameter \"\(name)\" is not \(parameter.type.words(in: schema)), as its unit says",
                at: range)
        }
        switch (parameter.type, content) {
        case (.list(let type), .list(let items)):
            return .list(ListMeaning(type: type, items: items.map { item($0, type, scope) }))
        case (.table(let type), _): return .table(TableMeaning(parameter: id, type: type, keys: []))
        case (.text, .word(let word)):
            let number = words.number(word)
            var value = leaf(id, .text, number, scope)
            value.words = Set(parameter.choices?.map { words.number($0) } ?? []).union([number])
            return .scalar(value)
        case (_, .ratio(let ratio)):
            var value = leaf(id, .ratio, ratio.numerator, scope)
            value.denominator = .constant(ratio.denominator)
            return .scalar(value)
        case (let type, .number(let number)): return .scalar(leaf(id, type, number, scope))
        default: preconditionFailure("Content that fits its type is one of the above.")
        }
    }

    private func leaf(_ id: ParameterID, _ type: RuleType, _ number: Int64, _ scope: Scope) -> Scalar {
        Scalar(type: type, value: nodes.leaf(.parameter(id), in: scope.entity, Proof(number...number)))
    }

    /// A parameter without a value on the day: its type is checked, its value fails.
    private func missing(_ id: ParameterID, _ scope: Scope) -> Meaning {
        switch parameters[id.index].type {
        case .list(let type): .list(ListMeaning(type: type, items: [], missing: id))
        case .table(let type): .table(TableMeaning(parameter: id, type: type, keys: []))
        case let type: .scalar(failing(id, type, scope))
        }
    }

    /// The value that fails because a parameter has none; its range is that of its type, narrowed to one number.
    func failing(_ id: ParameterID, _ type: RuleType, _ scope: Scope) -> Scalar {
        let range: ClosedRange<Int64> = type == .flag || type == .text ? 0...1 : 1...1
        return Scalar(type: type, value: nodes.leaf(.parameter(id), in: scope.entity, Proof(range, canFail: true)))
    }

    func item(_ content: ParameterContent, _ type: RuleType, _ scope: Scope) -> Scalar {
        switch content {
        case .number(let number): return constant(number, type, scope)
        case .word(let word):
            var value = constant(words.number(word), type, scope)
            value.words = [words.number(word)]
            return value
        case .ratio(let ratio):
            var value = constant(ratio.numerator, type, scope)
            value.denominator = .constant(ratio.denominator)
            return value
        case .list, .table: preconditionFailure("A list holds plain values.")
        }
    }

    // MARK: Tables

    /// `p.table[key]`.
    func index(_ operand: Expression, _ key: Expression, _ range: SourceRange, _ scope: Scope) -> Meaning {
        let (found, key) = (meaning(operand, in: scope), word(key, scope))
        switch found {
        case .wrong: return .wrong
        case .table(var table):
            guard let key else { return .wrong }
            table.keys.append(key)
            if case .table(let inner) = table.type {
                return .table(TableMeaning(parameter: table.parameter, type: inner, keys: table.keys))
            }
            return entry(table, range, scope)
        default:
            let kind = found.type?.words(in: schema) ?? "this"
            return wrong("brackets ask for an entry of a table; this is \(kind)", at: operand.range)
        }
    }

    /// An expression that must be a word.
    private func word(_ expression: Expression, _ scope: Scope) -> Scalar? {
        guard let value = scalar(expression, in: scope) else { return nil }
        guard value.type == .text else {
            report("the key of a table is a word; this is \(words(value))", at: expression.range)
            return nil
        }
        return value
    }

    private func entry(_ table: TableMeaning, _ range: SourceRange, _ scope: Scope) -> Meaning {
        guard case .success(let content) = parameters[table.parameter.index].content else {
            return .scalar(failing(table.parameter, table.type, scope))
        }
        var (reached, canLack): ([ParameterContent], Bool) = ([content], false)
        for key in table.keys {
            var next: [ParameterContent] = []
            for case .table(let entries) in reached {
                let wanted = key.words.map { $0.map { words.words[Int($0)] } } ?? Array(entries.keys)
                canLack = canLack || key.words == nil
                for word in wanted {
                    if let entry = entries[word] { next.append(entry) } else { canLack = true }
                }
            }
            reached = next
        }
        guard let (parameter, below) = numerators(of: table) else {
            return wrong("the ratios of this table have no common denominator within 64 bits", at: range)
        }
        let scaled = reached.map { number($0, over: below) }
        let least = scaled.min() ?? 1
        let lookUp = Operation.lookUp(parameter, table.keys.map(\.value))
        var value = Scalar(
            type: table.type,
            value: nodes.leaf(
                lookUp, in: scope.entity, Proof(least...(scaled.max() ?? least), canFail: canLack || reached.isEmpty)))
        if table.type == .text { value.words = Set(scaled) }
        value.denominator = .constant(below)
        return .scalar(value)
    }

    private func number(_ content: ParameterContent, over denominator: Int64) -> Int64 {
        switch content {
        case .number(let number): number
        case .word(let word): words.number(word)
        case .ratio(let ratio): ratio.numerator * (denominator / ratio.denominator)
        case .list, .table: preconditionFailure("The last key of a table reaches a plain value.")
        }
    }

    /// The parameter to look into: for a table of ratios, one with all numerators over a common denominator.
    private func numerators(of table: TableMeaning) -> (ParameterID, Int64)? {
        guard table.type == .ratio else { return (table.parameter, 1) }
        if let known = ratioTables[table.parameter] { return (known.numerators, known.denominator) }
        let original = parameters[table.parameter.index]
        guard case .success(let content) = original.content else { return (table.parameter, 1) }
        let common = content.ratios.reduce(Int64(1) as Int64?) { sofar, ratio in
            sofar.flatMap { leastCommonMultiple($0, ratio.denominator) }
        }
        guard let denominator = common,
            content.ratios.allSatisfy({ ratio in
                !ratio.numerator.multipliedReportingOverflow(by: denominator / ratio.denominator).overflow
            })
        else { return nil }
        parameters.append(
            RuleParameter(
                name: original.name, type: original.type.replacingRatio,
                content: .success(content.scaled(to: denominator))))
        let id = ParameterID(index: parameters.count - 1)
        ratioTables[table.parameter] = (id, denominator)
        return (id, denominator)
    }

    /// `word in p.table` or `word in p.table[word]`.
    func hasKey(_ key: Scalar, _ table: TableMeaning, _ range: SourceRange, _ scope: Scope) -> Meaning {
        guard key.type == .text else {
            return wrong("the keys of a table are words; this is \(words(key))", at: range)
        }
        var proof = Proof.flag
        if case .failure = parameters[table.parameter.index].content { proof.canFail = true }
        let keys = (table.keys + [key]).map(\.value)
        return .scalar(
            Scalar(type: .flag, value: nodes.leaf(.hasKey(table.parameter, keys), in: scope.entity, proof)))
    }
}

extension RuleType {
    fileprivate var replacingRatio: RuleType {
        switch self {
        case .table(let inner): .table(inner.replacingRatio)
        case .ratio: .integer
        default: self
        }
    }
}

extension ParameterContent {
    /// Whether the content is of a type.
    func fits(_ type: RuleType) -> Bool {
        switch (type, self) {
        case (.flag, .number(let number)): number == 0 || number == 1
        case (.integer, .number), (.date, .number), (.month, .number), (.money, .number), (.ratio, .ratio),
            (.text, .word):
            true
        case (.list(let inner), .list(let items)): items.allSatisfy { $0.fits(inner) }
        case (.table(let inner), .table(let entries)): entries.values.allSatisfy { $0.fits(inner) }
        default: false
        }
    }

    fileprivate var ratios: [Ratio] {
        switch self {
        case .ratio(let ratio): [ratio]
        case .table(let entries): entries.values.flatMap(\.ratios)
        default: []
        }
    }

    fileprivate func scaled(to denominator: Int64) -> ParameterContent {
        switch self {
        case .ratio(let ratio): .number(ratio.numerator * (denominator / ratio.denominator))
        case .table(let entries): .table(entries.mapValues { $0.scaled(to: denominator) })
        default: self
        }
    }
}
