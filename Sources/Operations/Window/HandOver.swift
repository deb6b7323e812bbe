import Casework
package import Primitives
package import Storage

/// Hands a need over to the department that owns it, within the legal limit; who took the family in stays answerable.
package struct HandOverItem: Command {
    package static let name = "window.handOver"
    /// The case in which the family said it.
    package let caseID: CaseID
    /// The item, as its pack is called.
    package let item: String
    /// What the family needs.
    package let need: String
    /// Whether the family agreed that its data goes along.
    package let isAgreed: Bool

    /// Takes the inputs.
    package init(caseID: CaseID, item: String, need: String, isAgreed: Bool) {
        self.caseID = caseID
        self.item = item
        self.need = need
        self.isAgreed = isAgreed
    }

    /// The family fills in nothing more: the form (D20) carries what is held.
    package func run(in context: CommandContext) throws -> Outcome<HandoverID> {
        guard let staff = context.staff(as: .townshipClerk) else { return .refused([.notAllowed]) }
        let file = try CaseFile(caseID, in: context)
        let terms = try WindowTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
        var reasons = context.recusal(from: file)
        if need.isBlank { reasons.append(.needMissing) }
        if !isAgreed { reasons.append(.agreementMissing) }
        if [.draft, .archived].contains(file.row.state) { reasons.append(.handoverClosed) }
        guard let department = terms.owners[item] else { return .refused(reasons + [.itemUnknown]) }
        let held = try context.store.handovers(of: caseID, in: context.scope)
        if held.contains(where: { $0.item == item && [.sent, .taken].contains($0.state) }) {
            reasons.append(.handoverRunning)
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        return .done(try Self.send(item, to: department, need, of: file, terms, by: staff.staffID, in: context))
    }

    /// Sends one item with its form; the caller has checked everything.
    static func send(
        _ item: String, to department: String, _ need: String, of file: CaseFile, _ terms: WindowTerms,
        by staff: StaffID, in context: CommandContext
    ) throws -> HandoverID {
        let due = file.count.deadline(terms.handoverDays, after: context.today).on
        let document = try context.issue(
            file.paperOrder(
                .referralForm,
                CaseStepDetails(
                    reason: need,
                    lines: [
                        DocumentLine("转介项目", HandoverItems.chinese(item)), DocumentLine("接收单位", department),
                        DocumentLine("答复期限", due.chineseText),
                    ], paragraphs: ["家庭需要：\(need)"])), by: context.actor)
        let id = try context.store.insertHandover(
            HandoverContent(need: need), of: file.row.id, item: item, department: department, document: document,
            firstContact: staff, due: due, on: context.today)
        try context.audit(name, "case", file.row.id.rawValue, region: file.row.region, reason: need)
        return id
    }
}

/// Records what the department said: taken, done, or returned with its reason.
package struct AnswerHandover: Command {
    package static let name = "window.answerHandover"
    /// The hand-over.
    package let handover: HandoverID
    /// Where it stands now.
    package let state: HandoverState
    /// What was said, and what the family got.
    package let answer: String

    /// Takes the inputs.
    package init(handover: HandoverID, state: HandoverState, answer: String) {
        self.handover = handover
        self.state = state
        self.answer = answer
    }

    /// By a clerk of the window that sent it.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.staff(as: .townshipClerk) else { return .refused([.notAllowed]) }
        guard let row = try context.store.handover(handover, in: context.scope) else { return .refused([.notFound]) }
        var reasons = try context.recusal(fromCase: row.caseID)
        if !row.state.next.contains(state) { reasons.append(.handoverAnswered) }
        if answer.isBlank { reasons.append(.handoverAnswerMissing) }
        guard reasons.isEmpty else { return .refused(reasons) }
        var content = row.content
        content.answer = answer
        try context.store.answerHandover(
            row, state, content: content, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(Self.name, "case", row.caseID.rawValue, reason: answer)
        return .done(true)
    }
}

/// The names of items that other departments own.
package enum HandoverItems {
    /// The item in words.
    package static func chinese(_ item: String) -> String {
        switch item {
        case "medicalAssistance": "医疗救助"
        case "education": "教育救助"
        case "housing": "住房救助"
        case "employment": "就业救助"
        case "disaster": "受灾人员救助"
        case "disabilityLivingAllowance": "困难残疾人生活补贴"
        case "disabilityNursingAllowance": "重度残疾人护理补贴"
        case "charityRelief": "慈善帮扶"
        case "legalAid": "法律援助"
        default: item
        }
    }
}

extension Reason {
    static let needMissing = Reason("needMissing", field: "need", "请写明家庭需要什么帮助。", "Say what the family needs.")
    static let agreementMissing = Reason(
        "agreementMissing", field: "isAgreed", "家庭还没有同意把申请信息转给主管部门。请先说明并征得同意。",
        "The family has not agreed that its data goes to the department. Explain and ask first.")
    static let itemUnknown = Reason(
        "itemUnknown", field: "item", "这个事项没有登记主管部门。请从列表中选择。", "No department owns this item. Choose from the list.")
    static let handoverRunning = Reason(
        "handoverRunning", field: "item", "这个事项已经转办，主管部门还没有办结。请先看转办情况。",
        "This item was handed over already and is not done. See where it stands.")
    static let handoverClosed = Reason(
        "handoverClosed", "案件还是草稿或者已归档，不能转办。", "The case is a draft or archived, so nothing can be handed over.")
    static let handoverAnswered = Reason(
        "handoverAnswered", field: "state", "转办已有结果，或者这个结果不合顺序。请刷新页面。",
        "The hand-over was answered, or this answer is out of order. Reload the page.")
    static let handoverAnswerMissing = Reason(
        "handoverAnswerMissing", field: "answer", "请写明主管部门怎样答复。", "Say what the department answered.")
}
