import Casework
import Payments
import Primitives
import Storage

/// Keeps the reviews of a case in step with what happens to it: ahead while the family is in force, gone when it ends.
enum ReviewSchedule {
    /// Follows an event of a case that has just entered its next state, in the same transaction.
    static func follow(_ event: CaseEvent, of file: CaseFile, actor: Actor, in context: CommandContext) throws {
        guard file.row.program.procedureKind == .recognition else { return }
        let staff = actor.staff?.staffID
        switch outcome(of: event, file.row.state) {
        case .nothing: break
        case .ends:
            guard let current = try context.store.currentReview(of: file.row.id, in: caseReviews) else { break }
            let state: ReviewState = current.state == .open ? .acted : .dropped
            try context.store.closeReview(current, as: state, on: context.today, by: staff, in: caseReviews)
        case .goesOn:
            guard try context.store.currentReview(of: file.row.id, in: caseReviews) == nil else { break }
            try plan(file, after: try context.store.reviews(of: file.row.id, in: caseReviews).last, actor, in: context)
        case .next(let state):
            let current = try context.store.currentReview(of: file.row.id, in: caseReviews)
            if let current {
                try context.store.closeReview(current, as: state, on: context.today, by: staff, in: caseReviews)
            }
            try plan(file, after: current, actor, in: context)
        }
    }

    /// What an event means for the reviews of a case.
    private enum Effect {
        case nothing
        /// The review in hand is over, and none follows.
        case ends
        /// A pause is over: the review ahead stays, and where there is none the next is planned.
        case goesOn
        /// The review in hand is closed so, and the next is planned.
        case next(ReviewState)
    }

    private static func outcome(of event: CaseEvent, _ state: CaseState) -> Effect {
        switch event {
        case .confirm: state == .active ? .next(.dropped) : .nothing
        case .closeUnchanged: .next(.unchanged)
        case .adjustAward: .next(.acted)
        case .resume: .goesOn
        case .suspend: .ends
        default: !state.isInForce || state == .gradualExit ? .ends : .nothing
        }
    }

    /// Writes the next review and puts the family's class on its award.
    private static func plan(
        _ file: CaseFile, after last: ReviewRow?, _ actor: Actor, in context: CommandContext
    ) throws {
        let found = try FamilyClass(file, in: context)
        let month = context.today.calendarMonth
        let wasVisited = try hasVisit(since: last, file, in: context)
        try context.store.insertReview(
            ReviewEntry(
                caseID: file.row.id, reviewClass: found.reviewClass, basis: found.basis, from: month,
                due: try found.due(after: month), unvisited: wasVisited ? 0 : (last?.unvisited ?? 0) + 1),
            at: context.now)
        try CaseAwards.put(found.reviewClass, on: file, actor: actor, in: context)
    }

    /// Whether the household was visited since the review began; the first review follows the visit of the decision.
    static func hasVisit(since review: ReviewRow?, _ file: CaseFile, in context: CommandContext) throws -> Bool {
        guard let review, let started = review.startedDay else { return true }
        return try context.store.visits(of: file.row.id, in: context.scope).contains { $0.visitedOn >= started }
    }

    /// The scope in which a case's own reviews follow it: an applicant who withdraws may not have proven who they are.
    private static var caseReviews: Scope {
        .system("the reviews of a case that was itself read within the asker's scope")
    }
}
