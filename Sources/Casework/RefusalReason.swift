/// The sentences of one reason; `%` stands for a detail.
package struct RefusalWording: Hashable, Sendable {
    /// What happened, why it matters and what to do next, in Chinese.
    package let chinese: String
    /// The same in English; it may leave the details out.
    package let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }
}

/// The reasons one rule of casework can refuse for: stable codes, each with its sentence.
package protocol RefusalReason: RawRepresentable<String>, CaseIterable, Codable, Hashable, Sendable {
    /// What the rule is about; the first part of the stored code.
    static var area: String { get }
    /// The sentences.
    var wording: RefusalWording { get }
}

/// One reason why a rule of casework is not met, as stored and shown.
package struct StatedRefusal: Codable, Hashable, Sendable {
    /// The stable code, such as `visit.photosMissing`.
    package let code: String
    /// The sentence on Chinese pages.
    package let chinese: String
    /// The sentence on English pages.
    package let english: String

    init(_ reason: some RefusalReason, _ details: [String]) {
        code = Self.code(of: reason)
        chinese = filled(reason.wording.chinese, with: details)
        english =
            reason.wording.english.contains("%")
            ? filled(reason.wording.english, with: details) : reason.wording.english
    }

    /// A refusal of the application's machine, under the area `case`.
    package init(_ refusal: Refusal) {
        code = "case.\(refusal.code.rawValue)"
        chinese = refusal.chinese
        english = refusal.english
    }

    /// The code a reason is stored under.
    package static func code<Reason: RefusalReason>(of reason: Reason) -> String {
        "\(Reason.area).\(reason.rawValue)"
    }
}

/// What a rule answers: the value that stands, or every reason why not.
package enum Ruling<Value: Sendable>: Sendable {
    case stands(Value)
    case refused([StatedRefusal])

    /// The value, when it stands.
    package var value: Value? {
        if case .stands(let value) = self { value } else { nil }
    }

    /// The reasons why not; empty when it stands.
    package var refusals: [StatedRefusal] {
        if case .refused(let refusals) = self { refusals } else { [] }
    }
}

/// Collects every reason of one rule.
struct Refusals<Reason: RefusalReason> {
    private(set) var list: [StatedRefusal] = []

    /// Notes a reason when the rule is broken.
    mutating func refuse(when broken: Bool, _ reason: Reason, _ details: String...) {
        if broken { list.append(StatedRefusal(reason, details)) }
    }

    /// The value when nothing stands against it, else every reason.
    func ruling<Value>(_ value: @autoclosure () -> Value) -> Ruling<Value> {
        list.isEmpty ? .stands(value()) : .refused(list)
    }
}

/// A sentence with its details, in the order the text uses them.
func filled(_ text: String, with details: [String]) -> String {
    var sentence = ""
    var rest = details[...]
    for character in text {
        if character == "%" {
            precondition(!rest.isEmpty, "A sentence needs more details: \(text)")
            sentence += rest.removeFirst()
        } else {
            sentence.append(character)
        }
    }
    precondition(rest.isEmpty, "A sentence does not use all its details: \(text)")
    return sentence
}
