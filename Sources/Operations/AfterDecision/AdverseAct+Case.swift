import Casework
import Policies
import Primitives
import Storage

/// What every act against a family in force has in common: its checks, its papers, and its entry in the record.
struct AdverseDecision {
    /// The act.
    let act: AdverseAct
    /// The reasons.
    let reasonCodes: [ReasonCode]
    /// What was found, in words the family understands.
    let words: String
    /// How the family was sought, where a reason is that it could not be reached or refused.
    var attempts = ""
    /// The last month of a pause.
    var suspendedThrough: CalendarMonth?
    /// The last month paid, where the act sets one.
    var lastMonth: CalendarMonth?
    /// The sum that is meant to follow.
    var amountAfter: Money?

    /// The reasons that say something about what is computed.
    private static let computed: Set<ReasonCode> = [
        .incomeRose, .propertyRose, .memberChange, .incomeNotBelowStandard, .propertyOverLimit,
    ]

    /// Everything that keeps the act from being told or taken today; `heardOn` is the day the family was heard.
    func refusals(of file: CaseFile, heardOn: CivilDate?, in context: CommandContext) throws -> [Reason] {
        let terms = try AdverseTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
        let notice = AdverseNotice(
            act: act, reasonCodes: reasonCodes, words: words, signedBy: context.actor.staff?.staffID,
            namesRemedies: true, heardOn: heardOn, restsOnLateReview: restsOnLateness, effectiveOn: context.today,
            lastMonth: lastMonth, suspendedThrough: suspendedThrough)
        return notice.refusals(on: context.today, terms: terms).map { Reason($0) } + contradictions(file)
    }

    /// A refusal of the review is shown by when and how the family was asked; a review that is merely late shows none.
    private var restsOnLateness: Bool { Set(reasonCodes) == [.reviewRefused] && attempts.isBlank }

    /// A reason that speaks of income, property or members must be what the present determination says.
    private func contradictions(_ file: CaseFile) -> [Reason] {
        guard act == .termination, !Self.computed.isDisjoint(with: reasonCodes), file.row.state != .gradualExit else {
            return []
        }
        guard let found = file.surroundings.determination else { return [.amountMissing] }
        if found.factsVersion != file.row.factsVersion { return [.determinationStale] }
        return found.eligible ? [.reasonContradictsDetermination] : []
    }

    /// What the act's document says: reasons with their clauses, the facts in plain words, how to object.
    func details(
        of file: CaseFile, lines: [DocumentLine], in context: CommandContext
    ) throws -> CaseStepDetails {
        CaseStepDetails(
            reason: words,
            lines: lines + reasonCodes.paperLines,
            paragraphs: reasonCodes.map(\.chinesePlain) + [words]
                + (try RemedyText.paragraphs(of: file.row, in: context)))
    }

    /// Enters the act into the record of the family: the notice it was told by, or a line of its own.
    func settle(
        _ notice: AdverseNoticeRow?, of file: CaseFile, until: CalendarMonth?, in context: CommandContext
    ) throws {
        guard let staff = context.actor.staff else { return }
        let row = try notice ?? Self.tell(self, file, answerDue: context.today, by: staff.staffID, in: context)
        try context.store.close(
            row, as: .taken, reason: words, until: until, by: staff.staffID, on: context.today, in: context.scope)
    }

    /// Writes the act the family is told of, under the number of its paper, or a number of its own without one.
    static func tell(
        _ act: AdverseDecision, _ file: CaseFile, paper: String? = nil, answerDue: CivilDate, by staff: StaffID,
        in context: CommandContext
    ) throws -> AdverseNoticeRow {
        try context.store.insertAdverseNotice(
            of: file.row.id, number: try paper ?? ownNumber(file, in: context), act: act.act,
            content: AdverseContent(
                reasonCodes: act.reasonCodes, words: act.words, attempts: act.attempts,
                amountBefore: file.side.awardAmount, amountAfter: act.amountAfter),
            by: staff, on: context.today, answerDue: answerDue, at: context.now)
    }
}

extension AdverseDecision {
    /// The next number of an act that was entered without a paper of its own.
    private static func ownNumber(_ file: CaseFile, in context: CommandContext) throws -> String {
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let sequence = try context.store.nextNumber(series: "adverse", region: county, year: context.today.year)
        return "GZ\(county.text)-\(context.today.year)-\(sequence.padded(6))"
    }

    /// Issues the paper by which the family is told before the act (E21), and answers its number.
    func tellingPaper(
        _ file: CaseFile, answerDue: CivilDate, in context: CommandContext
    ) throws -> String? {
        var lines = [DocumentLine("拟作决定", act.chinese), DocumentLine("说明期限", answerDue.chineseText)]
        if let amount = file.side.awardAmount { lines.append(DocumentLine("现金额", "每月\(amount.grouped)元")) }
        if let amountAfter { lines.append(DocumentLine("拟改金额", "每月\(amountAfter.grouped)元")) }
        let details = CaseStepDetails(
            reason: words, lines: lines + reasonCodes.paperLines, paragraphs: reasonCodes.map(\.chinesePlain) + [words])
        let id = try context.issue(file.paperOrder(.priorNotice, details))
        return try context.store.document(id, in: context.scope)?.number
    }
}

/// The act a family was told of and that is meant now, with the day the family was heard about it.
struct StandingNotice {
    /// The notice; nil when the family was told of nothing, or of another act.
    let row: AdverseNoticeRow?
    /// The day the family was heard; nil while it was not.
    let heardOn: CivilDate?
    /// Whether the family was told of another act that is not settled.
    let isOther: Bool

    /// Reads what stands for a case; a family in gradual exit was heard before the exit began.
    init(_ act: AdverseAct, of file: CaseFile, _ codes: [ReasonCode], in context: CommandContext) throws {
        let notices = try context.store.adverseNotices(of: file.row.id, in: context.scope)
        let open = notices.last { $0.state.isOpen }
        row = open?.act == act ? open : nil
        isOther = open != nil && row == nil
        let earlier =
            file.row.state == .gradualExit ? notices.last { $0.act == act && $0.state == .taken }?.heardDay : nil
        // Whoever leaves at the own wish has said what there is to say.
        heardOn = Set(codes) == [.voluntaryExit] ? context.today : row?.heardDay ?? earlier
    }
}
