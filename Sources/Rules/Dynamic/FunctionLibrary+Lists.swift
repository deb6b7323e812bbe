extension FunctionLibrary {
    static let lists: [String: DynamicFunction] = [
        "flatten": { arguments, budget throws(DynamicError) in
            guard 1...2 ~= arguments.count, case .list(let list) = arguments[0] else {
                throw .noOverload("flatten", arguments)
            }
            var depth: Int64 = 1
            if arguments.count == 2 {
                guard case .int(let given) = arguments[1] else { throw .noOverload("flatten", arguments) }
                depth = given
            }
            guard depth >= 0 else { throw DynamicError("flatten cannot take a negative depth") }
            return try budget.admit(.list(flattened(list, depth)))
        },
        "slice": { arguments, budget throws(DynamicError) in
            guard arguments.count == 3, case .list(let list) = arguments[0], case .int(let from) = arguments[1],
                case .int(let to) = arguments[2]
            else { throw .noOverload("slice", arguments) }
            guard from >= 0, from <= to, to <= list.elements.count else {
                throw DynamicError("slice from \(from) to \(to) is not within a list of \(list.elements.count)")
            }
            return try budget.admit(.list(Array(list.elements[Int(from)..<Int(to)])))
        },
        "distinct": { arguments, budget throws(DynamicError) in
            guard arguments.count == 1, case .list(let list) = arguments[0] else {
                throw .noOverload("distinct", arguments)
            }
            var kept: [DynamicValue] = []
            for element in list.elements where try !contains(kept, element, &budget) { kept.append(element) }
            return .list(kept)
        },
        "sort": { arguments, budget throws(DynamicError) in
            guard arguments.count == 1, case .list(let list) = arguments[0] else {
                throw .noOverload("sort", arguments)
            }
            return .list(try DynamicSorting.sorted(list.elements.map { ($0, $0) }, &budget))
        },
        "first": one("first") { value throws(DynamicError) in
            guard case .list(let list) = value else { throw .noOverload("first", [value]) }
            return .optional(list.elements.first)
        },
        "last": one("last") { value throws(DynamicError) in
            guard case .list(let list) = value else { throw .noOverload("last", [value]) }
            return .optional(list.elements.last)
        },
    ]

    static let listRange: DynamicFunction = { arguments, budget throws(DynamicError) in
        guard arguments.count == 1, case .int(let count) = arguments[0] else {
            throw .noOverload("lists.range", arguments)
        }
        guard count <= budget.limits.weight else {
            throw DynamicError("lists.range cannot make \(count) numbers", isLimit: true)
        }
        return try budget.admit(.list((0..<max(0, count)).map(DynamicValue.int)))
    }

    static let sets: [String: DynamicFunction] = [
        "sets.contains": { arguments, budget throws(DynamicError) in
            let (left, right) = try twoLists("sets.contains", arguments)
            return .bool(try includes(left, right, &budget))
        },
        "sets.equivalent": { arguments, budget throws(DynamicError) in
            let (left, right) = try twoLists("sets.equivalent", arguments)
            guard try includes(left, right, &budget) else { return .bool(false) }
            return .bool(try includes(right, left, &budget))
        },
        "sets.intersects": { arguments, budget throws(DynamicError) in
            let (left, right) = try twoLists("sets.intersects", arguments)
            for element in right where try contains(left, element, &budget) { return .bool(true) }
            return .bool(false)
        },
    ]

    private static func flattened(_ list: DynamicList, _ depth: Int64) -> [DynamicValue] {
        guard depth > 0 else { return list.elements }
        return list.elements.flatMap { element in
            guard case .list(let inner) = element else { return [element] }
            return flattened(inner, depth - 1)
        }
    }

    private static func contains(
        _ list: [DynamicValue], _ value: DynamicValue, _ budget: inout DynamicBudget
    ) throws(DynamicError) -> Bool {
        for element in list {
            try budget.spend(1)
            if try element.isEqual(to: value, &budget) { return true }
        }
        return false
    }

    private static func includes(
        _ list: [DynamicValue], _ others: [DynamicValue], _ budget: inout DynamicBudget
    ) throws(DynamicError) -> Bool {
        for other in others {
            guard try contains(list, other, &budget) else { return false }
        }
        return true
    }

    private static func twoLists(
        _ name: String, _ arguments: [DynamicValue]
    ) throws(DynamicError) -> ([DynamicValue], [DynamicValue]) {
        guard arguments.count == 2, case .list(let left) = arguments[0], case .list(let right) = arguments[1] else {
            throw .noOverload(name, arguments)
        }
        return (left.elements, right.elements)
    }
}
