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
                let english = found.standingProgram.map { context.t("interim.standing.\($0.isEmpty ? "none" : $0)") }
                return context.t(
                    found.interim.certain == nil ? "interim.asFar" : "interim.surely",
                    ["standing": context.language == .english ? english ?? standing : standing, "amount": amount ?? ""])
            },
            "lines": lines.map(line), "hasLines": !lines.isEmpty,
            "idle": found.idleTitles.joined(separator: "、"), "hasIdle": !found.idleTitles.isEmpty,
            "questions": found.interim.questions.map { mask($0.question) },
            "hasQuestions": !found.interim.questions.isEmpty,
        ]
    }

    /// The sentence of a source, in English what it could change and from which sum.
    private func line(_ line: InterimDecision.Line) -> Fields {
        let tone: StatusTag.Tone = line.effect == .outcome ? .bad : .warn
        return [
            "tag": StatusTag(context.t("interim.effect.\(line.effect.rawValue)"), tone),
            "sentence": context.language == .english ? english(line) : mask(line.sentence), "isOpen": !line.isProved,
        ]
    }

    /// What the Chinese sentence says, but for the names of sources, which are Chinese.
    private func english(_ line: InterimDecision.Line) -> String {
        let what =
            switch line.effect {
            case .nothing: line.source.facts.isEmpty ? "unused" : "nothing"
            case .amount: "amount"
            case .outcome: line.threshold == nil ? "outcome" : "sum"
            }
        return context.t(
            "interim.line.\(what)",
            [
                "source": line.source.title, "name": mask(line.source.name),
                "amount": line.threshold.map { formats.money($0.amount) } ?? "",
            ])
    }
}
