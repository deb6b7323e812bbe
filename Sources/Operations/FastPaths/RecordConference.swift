package import Casework
package import Primitives
package import Storage

/// Records a case conference (个案会商纪要, E03): who took part, what was said, who does what until when, how long it binds.
///
/// The county presides. The outcome binds the departments that took part and signed, and nobody else.
package struct RecordConference: Command {
    package static let name = "fastPaths.recordConference"
    /// The case.
    package var caseID: CaseID
    /// The conference as held.
    package var conference: CaseConference

    /// Takes the inputs.
    package init(caseID: CaseID, conference: CaseConference) {
        self.caseID = caseID
        self.conference = conference
    }

    /// Answers the conference's id.
    package func run(in context: CommandContext) throws -> Outcome<ConferenceID> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.countyReviewer], of: file)
        if file.row.state == .archived { refusals.append(.conferenceCaseOver) }
        for (field, text) in [("ground", conference.ground), ("minutes", conference.minutes)]
        where text.count > DecisionChecks.textLimit {
            refusals.append(.textTooLong(field, DecisionChecks.textLimit))
        }
        if conference.on < file.row.submittedDay { refusals.append(.conferenceBeforeFiling(file.row.submittedDay)) }
        let terms = try ConferenceTerms(
            context.policies(on: context.today), region: file.row.region, on: context.today)
        refusals += conference.refusals(on: context.today, terms: terms).map { Reason($0) }
        if let chair = conference.chair,
            try !context.store.holdsPost(chair, reaching: file.row.region, on: context.today)
        {
            refusals.append(.chairUnknown)
        }
        guard refusals.isEmpty, let staff = context.actor.staff, let chair = conference.chair else {
            return .refused(refusals)
        }
        let county = file.row.region.ancestor(at: .county) ?? file.row.region
        let sequence = try context.store.nextNumber(series: "conference", region: county, year: context.today.year)
        let row = ConferenceRow(
            id: context.store.ids.next(), caseID: caseID,
            number: "HS\(county.text)-\(context.today.year)-\(sequence.padded(4))", conference: conference,
            recordedBy: staff.staffID)
        try context.store.insertConference(row, chair: chair, at: context.now)
        try file.issue(
            .conferenceMinutes, details: details(row), actor: context.actor, in: context)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region)
        return .done(row.id)
    }

    private func details(_ row: ConferenceRow) -> CaseStepDetails {
        CaseStepDetails(
            lines: [
                DocumentLine("会商编号", row.number), DocumentLine("会商日期", conference.on.chineseText),
                DocumentLine("会商事由", conference.ground),
                DocumentLine(
                    "参加部门", conference.participants.map { "\($0.department)（\($0.name)）" }.joined(separator: "、")),
            ]
                + conference.undertakings.enumerated().map {
                    DocumentLine("办理事项\($0 + 1)", "\($1.department)：\($1.act)（\($1.due.chineseText)前）")
                } + [DocumentLine("有效期至", conference.validThrough.chineseText)],
            paragraphs: [conference.minutes, "本纪要对参加会商的部门有约束力，一事一议，不作为其他家庭的依据。"])
    }
}

extension Reason {
    static let conferenceCaseOver = Reason(
        "conferenceCaseOver", "案件已经归档，不能再会商。", "The case is archived; no conference is recorded for it.")
    static let chairUnknown = Reason(
        "chairUnknown", field: "chair", "主持人不是本县在岗工作人员。请另选。", "The chair holds no post here. Choose another.")
    static func conferenceBeforeFiling(_ day: CivilDate) -> Reason {
        Reason(
            "conferenceBeforeFiling", field: "on", "会商日期早于申请日期\(day.chineseText)。请核对。",
            "The meeting lies before the application. Correct the day.")
    }
}
