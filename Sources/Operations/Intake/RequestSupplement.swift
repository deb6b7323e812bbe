import Casework
package import Primitives
import Storage

/// The township names everything that is missing, once and in writing; the clock stands still meanwhile.
package struct RequestSupplement: Command {
    /// The verb's name.
    package static let name = "intake.requestSupplement"
    /// Most items of a list.
    package static let itemsMax = 20
    /// The case.
    package let caseID: CaseID
    /// The version the clerk looked at.
    package let seenVersion: Int64
    /// What is missing, an item a line, in words the family understands.
    package let items: [String]

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, items: [String]) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.items = items
    }

    /// A second list is refused.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        var file = try CaseFile(caseID, in: context)
        var reasons: [Reason] = []
        if items.count > Self.itemsMax { reasons.append(.tooManyItems(Self.itemsMax)) }
        if items.contains(where: { $0.count > 200 }) { reasons.append(.itemTooLong) }
        let due = file.count.deadline(file.limits.supplementAnswerDays, after: context.today)
        let lines =
            items.enumerated().map { DocumentLine("缺少材料\($0 + 1)", $1) } + [DocumentLine("补正期限", due.chineseText)]
        reasons += try file.apply(
            .requestSupplement(items: items), in: context, seenVersion: seenVersion,
            details: CaseStepDetails(
                lines: lines, paragraphs: ["请在期限内补齐以上材料。这是一次性告知，补齐后不再要求其他材料。"]))
        guard reasons.isEmpty else { return .refused(reasons) }
        _ = try context.store.insertSupplement(items, of: caseID, on: context.today, due: due.on)
        return .done(CaseStepDone(file))
    }
}
