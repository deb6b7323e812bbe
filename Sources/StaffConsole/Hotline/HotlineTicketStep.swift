import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// A step of a ticket as a form: what it asks, and the verb made of the answers.
struct HotlineTicketStep: Sendable {
    /// What a form is made and read with.
    struct Call {
        let ticketID: HotlineTicketID
        let seen: Int64
        let context: BackstopContext
    }

    /// The verb of a form that was filled in, done under its key.
    typealias Act = @Sendable (Desk, Submission, BackstopContext) async throws -> Outcome<Int64>

    /// The step in addresses and in the keys of its words.
    let code: String
    /// The event of the table; nil for ties and links, which move nothing.
    let event: HotlineEvent?
    /// Whether the form offers the offices of the county.
    var hasOffices = false
    /// The fields, with the offices to choose from.
    let fields: @Sendable (BackstopContext, [Field.Choice]) -> [Field]
    /// Reads the answers; nil when the reader found a problem.
    let act: @Sendable (inout FormReader, Call) -> Act?

    /// The posts that may ever take the step.
    var roles: [Role] {
        guard let event else { return HotlineAuthority.handlers }
        return HotlineAuthority.handlers.filter { role in
            HotlineTicket.lines.all.contains {
                $0.event == event && $0.performer.roles(for: .county).contains(role)
            }
        }
    }

    /// Every step, in the order of the page.
    static let all: [HotlineTicketStep] = [
        HotlineTicketStep(code: "sign-in", event: .signIn, fields: { _, _ in [] }) { _, call in
            act(SignInTicket(ticketID: call.ticketID, seenVersion: call.seen))
        },
        worded("reply", .reply) { act(ReplyTicket(ticketID: $0.ticketID, seenVersion: $0.seen, words: $1)) },
        worded("extend", .extend) { act(ExtendTicket(ticketID: $0.ticketID, seenVersion: $0.seen, words: $1)) },
        worded("send-back", .sendBack) {
            act(SendBackTicket(ticketID: $0.ticketID, seenVersion: $0.seen, words: $1))
        },
        redirect, callBack,
        worded("reopen", .reopen) { act(ReopenTicket(ticketID: $0.ticketID, seenVersion: $0.seen, words: $1)) },
        worded("close", .close, isOptional: true) {
            act(CloseTicket(ticketID: $0.ticketID, seenVersion: $0.seen, words: $1))
        },
        tie, link,
    ]

    private static func act<C: Command>(_ command: C) -> Act where C.Result == Int64 {
        { try await $0.perform(command, $1, $2) }
    }

    /// A step that asks for words alone.
    private static func worded(
        _ code: String, _ event: HotlineEvent, isOptional: Bool = false,
        _ make: @escaping @Sendable (Call, String) -> Act
    ) -> HotlineTicketStep {
        HotlineTicketStep(
            code: code, event: event,
            fields: { context, _ in
                [
                    .textarea(
                        "words", label: context.t("hotlineWords.\(code)"), hint: context.t("hotlineHint.\(code)"),
                        isOptional: isOptional)
                ]
            },
            act: { reader, call in
                let words = reader.text(
                    "words", label: call.context.t("hotlineWords.\(code)"), isRequired: !isOptional, lengthMax: 2_000)
                guard reader.state.isValid else { return nil }
                return make(call, words ?? "")
            })
    }

    private static let redirect = HotlineTicketStep(
        code: "redirect", event: .redirect, hasOffices: true,
        fields: { context, offices in
            [
                .select("office", label: context.t("hotline.office"), offices),
                .textarea("words", label: context.t("hotlineWords.redirect")),
            ]
        },
        act: { reader, call in
            let office = reader.text("office", label: call.context.t("hotline.office")).flatMap { try? RegionCode($0) }
            let words = reader.text("words", label: call.context.t("hotlineWords.redirect"), lengthMax: 2_000)
            guard let office, let words else { return nil }
            return act(RedirectTicket(ticketID: call.ticketID, seenVersion: call.seen, to: office, words: words))
        })

    private static let callBack = HotlineTicketStep(
        code: "call-back", event: .callBack,
        fields: { context, _ in
            [
                .radios(
                    "satisfied", label: context.t("hotline.satisfied"),
                    [
                        Field.Choice("yes", context.t("hotline.isSatisfied")),
                        Field.Choice("no", context.t("hotline.isDissatisfied")),
                    ]),
                .textarea("words", label: context.t("hotlineWords.call-back"), isOptional: true),
            ]
        },
        act: { reader, call in
            let answer = reader.choice(
                "satisfied", label: call.context.t("hotline.satisfied"), among: ["yes", "no"])
            let words = reader.text(
                "words", label: call.context.t("hotlineWords.call-back"), isRequired: false, lengthMax: 2_000)
            guard let answer else { return nil }
            return act(
                CallBackTicket(
                    ticketID: call.ticketID, seenVersion: call.seen, words: words ?? "", isSatisfied: answer == "yes"))
        })

    private static let tie = HotlineTicketStep(
        code: "tie", event: nil,
        fields: { context, _ in
            [
                .text(
                    "caseNumber", label: context.t("hotline.case"), hint: context.t("hotlineHint.tie"),
                    isOptional: true, lengthMax: 40, width: .medium),
                .textarea(
                    "reason", label: context.t("hotlineWords.tie"), hint: context.t("hotline.tieAgain"),
                    isOptional: true),
            ]
        },
        act: { reader, call in
            let number = reader.text(
                "caseNumber", label: call.context.t("hotline.case"), isRequired: false, lengthMax: 40)
            let reason = reader.text(
                "reason", label: call.context.t("hotlineWords.tie"), isRequired: false, lengthMax: 2_000)
            guard reader.state.isValid else { return nil }
            return act(
                TieTicket(
                    ticketID: call.ticketID, seenVersion: call.seen, caseNumber: number ?? "", reason: reason ?? ""))
        })

    private static let link = HotlineTicketStep(
        code: "repeat", event: nil,
        fields: { context, _ in
            [
                .text(
                    "repeats", label: context.t("hotline.repeats"), hint: context.t("hotlineHint.repeat"),
                    lengthMax: 40, width: .medium)
            ]
        },
        act: { reader, call in
            reader.text("repeats", label: call.context.t("hotline.repeats"), lengthMax: 40).map {
                act(LinkRepeat(ticketID: call.ticketID, seenVersion: call.seen, earlier: $0))
            }
        })
}
