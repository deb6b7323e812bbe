import Hummingbird
import WebSupport

/// A cell of a table of the centre's desk: text, where it leads, and a tag.
struct CentreCell: ViewModel {
    var text = ""
    var address: String?
    var note: String?
    var tag: StatusTag?
    var isNumber = false
    /// Whether the text is an identifier, to be read letter by letter.
    var isCode = false
    /// An identifier below the text.
    var code: String?

    /// Text, with a place it leads to and a second line.
    init(_ text: String, _ address: String? = nil, note: String? = nil, code: String? = nil) {
        (self.text, self.address, self.note, self.code) = (text, address, note, code)
    }

    /// An identifier: the name of a file, a folder or a column.
    static func code(_ text: String, _ address: String? = nil, note: String? = nil) -> CentreCell {
        var cell = CentreCell(text, address, note: note)
        cell.isCode = true
        return cell
    }

    /// A number, set to the right.
    static func number(_ text: String, _ address: String? = nil) -> CentreCell {
        var cell = CentreCell(text, address)
        cell.isNumber = true
        return cell
    }

    /// A state in a word and a colour, with a line of text behind it.
    static func tag(_ tag: StatusTag, note: String? = nil) -> CentreCell {
        var cell = CentreCell("", note: note)
        cell.tag = tag
        return cell
    }

    static let fields: ViewFields<CentreCell> = [
        "text": \.text, "address": \.address, "note": \.note, "tag": \.tag, "isNumber": \.isNumber,
        "isCode": \.isCode, "code": \.code,
    ]
}

/// A table of the centre's desk with its heading, its words for "nothing", and its pager.
struct CentreTable: ViewModel {
    /// The head of a column.
    struct Head: ViewModel {
        let text: String
        let isNumber: Bool

        static let fields: ViewFields<Head> = ["text": \.text, "isNumber": \.isNumber]
    }

    private struct Line: ViewModel {
        let cells: [CentreCell]

        static let fields: ViewFields<Line> = ["cells": \.cells]
    }

    let title: String
    var note: String?
    var heads: [Head] = []
    private var lines: [Line] = []
    var empty = ""
    var pager: Pager?
    /// A link behind the heading: its words and its address.
    var more: Link?
    /// The place on the page that links lead to.
    var anchor: String?

    /// A table; `columns` are message keys, those of numbers with a "#" in front.
    init(
        _ title: String, _ columns: [String], rows: [[CentreCell]], empty: String, pager: Pager? = nil,
        _ context: BackstopContext
    ) {
        self.title = title
        heads = columns.map { key in
            let isNumber = key.hasPrefix("#")
            return Head(text: context.t(isNumber ? String(key.dropFirst()) : key), isNumber: isNumber)
        }
        lines = rows.map(Line.init)
        (self.empty, self.pager) = (empty, pager)
    }

    static let fields: ViewFields<CentreTable> = [
        "title": \.title, "tableNote": \.note, "heads": \.heads, "lines": \.lines, "hasLines": { !$0.lines.isEmpty },
        "empty": \.empty, "pager": \.pager, "more": \.more, "anchor": \.anchor,
    ]
}

/// A counter that opens its list.
struct CentreCounter: ViewModel {
    let label: String
    let count: String
    let address: String
    let tone: String

    static let fields: ViewFields<CentreCounter> = [
        "label": \.label, "count": \.count, "address": \.address, "tone": \.tone,
    ]
}

/// A page of the centre's desk: counters, a notice, what is on the way, facts, a form, tables.
struct CentrePage: ViewModel {
    var intro: String?
    var tag: StatusTag?
    var tools: [Link] = []
    var notice: String?
    var noticeTone = "ok"
    var counters: [CentreCounter] = []
    /// What is on the way: a sentence, and done of a total; the page asks for itself again.
    var progress: (text: String, done: Int, total: Int, address: String)?
    var rows: [SummaryRow] = []
    var form: FormView?
    var formTitle = ""
    /// Further forms of one button each.
    var buttons: [FormView] = []
    var tables: [CentreTable] = []
    var tablesBehind: [CentreTable] = []

    static let fields: ViewFields<CentrePage> = [
        "intro": \.intro, "stateTag": \.tag, "tools": \.tools, "notice": \.notice, "noticeTone": \.noticeTone,
        "counters": \.counters, "hasCounters": { !$0.counters.isEmpty },
        "progress": { page in
            page.progress.map { progress in
                [
                    "text": progress.text, "done": progress.done, "total": max(1, progress.total),
                    "address": progress.address,
                ] as Fields
            }
        },
        "rows": \.rows, "hasRows": { !$0.rows.isEmpty }, "form": \.form, "formTitle": \.formTitle,
        "buttons": \.buttons, "hasButtons": { !$0.buttons.isEmpty }, "tables": \.tables,
        "tablesBehind": \.tablesBehind,
    ]

    /// The page in the staff layout.
    func response(
        _ desk: Desk, title: String, _ context: BackstopContext, crumbs: [Link] = [], state: FormState = FormState()
    ) async throws -> Response {
        try await desk.page("staff/verification/centre", self, title: title, context, crumbs: crumbs, state: state)
    }
}
