package import Primitives

/// Reads typed values from a form and collects what is wrong, so that one sending reports everything.
///
/// ```swift
/// var reader = FormReader(submission.values, context)
/// let name = reader.text("name", label: context.t("apply.name"), lengthMax: 40)
/// let income = reader.money("income", label: context.t("apply.income"), isRequired: false)
/// guard let name, reader.state.isValid else { return try showForm(reader.state) }
/// ```
package struct FormReader {
    /// What was typed and what is wrong so far.
    package private(set) var state: FormState
    private let messages: MessageTable

    /// A reader over the values of a submission.
    package init(_ values: FormValues, _ context: BackstopContext) {
        state = FormState(values: values)
        messages = context.messages
    }

    /// A line or more of text.
    package mutating func text(
        _ field: String, label: String, isRequired: Bool = true, lengthMax: Int = 200
    ) -> String? {
        guard let text = required(field, label: label, isRequired: isRequired) else { return nil }
        guard text.count <= lengthMax else {
            return refuse(field, "form.tooLong", ["label": label, "limit": String(lengthMax)])
        }
        return text
    }

    /// One of the offered answers.
    package mutating func choice(
        _ field: String, label: String, among offered: some Sequence<String>, isRequired: Bool = true
    ) -> String? {
        guard let text = state.values.text(field) else {
            return isRequired ? refuse(field, "form.choose", ["label": label]) : nil
        }
        guard offered.contains(where: { $0 == text }) else { return refuse(field, "form.choose", ["label": label]) }
        return text
    }

    /// One of the cases of an enumeration.
    package mutating func choice<Choice>(
        _ field: String, label: String, as type: Choice.Type, isRequired: Bool = true
    ) -> Choice? where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        choice(field, label: label, among: Choice.allCases.map(\.rawValue), isRequired: isRequired)
            .flatMap(Choice.init(rawValue:))
    }

    /// A whole number within a range.
    package mutating func integer(
        _ field: String, label: String, in range: ClosedRange<Int64>, isRequired: Bool = true
    ) -> Int64? {
        guard let text = required(field, label: label, isRequired: isRequired) else { return nil }
        guard let number = Int64(Self.halfWidth(text)), range.contains(number) else {
            let bounds = ["label": label, "from": String(range.lowerBound), "to": String(range.upperBound)]
            return refuse(field, "form.number", bounds)
        }
        return number
    }

    /// Largest amount of any form: what is added up afterwards stays far from overflow.
    private static let moneyMax = Money(yuan: 1_000_000_000)

    /// An amount in yuan with at most two decimals, not negative.
    package mutating func money(_ field: String, label: String, isRequired: Bool = true) -> Money? {
        guard let text = required(field, label: label, isRequired: isRequired) else { return nil }
        let plain = Self.halfWidth(text).filter { $0 != "," && $0 != "元" && $0 != " " }
        guard let amount = try? Money(parsing: plain), amount >= .zero else {
            return refuse(field, "form.money", ["label": label])
        }
        guard amount <= Self.moneyMax else {
            return refuse(field, "form.moneyMax", ["label": label, "limit": Self.moneyMax.grouped])
        }
        return amount
    }

    /// A region by its code.
    package mutating func region(_ field: String, label: String) -> RegionCode? {
        guard let text = text(field, label: label, lengthMax: 12) else { return nil }
        return (try? RegionCode(text)) ?? refuse(field, "form.region", ["label": label])
    }

    /// A date, from one native field or from the three fields `NAME-year`, `NAME-month`, `NAME-day`.
    package mutating func date(_ field: String, label: String, isRequired: Bool = true) -> CivilDate? {
        let parts = ["year", "month", "day"].map { state.values.text("\(field)-\($0)").map(Self.halfWidth) }
        if let text = state.values.text(field) {
            return (try? CivilDate(parsing: text)) ?? refuse(field, "form.date", ["label": label])
        }
        if parts.allSatisfy({ $0 == nil }) {
            return isRequired ? refuse(field, "form.required", ["label": label]) : nil
        }
        let numbers = parts.compactMap { $0.flatMap { Int($0) } }
        guard numbers.count == 3, let date = try? CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]) else {
            return refuse(field, "form.date", ["label": label])
        }
        return date
    }

    /// Whether a box is ticked; a box that must be ticked says why when it is not.
    package mutating func isTicked(_ field: String, elseSay message: String? = nil) -> Bool {
        if state.values.text(field) != nil { return true }
        if let message { state.add(FieldProblem(field: field, message: message)) }
        return false
    }

    /// A citizen ID card number.
    package mutating func citizenID(_ field: String, label: String, isRequired: Bool = true) -> CitizenID? {
        guard let text = required(field, label: label, isRequired: isRequired) else { return nil }
        return (try? CitizenID(Self.halfWidth(text))) ?? refuse(field, "form.citizenID", ["label": label])
    }

    /// A mobile number of mainland China: 11 digits from 13 to 19.
    package mutating func phone(_ field: String, label: String, isRequired: Bool = true) -> String? {
        guard let text = required(field, label: label, isRequired: isRequired) else { return nil }
        let digits = Self.halfWidth(text).filter { $0 != " " && $0 != "-" }
        let bytes = Array(digits.utf8)
        guard bytes.count == 11, bytes.allSatisfy({ (48...57).contains($0) }), bytes[0] == 49, bytes[1] >= 51 else {
            return refuse(field, "form.phone", ["label": label])
        }
        return digits
    }

    /// Keeps a value for the next showing of the form.
    package mutating func keep(_ field: String, _ value: String) { state.values.set(field, value) }

    /// Adds a problem that a verb found.
    package mutating func add(_ field: String, _ message: String) {
        state.add(FieldProblem(field: field, message: message))
    }

    private mutating func required(_ field: String, label: String, isRequired: Bool) -> String? {
        if let text = state.values.text(field) { return text }
        return isRequired ? refuse(field, "form.required", ["label": label]) : nil
    }

    private mutating func refuse<Value>(_ field: String, _ key: String, _ parameters: [String: String]) -> Value? {
        state.add(FieldProblem(field: field, message: messages(key, parameters)))
        return nil
    }

    /// Digits and signs of Chinese keyboards as ASCII: `１２．５` is `12.5`.
    static func halfWidth(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: scalars.append(UnicodeScalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3002: scalars.append(".")
            case 0x3000: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
