package import Casework
package import Primitives
import Sealing
package import Storage

/// Keeps a page with a decision's form as it is sent, so that later nobody has to guess what the worker saw.
///
/// Pages that no decision followed are forgotten after two days.
package struct KeepScreen: Command {
    /// The verb's name.
    package static let name = "decision.keepScreen"
    /// Seconds that a page without a decision stays.
    package static let idleSeconds: Int64 = 2 * 86_400
    /// The page.
    package let screenID: ShownScreenID
    /// The case.
    package let caseID: CaseID
    /// What the form offers.
    package let event: CaseEventKind
    /// The version of the case that the page shows.
    package let seenVersion: Int64
    /// The page's HTML.
    package let html: String

    /// Takes the inputs.
    package init(
        screenID: ShownScreenID, caseID: CaseID, event: CaseEventKind, seenVersion: Int64, html: String
    ) {
        (self.screenID, self.caseID, self.event) = (screenID, caseID, event)
        (self.seenVersion, self.html) = (seenVersion, html)
    }

    /// By the member of staff to whom the page is sent, within the scope.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.actor.staff else { return .refused([.notAllowed]) }
        guard try context.store.caseRow(caseID, in: context.scope) != nil else { return .refused([.notFound]) }
        try context.store.removeIdleScreens(before: context.now.adding(seconds: -Self.idleSeconds))
        try context.store.insertShownScreen(
            ShownScreenEntry(
                id: screenID, caseID: caseID, staffID: staff.staffID, postID: staff.postID, event: event.rawValue,
                seenVersion: seenVersion, content: Array(html.utf8)),
            at: context.now)
        return .done(true)
    }
}

/// A decision taken on a page that was kept: the verb is done, and the page is tied to its event in one transaction.
///
/// A page of somebody else, of another event, or one that is gone ties nothing; the decision stands all the same, and
/// the audit log shows that no page belongs to it.
package struct DecidedOnScreen<Inner: Command>: Command {
    /// The decision's own name, so that its key means the same with and without a page.
    package static var name: String { Inner.name }
    /// The decision.
    package let inner: Inner
    /// The page its form was on.
    package let screenID: ShownScreenID

    /// Takes the decision and the page.
    package init(_ inner: Inner, on screenID: ShownScreenID) { (self.inner, self.screenID) = (inner, screenID) }

    /// As the decision itself.
    package func run(in context: CommandContext) throws -> Outcome<Inner.Result> {
        let outcome = try inner.run(in: context)
        guard outcome.value != nil, let staff = context.actor.staff else { return outcome }
        let hash = try context.store.decideOnScreen(
            screenID, by: staff.staffID, in: context.scope, at: context.now)
        if let hash {
            try context.audit(
                "decision.onScreen", "screen", screenID.rawValue, region: staff.region, reason: Self.name,
                payload: "{\"sha256\":\"\(Digest.hex(hash))\"}")
        }
        return outcome
    }
}
