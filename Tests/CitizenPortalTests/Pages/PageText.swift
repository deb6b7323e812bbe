/// A page as a browser without script reads it: its links, its forms, its headings.
struct PageText {
    /// An element's opening tag with the text up to the next tag.
    struct Tag {
        let name: String
        let attributes: [String: String]
        let text: String
    }

    /// A form with what it would send untouched.
    struct Form {
        var action = ""
        var isUpload = false
        var fields: [Field] = []

        /// The names that a person fills in.
        var asked: [String] { fields.filter { $0.type != "hidden" }.map(\.name) }

        /// The values offered under a name by radio buttons, boxes or a list.
        func offered(_ name: String) -> [String] {
            fields.filter { $0.name == name && ["radio", "checkbox", "option"].contains($0.type) }.map(\.value)
        }

        /// What is sent when nothing is touched but `answers`.
        func sent(_ answers: [String: [String]]) -> [(name: String, value: String)] {
            var pairs: [(name: String, value: String)] = []
            for field in fields where answers[field.name] == nil && field.type != "file" {
                let isChoice = ["radio", "checkbox", "option"].contains(field.type)
                if !isChoice || field.isChosen { pairs.append((field.name, field.value)) }
            }
            for (name, values) in answers.sorted(by: { $0.key < $1.key }) { pairs += values.map { (name, $0) } }
            return pairs
        }
    }

    /// One control of a form.
    struct Field {
        let name: String
        let type: String
        let value: String
        let isChosen: Bool
    }

    let html: String
    let tags: [Tag]

    init(_ html: String) {
        self.html = html
        tags = Self.tags(of: html)
    }

    /// Addresses of links within the site, without fragments, and without the switches of language and size.
    var links: [String] {
        tags.compactMap { tag in
            guard tag.name == "a", let address = tag.attributes["href"], address.hasPrefix("/"),
                !address.hasPrefix("/preferences")
            else { return nil }
            return String(address.prefix { $0 != "#" })
        }
    }

    /// The forms, in order.
    var forms: [Form] {
        var forms: [Form] = []
        var isInside = false
        var list = ""
        for tag in tags {
            let attributes = tag.attributes
            switch tag.name {
            case "form":
                isInside = true
                forms.append(
                    Form(
                        action: attributes["action"] ?? "", isUpload: attributes["enctype"] == "multipart/form-data"))
            case "/form": isInside = false
            case "select": list = attributes["name"] ?? ""
            case "option" where isInside && attributes["value"]?.isEmpty == false:
                forms[forms.count - 1].fields.append(
                    Field(
                        name: list, type: "option", value: attributes["value"] ?? "",
                        isChosen: attributes["selected"] != nil))
            case "input" where isInside, "textarea" where isInside:
                guard let name = attributes["name"] else { continue }
                let isText = tag.name == "textarea"
                forms[forms.count - 1].fields.append(
                    Field(
                        name: name, type: isText ? "textarea" : attributes["type"] ?? "text",
                        value: isText ? Self.trimmed(tag.text) : attributes["value"] ?? "",
                        isChosen: attributes["checked"] != nil))
            default: break
            }
        }
        return forms
    }

    /// What a reader sees, tags taken out.
    var words: String {
        var isHidden = false
        return tags.reduce(into: "") { words, tag in
            if tag.name == "style" || tag.name == "script" { isHidden = true }
            if tag.name == "/style" || tag.name == "/script" { isHidden = false }
            if !isHidden { words += tag.text }
        }
    }

    /// The text of the first element of a name.
    func text(of name: String) -> String? { tags.first { $0.name == name }?.text }

    /// How often an element stands on the page.
    func count(_ name: String) -> Int { tags.count { $0.name == name } }

    /// Elements that must say something and are closed at once.
    var emptyElements: [String] {
        let speaking: Set<String> = [
            "h1", "h2", "h3", "p", "li", "dd", "dt", "a", "button", "label", "legend", "b", "th",
        ]
        return zip(tags, tags.dropFirst()).compactMap { tag, next in
            let isClosedAtOnce = next.name == "/" + tag.name
            return speaking.contains(tag.name) && isClosedAtOnce && Self.trimmed(tag.text).isEmpty ? tag.name : nil
        }
    }
}

extension PageText {
    private static func tags(of html: String) -> [Tag] {
        var tags: [Tag] = []
        var rest = html[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            guard let close = rest.firstIndex(of: ">") else { break }
            let (name, attributes) = parts(of: rest[..<close])
            rest = rest[rest.index(after: close)...]
            tags.append(Tag(name: name, attributes: attributes, text: plain(rest.prefix { $0 != "<" })))
        }
        return tags
    }

    private static func parts(of inside: Substring) -> (String, [String: String]) {
        let name = inside.prefix { !$0.isWhitespace }
        var attributes: [String: String] = [:]
        var rest = inside[name.endIndex...].drop { $0.isWhitespace }
        while !rest.isEmpty {
            let key = rest.prefix { $0 != "=" && !$0.isWhitespace }
            rest = rest[key.endIndex...]
            var value = ""
            if rest.first == "=" {
                rest = rest.dropFirst()
                if let quote = rest.first, quote == "\"" || quote == "'" {
                    let quoted = rest.dropFirst().prefix { $0 != quote }
                    value = plain(quoted)
                    rest = rest[quoted.endIndex...].dropFirst()
                } else {
                    let bare = rest.prefix { !$0.isWhitespace }
                    value = String(bare)
                    rest = rest[bare.endIndex...]
                }
            }
            attributes[String(key)] = value
            rest = rest.drop { $0.isWhitespace }
        }
        return (String(name), attributes)
    }

    private static func plain(_ text: Substring) -> String {
        let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return marks.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
