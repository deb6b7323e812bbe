/// Writes indented XML text with every value escaped.
struct XMLWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    mutating func element(
        _ name: String, attribute: (name: String, value: String)? = nil, _ content: (inout XMLWriter) -> Void
    ) {
        text += indent + open(name, attribute) + "\n"
        depth += 1
        content(&self)
        depth -= 1
        text += indent + "</\(name)>\n"
    }

    mutating func leaf(_ name: String, _ value: String, attribute: (name: String, value: String)? = nil) {
        text += indent + open(name, attribute) + XMLWriter.escaped(value) + "</\(name)>\n"
    }

    private var indent: String { String(repeating: "  ", count: depth) }

    private func open(_ name: String, _ attribute: (name: String, value: String)?) -> String {
        guard let attribute else { return "<\(name)>" }
        return "<\(name) \(attribute.name)=\"\(XMLWriter.escaped(attribute.value))\">"
    }

    /// A value in which no character can end the text or the attribute it stands in.
    static func escaped(_ value: String) -> String {
        var out = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&apos;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
