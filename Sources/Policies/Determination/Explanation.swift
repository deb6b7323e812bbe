package import Primitives

/// One step of a decision, recorded while it was computed: what was read, by which text, what came out.
package struct Explanation: Hashable, Sendable {
    /// One fact or parameter that the step read.
    package struct Input: Hashable, Sendable {
        /// What was read, in Chinese.
        package let label: String
        /// Its value, or why there is none.
        package let value: String
        /// The source or the citation.
        package let source: String
        /// The day of the source, or the first day of the parameter; `nil` for an unknown fact.
        package let day: CivilDate?

        init(label: String, value: String, source: String, day: CivilDate?) {
            self.label = label
            self.value = value
            self.source = source
            self.day = day
        }

        /// A parameter, or the cell of its table under some words, which the facts put into Chinese.
        init(_ value: ResolvedValue, keys: [String] = [], _ facts: FactsDefinition? = nil) {
            let shown = keys.isEmpty ? value.text : value.text(at: keys) ?? "没有这一项"
            let words = zip(keys, value.keys).map { word, level in facts?.chinese(word, ofFieldNamed: level) ?? word }
            self.init(
                label: ([value.label] + words).joined(separator: " "), value: shown,
                source: value.citation + (value.isDemo(at: keys) ? "（演示值）" : ""), day: value.from)
        }
    }

    /// The step's identifier, for cases and for links; repeated for each member or item.
    package let key: String
    /// The step in Chinese.
    package let label: String
    /// The result in its written form: yuan with at least two decimals, a count, or a word.
    package let value: String
    /// The formula as a sentence.
    package let sentence: String
    /// The text the rule rests on.
    package let citation: String
    /// Whether the result is an amount in yuan.
    package let isMoney: Bool
    /// How the why-sheet prints the step.
    package let sheet: PolicyRule.SheetUse
    /// What was read.
    package let inputs: [Input]
    /// The steps this one rests on.
    package let children: [Explanation]

    init(
        _ key: String, _ label: String, value: String, sentence: String, citation: String = "", isMoney: Bool = false,
        sheet: PolicyRule.SheetUse = .none, inputs: [Input] = [], children: [Explanation] = []
    ) {
        self.key = key
        self.label = label
        self.value = value
        self.sentence = sentence
        self.citation = citation
        self.isMoney = isMoney
        self.sheet = sheet
        self.inputs = inputs
        self.children = children
    }

    /// The steps that the why-sheet prints, those that others rest on first.
    package var sheetSteps: [Explanation] { children.flatMap(\.sheetSteps) + (sheet == .none ? [] : [self]) }

    /// Every step with a key, depth first.
    package func all(_ key: String) -> [Explanation] {
        (self.key == key ? [self] : []) + children.flatMap { $0.all(key) }
    }

    /// The first step with a key, depth first.
    package func first(_ key: String) -> Explanation? {
        if self.key == key { return self }
        for child in children {
            if let found = child.first(key) { return found }
        }
        return nil
    }
}
