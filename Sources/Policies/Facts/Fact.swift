package import Primitives

/// Where a fact comes from, and the day it was true there.
package struct FactSource: Hashable, Sendable {
    /// How the fact was learnt.
    package enum Kind: String, Sendable, CaseIterable { case declared, dataset, visit, document }

    /// How it was learnt.
    package let kind: Kind
    /// The department's dataset, the visit form or the document; empty for the applicant's declaration.
    package let name: String
    /// The day on which it was true at the source.
    package let asOf: CivilDate

    /// Makes a source.
    package init(kind: Kind, name: String, asOf: CivilDate) {
        self.kind = kind
        self.name = name
        self.asOf = asOf
    }

    /// The family's own declaration.
    package static func declared(on day: CivilDate) -> FactSource { FactSource(kind: .declared, name: "", asOf: day) }

    /// A department's dataset, named as on the verification report.
    package static func dataset(_ name: String, asOf day: CivilDate) -> FactSource {
        FactSource(kind: .dataset, name: name, asOf: day)
    }

    /// A household visit.
    package static func visit(on day: CivilDate) -> FactSource { FactSource(kind: .visit, name: "", asOf: day) }

    /// The source as a citizen reads it.
    package var chinese: String {
        switch kind {
        case .declared: "本人申报"
        case .dataset: name
        case .visit: "入户调查"
        case .document: name
        }
    }
}

/// A value with its source, or the reason why there is none; silence is never 0 or "no".
package enum Fact<Value: Hashable & Sendable>: Hashable, Sendable {
    case known(Value, FactSource)
    case unknown(reason: String)

    /// The value, if known.
    package var value: Value? {
        if case .known(let value, _) = self { value } else { nil }
    }

    /// The source, if known.
    package var source: FactSource? {
        if case .known(_, let source) = self { source } else { nil }
    }

    /// The same fact seen through a function.
    func map<Other>(_ transform: (Value) -> Other) -> Fact<Other> {
        switch self {
        case .known(let value, let source): .known(transform(value), source)
        case .unknown(let reason): .unknown(reason: reason)
        }
    }
}

/// A question that must be answered before the result is certain.
package struct OpenQuestion: Hashable, Sendable {
    /// The member's or item's key.
    package let subject: String
    /// The fact that is missing, in Chinese.
    package let question: String
    /// Why it is missing.
    package let reason: String

    /// Names a question.
    package init(subject: String, question: String, reason: String) {
        self.subject = subject
        self.question = question
        self.reason = reason
    }
}
