import Casework
import Policies
package import Primitives
package import Storage

/// One filing for one matter of life 一件事: what other departments own goes to them at once, with one consent.
///
/// The family fills in nothing more. Each department gets a form of its own and answers on its own; who took the family
/// in stays answerable for all of them.
package struct ApplyTogether: Command {
    package static let name = "window.together"
    /// The case the family filed.
    package let caseID: CaseID
    /// The items beside it, as their packs are called.
    package let items: [String]
    /// What the family needs, in words that go to every department.
    package let need: String
    /// Whether the family agreed that its data goes to each of these departments.
    package let isAgreed: Bool

    /// Takes the inputs.
    package init(caseID: CaseID, items: [String], need: String, isAgreed: Bool) {
        self.caseID = caseID
        self.items = items
        self.need = need
        self.isAgreed = isAgreed
    }

    /// Answers the hand-overs in the order of the items; all of them are sent, or none.
    package func run(in context: CommandContext) throws -> Outcome<[HandoverID]> {
        guard let staff = context.staff(as: .townshipClerk) else { return .refused([.notAllowed]) }
        let file = try CaseFile(caseID, in: context)
        let terms = try WindowTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
        var reasons = context.recusal(from: file) + DecisionChecks.text(need, field: "need", limit: 500)
        if items.isEmpty { reasons.append(.linkedItemsMissing) }
        if !isAgreed { reasons.append(.agreementMissing) }
        if [.draft, .archived].contains(file.row.state) { reasons.append(.handoverClosed) }
        if Set(items).count != items.count || items.contains(where: { terms.owners[$0] == nil }) {
            reasons.append(.itemUnknown)
        }
        let running = try context.store.handovers(of: caseID, in: context.scope).filter {
            [.sent, .taken].contains($0.state) && items.contains($0.item)
        }
        if !running.isEmpty { reasons.append(.linkedItemsRunning(running.map { HandoverItems.chinese($0.item) })) }
        guard reasons.isEmpty else { return .refused(reasons) }
        return .done(
            try items.map { item in
                try HandOverItem.send(
                    item, to: terms.owners[item] ?? "", need, of: file, terms, by: staff.staffID, in: context)
            })
    }
}

/// What other departments own and a family may be entitled to beside its filing.
enum LinkedItems {
    /// The items that the latest sorting of a case holds possible: they fit, or an open question could make them fit.
    static func possible(
        of caseID: CaseID, among terms: WindowTerms, in context: CommandContext
    ) throws -> Set<String> {
        guard let latest = try context.store.sortings(of: caseID, last: 1, in: context.scope).first else { return [] }
        let sorting = try SortingRecord(bytes: latest.entry.record).sorting
        return Set(
            sorting.entries.filter { terms.owners[$0.program] != nil }
                .filter { $0.outcome == .eligible || $0.outcome == .undetermined }.map(\.program))
    }
}

extension Reason {
    static let linkedItemsMissing = Reason(
        "linkedItemsMissing", field: "items", "请选择要一并申请的事项。", "Choose what is asked for beside the filing.")
    static func linkedItemsRunning(_ names: [String]) -> Reason {
        Reason(
            "linkedItemsRunning", field: "items", "\(names.joined(separator: "、"))已经转办，还没有办结。请去掉后再提交。",
            "Some of these were handed over already and are not done. Leave them out.")
    }
}
