import Casework
import Primitives
package import Storage

/// The second person's approval: whoever wrote or submitted a version cannot give it.
package struct ApprovePack: Command {
    package static let name = "policy.approve"
    /// The version.
    package let id: PackVersionID
    /// The version number the person looked at.
    package let seen: Int64

    /// Takes the inputs.
    package init(id: PackVersionID, seen: Int64) {
        self.id = id
        self.seen = seen
    }

    /// Checks who asks and what stands, then stores, or gives every reason why not.
    package func run(in context: CommandContext) throws -> Outcome<PackReceipt> {
        let opened = try PackWork.open(id, seen: seen, at: [.submitted], by: PolicyAuthority.approvers, in: context)
        guard let work = opened.value else { return .refused(opened.reasons) }
        let writers = try context.store.packSteps(of: id).filter { ["draft", "edit", "submit"].contains($0.step) }
        guard !writers.contains(where: { $0.staff == work.staff.staffID }) else { return .refused([.policyOwnDraft]) }
        return .done(try work.move(to: .approved, "approve", verb: Self.name, in: context))
    }
}
