/// A field with its value and its problem, as the templates below `form/` draw it.
package struct FieldView: ViewModel {
    let field: Field
    let value: String
    let chosen: [String]
    let parts: [String]
    let problem: String?

    init(_ field: Field, state: FormState) {
        self.field = field
        let isSecret = field.type == "password"
        value = isSecret ? "" : state.values[field.name] ?? ""
        chosen = state.values.all(field.name)
        problem = state.problem(at: field.name)
        let typed = ["year", "month", "day"].map { state.values["\(field.name)-\($0)"] ?? "" }
        let known = value.split(separator: "-").map { String($0.drop { $0 == "0" }) }
        parts = typed.allSatisfy(\.isEmpty) && known.count == 3 ? known : typed
    }

    var partial: String { "form/\(field.kind.rawValue)" }
    var id: String { "field-\(field.name)" }

    /// Ids of the hint and the problem, for `aria-describedby`.
    var describedBy: String? {
        let ids = [field.hint.map { _ in "\(id)-hint" }, problem.map { _ in "\(id)-problem" }].compactMap(\.self)
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    var choices: [ChoiceView] {
        field.choices.enumerated().map { index, choice in
            // The first answer carries the field's own id, so that the summary's link lands on it.
            ChoiceView(
                name: field.name, id: index == 0 ? id : "\(id)-\(index)", choice: choice,
                isChosen: chosen.contains { $0.utf8.elementsEqual(choice.value.utf8) })
        }
    }

    package static let fields: ViewFields<FieldView> = [
        "partial": \.partial, "id": \.id, "name": \.field.name, "label": \.field.label, "hint": \.field.hint,
        "isOptional": \.field.isOptional, "isRequired": { !$0.field.isOptional }, "type": \.field.type,
        "inputMode": \.field.inputMode, "autocomplete": \.field.autocomplete, "unit": \.field.unit,
        "width": \.field.width, "lengthMax": \.field.lengthMax, "accept": \.field.accept, "value": \.value,
        "problem": \.problem, "describedBy": \.describedBy, "choices": \.choices, "year": \.parts[0],
        "month": \.parts[1], "day": \.parts[2],
    ]
}

/// One answer of a field.
package struct ChoiceView: ViewModel {
    let name: String
    let id: String
    let choice: Field.Choice
    let isChosen: Bool

    package static let fields: ViewFields<ChoiceView> = [
        "name": \.name, "id": \.id, "value": \.choice.value, "label": \.choice.label, "isChosen": \.isChosen,
        // A name of its own: an answer without a hint would otherwise show the question's, which stands further out.
        "choiceHint": \.choice.hint,
    ]
}
