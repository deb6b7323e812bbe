import Casework
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// What stands beside the report on the case page: its issue, objections, and which silence could still matter.
extension CaseModel {
    var check: Fields? {
        guard let check = scene.check else { return nil }
        let isLate = check.objectionDue < scene.today
        return [
            "mark": check.isIssued
                ? StatusTag(context.t("check.issuedShort"), .ok)
                : StatusTag(context.t("check.draft"), check.needsIssue ? .bad : .neutral),
            "address": ReportCheckPage.path(view.row.id),
            "openObjections": check.openObjections > 0
                ? context.t("check.openObjections", ["count": formats.count(check.openObjections)]) : nil,
            "objectBy": isLate || !view.row.state.isBeforeDecision
                ? nil : context.t("check.dueBy", ["date": formats.date(check.objectionDue)]),
            "interim": check.interim.map(interim),
        ]
    }

    private func interim(_ found: InterimView) -> Fields {
        let lines = found.interim.awaited
        let amount = found.amount.map { context.t("interim.amount", ["amount": formats.money($0)]) }
        return [
            "verdict": context.t("interim.\(found.verdict.rawValue)"), "isOk": found.verdict != .wait,
            "standing": found.standing.map { standing in
                context.t(
                    found.interim.certain == nil ? "interim.asFar" : "interim.surely",
                    ["standing": standing, "amount": amount ?? ""])
            },
            "lines": lines.map(line), "hasLines": !lines.isEmpty,
            "idle": found.idleTitles.joined(separator: "、"), "hasIdle": !found.idleTitles.isEmpty,
            "questions": found.interim.questions.map { mask($0.question) },
            "hasQuestions": !found.interim.questions.isEmpty,
        ]
    }

    /// The sentence of a source, and in English what it could change and from which sum.
    private func line(_ line: InterimDecision.Line) -> Fields {
        let tone: StatusTag.Tone = line.effect == .outcome ? .bad : .warn
        return [
            "tag": StatusTag(context.t("interim.effect.\(line.effect.rawValue)"), tone),
            "sentence": mask(line.sentence), "isOpen": !line.isProved,
            "threshold": context.language == .english
                ? line.threshold.map { context.t("interim.threshold", ["amount": formats.money($0.amount)]) } : nil,
        ]
    }
}
