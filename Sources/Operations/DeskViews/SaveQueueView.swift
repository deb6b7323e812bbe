import Foundation
import Storage

/// Keeps the queue's filter under a name, for the asker alone.
package struct SaveQueueView: Command {
    /// The verb's name.
    package static let name = "desk.saveQueueView"
    /// Most views a person may keep.
    package static let viewsMax = 20
    /// Longest name, in characters.
    package static let nameMax = 20
    /// What to call it.
    package let viewName: String
    /// What it narrows the queue to; the page shown is not kept.
    package let filter: CaseQueueFilter

    /// Takes the inputs.
    package init(viewName: String, filter: CaseQueueFilter) {
        self.viewName = viewName
        var kept = filter
        kept.page = 1
        self.filter = kept
    }

    /// By any member of staff; a name that is there already takes the filter given now.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.actor.staff else { return .refused([.notAllowed]) }
        let name = viewName.trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty, name.count <= Self.nameMax else { return .refused([.viewNameWrong(Self.nameMax)]) }
        let kept = try context.store.savedViews(of: staff.staffID)
        guard kept.count < Self.viewsMax || kept.contains(where: { $0.name == name }) else {
            return .refused([.tooManyViews(Self.viewsMax)])
        }
        let text = String(decoding: try StoreTransaction.json(filter), as: UTF8.self)
        try context.store.putSavedView(named: name, filter: text, of: staff.staffID, at: context.now)
        return .done(true)
    }
}

extension Reason {
    static func viewNameWrong(_ most: Int) -> Reason {
        Reason(
            "viewNameWrong", field: "viewName", "请给这个视图起个名字，最多\(most)个字。",
            "Give the view a name of at most \(most) characters.")
    }
    static func tooManyViews(_ most: Int) -> Reason {
        Reason(
            "tooManyViews", field: "viewName", "最多保存\(most)个视图。请先删去不用的。",
            "At most \(most) views are kept. Remove one that is not needed.")
    }
}
