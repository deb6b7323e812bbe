extension DynamicEvaluator {
    /// A variable, the name of a type, or a field of a value; a dotted name wins over the fields of a shorter one.
    mutating func member(_ expression: Expression) throws(DynamicError) -> DynamicValue {
        switch expression.kind {
        case .name(let name, let isAbsolute):
            if !isAbsolute, let local = locals.last(where: { $0.name == name }) { return try local.value.get() }
            if let found = global(name, isAbsolute: isAbsolute) { return found }
            throw DynamicError("there is no variable \"\(GeneratedName.call(name) ?? name)\"")
        case .select(let operand, let field, let isOptional):
            if !isOptional, let found = dotted(expression) { return found }
            return try select(try evaluate(operand), field, isOptional: isOptional)
        default: return try evaluate(expression)
        }
    }

    private func global(_ name: String, isAbsolute: Bool) -> DynamicValue? {
        if prefixes.count > 1, !isAbsolute {
            for prefix in prefixes.dropLast() {
                if let found = bindings[prefix + name] { return found }
            }
        }
        return bindings[name] ?? (DynamicValue.typeNames.contains(name) ? .type(name) : nil)
    }

    /// The variable or type that a chain of selections names as a whole.
    private func dotted(_ expression: Expression) -> DynamicValue? {
        var path: [String] = []
        var place = expression
        while case .select(let operand, let field, isOptional: false) = place.kind {
            path.append(field)
            place = operand
        }
        guard case .name(let root, let isAbsolute) = place.kind, hasDottedNames || root == "google" || root == "net",
            isAbsolute || !locals.contains(where: { $0.name == root })
        else { return nil }
        return global(([root] + path.reversed()).joined(separator: "."), isAbsolute: isAbsolute)
    }

    private func select(_ operand: DynamicValue, _ field: String, isOptional: Bool) throws(DynamicError) -> DynamicValue
    {
        switch operand {
        case .map(let map):
            let found = map[field: field]
            if isOptional { return .optional(found) }
            guard let found else { throw DynamicError("the map has no key \"\(field)\"") }
            return found
        case .optional(let value):
            guard let value else { return operand }
            return flattened(try select(value, field, isOptional: true))
        default: throw DynamicError("a value of type \(operand.typeName) has no field \"\(field)\"")
        }
    }

    mutating func isPresent(_ operand: Expression, _ field: String) throws(DynamicError) -> Bool {
        let value = try evaluate(operand)
        switch value {
        case .map(let map): return map[field: field] != nil
        case .optional(.none): return false
        case .optional(.some(let inner)):
            guard case .optional(let found) = try select(inner, field, isOptional: true) else { return true }
            return found != nil
        default: throw DynamicError("a value of type \(value.typeName) has no field \"\(field)\"")
        }
    }

    func element(of operand: DynamicValue, at index: DynamicValue, isOptional: Bool) throws(DynamicError)
        -> DynamicValue
    {
        switch operand {
        case .list(let list):
            guard let place = wholeNumber(index) else { throw .noOverload("[]", [operand, index]) }
            let found = list.elements.indices.contains(place) ? list.elements[place] : nil
            if isOptional { return .optional(found) }
            guard let found else {
                throw DynamicError("there is no element \(index.plainText) in a list of \(list.elements.count)")
            }
            return found
        case .map(let map):
            switch index {
            case .bool, .int, .uint, .double, .string: break
            default: throw .noOverload("[]", [operand, index])
            }
            let found = map[index]
            if isOptional { return .optional(found) }
            guard let found else { throw DynamicError("the map has no key \(index.plainText)") }
            return found
        case .optional(let value):
            guard let value else { return operand }
            return flattened(try element(of: value, at: index, isOptional: true))
        default: throw .noOverload("[]", [operand, index])
        }
    }

    /// A position given as any number that is whole; -1 when no list is so long.
    private func wholeNumber(_ value: DynamicValue) -> Int? {
        switch value {
        case .int(let value): Int(value)
        case .uint(let value): Int(exactly: value) ?? -1
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }

    private func flattened(_ value: DynamicValue) -> DynamicValue {
        if case .optional(.some(.optional(let inner))) = value { return .optional(inner) }
        return value
    }

    // MARK: Literals and calls

    mutating func list(_ elements: [ListElement]) throws(DynamicError) -> DynamicValue {
        var values: [DynamicValue] = []
        values.reserveCapacity(elements.count)
        for element in elements {
            let value = try evaluate(element.value)
            guard element.isOptional else {
                values.append(value)
                continue
            }
            guard case .optional(let inner) = value else {
                throw .noOverload("?", [value]).located(at: element.value.range)
            }
            if let inner { values.append(inner) }
        }
        return try budget.admit(.list(values))
    }

    mutating func map(_ entries: [MapEntry]) throws(DynamicError) -> DynamicValue {
        var map = DynamicMap()
        for entry in entries {
            let key = try evaluate(entry.key)
            var value = try evaluate(entry.value)
            if entry.isOptional {
                guard case .optional(let inner) = value else {
                    throw .noOverload("?", [value]).located(at: entry.value.range)
                }
                guard let inner else { continue }
                value = inner
            }
            try map.insert(key, value)
        }
        return try budget.admit(.map(map))
    }

    mutating func call(
        _ name: String, _ target: Expression?, _ arguments: [Expression]
    ) throws(DynamicError) -> DynamicValue {
        var values: [DynamicValue] = []
        values.reserveCapacity(arguments.count + 1)
        if let target {
            if name == "or" || name == "orValue" {
                return try alternative(try evaluate(target), name, arguments)
            }
            values.append(try evaluate(target))
        }
        for argument in arguments { values.append(try evaluate(argument)) }
        let functions = target == nil ? FunctionLibrary.functions : FunctionLibrary.methods
        guard let function = functions[name] else { throw DynamicError("there is no function \(name)()") }
        return try function(values, &budget)
    }

    /// `or` and `orValue`, which look at the other value only when there is no first one.
    private mutating func alternative(
        _ value: DynamicValue, _ name: String, _ arguments: [Expression]
    ) throws(DynamicError) -> DynamicValue {
        guard case .optional(let inner) = value, arguments.count == 1 else { throw .noOverload(name, [value]) }
        if let inner { return name == "or" ? value : inner }
        let other = try evaluate(arguments[0])
        if name == "or" {
            guard case .optional = other else { throw .noOverload(name, [value, other]) }
        }
        return other
    }
}
