import Casework
import Primitives
package import Storage

/// Writes down who may help a family with its filing, with what, and until when 导办、帮办、代办.
package struct RecordMandate: Command {
    package static let name = "window.mandate"
    /// The application or the case.
    package let owner: MandateOwner
    /// Who acts, with what, until when, by what paper.
    package let content: MandateContent

    /// Takes the inputs.
    package init(owner: MandateOwner, content: MandateContent) {
        self.owner = owner
        self.content = content
    }

    /// Answers the mandate; the rule is asked for every event it names, so that nothing unusable is stored.
    package func run(in context: CommandContext) throws -> Outcome<MandateID> {
        guard let staff = context.staff(as: .townshipClerk, .aide) else { return .refused([.notAllowed]) }
        let region: RegionCode
        var reasons: [Reason] = []
        switch owner {
        case .draft(let id):
            guard let draft = try context.store.draft(id, of: context.actor.row) else { return .refused([.notFound]) }
            region = draft.region
        case .file(let id):
            let file = try CaseFile(id, in: context)
            (region, reasons) = (file.row.region, context.recusal(from: file))
        }
        let terms = try WindowTerms(context.policies(on: context.today), region: region, on: context.today)
        reasons += MandateRule.problems(content, terms, on: context.today)
        guard reasons.isEmpty else { return .refused(reasons) }
        let id = try context.store.insertMandate(
            content, for: owner, by: .staff(staff.staffID), on: context.today)
        try context.audit(Self.name, "mandate", id.rawValue, region: region, reason: content.paper)
        return .done(id)
    }
}

/// The family takes a mandate back; from that day on nothing may be done under it.
package struct RevokeMandate: Command {
    package static let name = "window.revokeMandate"
    /// The mandate of a case.
    package let mandate: MandateID

    /// Takes the input.
    package init(mandate: MandateID) { self.mandate = mandate }

    /// By the family itself, or at its word by a clerk.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        let hand: MandateHand
        if let account = context.actor.account {
            hand = .account(account)
        } else if let staff = context.staff(as: .townshipClerk, .aide) {
            hand = .staff(staff.staffID)
        } else {
            return .refused([.notAllowed])
        }
        guard let row = try context.store.mandate(mandate, in: context.scope) else { return .refused([.notFound]) }
        var reasons = try row.caseID.map { try context.recusal(fromCase: $0) } ?? []
        if row.revokedOn != nil { reasons.append(.mandateRevoked) }
        guard reasons.isEmpty else { return .refused(reasons) }
        try context.store.revokeMandate(row, by: hand, on: context.today, in: context.scope)
        try context.audit(Self.name, "mandate", mandate.rawValue)
        return .done(true)
    }
}

/// Whether somebody may do something for a family under its mandates.
enum MandateRule {
    /// What keeps a mandate from being stored: whom it names, what by, for what, and how long.
    static func problems(_ content: MandateContent, _ terms: WindowTerms, on today: CivilDate) -> [Reason] {
        let mandate = content.mandate
        var reasons: [Reason] = []
        if content.agentName.isBlank { reasons.append(.agentMissing) }
        if mandate.kind == .act, content.paper.isBlank { reasons.append(.mandatePaperMissing) }
        if mandate.kind == .act, mandate.events.isEmpty { reasons.append(.mandateEventsMissing) }
        if mandate.through < today { reasons.append(.mandateOver) }
        let asked = mandate.kind == .act ? Array(mandate.events) : [.submit]
        let own: Set<String> = ["agency.outOfScope", "agency.notInForce"]
        let stated = asked.flatMap {
            mandate.refusals(of: $0, handler: nil, monthsMax: terms.mandateMonths, on: today)
        }
        for refusal in stated where !own.contains(refusal.code) {
            let reason = Reason(refusal)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }

    /// Why an agent's step is refused: the reasons of the latest mandate, or that there is none.
    ///
    /// Any one that stands for the step is enough.
    ///
    /// `handler` is who will take the case in, which must be another person.
    static func refusals(
        of event: CaseEventKind, _ rows: [MandateRow], agent: StaffID?, handler: StaffID?, region: RegionCode,
        in context: CommandContext
    ) throws -> [Reason] {
        let terms = try WindowTerms(context.policies(on: context.today), region: region, on: context.today)
        let standing = rows.filter { $0.mandate.kind == .act && $0.revokedOn == nil && $0.mandate.agent == agent }
        let judged = standing.map {
            $0.mandate.refusals(of: event, handler: handler, monthsMax: terms.mandateMonths, on: context.today)
        }
        if judged.contains(where: \.isEmpty) { return [] }
        return judged.last?.map { Reason($0) } ?? [.mandateNone]
    }

    /// Why somebody who filed for the family may not take its case in: whoever files may not accept.
    static func refusals(ofAccepting file: CaseFile, in context: CommandContext) throws -> [Reason] {
        guard let staff = context.actor.staff else { return [] }
        let filed = try context.store.mandates(of: file.row.id, in: context.scope).contains {
            $0.mandate.kind == .act && $0.mandate.agent == staff.staffID
        }
        return filed ? [.filerAccepts] : []
    }
}

extension Reason {
    static let agentMissing = Reason("agentMissing", field: "agentName", "请填写代办人姓名。", "Name the agent.")
    static let mandatePaperMissing = Reason(
        "mandatePaperMissing", field: "paper", "代办要有家庭签字的委托书，请写明谁在谁面前签的。",
        "Acting for a family needs its signed mandate. Say who signed it before whom.")
    static let mandateEventsMissing = Reason(
        "mandateEventsMissing", field: "events", "请选择委托办理的事项。", "Choose what may be done.")
    static let mandateOver = Reason(
        "mandateOver", field: "through", "委托的终止日已过。请改正。", "The mandate has ended already. Correct the day.")
    static let mandateRevoked = Reason(
        "mandateRevoked", "委托已经收回。请刷新页面。", "The mandate was taken back. Reload the page.")
    static let mandateNone = Reason(
        "mandateNone", "没有有效的代办委托。请先登记家庭签字的委托书，或改为帮办（家庭在场一起填）。",
        "There is no mandate to act. Record the family's signed mandate first, or fill in with the family beside.")
    static let filerAccepts = Reason(
        "filerAccepts", "您就是这份申请的代办人，不能自己受理。请转给同事受理。",
        "You filed this application for the family and may not accept it. Pass it to a colleague.")
}
