import Casework
package import Primitives
import Storage

/// Puts the family of somebody who stands at the window into a clerk's draft, from the object library of the area.
///
/// The clerk has the ID card in hand and says so; each person is then confirmed one by one, since health and work are
/// not on file. A number that is not on file and one of another area give the same answer.
package struct PrefillAtWindow: Command {
    /// The verb's name.
    package static let name = "intake.prefillAtWindow"
    /// The draft.
    package let draftID: DraftID
    /// The version the page was made from.
    package let version: Int64
    /// The number on the card.
    package let idNumber: String
    /// What the clerk saw.
    package let seen: String

    /// Takes the inputs.
    package init(draftID: DraftID, version: Int64, idNumber: String, seen: String) {
        self.draftID = draftID
        self.version = version
        self.idNumber = idNumber
        self.seen = seen
    }

    /// By a township clerk, in a draft of their own; answers how many people were added.
    package func run(in context: CommandContext) throws -> Outcome<Int> {
        guard context.staff(as: .townshipClerk) != nil else { return .refused([.notAllowed]) }
        guard !seen.allSatisfy(\.isWhitespace) else { return .refused([.seenMissing]) }
        guard var draft = try OpenDraft.load(draftID, version: version, in: context).value else {
            return .refused(try OpenDraft.load(draftID, version: version, in: context).reasons)
        }
        guard let id = try? CitizenID(idNumber), let own = try context.store.personID(of: id),
            try context.store.person(own, in: context.scope) != nil,
            let family = try context.store.familyID(of: own)
        else { return .refused([.nothingHeldHere]) }
        let held = try context.store.members(of: family, in: context.scope)
        guard !held.isEmpty else { return .refused([.nothingHeldHere]) }
        let count = try HeldFamily.add(family, applicant: own, to: &draft.content.form, in: context)
        draft.content.isPrefilled = true
        try context.store.updateDraft(&draft, of: context.actor.row, at: context.businessNow)
        try context.audit(
            Self.name, "family", family.rawValue, region: draft.region, reason: seen,
            payload: "{\"draft\":\"\(draftID.text)\"}")
        return .done(count)
    }
}
