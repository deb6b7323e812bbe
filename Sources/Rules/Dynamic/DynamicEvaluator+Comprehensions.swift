extension DynamicEvaluator {
    /// One stop of a walk: the value of each variable of the macro.
    private typealias Stop = (first: DynamicValue, second: DynamicValue?)

    mutating func comprehend(_ comprehension: Comprehension) throws(DynamicError) -> DynamicValue {
        let range = try evaluate(comprehension.range)
        let stops = try stops(of: range, comprehension)
        switch comprehension.kind {
        case .all: return try quantify(comprehension, stops, decisive: false)
        case .exists: return try quantify(comprehension, stops, decisive: true)
        case .existsOne:
            var count = 0
            for stop in stops where try holds(comprehension, stop) { count += 1 }
            return .bool(count == 1)
        case .filter:
            var kept: [DynamicValue] = []
            for stop in stops where try holds(comprehension, stop) { kept.append(stop.first) }
            return try budget.admit(.list(kept))
        case .map, .transformList: return try budget.admit(.list(try results(comprehension, stops).map(\.1)))
        case .sortBy:
            let keyed = try results(comprehension, stops)
            return .list(try DynamicSorting.sorted(keyed.map { ($0.0.first, $0.1) }, &budget))
        case .transformMap:
            var map = DynamicMap()
            for (stop, value) in try results(comprehension, stops) { try map.insert(stop.first, value) }
            return try budget.admit(.map(map))
        case .transformMapEntry:
            var map = DynamicMap()
            for (_, value) in try results(comprehension, stops) {
                guard case .map(let made) = value else { throw .noOverload("transformMapEntry", [value]) }
                for entry in made.entries { try map.insert(entry.key, entry.value) }
            }
            return try budget.admit(.map(map))
        case .optMap: return .optional(try results(comprehension, stops).first?.1)
        case .optFlatMap:
            guard let value = try results(comprehension, stops).first?.1 else { return .optional(nil) }
            guard case .optional = value else { throw .noOverload("optFlatMap", [value]) }
            return value
        }
    }

    private mutating func stops(of range: DynamicValue, _ comprehension: Comprehension) throws(DynamicError) -> [Stop] {
        let isPair = comprehension.variables.count == 2
        let walksOptional = comprehension.kind == .optMap || comprehension.kind == .optFlatMap
        switch range {
        case .optional(let value) where walksOptional: return value.map { [($0, nil)] } ?? []
        case .list(let list) where !walksOptional:
            try budget.spend(list.elements.count)
            guard isPair else { return list.elements.map { ($0, nil) } }
            return list.elements.enumerated().map { (.int(Int64($0.offset)), $0.element) }
        case .map(let map) where !walksOptional:
            try budget.spend(map.entries.count)
            return map.entries.map { ($0.key, isPair ? $0.value : nil) }
        default: throw .noOverload(comprehension.kind.rawValue, [range])
        }
    }

    /// Evaluates a part of the macro with its variables at a stop.
    private mutating func evaluate(
        _ part: Expression, _ comprehension: Comprehension, at stop: Stop
    ) throws(DynamicError) -> DynamicValue {
        let count = locals.count
        defer { locals.removeSubrange(count...) }
        locals.append(Local(name: comprehension.variables[0], value: .success(stop.first)))
        if let second = stop.second {
            locals.append(Local(name: comprehension.variables[1], value: .success(second)))
        }
        return try evaluate(part)
    }

    /// Whether the condition holds; a macro without one takes every element.
    private mutating func holds(_ comprehension: Comprehension, _ stop: Stop) throws(DynamicError) -> Bool {
        guard let condition = comprehension.condition else { return true }
        let value = try evaluate(condition, comprehension, at: stop)
        guard case .bool(let flag) = value else {
            throw .noOverload(comprehension.kind.rawValue, [value]).located(at: condition.range)
        }
        return flag
    }

    /// `all` and `exists`: an element that decides wins over an error of another one.
    private mutating func quantify(
        _ comprehension: Comprehension, _ stops: [Stop], decisive: Bool
    ) throws(DynamicError) -> DynamicValue {
        var failure: DynamicError?
        for stop in stops {
            do throws(DynamicError) {
                if try holds(comprehension, stop) == decisive { return .bool(decisive) }
            } catch {
                if error.isLimit { throw error }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return .bool(!decisive)
    }

    /// What the macro computes at each stop that its condition lets through.
    private mutating func results(
        _ comprehension: Comprehension, _ stops: [Stop]
    ) throws(DynamicError) -> [(Stop, DynamicValue)] {
        guard let result = comprehension.result else { return [] }
        var results: [(Stop, DynamicValue)] = []
        var weight = 1
        for stop in stops where try holds(comprehension, stop) {
            let value = try evaluate(result, comprehension, at: stop)
            weight = Saturating.add(weight, value.weight)
            guard weight <= budget.limits.weight else {
                throw DynamicError("the value has more than \(budget.limits.weight) parts", isLimit: true)
            }
            results.append((stop, value))
        }
        return results
    }
}

/// Sorting by a key of one type.
enum DynamicSorting {
    static func sorted(
        _ keyed: [(value: DynamicValue, key: DynamicValue)], _ budget: inout DynamicBudget
    ) throws(DynamicError) -> [DynamicValue] {
        guard let first = keyed.first else { return [] }
        for (_, key) in keyed {
            guard key.typeName == first.key.typeName else { throw .noOverload("sort", [first.key, key]) }
            _ = try key.order(to: key)
        }
        try budget.spend(keyed.count * 16)
        // Keys of one ordered type never throw; NaN has no place and stays where it is.
        let order = keyed.indices.sorted { left, right in
            let order = try? keyed[left].key.order(to: keyed[right].key)
            return order == .before || (order != .after && left < right)
        }
        return order.map { keyed[$0].value }
    }
}
