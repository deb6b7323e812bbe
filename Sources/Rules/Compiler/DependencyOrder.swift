/// The derived values a text reads, each with the place where its name stands first.
struct Dependencies {
    private let symbols: Symbols
    private(set) var places: [(text: Int, range: SourceRange)] = []

    init(of expression: Expression, symbols: Symbols) {
        self.symbols = symbols
        visit(expression, variables: [])
    }

    private mutating func note(_ name: String, at range: SourceRange) {
        guard case .value(let text) = symbols.names[name], !places.contains(where: { $0.text == text }) else { return }
        places.append((text, range))
    }

    private mutating func visit(_ expression: Expression, variables: [String]) {
        switch expression.kind {
        case .literal: break
        case .name(let name, _): if !variables.contains(name) { note(name, at: expression.range) }
        case .select(let operand, let field, _), .presence(let operand, let field):
            if case .name(Symbols.parameterSpace, _) = operand.kind,
                !variables.contains(Symbols.parameterSpace)
            {
                return
            }
            note(field, at: expression.range)
            visit(operand, variables: variables)
        case .index(let operand, let key, _): visit([operand, key], variables)
        case .call(_, let target, let arguments): visit((target.map { [$0] } ?? []) + arguments, variables)
        case .unary(_, let operand): visit(operand, variables: variables)
        case .binary(_, let left, let right): visit([left, right], variables)
        case .logical(_, let operands): visit(operands, variables)
        case .conditional(let condition, let first, let second): visit([condition, first, second], variables)
        case .list(let items): visit(items.map(\.value), variables)
        case .comprehension(let walk):
            visit(walk.range, variables: variables)
            visit([walk.condition, walk.result].compactMap { $0 }, variables + walk.variables)
        case .map, .message, .binding, .block: break
        }
    }

    private mutating func visit(_ expressions: [Expression], _ variables: [String]) {
        for expression in expressions { visit(expression, variables: variables) }
    }
}

/// Puts texts into an order in which each stands behind those it reads, and finds circles.
struct DependencyOrder {
    /// The texts, those read first; those of a circle are left out.
    private(set) var order: [Int] = []
    /// Each circle, from a text through those it reads back to it.
    private(set) var circles: [[Int]] = []

    private enum Mark { case fresh, open, done, circular }

    init(_ reads: [[Int]]) {
        var marks = [Mark](repeating: .fresh, count: reads.count)
        for start in reads.indices where marks[start] == .fresh {
            // An explicit stack: a chain of ten thousand derived values must not exhaust the thread's.
            var path = [(text: start, next: 0)]
            marks[start] = .open
            while let (text, next) = path.last {
                guard next < reads[text].count else {
                    path.removeLast()
                    if marks[text] == .open {
                        marks[text] = .done
                        order.append(text)
                    }
                    continue
                }
                path[path.count - 1].next += 1
                let read = reads[text][next]
                switch marks[read] {
                case .fresh:
                    marks[read] = .open
                    path.append((read, 0))
                case .open, .circular:
                    guard let first = path.firstIndex(where: { $0.text == read }) else { continue }
                    let circle = path[first...].map(\.text)
                    circles.append(circle)
                    for text in circle { marks[text] = .circular }
                case .done: break
                }
            }
        }
    }
}
