import Casework
package import Payments
package import Primitives
package import Storage

/// What followed the decision of a case: award, reviews, acts the family was told of, sums asked back, remedies.
///
/// At most 16 statements; none but one before the first decision.
package struct AfterDecisionView: Sendable {
    /// The award; nil where none was made.
    package let award: AwardRow?
    /// How the award stands this month; nil where none was made.
    package let standing: AwardStanding?
    /// The reviews, oldest first.
    package let reviews: [ReviewRow]
    /// What the review in hand has found; nil when none is in hand.
    package let findings: ReviewFindings?
    /// The acts the family was told of or that were taken, oldest first.
    package let notices: [AdverseNoticeRow]
    /// The sums asked back, oldest first.
    package let recoveries: [RecoveryRow]
    /// Reconsiderations and suits, oldest first.
    package let remedies: [RemedyRow]
    /// The decisions that can be contested, oldest first.
    package let decisions: [ContestableDecision]
    /// The business day.
    package let today: CivilDate

    /// Whether anything followed, or can.
    package var isEmpty: Bool {
        award == nil && reviews.isEmpty && notices.isEmpty && recoveries.isEmpty && remedies.isEmpty
            && decisions.isEmpty
    }

    /// The act the family was told of and that is not settled.
    package var openNotice: AdverseNoticeRow? { notices.last { $0.state.isOpen } }

    /// The review ahead or in hand.
    package var currentReview: ReviewRow? { reviews.last { $0.state.isCurrent } }

    /// Reads it for a case that was read within the asker's scope.
    package static func load(_ file: CaseFile, in context: CommandContext) throws -> AfterDecisionView {
        let (store, scope, id) = (context.store, context.scope, file.row.id)
        let decisions = try ContestableDecision.list(file, in: context)
        let isDecided = !file.row.state.isBeforeDecision
        let award = isDecided ? try store.awardRow(ofCase: id, in: scope) : nil
        return AfterDecisionView(
            award: award, standing: award?.award.standing(in: context.today.calendarMonth),
            reviews: isDecided ? try store.reviews(of: id, in: scope) : [],
            findings: file.row.state == .reverifying ? try ReviewFindings(file, in: context) : nil,
            notices: isDecided ? try store.adverseNotices(of: id, in: scope) : [],
            recoveries: isDecided ? try store.recoveries(of: id, in: scope) : [],
            remedies: decisions.isEmpty ? [] : try store.remedies(of: id, in: scope), decisions: decisions,
            today: context.today)
    }
}

/// What a family in force sees of its review and of acts it was told of, on its own pages.
///
/// Within the scope of the account: nothing of another family.
package struct FamilyReviewView: Sendable {
    /// The case.
    package let row: CaseRow
    /// The members, names whole: it is the family's own page.
    package let members: [CaseMemberRow]
    /// The review in hand; nil when none is.
    package let review: ReviewRow?
    /// The act the family was told of and that is not settled; else the last one that was taken.
    package let notice: AdverseNoticeRow?
    /// The sum in force; nil where none is.
    package let amount: Money?
    /// How to object, as it stands on every decision.
    package let remedies: [String]
    /// The phone of the township.
    package let hotline: String
    /// The business day.
    package let today: CivilDate

    /// Reads it; nil when the case is not the account's.
    package static func load(_ id: CaseID, in context: CommandContext) throws -> FamilyReviewView? {
        guard context.actor.account != nil, let row = try context.store.caseRow(id, in: context.scope) else {
            return nil
        }
        let file = try CaseFile(row, in: context)
        let notices = try context.store.adverseNotices(of: id, in: context.scope)
        let review = try context.store.currentReview(of: id, in: context.scope)
        return FamilyReviewView(
            row: row, members: file.members, review: review?.state == .open ? review : nil,
            notice: notices.last { $0.state.isOpen } ?? notices.last { $0.state == .taken },
            amount: file.side.awardAmount, remedies: try RemedyText.paragraphs(of: row, in: context),
            hotline: try context.hotline(at: row.region), today: context.today)
    }
}
