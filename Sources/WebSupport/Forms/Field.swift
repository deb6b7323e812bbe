/// One field of a form as a page asks for it; values and problems come from the form's state.
package struct Field: Sendable {
    /// An offered answer of a radio list, check boxes or a select.
    package struct Choice: Sendable {
        let value: String
        let label: String
        let hint: String?

        /// An answer with its words and, where needed, a sentence that explains it.
        package init(_ value: String, _ label: String, hint: String? = nil) {
            self.value = value
            self.label = label
            self.hint = hint
        }
    }

    /// The template of the field, below `form/`.
    enum Kind: String, Sendable {
        case text, textarea, dateParts = "date-parts", radios, checkboxes, select, file, hidden
        case dataFile = "data-file"
        case heading
    }

    let kind: Kind
    let name: String
    var label = ""
    var hint: String?
    var isOptional = false
    var type = "text"
    var inputMode = "text"
    var autocomplete = "off"
    var unit: String?
    var width = "full"
    var lengthMax = 200
    var choices: [Choice] = []
    var accept = ""

    private init(_ kind: Kind, _ name: String, _ label: String, _ hint: String?, isOptional: Bool) {
        self.kind = kind
        self.name = name
        self.label = label
        self.hint = hint
        self.isOptional = isOptional
    }

    /// A line of text.
    package static func text(
        _ name: String, label: String, hint: String? = nil, isOptional: Bool = false, lengthMax: Int = 200,
        autocomplete: String = "off", width: Width = .full
    ) -> Field {
        var field = Field(.text, name, label, hint, isOptional: isOptional)
        field.lengthMax = lengthMax
        field.autocomplete = autocomplete
        field.width = width.rawValue
        return field
    }

    /// A mobile number, with the number keys of a phone.
    package static func phone(_ name: String, label: String, hint: String? = nil, isOptional: Bool = false) -> Field {
        var field = Field(.text, name, label, hint, isOptional: isOptional)
        (field.type, field.inputMode, field.autocomplete) = ("tel", "tel", "tel")
        (field.lengthMax, field.width) = (20, Width.medium.rawValue)
        return field
    }

    /// A password; it is never shown again.
    package static func password(_ name: String, label: String, isFresh: Bool = false) -> Field {
        var field = Field(.text, name, label, nil, isOptional: false)
        field.type = "password"
        field.autocomplete = isFresh ? "new-password" : "current-password"
        return field
    }

    /// A code of digits sent to a phone or shown by an authenticator.
    package static func oneTimeCode(_ name: String, label: String, hint: String? = nil) -> Field {
        var field = Field(.text, name, label, hint, isOptional: false)
        (field.inputMode, field.autocomplete) = ("numeric", "one-time-code")
        (field.lengthMax, field.width) = (8, Width.short.rawValue)
        return field
    }

    /// A number with its unit, or an amount in yuan.
    package static func number(
        _ name: String, label: String, hint: String? = nil, isOptional: Bool = false, unit: String? = nil,
        hasDecimals: Bool = false
    ) -> Field {
        var field = Field(.text, name, label, hint, isOptional: isOptional)
        field.inputMode = hasDecimals ? "decimal" : "numeric"
        field.unit = unit
        (field.lengthMax, field.width) = (16, Width.short.rawValue)
        return field
    }

    /// A date as three fields of digits, which no phone gets wrong; for citizens.
    package static func dateParts(_ name: String, label: String, hint: String? = nil, isOptional: Bool = false) -> Field
    {
        Field(.dateParts, name, label, hint, isOptional: isOptional)
    }

    /// A date with the browser's own calendar; for staff.
    package static func date(_ name: String, label: String, hint: String? = nil, isOptional: Bool = false) -> Field {
        var field = Field(.text, name, label, hint, isOptional: isOptional)
        (field.type, field.width) = ("date", Width.short.rawValue)
        return field
    }

    /// Several lines of text.
    package static func textarea(
        _ name: String, label: String, hint: String? = nil, isOptional: Bool = false, lengthMax: Int = 2_000
    ) -> Field {
        var field = Field(.textarea, name, label, hint, isOptional: isOptional)
        field.lengthMax = lengthMax
        return field
    }

    /// One answer out of a few, each a large target.
    package static func radios(
        _ name: String, label: String, hint: String? = nil, isOptional: Bool = false, _ choices: [Choice]
    ) -> Field {
        var field = Field(.radios, name, label, hint, isOptional: isOptional)
        field.choices = choices
        return field
    }

    /// Any number of answers.
    package static func checkboxes(_ name: String, label: String, hint: String? = nil, _ choices: [Choice]) -> Field {
        var field = Field(.checkboxes, name, label, hint, isOptional: true)
        field.choices = choices
        return field
    }

    /// One answer out of many, for staff.
    package static func select(
        _ name: String, label: String, hint: String? = nil, isOptional: Bool = false, _ choices: [Choice]
    ) -> Field {
        var field = Field(.select, name, label, hint, isOptional: isOptional)
        field.choices = choices
        return field
    }

    /// A photo or a PDF; without script the file goes as it is, up to 10 MB.
    package static func photo(_ name: String, label: String, hint: String? = nil, isOptional: Bool = false) -> Field {
        var field = Field(.file, name, label, hint, isOptional: isOptional)
        field.accept = "image/*,application/pdf"
        return field
    }

    /// A table or a bank's answer, for staff; `accept` holds endings such as `.csv,.xlsx`.
    package static func dataFile(_ name: String, label: String, hint: String? = nil, accept: String) -> Field {
        var field = Field(.dataFile, name, label, hint, isOptional: false)
        field.accept = accept
        return field
    }

    /// A value that travels with the form unseen.
    package static func hidden(_ name: String) -> Field { Field(.hidden, name, "", nil, isOptional: true) }

    /// A line above the fields that follow, which says what they are about; it carries no value.
    package static func heading(_ name: String, _ label: String) -> Field {
        Field(.heading, name, label, nil, isOptional: true)
    }

    /// How wide a text field is drawn, as a hint of the length expected.
    package enum Width: String, Sendable {
        case short, medium, full
    }
}
