import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The township's decision meeting: one line for each member, with the vote or why there is none.
extension CaseStep {
    /// What a line of the meeting may say beside the three votes.
    private static let absences = ["recused", "absent", "none"]

    static let meeting = CaseStep("meeting", nil, roles: [.townshipClerk, .townshipReviewer]) { reader, call in
        let context = call.context
        let day = reader.date("day", label: context.t("meeting.day"))
        let minutes = reader.text("minutes", label: context.t("meeting.minutes"), lengthMax: 2_000)
        let chosen = reader.choice(
            "chair", label: context.t("meeting.chair"), among: call.scene.colleagues.map(\.id.text))
        guard let day, let minutes, let chair = chosen.flatMap({ StaffID(text: $0) }), reader.state.isValid else {
            return nil
        }
        let lines = call.scene.colleagues.map { ($0.id, reader.state.values.text("vote-\($0.id.text)") ?? "none") }
        let meeting = DecisionMeeting(
            on: day, members: Set(lines.filter { $0.1 != "none" }.map(\.0)),
            recused: Set(lines.filter { $0.1 == "recused" }.map(\.0)),
            ballots: lines.compactMap { id, word in
                MeetingVote(rawValue: word).map { DecisionMeeting.Ballot(by: id, $0) }
            },
            chair: chair, minutes: minutes)
        return try await call.perform(
            RecordMeeting(caseID: call.caseID, seenVersion: call.seenVersion, meeting: meeting))
    }.with { step in
        step.needsColleagues = true
        step.showsEvidence = true
        step.fields = { scene, context in
            let choices =
                MeetingVote.allCases.map { Field.Choice($0.rawValue, context.t("meeting.\($0.rawValue)")) }
                + absences.map { Field.Choice($0, context.t("meeting.\($0)")) }
            return [.date("day", label: context.t("meeting.day"))]
                + scene.colleagues.map { line in
                    .select(
                        "vote-\(line.id.text)",
                        label: "\(line.name)（\(line.posts.first?.role.name(context) ?? "")）", isOptional: true, choices)
                }
                + [
                    .select("chair", label: context.t("meeting.chair"), colleagues(scene, context)),
                    .textarea(
                        "minutes", label: context.t("meeting.minutes"), hint: context.t("meeting.minutesHint")),
                ]
        }
    }
}
