import Casework
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// What followed a decision, as rows beside a form, in the language of the page.
struct AfterWords {
    let scene: CaseScene
    let context: BackstopContext

    init(_ scene: CaseScene, _ context: BackstopContext) {
        self.scene = scene
        self.context = context
    }

    private var after: AfterDecisionView { scene.after }
    private var words: CaseWords { CaseWords(context) }
    private var formats: Formats { Formats(context) }

    /// The class of a family, by its letter.
    static func reviewClass(_ reviewClass: ReviewClass, _ context: BackstopContext) -> String {
        context.t("after.class", ["letter": reviewClass.rawValue])
    }

    /// How a review stands in a month: late is said, and that payment goes on.
    static func standing(_ review: ReviewRow, on today: CivilDate, _ context: BackstopContext) -> StatusTag {
        if review.state == .open {
            let isLate = review.finishBy.map { $0 < today } ?? false
            return StatusTag(context.t(isLate ? "after.openLate" : "after.open"), isLate ? .warn : .info)
        }
        switch ReviewStanding.of(due: review.due, in: today.calendarMonth) {
        case .notYet: return StatusTag(context.t("after.notYet"), .neutral)
        case .due: return StatusTag(context.t("after.dueNow"), .info)
        case .late(let months): return StatusTag(context.t("after.late", ["months": String(months)]), .warn)
        }
    }

    /// When the family is due and why so often.
    var schedule: [SummaryRow] {
        guard let review = after.currentReview else {
            return [SummaryRow(context.t("after.review"), context.t("after.noReview"))]
        }
        var rows = [
            SummaryRow(
                context.t("after.review"), formats.month(review.due),
                tag: Self.standing(review, on: after.today, context)),
            SummaryRow(context.t("after.classLabel"), Self.reviewClass(review.reviewClass, context)),
            SummaryRow(context.t("after.basis"), review.basis, isStored: true),
        ]
        if let day = review.finishBy { rows.append(SummaryRow(context.t("after.finishBy"), formats.date(day))) }
        return rows
    }

    /// What the review has found, line by line, each with its mark.
    var findings: [SummaryRow] {
        guard let found = after.findings else { return schedule }
        let statement = found.review.statement
        let said =
            statement.map { $0.isUnchanged ? context.t("after.said.same") : $0.changes } ?? context.t("after.notSaid")
        return schedule + [
            SummaryRow(
                context.t("after.family"),
                statement.map { "\(said)（\($0.signer)）" } ?? said,
                tag: mark(statement?.isUnchanged == true)),
            SummaryRow(
                context.t("after.compared"),
                found.statement.isCompared
                    ? (found.differences.isEmpty
                        ? context.t("after.noDifference") : found.differences.joined(separator: " "))
                    : context.t("after.notCompared"),
                tag: mark(found.statement.isCompared && found.differences.isEmpty)),
            SummaryRow(
                context.t("after.visit"),
                found.statement.hasVisit
                    ? context.t("after.visited")
                    : context.t("after.unvisited", ["count": String(found.statement.reviewsWithoutVisit)]),
                tag: nil),
        ] + sums
            + found.refusals.map {
                SummaryRow(
                    context.t("after.stands"), words.reason($0), tag: StatusTag(context.t("after.missing"), .warn))
            }
    }

    /// The sum in force and the one computed from the present facts.
    var sums: [SummaryRow] {
        var rows: [SummaryRow] = []
        if let award = after.award?.award {
            rows.append(SummaryRow(context.t("after.now"), formats.money(award.monthlyAmount)))
        }
        guard scene.view.isDeterminationCurrent, let determination = scene.determination else {
            return rows + [SummaryRow(context.t("after.computed"), context.t("after.notComputed"))]
        }
        let isSame = after.award?.award.monthlyAmount == determination.amount
        rows.append(
            SummaryRow(
                context.t("after.computed"), formats.money(determination.amount),
                tag: isSame
                    ? StatusTag(context.t("after.sameSum"), .ok) : words.outcome(determination.outcome)))
        return rows
    }

    /// Whether the present determination gives less than the sum in force.
    var isReduction: Bool {
        guard let now = after.award?.award.monthlyAmount, scene.view.isDeterminationCurrent,
            let computed = scene.determination?.amount
        else { return false }
        return computed < now
    }

    /// From now to then, the month it begins, and where the telling of the family stands.
    var adjustment: [SummaryRow] {
        sums + [SummaryRow(context.t("confirm.from"), formats.month(scene.firstMonth))] + notice
    }

    /// Where the telling and hearing of the family stands.
    var notice: [SummaryRow] {
        guard let open = after.openNotice else {
            return [SummaryRow(context.t("after.told"), context.t("after.notTold"))]
        }
        var rows = [
            SummaryRow(
                context.t("after.told"),
                "\(words.word(open.act.chinese, open.act.english)) \(open.number) \(formats.date(open.toldDay))"),
            SummaryRow(context.t("after.answerBy"), formats.date(open.answerDue)),
        ]
        if let answer = open.answer, let day = open.heardDay {
            rows.append(
                SummaryRow(
                    context.t("after.heard"), "\(formats.date(day)) \(said(answer))",
                    tag: StatusTag(
                        context.t(answer.objects ? "after.answer.objects" : "after.heardTag"),
                        answer.objects ? .warn : .ok)))
        } else {
            rows.append(
                SummaryRow(
                    context.t("after.heard"), context.t("after.notHeard"),
                    tag: StatusTag(context.t("after.waiting"), .warn)))
        }
        return rows
    }

    func said(_ answer: AdverseAnswer) -> String {
        answer.words.isEmpty ? context.t("after.answer.silent") : answer.words
    }

    /// The months a pause may last until, this one first.
    var pauseMonths: [CalendarMonth] {
        (0...Self.pauseMonthsShown).map { after.today.calendarMonth.adding(months: $0) }
    }

    /// More are offered than any region allows; the verb refuses what its region does not.
    private static let pauseMonthsShown = 6

    private func mark(_ holds: Bool) -> StatusTag {
        StatusTag(context.t(holds ? "after.holds" : "after.missing"), holds ? .ok : .warn)
    }
}
