package import Casework
package import Primitives
import Storage

/// The township's reviewer answers an objection in writing (D16); the last answer moves the case on.
///
/// One found right sends the case back to investigation; if all are dismissed it is posted again or goes on hanging, as
/// the region's rule says.
package struct AnswerObjection: Command {
    package static let name = "decision.answerObjection"
    /// The objection.
    package var objectionID: ObjectionID
    /// Whether it is right.
    package var isUpheld: Bool
    /// The answer.
    package var text: String

    /// Takes the inputs.
    package init(objectionID: ObjectionID, isUpheld: Bool, text: String) {
        self.objectionID = objectionID
        self.isUpheld = isUpheld
        self.text = text
    }

    /// Answers the case's state afterwards.
    package func run(in context: CommandContext) throws -> Outcome<CaseState> {
        guard let objection = try context.store.objection(objectionID, in: context.scope) else {
            return .refused([.notFound])
        }
        var file = try CaseFile(objection.caseID, in: context)
        let all = try context.store.objections(of: objection.caseID, in: context.scope)
            .filter { $0.noticeID == objection.noticeID }
        let others = all.filter { $0.id != objectionID }
        let event: CaseEvent =
            isUpheld || others.contains { $0.isUpheld == true } ? .objectionUpheld : .objectionDismissed
        var refusals = file.refusals(of: event, by: context.actor, on: context.today)
        refusals += DecisionChecks.text(text, field: "text")
        if objection.isUpheld != nil { refusals.append(.objectionAnswered) }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.answerObjection(
            objectionID, isUpheld: isUpheld, answer: text, by: staff.staffID, on: context.today, in: context.scope)
        try context.audit(Self.name, "objection", objectionID.rawValue, region: file.row.region)
        guard others.allSatisfy({ $0.isUpheld != nil }) else { return .done(file.row.state) }
        let applied = try file.apply(
            event, in: context,
            details: CaseStepDetails(
                reason: text, lines: [DocumentLine("处理结果", event == .objectionUpheld ? "异议成立" : "异议不成立")],
                paragraphs: [text]))
        guard applied.isEmpty else { return .refused(applied) }
        if file.row.state != .publicity {
            try context.store.endNotice(
                objection.noticeID, outcome: "objected", on: context.today, in: context.scope)
        }
        return .done(file.row.state)
    }
}
