/// A regular expression as a program of a machine that follows all threads at once: time is linear in the text.
struct RegexProgram: Sendable {
    enum Instruction: Sendable {
        case set(ScalarSet)
        case assertion(RegexAssertion)
        case fork(Int, Int)
        case jump(Int)
        case match
    }

    private(set) var instructions: [Instruction] = []

    /// Reads and compiles; throws when it is no regular expression or too large a one.
    init(compiling pattern: String) throws(DynamicError) {
        try emit(try RegexParser.parse(pattern))
        instructions.append(.match)
    }

    private mutating func append(_ instruction: Instruction) throws(DynamicError) {
        guard instructions.count < 10_000 else {
            throw DynamicError(
                "the regular expression is too large once its repetitions are written out", isLimit: true)
        }
        instructions.append(instruction)
    }

    private mutating func emit(_ node: RegexNode) throws(DynamicError) {
        switch node {
        case .empty: break
        case .set(let set): try append(.set(set))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let branches):
            var ends: [Int] = []
            for (place, branch) in branches.enumerated() {
                let isLast = place == branches.count - 1
                let fork = instructions.count
                if !isLast { try append(.jump(0)) }
                try emit(branch)
                guard !isLast else { break }
                ends.append(instructions.count)
                try append(.jump(0))
                instructions[fork] = .fork(fork + 1, instructions.count)
            }
            for end in ends { instructions[end] = .jump(instructions.count) }
        case .repeated(let inner, let least, let most):
            for _ in 0..<least { try emit(inner) }
            if let most {
                for _ in least..<max(least, most) { try emitOption(inner) }
            } else {
                let fork = instructions.count
                try append(.jump(0))
                try emit(inner)
                try append(.jump(fork))
                instructions[fork] = .fork(fork + 1, instructions.count)
            }
        }
    }

    private mutating func emitOption(_ inner: RegexNode) throws(DynamicError) {
        let fork = instructions.count
        try append(.jump(0))
        try emit(inner)
        instructions[fork] = .fork(fork + 1, instructions.count)
    }

    /// Whether the expression matches some part of the text.
    func matches(_ text: String, _ budget: inout DynamicBudget) throws(DynamicError) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var current = RegexThreads(count: instructions.count)
        var next = RegexThreads(count: instructions.count)
        for place in 0...scalars.count {
            // A match may begin anywhere, so a thread starts at every place.
            if follow(0, at: place, in: scalars, &current) { return true }
            try budget.spend(current.order.count / 4 + 1)
            guard place < scalars.count else { break }
            for thread in current.order {
                guard case .set(let set) = instructions[thread], set.contains(scalars[place]) else { continue }
                if follow(thread + 1, at: place + 1, in: scalars, &next) { return true }
            }
            swap(&current, &next)
            next.clear()
        }
        return false
    }

    /// Adds a thread and all that it reaches without reading; true when it reaches a match.
    private func follow(_ start: Int, at place: Int, in scalars: [Unicode.Scalar], _ threads: inout RegexThreads)
        -> Bool
    {
        var open = [start]
        while let thread = open.popLast() {
            guard threads.insert(thread) else { continue }
            switch instructions[thread] {
            case .match: return true
            case .jump(let target): open.append(target)
            case .fork(let first, let second):
                open.append(second)
                open.append(first)
            case .assertion(let assertion):
                if assertion.holds(at: place, in: scalars) { open.append(thread + 1) }
            case .set: break
            }
        }
        return false
    }
}

/// The threads at one place of the text, each once.
private struct RegexThreads {
    private(set) var order: [Int] = []
    private var isIn: [Bool]

    init(count: Int) { isIn = Array(repeating: false, count: count) }

    mutating func insert(_ thread: Int) -> Bool {
        guard !isIn[thread] else { return false }
        isIn[thread] = true
        order.append(thread)
        return true
    }

    mutating func clear() {
        for thread in order { isIn[thread] = false }
        order.removeAll(keepingCapacity: true)
    }
}

extension RegexAssertion {
    fileprivate func holds(at place: Int, in scalars: [Unicode.Scalar]) -> Bool {
        switch self {
        case .textStart: place == 0
        case .textEnd: place == scalars.count
        case .lineStart: place == 0 || scalars[place - 1] == "\n"
        case .lineEnd: place == scalars.count || scalars[place] == "\n"
        case .wordEdge: isEdge(place, scalars)
        case .noWordEdge: !isEdge(place, scalars)
        }
    }

    private func isEdge(_ place: Int, _ scalars: [Unicode.Scalar]) -> Bool {
        let before = place > 0 && isWord(scalars[place - 1])
        let behind = place < scalars.count && isWord(scalars[place])
        return before != behind
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80 && ASCII.isNamePart(UInt8(scalar.value))
    }
}
