import Casework
import Primitives
package import Storage

/// In whose hand a family's own step lies when a member of staff takes it down.
package enum FamilyHand: Codable, Hashable, Sendable {
    /// The family itself: at the window, or beside the helper who types (帮办).
    case family
    /// The helper who is signed in, under a mandate of the family (代办).
    case ownMandate
    /// Somebody whom the family named and who came in its place, under this mandate.
    case agent(MandateID)
}

/// Whether a family's step may be taken for it: whoever acts in its place needs its mandate for exactly this.
struct FamilyHandRule {
    /// Every reason why not; empty where the family itself acts.
    let reasons: [Reason]
    /// Who acted, for the record and the paper; empty where the family itself did.
    let words: String

    /// Judges a step on a case.
    ///
    /// Where nothing is said, a helper acts under the own mandate, and at the window the family is there itself.
    init(_ hand: FamilyHand?, of event: CaseEventKind, on row: CaseRow, in context: CommandContext) throws {
        guard let staff = context.actor.staff else {
            // A citizen is signed in as the family; the program and visitors are the procedure's to refuse.
            (reasons, words) = ([], "")
            return
        }
        switch hand ?? (staff.role == .aide ? .ownMandate : .family) {
        case .family:
            (reasons, words) = ([], staff.role == .aide ? "家庭在场，\(staff.name)帮办" : "")
        case .ownMandate:
            reasons = try MandateRule.refusals(
                of: event, context.store.mandates(of: row.id, in: context.scope), agent: staff.staffID, handler: nil,
                region: row.region, in: context)
            words = "\(staff.name)受家庭委托代办"
        case .agent(let id):
            let held = try context.store.mandates(of: row.id, in: context.scope).filter { $0.id == id }
            let agent = held.first?.mandate.agent
            reasons =
                staff.role == .aide
                ? [.notAllowed]
                : try MandateRule.refusals(
                    of: event, held, agent: agent, handler: staff.staffID, region: row.region, in: context)
            words = held.first.map { "\($0.content.agentName)（\($0.content.relation)）受家庭委托代办" } ?? ""
        }
    }

    /// What the family said with who acted for it.
    func saying(_ text: String) -> String {
        words.isEmpty ? text : text.isEmpty ? words : "\(text)（\(words)）"
    }
}
