package import Casework
package import Primitives
import Storage

/// Records a township's decision meeting on a delegated case (E10): who withdrew, how each voted, what was said.
///
/// The vote is on granting. A decision may rest on it while facts and first opinion stay as they were; whoever is
/// related or visited the family has no vote.
package struct RecordMeeting: Command {
    package static let name = "supervision.recordMeeting"
    /// The case.
    package var caseID: CaseID
    /// The version the recorder looked at.
    package var seenVersion: Int64
    /// The meeting as held.
    package var meeting: DecisionMeeting

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, meeting: DecisionMeeting) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.meeting = meeting
    }

    /// By a clerk or reviewer of the township that decides; answers whether the meeting was for granting.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard let staff = context.staff(as: .townshipClerk, .townshipReviewer) else { return .refused([.notAllowed]) }
        let file = try CaseFile(caseID, in: context)
        let terms = try MeetingTerms(context.policies(on: context.today), region: file.row.region, on: context.today)
        let ruling = meeting.decide(
            related: file.surroundings.relatedStaff, surveyors: file.surroundings.surveyors, quorum: terms.quorum,
            on: context.today)
        let reasons = try problems(file, staff, in: context) + ruling.refusals.map { Reason($0) }
        guard reasons.isEmpty, let isCarried = ruling.value else { return .refused(reasons) }
        let id: MeetingID = context.store.ids.next()
        try context.store.insertMeeting(
            MeetingRow(
                id: id, caseID: caseID, isCarried: isCarried, factsVersion: file.row.factsVersion, meeting: meeting,
                recordedBy: staff.staffID),
            at: context.now)
        var row = file.row
        try context.store.updateCase(&row, in: context.scope, at: context.now)
        try file.issue(
            .meetingMinutes, details: try details(isCarried, of: row, in: context), actor: context.actor, in: context)
        try context.audit(
            Self.name, "case", caseID.rawValue, region: row.region, reason: isCarried ? "同意" : "不同意",
            payload: "{\"meeting\":\"\(id.text)\"}")
        return .done(isCarried)
    }

    private func problems(_ file: CaseFile, _ staff: StaffActor, in context: CommandContext) throws -> [Reason] {
        var found: [Reason] = []
        if file.row.version != seenVersion { found.append(.changedMeanwhile) }
        if file.row.competentBody != .township { found.append(.meetingNotCompetent) }
        if ![.confirming, .provisionalActive].contains(file.row.state) { found.append(.meetingTooEarly) }
        found += context.recusal(from: file)
        if meeting.minutes.count > DecisionChecks.textLimit {
            found.append(.textTooLong("minutes", DecisionChecks.textLimit))
        }
        if let opinion = try context.store.opinions(of: caseID, in: context.scope)
            .last(where: { $0.stage == .firstOpinion }), meeting.on < opinion.day
        {
            found.append(.meetingBeforeOpinion(opinion.day))
        }
        let everybody = meeting.members.union(meeting.ballots.map(\.by))
        let outside =
            try everybody.subtracting(meeting.members).isEmpty
            && everybody.allSatisfy { try context.store.holdsPost($0, within: staff.region, on: context.today) }
        if !outside { found.append(.meetingMembersUnknown) }
        return found
    }

    private func details(
        _ isCarried: Bool, of row: CaseRow, in context: CommandContext
    ) throws -> CaseStepDetails {
        let names = try context.store.staffNames(meeting.members)
        func voters(_ vote: MeetingVote) -> String {
            let staff = meeting.ballots.filter { $0.vote == vote }.map { names[$0.by] ?? "" }
            return staff.isEmpty ? "无" : "\(staff.count)人：" + staff.joined(separator: "、")
        }
        return CaseStepDetails(
            lines: [
                DocumentLine("会议日期", meeting.on.chineseText), DocumentLine("主持人", names[meeting.chair] ?? ""),
                DocumentLine("应到人数", "\(meeting.members.count)人"),
                DocumentLine("实到人数", "\(meeting.ballots.count)人"), DocumentLine("弃权", voters(.abstain)),
            ],
            paragraphs: [meeting.minutes],
            tables: [
                "参会人员": PaperFacts.Table(
                    ["姓名", "职务", "是否回避"],
                    try meeting.members.sorted().map { id in
                        let duty = try context.store.presentPost(of: id, on: context.today)?.role.chinese ?? ""
                        return [names[id] ?? "", duty, meeting.recused.contains(id) ? "回避" : "否"]
                    }),
                "议决事项": PaperFacts.Table(
                    ["受理号", "申请人", "同意", "不同意", "结果"],
                    [[row.number, row.applicantName, voters(.agree), voters(.disagree), isCarried ? "同意确认" : "不同意确认"]]),
            ])
    }
}
