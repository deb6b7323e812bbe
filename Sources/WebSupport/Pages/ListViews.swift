/// The pager under a list: how many there are, where one is, and links around it.
package struct Pager: ViewModel {
    /// Rows on a page.
    package let pageSize: Int
    let total: Int
    let number: Int
    let address: PageAddress
    let messages: MessageTable

    /// A pager from the total count and the address's own `page` parameter; a page past the end is the last one.
    package init(total: Int, pageSize: Int, query: FormValues, address: PageAddress, _ context: BackstopContext) {
        self.total = total
        self.pageSize = pageSize
        self.address = address
        messages = context.messages
        let last = max(1, (total + pageSize - 1) / pageSize)
        number = min(query.page, last)
    }

    /// Rows to skip in a query.
    package var offset: Int { (number - 1) * pageSize }

    var last: Int { max(1, (total + pageSize - 1) / pageSize) }

    /// Up to five pages around the present one.
    var links: [Link] {
        let first = max(1, min(number - 2, last - 4))
        return (first...min(last, first + 4)).map { page in
            Link(String(page), address.with("page", page == 1 ? nil : String(page)).text, isCurrent: page == number)
        }
    }

    var summary: String {
        let numbers = ["total": String(total), "number": String(number), "last": String(last)]
        return messages("list.pager", numbers)
    }

    package static let fields: ViewFields<Pager> = [
        "summary": \.summary, "links": \.links, "hasPages": { $0.last > 1 },
        "previous": { pager in
            pager.number > 1
                ? pager.address.with("page", pager.number == 2 ? nil : String(pager.number - 1)).text : nil
        },
        "next": { pager in
            pager.number < pager.last ? pager.address.with("page", String(pager.number + 1)).text : nil
        },
    ]
}

/// The head of a column that can be sorted: a link, and the order for `aria-sort`.
package struct SortHeader: ViewModel {
    let label: String
    let column: String
    let query: FormValues
    let address: PageAddress
    let isNumeric: Bool

    /// A head for a column; the order stands in the address as `sort=column` or `sort=-column`.
    package init(
        _ label: String, column: String, query: FormValues, address: PageAddress, isNumeric: Bool = false
    ) {
        self.label = label
        self.column = column
        self.query = query
        self.address = address
        self.isNumeric = isNumeric
    }

    private var order: String? {
        switch query.text("sort") {
        case column: "ascending"
        case "-\(column)": "descending"
        default: nil
        }
    }

    package static let fields: ViewFields<SortHeader> = [
        "label": \.label, "order": { $0.order ?? "none" }, "isAscending": { $0.order == "ascending" },
        "isDescending": { $0.order == "descending" }, "isNumeric": \.isNumeric,
        "address": { header in
            let next = header.order == "ascending" ? "-\(header.column)" : header.column
            return header.address.with("sort", next).with("page", nil).text
        },
    ]
}

/// A state in a word and a colour, never in a colour alone.
package struct StatusTag: ViewModel {
    /// What the colour says.
    package enum Tone: String, Sendable {
        case neutral, info, ok, warn, bad
    }

    let text: String
    let tone: Tone

    /// A tag of a word and a tone.
    package init(_ text: String, _ tone: Tone) {
        self.text = text
        self.tone = tone
    }

    package static let fields: ViewFields<StatusTag> = ["text": \.text, "tone": \.tone.rawValue]
}

/// One value of a summary list, with a link to change it where that is allowed.
package struct SummaryRow: ViewModel {
    let label: String
    let value: String
    let changeAddress: String?
    let tag: StatusTag?
    let isStored: Bool

    /// A row; `tag` stands after the value, and a stored value is Chinese on every page.
    package init(
        _ label: String, _ value: String, changeAddress: String? = nil, tag: StatusTag? = nil, isStored: Bool = false
    ) {
        self.isStored = isStored
        self.label = label
        self.value = value
        self.changeAddress = changeAddress
        self.tag = tag
    }

    package static let fields: ViewFields<SummaryRow> = [
        "label": \.label, "value": \.value, "changeAddress": \.changeAddress, "tag": \.tag,
        "isStored": \.isStored,
    ]
}

/// One step of a timeline: what happened or will, and when.
package struct TimelineStep: ViewModel {
    /// Where the step stands.
    package enum State: String, Sendable {
        case done, current, later, stopped
    }

    let title: String
    let when: String?
    let detail: String?
    let state: State

    /// A step; the state is also said in words.
    package init(_ title: String, when: String? = nil, detail: String? = nil, _ state: State) {
        self.title = title
        self.when = when
        self.detail = detail
        self.state = state
    }

    package static let fields: ViewFields<TimelineStep> = [
        "title": \.title, "when": \.when, "detail": \.detail, "state": \.state.rawValue,
        "isDone": { $0.state == .done }, "isCurrent": { $0.state == .current }, "isLater": { $0.state == .later },
        "isStopped": { $0.state == .stopped },
    ]
}

/// What was declared beside what was found.
package struct DifferenceRow: ViewModel {
    let item: String
    let declared: String
    let found: String
    let source: String?
    let tag: StatusTag

    /// A row of the comparison; silence of a source is written as such in `found`.
    package init(_ item: String, declared: String, found: String, source: String? = nil, tag: StatusTag) {
        self.item = item
        self.declared = declared
        self.found = found
        self.source = source
        self.tag = tag
    }

    package static let fields: ViewFields<DifferenceRow> = [
        "item": \.item, "declared": \.declared, "found": \.found, "source": \.source, "tag": \.tag,
        "differs": { [.warn, .bad].contains($0.tag.tone) },
    ]
}
