package import Casework
package import Primitives
package import Storage

/// A family lets somebody act for it, on its own phone (C15): an assistant of its village or township, or a relative.
///
/// The family is signed in by the code to its own phone; that is its signature, and the paper says so.
package struct GrantMandate: Command {
    package static let name = "window.grantMandate"
    /// The case.
    package let caseID: CaseID
    /// The assistant; nil for somebody else, who is named.
    package let agent: StaffID?
    /// The name of somebody who is no assistant.
    package let agentName: String
    /// Their phone.
    package let agentPhone: String
    /// What may be done.
    package let events: Set<CaseEventKind>
    /// The last day.
    package let through: CivilDate

    /// What a family may leave to somebody else once it has applied.
    package static let matters: [CaseEventKind] = [.answerSupplement, .withdraw]

    /// Takes the inputs.
    package init(
        caseID: CaseID, agent: StaffID?, agentName: String = "", agentPhone: String = "",
        events: Set<CaseEventKind>, through: CivilDate
    ) {
        self.caseID = caseID
        self.agent = agent
        self.agentName = agentName
        self.agentPhone = agentPhone
        self.events = events
        self.through = through
    }

    /// By the account of the case; answers the mandate.
    package func run(in context: CommandContext) throws -> Outcome<MandateID> {
        guard let account = context.actor.account else { return .refused([.notSignedIn]) }
        guard let row = try context.store.caseRow(caseID, in: context.scope) else { return .refused([.notFound]) }
        var reasons: [Reason] = row.state.isEnded ? [.mandateCaseEnded] : []
        let helper = try agent.flatMap { id in
            try MandateHelper.list(of: row.region, in: context).first { $0.id == id }
        }
        if agent != nil, helper == nil { reasons.append(.helperUnknown) }
        if agentName.count > 40 { reasons.append(.textTooLong("agentName", 40)) }
        if agent == nil, !agentName.isBlank, MobilePhone.normalized(agentPhone) == nil {
            reasons.append(.agentPhoneMissing)
        }
        if !events.isSubset(of: Self.matters) { reasons.append(.mandateEventsMissing) }
        let standing = try context.store.mandates(of: caseID, in: context.scope).contains {
            $0.revokedOn == nil && $0.mandate.through >= context.today
                && ($0.mandate.agent == agent && (agent != nil || $0.content.agentName == agentName))
        }
        if standing { reasons.append(.mandateStands) }
        let content = MandateContent(
            mandate: AgencyMandate(
                kind: .act, events: events, from: context.today, through: through, isSigned: true, agent: agent),
            agentName: agent == nil ? agentName : helper?.name ?? "—", agentPhone: agentPhone,
            relation: helper?.duty ?? "家庭指定的人",
            paper: "\(row.applicantName)于\(context.businessNow.chinaTimeText)用本人手机验证码登录后委托")
        let terms = try WindowTerms(context.policies(on: context.today), region: row.region, on: context.today)
        reasons += MandateRule.problems(content, terms, on: context.today).filter { !reasons.contains($0) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let id = try context.store.insertMandate(
            content, for: .file(caseID), by: .account(account), on: context.today)
        try context.audit(Self.name, "mandate", id.rawValue, region: row.region)
        return .done(id)
    }
}

/// Somebody of the village or township whom a family may ask to act for it.
package struct MandateHelper: Hashable, Sendable {
    /// The account.
    package let id: StaffID
    /// The name, which is public with the duty.
    package let name: String
    /// The post in words.
    package let duty: String

    /// The assistants of a village: the procedure lets them take a family's steps, and they take no application in.
    static func list(of village: RegionCode, in context: CommandContext) throws -> [MandateHelper] {
        try context.store.staffLines(in: village, after: "", limit: 50, on: context.today, at: context.now)
            .filter { !$0.isClosed }.compactMap { line in
                line.posts.first { $0.role == .aide }.map {
                    MandateHelper(id: line.id, name: line.name, duty: $0.role.chinese)
                }
            }
    }
}

/// A mandate as the family sees it, with what was done under it.
package struct OwnMandate: Sendable {
    /// The mandate.
    package let row: MandateRow
    /// Whether it stands today.
    package let isInForce: Bool
    /// What the agent did in the case since then.
    package let acts: [(kind: CaseEventKind, on: CivilDate)]
}

/// Who may act for a family, whom it may ask, and what was done for it.
///
/// Six statements.
package struct OwnMandates: Sendable {
    /// The case.
    package let row: CaseRow
    /// The mandates, latest first.
    package let mandates: [OwnMandate]
    /// Whom the family may ask.
    package let helpers: [MandateHelper]
    /// The longest a mandate may run, in months.
    package let monthsMax: Int
    /// The business day.
    package let today: CivilDate

    /// Of a case of the own account; nil otherwise.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> OwnMandates? {
        guard context.actor.account != nil, let row = try context.store.caseRow(caseID, in: context.scope) else {
            return nil
        }
        let events = try context.store.caseEvents(caseID, in: context.scope)
        let rows = try context.store.mandates(of: caseID, in: context.scope)
        let terms = try WindowTerms(context.policies(on: context.today), region: row.region, on: context.today)
        return OwnMandates(
            row: row,
            mandates: rows.reversed().map { mandate in
                OwnMandate(
                    row: mandate,
                    isInForce: mandate.revokedOn == nil && mandate.mandate.through >= context.today,
                    acts: events.compactMap { event in
                        guard let agent = mandate.mandate.agent, event.actor.kind == .staff,
                            event.actor.id == agent.rawValue, event.businessDay >= mandate.on,
                            let kind = CaseEventKind(rawValue: event.kind)
                        else { return nil }
                        return (kind, event.businessDay)
                    })
            },
            helpers: try MandateHelper.list(of: row.region, in: context),
            monthsMax: terms.mandateMonths.value, today: context.today)
    }
}

extension Reason {
    static let helperUnknown = Reason(
        "helperUnknown", field: "who", "这位工作人员不在您的村（社区）。请重新选择。",
        "This person does not serve your village. Choose again.")
    static let agentPhoneMissing = Reason(
        "agentPhoneMissing", field: "agentPhone", "请填写代办人的手机号码，11位。", "Give the agent's mobile number, 11 digits.")
    static let mandateStands = Reason(
        "mandateStands", field: "who", "您已经委托了这个人，还没有到期。要改，请先结束原来的委托。",
        "This person acts for you already. End that first to change it.")
    static let mandateCaseEnded = Reason(
        "mandateCaseEnded", "这件事已经办结，不用再委托别人。", "This is over; nobody needs to act any more.")
}
