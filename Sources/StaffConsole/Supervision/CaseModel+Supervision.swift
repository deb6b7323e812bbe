import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// What others said and saw of the case: its panel.
extension CaseModel {
    var supervision: Fields {
        let found = scene.supervision
        return [
            "competence": competence, "appraisals": found.appraisals.map(appraisal),
            "hasAppraisals": !found.appraisals.isEmpty, "meetings": found.meetings.map(meeting),
            "hasMeetings": !found.meetings.isEmpty, "relatives": found.relatives.map(relative),
            "hasRelatives": !found.relatives.isEmpty,
            "corrections": found.corrections.map(correction), "hasCorrections": !found.corrections.isEmpty,
            "hasNone": found.appraisals.isEmpty && found.meetings.isEmpty && found.relatives.isEmpty
                && found.corrections.isEmpty,
        ]
    }

    /// The corrections that wait, said before everything else of the case.
    var openCorrections: [Fields] { scene.supervision.corrections.filter { $0.state == .open }.map(correction) }

    /// A correction that a sample asked for, with the way to act on it for whoever may.
    private func correction(_ row: SamplingCorrectionRow) -> Fields {
        let mayClose = row.state == .open && (actor.map { CloseCorrection.roles.contains($0.role) } ?? false)
        return [
            "finding": context.t("samplingFinding.\(row.finding.rawValue)"), "opened": formats.date(row.openedOn),
            "tag": CorrectionPages.tag(row.state, context),
            "deadline": row.state == .open
                ? words.deadline(row.due.on, scene.supervision.correctionDaysLeft[row.id]) : nil,
            "words": row.words.map { mask($0) }, "closed": row.closedOn.map(formats.date),
            "act": mayClose
                ? Link(context.t("corrections.close"), "\(CorrectionPages.path)/\(row.id.text)")
                : Link(context.t("corrections.all"), CorrectionPages.path),
        ]
    }

    /// Who decides, in whose name, and by which order.
    private var competence: String? {
        guard let competence = scene.supervision.competence else { return nil }
        guard competence.body == .township, let order = competence.order else {
            return context.t("competence.county")
        }
        return context.t(
            competence.inCountyName ? "competence.entrusted" : "competence.assigned", ["basis": order.basis])
    }

    private func name(_ staff: StaffID?) -> String { staff.flatMap { scene.supervision.names[$0] } ?? "" }

    private func appraisal(_ row: AppraisalRow) -> Fields {
        let held = row.appraisal
        return [
            "day": formats.date(held.on), "place": row.content.place,
            "votes": context.t(
                "appraisal.votesLine",
                [
                    "body": String(held.bodyCount), "present": String(held.presentCount),
                    "agree": String(held.votesFor), "disagree": String(held.votesAgainst),
                    "abstain": String(held.abstained),
                ]),
            "tag": row.isPassed
                ? StatusTag(context.t("appraisal.passed"), .ok) : StatusTag(context.t("appraisal.failed"), .warn),
            "organiser": name(held.organiser), "minutes": mask(row.content.minutes),
            "scans": row.content.scanIDs.enumerated().map {
                Link(context.t("appraisal.scan", ["number": String($0 + 1)]), "/staff/uploads/\($1.text)")
            },
        ]
    }

    private func meeting(_ row: MeetingRow) -> Fields {
        func voters(_ vote: MeetingVote) -> String {
            let names = row.meeting.ballots.filter { $0.vote == vote }.map { name($0.by) }
            return names.isEmpty ? context.t("answer.none") : names.joined(separator: "、")
        }
        return [
            "day": formats.date(row.meeting.on), "chair": name(row.meeting.chair), "agree": voters(.agree),
            "disagree": voters(.disagree), "abstain": voters(.abstain),
            "recused": row.meeting.recused.isEmpty
                ? nil : row.meeting.recused.sorted().map { name($0) }.joined(separator: "、"),
            "tag": row.isCarried
                ? StatusTag(context.t("meeting.carried"), .ok) : StatusTag(context.t("meeting.notCarried"), .warn),
            "minutes": mask(row.meeting.minutes),
        ]
    }

    private func relative(_ row: RelativeRow) -> Fields {
        [
            "name": row.nameMasked, "official": row.official.name, "duty": row.official.duty,
            "kinship": words.kinship(row.entry.kinship), "source": words.source(row.entry.source),
            "day": formats.date(row.entry.on),
        ]
    }
}

extension CaseWords {
    func kinship(_ kinship: Kinship) -> String { context.t("kinship.\(kinship.rawValue)") }

    func source(_ source: RelativeSource) -> String { context.t("relativeSource.\(source.rawValue)") }
}
