package import Foundation
import Mustache

/// Every template of the program, read once at the start; rendering needs no file.
///
/// Templates of several rooms meet here under one name space: a file `cases/list.mustache` is the template
/// `cases/list`. A name given twice, a banned tag or an include of nothing refuses to load, all faults at once.
package struct TemplateSet: Sendable {
    /// The tags of each template by name, for audits.
    package let outlines: [String: TemplateOutline]
    private let library: MustacheLibrary

    /// Folders of templates, those of this room first.
    package static func load(_ folders: [URL] = []) throws -> TemplateSet {
        var texts: [String: String] = [:]
        var problems: [TemplateError] = []
        for folder in [WebResources.folder("templates")] + folders {
            for (name, url) in FolderListing.files(under: folder, ending: ".mustache") {
                if texts[name] != nil {
                    problems.append(TemplateError(template: name, line: 0, reason: "exists twice; rename one of them"))
                }
                texts[name] = String(decoding: try Data(contentsOf: url), as: UTF8.self)
            }
        }
        guard problems.isEmpty else { throw TemplateLoadError(problems: problems) }
        return try TemplateSet(texts: texts)
    }

    /// Templates from texts by name.
    package init(texts: [String: String]) throws(TemplateLoadError) {
        EscapedHTML.register()
        var outlines: [String: TemplateOutline] = [:]
        var library = MustacheLibrary()
        var problems: [TemplateError] = []
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
            do {
                outlines[name] = try TemplateOutline(template: name, text: text)
            } catch {
                problems.append(error)
                continue
            }
            do {
                try library.register(EscapedHTML.pragma + text, named: name)
            } catch {
                problems.append(TemplateError(template: name, line: 0, reason: "the engine refuses it: \(error)"))
            }
        }
        for (name, outline) in outlines.sorted(by: { $0.key < $1.key }) {
            for included in outline.includedNames where texts[included] == nil {
                problems.append(
                    TemplateError(template: name, line: 0, reason: "includes '\(included)', which no folder has"))
            }
        }
        guard problems.isEmpty else { throw TemplateLoadError(problems: problems) }
        self.outlines = outlines
        self.library = library
    }

    /// The text of a template over a model; the name must exist.
    package func render(_ name: String, _ model: any MustacheParentModel) -> String {
        guard let text = library.render(model, withTemplate: name) else {
            preconditionFailure("There is no template '\(name)'; its file is missing from the template folders.")
        }
        return text
    }
}

/// All faults found while templates were read.
package struct TemplateLoadError: Error, Sendable, CustomStringConvertible {
    /// The faults, by template name.
    package let problems: [TemplateError]

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// HTML escaping by bytes, in place of the engine's own.
///
/// The engine escapes by grapheme cluster, so a quotation mark followed by a combining accent passes it unescaped and
/// can end an attribute. Bytes have no such hiding place.
struct EscapedHTML: MustacheContentType {
    /// Put before each template; it stands alone on its line, so it leaves no trace in the page.
    static let pragma = "{{% CONTENT_TYPE:ESCAPED }}\n"

    static func register() { MustacheContentTypes.register(EscapedHTML(), named: "ESCAPED") }

    func escapeText(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.contains(where: Self.isSpecial) else { return String(decoding: bytes, as: UTF8.self) }
            var escaped: [UInt8] = []
            escaped.reserveCapacity(bytes.count + bytes.count / 8 + 8)
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "<"): escaped.append(contentsOf: "&lt;".utf8)
                case UInt8(ascii: ">"): escaped.append(contentsOf: "&gt;".utf8)
                case UInt8(ascii: "&"): escaped.append(contentsOf: "&amp;".utf8)
                case UInt8(ascii: "\""): escaped.append(contentsOf: "&quot;".utf8)
                case UInt8(ascii: "'"): escaped.append(contentsOf: "&#39;".utf8)
                default: escaped.append(byte)
                }
            }
            return String(decoding: escaped, as: UTF8.self)
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}
