import Rules
import Yams

/// How a simulation reads the policies of a root: what it decides, how households are grouped, whose earnings vary.
///
/// Read from `simulation.yaml` in the folder of the packs, so that types of households are defined in one place and no
/// program knows them by name.
package struct SimulationGuide: Hashable, Sendable {
    /// A type of household; the first whose formula holds is a household's own.
    package struct Kind: Hashable, Sendable, Codable {
        /// The word in results.
        package let name: String
        /// The name in Chinese.
        package let label: String
        /// What it means, for the reader of a result.
        package let definition: String
    }

    /// A limit near which small changes matter.
    struct Line: Hashable, Sendable {
        let program: String
        let name: String
        let label: String
        /// A formula, or the name of a value; money of one period on both sides.
        let measured: FormulaText
        let limit: FormulaText
    }

    /// Where a policy says its result in a word and an amount instead of by tests.
    struct Standing: Hashable, Sendable {
        let word: String
        let pays: String
        let labels: [String: String]
    }

    /// Whose monthly earnings the cliff meter varies, and where they stand among the facts.
    struct Earner: Hashable, Sendable {
        let entity: String
        let formula: FormulaText
        /// A field of the earner's own row; `nil` where earnings are a row of their own.
        let field: String?
        /// The entity of a row of earnings, with its fields and what they are; the amount goes into `amount`.
        let row: String
        let amount: String
        let facts: [String: FactValue]
    }

    /// What the cliff meter adds up.
    private enum Benefits: String, CaseIterable { case decided, allPrograms }

    /// The file's own name.
    package static let name = "simulation.yaml"

    /// The program that is decided, those behind its `otherwise` with it.
    package let program: String
    /// The types of households in the order in which they are tried.
    package let kinds: [Kind]
    let formulas: [FormulaText]
    let lines: [Line]
    let standing: Standing?
    let county: FormulaText?
    let earner: Earner?
    /// Whether the cliff meter adds up every program of the region, and not only the one that is decided.
    let sortsAllPrograms: Bool

    /// Reads the guide in a folder of packs; throws every problem at once.
    package static func load(root: String) throws(PolicyProblems) -> SimulationGuide {
        var reader = YAMLReader(file: name)
        let guide = reader.root(at: "\(root)/\(name)").flatMap { SimulationGuide($0, &reader) }
        guard let guide, reader.problems.isEmpty else { throw PolicyProblems(reader.problems) }
        return guide
    }

    private init?(_ root: YAMLNode, _ reader: inout YAMLReader) {
        let fields = reader.fields(
            of: root, "a simulation guide",
            allowed: ["schema", "program", "kinds", "lines", "standing", "county", "earner", "benefits"],
            required: ["schema", "program", "kinds"])
        if let schema = reader.integer(fields["schema"], "schema"), schema != 1 {
            reader.report(.wrongType, at: fields["schema"]?.mark, "schema \(schema) is not known; write 1")
        }
        var kinds: [(Kind, FormulaText)] = []
        for node in reader.list(fields["kinds"], "kinds") {
            let keys = ["name", "label", "definition", "formula"]
            let parts = reader.fields(of: node, "a kind", allowed: keys, required: keys)
            guard let name = reader.text(parts["name"], "name"), let label = reader.text(parts["label"], "label"),
                let definition = reader.text(parts["definition"], "definition"),
                let formula = reader.formula(parts["formula"])
            else { continue }
            kinds.append((Kind(name: name, label: label, definition: definition), formula))
        }
        lines = reader.list(fields["lines"], "lines").compactMap { Self.line($0, &reader) }
        standing = fields["standing"].flatMap { Self.standing($0, &reader) }
        county = fields["county"].flatMap { reader.formula($0) }
        earner = fields["earner"].flatMap { Self.earner($0, &reader) }
        sortsAllPrograms = (reader.choice(fields["benefits"], "benefits") ?? Benefits.decided) == .allPrograms
        (self.kinds, formulas) = (kinds.map(\.0), kinds.map(\.1))
        guard let program = reader.text(fields["program"], "program") else { return nil }
        self.program = program
    }

    private static func line(_ node: YAMLNode, _ reader: inout YAMLReader) -> Line? {
        let keys = ["program", "name", "label", "measured", "limit"]
        let parts = reader.fields(of: node, "a line", allowed: keys, required: keys)
        guard let program = reader.text(parts["program"], "program"), let name = reader.text(parts["name"], "name"),
            let label = reader.text(parts["label"], "label"), let measured = reader.formula(parts["measured"]),
            let limit = reader.formula(parts["limit"])
        else { return nil }
        return Line(program: program, name: name, label: label, measured: measured, limit: limit)
    }

    private static func standing(_ node: YAMLNode, _ reader: inout YAMLReader) -> Standing? {
        let parts = reader.fields(
            of: node, "standing", allowed: ["word", "pays", "labels"], required: ["word", "pays", "labels"])
        guard let word = reader.text(parts["word"], "word"), let pays = reader.text(parts["pays"], "pays"),
            let names = parts["labels"]
        else { return nil }
        var labels: [String: String] = [:]
        for (key, _, value) in reader.pairs(of: names, "labels") { labels[key] = reader.text(value, key) }
        return Standing(word: word, pays: pays, labels: labels)
    }

    private static func earner(_ node: YAMLNode, _ reader: inout YAMLReader) -> Earner? {
        let parts = reader.fields(
            of: node, "earner", allowed: ["of", "formula", "field", "row", "amount", "facts"],
            required: ["of", "formula"])
        guard let entity = reader.text(parts["of"], "of"), let formula = reader.formula(parts["formula"]) else {
            return nil
        }
        var facts: [String: FactValue] = [:]
        if let given = parts["facts"] {
            for (key, _, value) in reader.pairs(of: given, "facts") {
                guard let text = reader.text(value, key) else { continue }
                facts[key] = Int64(text).map { .number($0) } ?? .word(text)
            }
        }
        let field = reader.text(parts["field"], "field")
        let (row, amount) = (reader.text(parts["row"], "row"), reader.text(parts["amount"], "amount"))
        if field == nil, row == nil || amount == nil {
            reader.report(.missingKey, at: node.mark, "earner needs 'field', or 'row' with 'amount'")
        }
        return Earner(
            entity: entity, formula: formula, field: field, row: row ?? "", amount: amount ?? "", facts: facts)
    }
}

extension SimulationGuide {
    /// The names under which the guide's own formulas stand beside those of a policy.
    enum Name {
        static let kind = "simulationKind"
        static let county = "simulationCounty"
        static let earner = "simulationEarner"
        static func measured(_ index: Int) -> String { "simulationMeasured\(index)" }
        static func limit(_ index: Int) -> String { "simulationLimit\(index)" }
    }

    /// The values that a batch computes for each household; `nil` for a policy that decides by tests.
    package var batchValues: BatchValues? {
        standing.map { standing in
            BatchValues(
                word: standing.word, pays: standing.pays, kind: Name.kind, county: county == nil ? nil : Name.county,
                lines: lines.enumerated().map { index, line in
                    BatchValues.Line(
                        name: LineName(program: line.program, name: line.name, label: line.label),
                        measured: Name.measured(index), limit: Name.limit(index))
                })
        }
    }

    /// The names of the values that a batch computes for each household.
    package struct BatchValues: Hashable, Sendable {
        /// A limit.
        package struct Line: Hashable, Sendable {
            /// What it is called.
            package let name: LineName
            /// The value held against it.
            package let measured: String
            /// The value of the limit.
            package let limit: String
        }
        /// The word of the standing.
        package let word: String
        /// What is paid a month.
        package let pays: String
        /// The type of household.
        package let kind: String
        /// The county; `nil` where the guide names none.
        package let county: String?
        /// The limits.
        package let lines: [Line]

        /// All names, in an order of their own.
        package var all: [String] {
            [word, pays, kind] + (county.map { [$0] } ?? []) + lines.flatMap { [$0.measured, $0.limit] }
        }
    }

    /// The type of a household that none of the formulas names.
    package static let otherKind = Kind(name: "other", label: "其他家庭", definition: "不属于以上任何一类的家庭")
    /// The type of a household whose facts do not say.
    package static let unclearKind = Kind(name: "unclear", label: "资料不全", definition: "年龄、残疾等资料不全，无法归类的家庭")

    /// The guide's formulas as rules that stand behind those of a policy.
    func rules(of facts: FactsDefinition) -> [PolicyRule] {
        let root = facts.schema.entities[0].name
        let word =
            zip(formulas, kinds).map { "(\($0.text)) ? \"\($1.name)\" : " }.joined() + "\"\(Self.otherKind.name)\""
        var rules = [rule(Name.kind, root, FormulaText(text: word, line: formulas.first?.line ?? 1, column: 1))]
        if let county { rules.append(rule(Name.county, root, county)) }
        if let earner { rules.append(rule(Name.earner, earner.entity, earner.formula)) }
        for (index, line) in lines.enumerated() {
            rules.append(rule(Name.measured(index), root, line.measured))
            rules.append(rule(Name.limit(index), root, line.limit))
        }
        return rules
    }

    private func rule(_ name: String, _ entity: String, _ formula: FormulaText) -> PolicyRule {
        PolicyRule(
            name: name, role: .value, program: "simulation", origin: PackFile.national, entity: entity, label: name,
            formula: formula.text, type: nil, citation: "", sentence: "", measured: nil, limit: nil, pass: "", fail: "",
            hiding: .always, sheet: .none,
            place: RulePlace(file: Self.name, line: formula.line, column: formula.column))
    }
}
