package import Casework
import Primitives
package import Storage

/// A step of a lead: told of the policy, not willing, no need, not to be reached, noticed again.
///
/// The application itself is begun by `OpenLeadDraft`.
package struct StepLead: Command {
    package static let name = "leads.step"
    /// The lead.
    package var leadID: LeadID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// The step.
    package var event: LeadEvent
    /// What the family said, or why; may be empty where it was told.
    package var words: String

    /// Takes the inputs.
    package init(leadID: LeadID, seenVersion: Int64, event: LeadEvent, words: String) {
        self.leadID = leadID
        self.seenVersion = seenVersion
        self.event = event
        self.words = words
    }

    /// Answers where the lead stands; the policy notice and the register are issued in the same transaction.
    package func run(in context: CommandContext) throws -> Outcome<LeadState> {
        let opened = try LeadBook.open(leadID, seenVersion: seenVersion, in: context)
        guard case .done((var row, let staff)) = opened, let actor = context.actor.caseActor else {
            return .refused(opened.reasons)
        }
        var reasons: [Reason] = []
        if event == .startDraft { reasons.append(.leadDraftByStep) }
        if words.count > 500 { reasons.append(.textTooLong("words", 500)) }
        if event != .raiseAgain {
            if row.region.level != .village { reasons.append(.leadVillageNeeded) }
            if row.personName.isBlank, event == .tell || event == .decline { reasons.append(.leadNameNeeded) }
        }
        if event == .raiseAgain, !row.content.idNumber.isEmpty,
            try context.store.holdsOpenLead(idNumber: row.content.idNumber, except: row.id)
        {
            reasons.append(.leadHeld)
        }
        let terms = try LeadTerms(context.policies(on: context.today), region: row.region, on: context.today)
        let ruling = row.lead.applying(
            event, by: actor, note: words, hasNotice: event == .tell, on: context.today, terms: terms)
        reasons += ruling.refusals.map { Reason($0, field: $0.code == "lead.reasonMissing" ? "words" : nil) }
        guard reasons.isEmpty, let after = ruling.value else { return .refused(reasons) }
        let documents = Lead.lines.line(from: row.lead.state, event: event)?.documents ?? []
        row.lead = after
        // Noticed again is to be contacted anew.
        if event == .raiseAgain {
            row.due = DeadlineCount(calendar: context.bureau.calendar).deadline(terms.contactDays, after: context.today)
        }
        if row.keeper == nil { row.keeper = staff.staffID }
        var paper: DocumentID?
        for kind in documents {
            paper = try context.issue(
                PaperOrder(
                    kind, at: row.region, body: .township, facts: LeadPaper.facts(row, event, words, in: context)))
        }
        try context.store.updateLead(row, in: context.scope)
        try context.store.insertLeadStep(
            LeadStepRow(
                event: event.rawValue, next: after.state, words: words, documentID: paper, staff: staff.staffID,
                on: context.today), of: row.id, at: context.now)
        try context.audit(Self.name, "lead", row.id.rawValue, region: row.region, reason: words)
        return .done(after.state)
    }
}

/// What the papers of a lead say: never who told of the family.
enum LeadPaper {
    /// The facts of the register and of the policy notice.
    static func facts(
        _ row: LeadRow, _ event: LeadEvent, _ words: String, in context: CommandContext
    ) throws -> PaperFacts {
        let township = row.region.ancestor(at: .township) ?? row.region
        let window = PaperIssuer.body(of: try context.store.regionName(township))
        let outcome = "\(event.chinese)：\(row.lead.state.chinese)" + (words.isEmpty ? "" : "。\(words)")
        return PaperFacts([
            "线索编号": row.number, "发现日期": row.lead.raisedOn.chineseText, "线索来源": row.lead.source.chinese,
            "家庭联系人": row.personName.isEmpty ? "不详" : row.personName, "联系电话": row.content.phone,
            "困难情况": row.content.hint, "联系期限": row.due.chineseText, "办理结果": outcome,
            "申请人": row.personName, "可以申请的项目": Self.programs, "申请地点": "\(window)社会救助窗口",
            "需要带的材料": "身份证、户口簿；国家机关已经掌握的信息不用提供证明", "急难办法": "急难型临时救助办法",
        ])
    }

    private static let programs = Program.allCases.map(\.chinese).joined(separator: "、")
}
