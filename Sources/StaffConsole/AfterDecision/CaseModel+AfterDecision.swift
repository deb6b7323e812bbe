import Casework
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// The panel of a case after its decision: award, review, acts told, sums asked back, remedies.
extension CaseModel {
    var after: Fields? {
        let after = scene.after
        guard !after.isEmpty else { return nil }
        let shown = AfterWords(scene, context)
        return [
            "rows": award + (after.currentReview == nil ? [] : shown.schedule),
            "reviews": after.reviews.filter { !$0.state.isCurrent }.map(review),
            "hasReviews": after.reviews.contains { !$0.state.isCurrent },
            "notices": after.notices.map { notice($0, shown) }, "hasNotices": !after.notices.isEmpty,
            "recoveries": after.recoveries.map(recovery), "hasRecoveries": !after.recoveries.isEmpty,
            "remedies": after.remedies.map(remedy), "hasRemedies": !after.remedies.isEmpty, "links": afterLinks,
            "hasLinks": !afterLinks.isEmpty,
        ]
    }

    private var award: [SummaryRow] {
        guard let row = scene.after.award, let standing = scene.after.standing else { return [] }
        let tag: StatusTag =
            switch standing {
            case .running: StatusTag(context.t("after.running"), .ok)
            case .notStarted: StatusTag(context.t("after.notStarted"), .info)
            case .suspended: StatusTag(context.t("after.paused"), .warn)
            case .stopped, .ended: StatusTag(context.t("after.stopped"), .neutral)
            }
        return [
            SummaryRow(
                context.t("after.award"),
                "\(row.award.monthlyAmount.grouped) \(context.t("case.perMonth"))", tag: tag),
            SummaryRow(context.t("after.certificate"), row.certificateNumber),
        ]
    }

    private func review(_ row: ReviewRow) -> Fields {
        [
            "day": row.closedDay.map(formats.date) ?? "", "class": AfterWords.reviewClass(row.reviewClass, context),
            "outcome": context.t("reviewState.\(row.state.rawValue)"),
        ]
    }

    private func notice(_ row: AdverseNoticeRow, _ shown: AfterWords) -> Fields {
        [
            "title": words.word(row.act.chinese, row.act.english), "number": row.number,
            "day": formats.date(row.toldDay),
            "tag": StatusTag(context.t("noticeState.\(row.state.rawValue)"), row.state.isOpen ? .warn : .neutral),
            "words": mask(row.content.words),
            "reasons": row.content.reasonCodes.map { words.word($0.chinese, $0.english) },
            "answer": row.answer.map { mask(shown.said($0)) }, "until": row.until.map(formats.month),
            "print": "\(address)/told/\(row.id.text)",
        ]
    }

    private func recovery(_ row: RecoveryRow) -> Fields {
        [
            "number": row.number, "address": RecoveryPages.address(row.id),
            "cause": words.word(row.recovery.cause.chinese, context.t("recoveryCause.\(row.recovery.cause.rawValue)")),
            "amount": formats.money(row.recovery.amount), "debt": formats.money(row.recovery.debt),
            "tag": RecoveryPages.tag(row.recovery.state, context),
        ]
    }

    private func remedy(_ row: RemedyRow) -> Fields {
        [
            "forum": words.word(row.proceeding.forum.chinese, context.t("forum.\(row.proceeding.forum.rawValue)")),
            "address": RemedyPages.address(row.id), "day": formats.date(row.proceeding.filedOn),
            "against": context.t("event.\(row.contested.rawValue)"),
            "tag": RemedyPages.tag(row.proceeding.state, context),
        ]
    }

    /// Duties beside the steps: what this role may open now.
    private var afterLinks: [Link] {
        let (after, state) = (scene.after, view.row.state)
        var paths: [String] = []
        if after.currentReview?.state == .open { paths += ["statement", "revise"] }
        if after.openNotice != nil {
            paths += ["answer-notice", "drop-notice"]
        } else if state.isInForce, state != .gradualExit {
            paths.append("tell")
        }
        if !after.decisions.isEmpty { paths += (after.award == nil ? [] : ["recover"]) + ["remedy"] }
        return paths.compactMap { path in
            guard let step = CaseStep.all.first(where: { $0.path == path }), let role = actor?.role,
                step.roles.contains(role)
            else { return nil }
            return Link(step.title(context), "\(address)/\(path)")
        }
    }
}
