import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// A step of a lead as a form: what it asks, whom it fits, and the verb made of the answers.
struct LeadFormStep: Sendable {
    /// What a form is read with.
    struct Call {
        let row: LeadRow
        let seen: Int64
        let context: BackstopContext
    }

    /// What became of a step: where to go, or every reason why not.
    typealias Act = @Sendable (Desk, Submission, BackstopContext) async throws -> Outcome<String>

    /// The step in addresses and in the keys of its words.
    let code: String
    /// The posts that may ever take it.
    var roles: [Role] = LeadAuthority.helpers
    /// Whether the lead lets the reader take it now.
    let fits: @Sendable (LeadView) -> Bool
    /// The fields; `places` are the villages to choose from.
    let fields: @Sendable (LeadView, [Field.Choice], BackstopContext) -> [Field]
    /// Reads the answers; nil when the reader found a problem.
    let act: @Sendable (inout FormReader, Call) -> Act?

    /// Every step, in the order of the page.
    static let all: [LeadFormStep] = [
        take, tried, worded("tell", .tell, isOptional: true), draft, worded("decline", .decline),
        worded("close", .closeUnfounded), worded("give-up", .giveUp, isOptional: true),
        worded("raise-again", .raiseAgain, isOptional: true),
    ]

    private static func answer<C: Command>(_ command: C, _ row: LeadRow, _ code: String) -> Act {
        { desk, submission, context in
            try await desk.perform(command, submission, context).map { _ in
                "\(LeadPages.address(row.id))?done=\(code)"
            }
        }
    }

    private static let take = LeadFormStep(
        code: "take", fits: \.mayTake,
        fields: { _, places, context in
            let t: (String) -> String = { context.t($0) }
            return [
                .select("region", label: t("leads.place"), places),
                .text("name", label: t("leads.name"), isOptional: true, lengthMax: 40, width: .medium),
                .text("idNumber", label: t("leads.idNumber"), isOptional: true, lengthMax: 18, width: .medium),
                .phone("phone", label: t("leads.phone"), isOptional: true),
                .text("place", label: t("leads.where"), isOptional: true, lengthMax: 100),
            ]
        },
        act: { reader, call in
            guard let region = reader.region("region", label: call.context.t("leads.place")) else { return nil }
            let values = reader.state.values
            func typed(_ name: String) -> String { values.text(name) ?? "" }
            // The number is shown by its last digits only; what was known stays when nothing else is typed.
            let number = typed("idNumber").isEmpty ? call.row.content.idNumber : typed("idNumber")
            return answer(
                TakeLead(
                    leadID: call.row.id, seenVersion: call.seen, region: region, personName: typed("name"),
                    idNumber: number, phone: typed("phone"), place: typed("place")), call.row, "take")
        })

    private static let tried = LeadFormStep(
        code: "try", fits: \.mayTake,
        fields: { _, _, context in
            [.textarea("words", label: context.t("leadWords.try"), lengthMax: 500)]
        },
        act: { reader, call in
            reader.text("words", label: call.context.t("leadWords.try"), lengthMax: 500).map {
                answer(TryLead(leadID: call.row.id, seenVersion: call.seen, words: $0), call.row, "try")
            }
        })

    private static let draft = LeadFormStep(
        code: "draft", roles: [.aide, .townshipClerk], fits: { $0.events.contains(.startDraft) },
        fields: { view, _, context in
            [
                .radios(
                    "program", label: context.t("case.program"),
                    Program.allCases.map { Field.Choice($0.rawValue, $0.name(context)) }),
                .phone("phone", label: context.t("leads.phone")),
            ]
        },
        act: { reader, call in
            let program = reader.choice("program", label: call.context.t("case.program"), as: Program.self)
            let phone = reader.phone("phone", label: call.context.t("leads.phone"))
            guard let program, let phone else { return nil }
            let command = OpenLeadDraft(
                leadID: call.row.id, seenVersion: call.seen, program: program, phone: phone)
            return { desk, submission, context in
                try await desk.perform(command, submission, context).map { "\(FilingPages.path)/\($0.text)" }
            }
        })

    /// A step that asks for words alone.
    private static func worded(_ code: String, _ event: LeadEvent, isOptional: Bool = false) -> LeadFormStep {
        LeadFormStep(
            code: code, fits: { $0.events.contains(event) },
            fields: { _, _, context in
                [
                    .textarea(
                        "words", label: context.t("leadWords.\(code)"), isOptional: isOptional, lengthMax: 500)
                ]
            },
            act: { reader, call in
                let words = reader.text(
                    "words", label: call.context.t("leadWords.\(code)"), isRequired: !isOptional, lengthMax: 500)
                guard reader.state.isValid else { return nil }
                return answer(
                    StepLead(leadID: call.row.id, seenVersion: call.seen, event: event, words: words ?? ""),
                    call.row, code)
            })
    }
}
