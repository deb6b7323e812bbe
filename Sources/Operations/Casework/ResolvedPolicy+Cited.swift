package import Casework
package import Policies
package import Primitives

extension ResolvedPolicy {
    /// A whole number with the text it rests on; no value on the day is an error.
    package func cited(_ name: String) throws -> Cited<Int> {
        Cited(Int(try value(ParameterKey<Int64>(name))), try entry(name).citation)
    }

    /// A yes or no with the text it rests on; no value on the day is an error.
    package func citedFlag(_ name: String) throws -> Cited<Bool> {
        Cited(try value(ParameterKey<Bool>(name)), try entry(name).citation)
    }

    /// A sum with the text it rests on; no value on the day is an error.
    package func citedMoney(_ name: String) throws -> Cited<Money> {
        Cited(try value(ParameterKey<Money>(name)), try entry(name).citation)
    }

    /// A text with the text it rests on; no value on the day is an error.
    func citedText(_ name: String) throws -> Cited<String> {
        let entry = try entry(name)
        guard case .text(let text) = entry.value else {
            throw PolicyLookupError.wrongType(parameter: name, value: entry.value)
        }
        return Cited(text, entry.citation)
    }

    /// Texts in their order with the text they rest on; no value on the day is an error.
    func citedTexts(_ name: String) throws -> Cited<[String]> {
        let entry = try entry(name)
        guard case .texts(let texts) = entry.value else {
            throw PolicyLookupError.wrongType(parameter: name, value: entry.value)
        }
        return Cited(texts, entry.citation)
    }

    /// A set of known words with the text it rests on; no value on the day is an error.
    func citedChoices<Choice: RawRepresentable<String> & Hashable & Sendable>(
        _ name: String
    ) throws -> Cited<Set<Choice>> {
        Cited(try value(ParameterKey<Set<Choice>>(name)), try entry(name).citation)
    }

    /// A quotient with the text it rests on; no value on the day is an error.
    package func citedRatio(_ name: String) throws -> Cited<Ratio> {
        let entry = try entry(name)
        guard case .ratio(let ratio) = entry.value else {
            throw PolicyLookupError.wrongType(parameter: name, value: entry.value)
        }
        return Cited(ratio, entry.citation)
    }
}
