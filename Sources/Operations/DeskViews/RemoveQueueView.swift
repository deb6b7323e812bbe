package import Storage

/// Forgets a saved view of the asker's.
package struct RemoveQueueView: Command {
    /// The verb's name.
    package static let name = "desk.removeQueueView"
    /// The view.
    package let viewID: SavedViewID

    /// Takes the view.
    package init(viewID: SavedViewID) { self.viewID = viewID }

    /// By its owner; somebody else's view is not found.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.actor.staff else { return .refused([.notAllowed]) }
        let isGone = try context.store.removeSavedView(viewID, of: staff.staffID)
        return isGone ? .done(true) : .refused([.notFound])
    }
}
