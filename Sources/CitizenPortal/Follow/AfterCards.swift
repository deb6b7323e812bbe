import Operations
import Primitives
import Storage
import WebSupport

/// What waits for the family after a decision, as the progress page shows it.
struct AfterCards {
    let view: FamilyReviewView
    let context: BackstopContext

    init(_ view: FamilyReviewView, _ context: BackstopContext) {
        self.view = view
        self.context = context
    }

    var fields: Fields {
        let path = "/progress/\(view.row.id.text)"
        let waits = view.review.map { $0.statement == nil } ?? false
        let open = view.notice.flatMap { $0.state == .told ? $0 : nil }
        return [
            "review": waits ? ["address": "\(path)/review"] as Fields : nil,
            "told": open.map { row in
                [
                    "address": "\(path)/told",
                    "until": context.t("told.until", ["date": Formats(context).date(row.answerDue)]),
                ] as Fields
            },
        ]
    }
}
