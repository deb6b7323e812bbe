/// The state of one compilation; methods that understand expressions stand in extensions.
final class Compilation {
    let schema: FactSchema
    let texts: [RuleText]
    let limits: RuleLimits
    var parameters: [RuleParameter]
    var symbols: Symbols
    var words = WordTable()
    var nodes: NodeTable
    /// What is known of each text's value; `nil` until it is compiled, or when it has a mistake and no written type.
    var results: [Result?]
    var definitions: [Definition] = []
    /// The common denominators of tables of ratios, with the parameter that holds the numerators.
    var ratioTables: [ParameterID: (numerators: ParameterID, denominator: Int64)] = [:]
    /// The text that is read at present.
    var source = SourceText("")
    /// The position of the text that is read at present.
    private(set) var present = 0
    private var mistakes: [[Diagnostic]]
    private var trees: [Expression?]
    private var hasTooManyNodes = false

    /// What other texts may know of a text.
    struct Result {
        var type: RuleType
        /// The definition, unless the text has a mistake.
        var definition: DefinitionID?
        var words: Set<Int64>?
    }

    init(schema: FactSchema, parameters: [RuleParameter], texts: [RuleText], limits: RuleLimits) {
        self.schema = schema
        self.texts = texts
        self.limits = limits
        self.parameters = parameters
        symbols = Symbols(schema: schema, parameters: parameters, texts: texts)
        nodes = NodeTable(schema: schema)
        results = Array(repeating: nil, count: texts.count)
        mistakes = Array(repeating: [], count: texts.count)
        trees = Array(repeating: nil, count: texts.count)
        for word in schema.fields.flatMap({ $0.words ?? [] }) { _ = words.number(word) }
        for parameter in parameters { if case .success(let content) = parameter.content { words.add(content) } }
    }

    /// Writes down a mistake at a part of the present text.
    func report(_ message: String, at range: SourceRange) {
        guard mistakes[present].count < limits.syntax.diagnostics else { return }
        let mistake = Diagnostic(message, at: range, in: source)
        if !mistakes[present].contains(mistake) { mistakes[present].append(mistake) }
    }

    /// Writes down a mistake and gives the meaning that causes no further ones.
    func wrong(_ message: String, at range: SourceRange) -> Meaning {
        report(message, at: range)
        return .wrong
    }

    var outcome: Swift.Result<RuleProgram, RuleErrors> {
        let all = mistakes.flatMap { $0.sorted { $0.range.lower < $1.range.lower } }
        guard all.isEmpty else { return .failure(RuleErrors(diagnostics: all)) }
        return .success(nodes.program(parameters: parameters, words: words.words, definitions: definitions))
    }

    func run() {
        for index in texts.indices { parse(index) }
        for index in order() { compile(index) }
    }

    private func open(_ index: Int) {
        let text = texts[index]
        present = index
        source = SourceText(text.expression, file: text.file, line: text.line, column: text.column)
    }

    private func parse(_ index: Int) {
        open(index)
        if !symbols.add(index) {
            let name = texts[index].name
            let message =
                name == Symbols.parameterSpace
                ? "a derived value cannot be called \"p\": that is how parameters are read"
                : "the name \"\(name)\" is given twice: each fact, each derived value and each kind of rows "
                    + "needs its own"
            report(message, at: SourceRange(0, 0))
        }
        do {
            trees[index] = try Parser.parse(source, limits: limits.syntax).root
        } catch {
            mistakes[index] += error.diagnostics
            results[index] = texts[index].type.map { Result(type: $0) }
        }
    }

    /// The texts in an order in which those read stand first; circles are reported.
    private func order() -> [Int] {
        let reads = trees.map { $0.map { Dependencies(of: $0, symbols: symbols).places } ?? [] }
        let sorted = DependencyOrder(reads.map { $0.map(\.text) })
        for circle in sorted.circles {
            open(circle[0])
            let path = (circle + [circle[0]]).map { texts[$0].name }.joined(separator: " → ")
            let next = circle.count > 1 ? circle[1] : circle[0]
            let place = reads[circle[0]].first { $0.text == next }?.range ?? SourceRange(0, 0)
            report("the derived values go round in a circle: \(path); one of them must do without the next", at: place)
            for index in circle { results[index] = texts[index].type.map { Result(type: $0) } }
        }
        // Texts of a circle are still checked for other mistakes, behind everything that has an order.
        return sorted.order + sorted.circles.flatMap { $0 }
    }

    private func compile(_ index: Int) {
        guard let tree = trees[index], !hasTooManyNodes else { return }
        open(index)
        let text = texts[index]
        nodes.place = NodePlace(
            definition: DefinitionID(index: definitions.count), range: SourceRange(0, source.bytes.count))
        let before = mistakes[index].count
        let scope = Scope(entity: text.entity, base: text.entity)
        let value = scalar(tree, in: scope)
        guard let value = value.flatMap({ settle($0, tree.range, text) }), mistakes[index].count == before,
            nodes.nodes.count <= limits.nodes
        else {
            if nodes.nodes.count > limits.nodes {
                hasTooManyNodes = true
                report("with this value the policy has more than \(limits.nodes) steps", at: SourceRange(0, 0))
            }
            results[index] = (text.type ?? value?.type).map { Result(type: $0) }
            return
        }
        results[index] = Result(
            type: value.type, definition: DefinitionID(index: definitions.count), words: value.words)
        definitions.append(
            Definition(
                text: text, type: value.type, value: value.value,
                denominator: value.type.isQuotient ? node(value.denominator, in: text.entity) : nil))
    }

    /// The value under the type the author wrote for it.
    private func settle(_ value: Scalar, _ range: SourceRange, _ text: RuleText) -> Scalar? {
        guard let wanted = text.type, wanted != value.type else { return value }
        guard let converted = convert(value, to: wanted) else {
            report(
                "\"\(text.name)\" is declared as \(wanted.words(in: schema)), but this is "
                    + "\(value.type.words(in: schema))"
                    + periodAdvice(value.type, wanted), at: range)
            return nil
        }
        return converted
    }
}
