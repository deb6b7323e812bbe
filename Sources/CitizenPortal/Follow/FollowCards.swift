import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// A row that leads somewhere: an application, a draft, a paper.
struct FollowCard: ViewModel {
    let title: String
    let detail: String?
    let when: String
    let address: String
    let isUrgent: Bool
    let tag: StatusTag?
    /// The acceptance number, on a line of its own.
    var number: String?

    static let fields: ViewFields<FollowCard> = [
        "title": \.title, "detail": \.detail, "when": \.when, "address": \.address, "isUrgent": \.isUrgent,
        "tag": \.tag, "number": \.number,
    ]
}

/// What is asked of the family, and by when.
struct AwaitedCard: ViewModel {
    let items: [String]
    let until: String
    let address: String

    init(_ awaited: AwaitedSupplement, address: String, _ context: BackstopContext) {
        items = awaited.items
        until = context.t("follow.progress.bringBy", ["date": Formats(context).date(awaited.dueDay)])
        self.address = address
    }

    static let fields: ViewFields<AwaitedCard> = ["items": \.items, "until": \.until, "address": \.address]
}

/// The money of a month: how much, where it stands, which account.
struct PaymentCard: ViewModel {
    let month: String
    let amount: String
    let state: String

    init(_ line: PaymentLine, _ context: BackstopContext) {
        let formats = Formats(context)
        month = formats.month(line.month)
        amount = formats.money(line.amount)
        let words = ["account": line.accountLastFour, "date": line.answeredDay.map { formats.date($0) } ?? ""]
        state =
            switch line.state {
            case .paid: context.t(line.answeredDay == nil ? "follow.money.paid" : "follow.money.paidOn", words)
            case .due, .sent: context.t("follow.money.coming", words)
            case .failed: context.t("follow.money.failed", words)
            case .retried, .refunded: context.t("follow.money.again", words)
            }
    }

    static let fields: ViewFields<PaymentCard> = ["month": \.month, "amount": \.amount, "state": \.state]
}

extension TimelineStep {
    /// The steps of a case in the language of the page, each with its day in words.
    static func all(_ steps: [ProgressStep], _ context: BackstopContext) -> [TimelineStep] {
        let formats = Formats(context)
        return steps.map { step in
            let state: TimelineStep.State =
                switch step.mark {
                case .done: .done
                case .current: .current
                case .ahead: .later
                }
            let title = context.language == .english ? step.english : step.chinese
            return TimelineStep(title, when: step.day.map { formats.date($0) }, state)
        }
    }
}

extension Program {
    /// The name in the language of the page.
    func name(_ context: BackstopContext) -> String { context.language == .english ? english : chinese }
}

extension CaseState {
    /// The label in the language of the page.
    func name(_ context: BackstopContext) -> String { context.language == .english ? english : chinese }

    /// The colour that goes with the label.
    var tone: StatusTag.Tone {
        switch self {
        case .active: .ok
        case .supplement, .suspended, .gradualExit: .warn
        case .refused, .terminated: .bad
        case .withdrawn, .archived, .endedDeath, .endedMoved, .endedNonCooperation, .transferred: .neutral
        default: .info
        }
    }
}
