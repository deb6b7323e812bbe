/// A whole form for a page, as templates draw it.
///
/// `{{>form}}` draws all of it, `{{>form/open}}` and `{{>form/close}}` its frame around fields placed one by one as
/// `{{#field.NAME}}{{>*partial}}{{/field.NAME}}`.
package struct FormView: ViewModel {
    let action: String
    let submit: String
    let token: String
    let key: String
    let views: [FieldView]
    let problems: [FieldProblemView]
    let isUpload: Bool
    let isDangerous: Bool

    /// A form over a state; the token and the idempotency key come from `Site.form`.
    init(
        action: String, submit: String, fields: [Field], state: FormState, token: String, key: String,
        isDangerous: Bool
    ) {
        self.action = action
        self.submit = submit
        self.token = token
        self.key = key
        self.isDangerous = isDangerous
        let views = fields.map { FieldView($0, state: state) }
        self.views = views
        isUpload = fields.contains { $0.kind == .file || $0.kind == .dataFile }
        problems = state.problems.map { problem in
            let target = views.first { $0.field.name == problem.field }
            let suffix = target?.field.kind == .dateParts ? "-year" : ""
            return FieldProblemView(
                address: target.map { "#\($0.id)\(suffix)" } ?? "#form-problems", message: problem.message)
        }
    }

    package static let fields: ViewFields<FormView> = [
        "action": \.action, "submit": \.submit, "token": \.token, "key": \.key, "fields": \.views,
        "field": { FieldsByName(views: $0.views) }, "problems": \.problems, "hasProblems": { !$0.problems.isEmpty },
        "isUpload": \.isUpload, "isDangerous": \.isDangerous,
    ]
}

/// The fields of a form by name.
struct FieldsByName: MustacheParentModel {
    let views: [FieldView]

    func child(named name: String) -> Any? { views.first { $0.field.name == name } }
    func hasField(_ name: String) -> Bool { views.contains { $0.field.name == name } }
}

/// A line of the summary of problems.
package struct FieldProblemView: ViewModel {
    let address: String
    let message: String

    package static let fields: ViewFields<FieldProblemView> = ["address": \.address, "message": \.message]
}
