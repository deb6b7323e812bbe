import Casework
import Operations
import Primitives
import Storage
import Verification
import WebSupport

/// The words of cases in the language of the page, with their tones.
struct CaseWords {
    let context: BackstopContext

    init(_ context: BackstopContext) { self.context = context }

    var isEnglish: Bool { context.language == .english }

    /// A word that is kept in both languages.
    func word(_ chinese: String, _ english: String) -> String { isEnglish ? english : chinese }

    func reason(_ reason: Reason) -> String { word(reason.chinese, reason.english) }

    func state(_ state: CaseState) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .submitted, .accepted, .investigating, .confirming, .countyVisit, .firstOpinion: .info
            case .supplement, .recheck, .suspended, .gradualExit: .warn
            case .active: .ok
            case .refused, .terminated, .endedNonCooperation: .bad
            default: .neutral
            }
        return StatusTag(word(state.chinese, state.english), tone)
    }

    func verification(_ status: VerificationStatus) -> StatusTag? {
        switch status {
        case .none: nil
        case .running: StatusTag(context.t("case.verificationWaits"), .neutral)
        case .reported(let code): ReportConclusion(rawValue: code).map(conclusion)
        }
    }

    func conclusion(_ conclusion: ReportConclusion) -> StatusTag {
        let tone: StatusTag.Tone =
            switch conclusion {
            case .meets: .ok
            case .doesNotMeet: .bad
            case .needsReview: .warn
            }
        return StatusTag(context.t("conclusion.\(conclusion.rawValue)"), tone)
    }

    func outcome(_ code: String) -> StatusTag {
        let tone: StatusTag.Tone =
            switch code {
            case "eligible": .ok
            case "undetermined": .warn
            default: .bad
            }
        return StatusTag(context.t("outcome.\(code)"), tone)
    }

    func authorization(_ status: AuthorizationStatus) -> StatusTag {
        switch status {
        case .ownCode, .beforeClerk: StatusTag(context.t("authorized.self"), .ok)
        case .represented: StatusTag(context.t("authorized.represented"), .ok)
        case .byGuardian: StatusTag(context.t("authorized.guardian"), .ok)
        case .pending: StatusTag(context.t("authorized.pending"), .warn)
        case .missing: StatusTag(context.t("authorized.missing"), .bad)
        }
    }

    func relation(_ relation: MemberRelation?) -> String { context.t("relation.\(relation?.rawValue ?? "open")") }

    /// A declared sum with its period, or that it is honestly not known.
    func amount(_ amount: DeclaredAmount) -> String {
        switch amount {
        case .monthly(let money): "\(money.grouped) \(context.t("case.perMonth"))"
        case .yearly(let money): "\(money.grouped) \(context.t("case.perYear"))"
        case .once(let money): money.grouped
        case .unknown: context.t("answer.unknown")
        }
    }

    func age(_ years: Int) -> String { context.t("case.years", ["years": String(years)]) }

    func deadline(_ day: CivilDate?, _ left: Int?) -> DeadlineView? {
        guard let day, let left else { return nil }
        return Formats(context).deadline(day, workingDaysLeft: left)
    }

    /// Offered answers from the cases of an enumeration and a group of messages.
    func choices<Value: RawRepresentable & CaseIterable>(_ type: Value.Type, _ group: String) -> [Field.Choice]
    where Value.RawValue == String {
        Value.allCases.map { Field.Choice($0.rawValue, context.t("\(group).\($0.rawValue)")) }
    }

    /// Yes, no, and that nobody can tell.
    var answers: [Field.Choice] {
        [
            Field.Choice("yes", context.t("answer.yes")), Field.Choice("no", context.t("answer.no")),
            Field.Choice("unknown", context.t("answer.unknown")),
        ]
    }

    var yesNo: [Field.Choice] { Array(answers.prefix(2)) }
}

/// Names within stored sentences, masked: a full name costs a logged look.
struct NameMask {
    private let pairs: [(name: String, masked: String)]

    init(_ form: ApplicationForm) {
        // Longer names first, so that one that contains another is replaced whole.
        pairs = form.members.map(\.name).filter { !$0.isEmpty }.sorted { $0.count > $1.count }
            .map { ($0, Masking.name($0)) }
    }

    func callAsFunction(_ text: String) -> String {
        pairs.reduce(text) { text, pair in text.replacing(pair.name, with: pair.masked) }
    }
}
