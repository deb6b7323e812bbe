import Casework
import Operations
import Primitives
import Storage

/// One application of the demo on its way, and the staff who handle it.
struct DemoCase {
    let serial: Int
    let candidate: DemoCandidate
    let office: DemoOffice
    let village: RegionRowName
    let filer: Actor
    let sent: SubmittedApplication
    var state = CaseState.submitted
    var notice: PostedNotice?
    var objection: ObjectionReceipt?
    var isNegative = false

    var id: CaseID { sent.caseID }
    var clerk: String { "clerk" + office.suffix }
    var reviewer: String { "reviewer" + office.suffix }
    /// Who decides: the county, or in a delegated township the reviewer who did not sign the opinion.
    var decider: String {
        if office.isDelegated { return "reviewer-b" + office.suffix }
        return office.suffix.isEmpty ? "county" : "county" + office.suffix
    }
    /// Who of the county handles what only the county does.
    var county: String { office.suffix.hasPrefix("-") ? "county" + office.suffix : "county" }
    /// Who of the county visits, and therefore never decides.
    var countyVisitor: String { office.suffix.hasPrefix("-") ? "county-b" + office.suffix : "county-b" }
    var step: String { "\(candidate.story.rawValue) \(sent.number) \(state.rawValue)" }
}

// The steps of the procedure, each by the person whose step it is.
extension DemoRun {
    private func version(_ file: DemoCase, as actor: Actor) async throws -> Int64 {
        let id = file.id
        guard let row = try await bureau.view(as: actor, { try $0.store.caseRow(id, in: $0.scope) }) else {
            throw DemoRefused(step: file.step, reasons: [.notFound])
        }
        return row.version
    }

    /// Does a step whose verb takes the case and the version seen.
    private func step<C: Command>(
        _ file: DemoCase, by login: String, _ make: (CaseID, Int64) -> C
    ) async throws -> C.Result {
        let actor = try actor(login)
        return try await act(make(file.id, try await version(file, as: actor)), as: actor, file.step)
    }

    func accept(_ file: inout DemoCase) async throws {
        file.state = try await step(file, by: file.clerk) { AcceptCase(caseID: $0, seenVersion: $1) }.state
    }

    func startInvestigation(_ file: inout DemoCase) async throws {
        _ = try await step(file, by: file.clerk) { StartInvestigation(caseID: $0, seenVersion: $1) }
        file.state = .investigating
        try await runJobs()
        try await issueReport(of: file)
    }

    private func check(_ file: DemoCase, as actor: Actor) async throws -> ReportCheckView? {
        let id = file.id
        return try await bureau.view(as: actor) { try ReportCheckView.load(id, in: $0) }
    }

    /// Has the report issued where two must sign; a family with time to object says that it does not.
    private func issueReport(of file: DemoCase) async throws {
        let signer = try actor(file.county)
        guard let check = try await check(file, as: signer), check.needsIssue else { return }
        let issued = try await act(IssueReport(caseID: file.id, reportID: check.reportID), as: signer, file.step)
        guard issued.isWindowOpen else { return }
        _ = try await step(file, by: file.clerk) {
            CloseObjectionWindow(caseID: $0, seenVersion: $1, waiver: "家属到窗口书面表示没有异议。")
        }
    }

    /// The family says that the first doubt of the report is wrong, and shows a paper.
    func contest(_ file: DemoCase) async throws {
        let clerk = try actor(file.clerk)
        guard let check = try await check(file, as: clerk),
            let doubt = check.findings.first(where: \.isContestable)
        else { return }
        let filer = file.filer.account == nil ? clerk : file.filer
        let photo = try await attach(.objection, to: .file(file.id), as: filer)
        _ = try await act(
            FileReportObjection(
                caseID: file.id, reportID: check.reportID, finding: doubt.key,
                text: "这条记录不对：早已转给别人，手续还没有办完，证明拍了照片。", photoID: photo),
            as: filer, file.step)
    }

    func visit(_ file: inout DemoCase, _ purpose: VisitPurpose = .investigation) async throws {
        let login = purpose == .county ? file.countyVisitor : file.clerk
        let photo = try await attach(.visitPhoto, to: .file(file.id), as: try actor(login))
        let findings = findings(of: file, photo: photo)
        let (day, signer) = (today, file.candidate.applicant.name)
        let second = DemoNames.helper(file.village.code, 5)
        _ = try await step(file, by: login) {
            RecordVisit(
                caseID: $0, seenVersion: $1, purpose: purpose, visitedOn: day, secondVisitor: .named(second),
                householdSigner: signer, findings: findings)
        }
        if purpose == .county { file.state = .confirming }
    }

    private func findings(of file: DemoCase, photo: UploadID) -> VisitFindings {
        let members = file.candidate.declaredMembers(serial: file.serial, on: today)
        return VisitFindings(
            livingConditions: "家中陈设简单，家电陈旧，与申报基本一致。", housing: "砖木结构平房，冬季取暖用煤。",
            incomeRemarks: "收入与本人所述相符，邻居也这样说。",
            members: members.enumerated().map { position, member in
                VisitedMember(
                    number: position + 1, wasSeen: position == 0 ? true : nil,
                    isSeriouslyIll: member.health == .seriousIllness,
                    isAbleToWork: member.isAbleToWork,
                    isCarer: file.candidate.story == .disabledAdult && position == 0)
            },
            photoIDs: [photo], placeNote: "村里的家中，手机没有信号",
            neighbours: [
                NeighbourInterview(
                    neighbour: DemoNames.helper(file.village.code, 6), isRelated: false, words: "平时就靠那点收入，和他们说的一样。")
            ])
    }

    /// Computes the case, answering open questions from the papers, and signs the opinion that follows.
    func giveOpinion(_ file: inout DemoCase) async throws {
        var summary = try await step(file, by: file.reviewer) { DetermineCase(caseID: $0, seenVersion: $1) }
        if !summary.questions.isEmpty {
            let answers = summary.questions.map(answer)
            summary = try await step(file, by: file.reviewer) {
                DetermineCase(caseID: $0, seenVersion: $1, statements: answers)
            }
        }
        file.isNegative = summary.outcome != "eligible"
        let direction: OpinionDirection = file.isNegative ? .negative : .positive
        let codes = file.isNegative ? [reason(of: file, outcome: summary.outcome)] : []
        let silent = try await silentSources(of: file)
        let text = file.isNegative ? "依据核对报告和入户调查，不符合低保条件。" : "经入户核实，报告中的差异已由家庭说明，符合条件。"
        file.state = try await step(file, by: file.reviewer) {
            GiveFirstOpinion(
                caseID: $0, seenVersion: $1, direction: direction, reasonCodes: codes, text: text,
                silentSourcesNamed: silent)
        }
    }

    /// The family showed a paper: nothing more is there than it had said.
    private func answer(_ question: QuestionLine) -> FactStatement {
        FactStatement(
            subject: question.subject, aspect: question.aspect, holds: question.takesAmount ? nil : false,
            amount: question.takesAmount ? .zero : nil, basis: .document, note: "家庭提供的证明")
    }

    private func reason(of file: DemoCase, outcome: String) -> ReasonCode {
        file.candidate.expected == .income || outcome == "marginal" ? .incomeNotBelowStandard : .propertyOverLimit
    }

    private func silentSources(of file: DemoCase) async throws -> [String] {
        let id = file.id
        return try await bureau.view(as: try actor(file.reviewer)) { context in
            try ReportView.load(id, in: context)?.silentDatasets ?? []
        }
    }

    /// Posts the notice and photographs the board; a case that needs no notice is left as it is.
    func post(_ file: inout DemoCase) async throws {
        guard file.state == .firstOpinion || file.state == .publicity else { return }
        file.notice = try await step(file, by: file.clerk) { PostNotice(caseID: $0, seenVersion: $1) }
        file.state = .publicity
        try await photograph(file, .first)
    }

    private func photograph(_ file: DemoCase, _ which: NoticePhoto) async throws {
        guard let notice = file.notice else { return }
        let clerk = try actor(file.clerk)
        let photo = try await attach(.noticePhoto, to: .file(file.id), as: clerk)
        _ = try await act(
            PhotographNotice(noticeID: notice.noticeID, which: which, uploadID: photo, code: notice.checkCode),
            as: clerk, file.step)
    }

    /// Photographs the board again and takes the notice down.
    func closeNotice(_ file: inout DemoCase) async throws {
        guard file.state == .publicity else { return }
        try await photograph(file, .last)
        _ = try await step(file, by: file.clerk) { CloseNotice(caseID: $0, seenVersion: $1) }
        file.state = .confirming
    }

    /// Where the township decides, its meeting votes first: the two reviewers, without the clerk who visited.
    private func meet(_ file: DemoCase) async throws {
        guard file.office.isDelegated else { return }
        let staff = try [file.reviewer, file.decider, file.clerk].map { try actor($0).staff?.staffID }.compactMap { $0 }
        let vote: MeetingVote = file.isNegative ? .disagree : .agree
        let meeting = DecisionMeeting(
            on: today, members: Set(staff), recused: Set(staff.suffix(1)),
            ballots: staff.prefix(2).map { DecisionMeeting.Ballot(by: $0, vote) }, chair: staff[1],
            minutes: "逐项核对了核对报告、入户调查和公示情况，一致表决。")
        _ = try await step(file, by: file.decider) { RecordMeeting(caseID: $0, seenVersion: $1, meeting: meeting) }
    }

    /// Confirms, or refuses where the opinion went against the family.
    func decide(_ file: inout DemoCase) async throws {
        try await meet(file)
        if file.isNegative {
            let code = reason(of: file, outcome: "")
            _ = try await step(file, by: file.decider) {
                RefuseCase(
                    caseID: $0, seenVersion: $1, reasonCodes: [code],
                    text: "您家的情况已逐项核对，本次不予确认。情况变化后可以再次申请。")
            }
            file.state = .refused
        } else {
            _ = try await step(file, by: file.decider) { ConfirmCase(caseID: $0, seenVersion: $1) }
            file.state = .active
        }
    }

    func object(_ file: inout DemoCase, text: String) async throws {
        guard let notice = file.notice else { return }
        file.objection = try await act(
            FileObjection(noticeToken: notice.token, text: text, addressKey: "demo-objection-\(file.serial)"),
            as: .visitor, file.step)
        file.state = .recheck
    }

    func answerObjection(_ file: inout DemoCase, isUpheld: Bool, text: String) async throws {
        guard let objection = file.objection else { return }
        file.state = try await act(
            AnswerObjection(objectionID: objection.objectionID, isUpheld: isUpheld, text: text),
            as: try actor(file.reviewer), file.step)
    }

    func orderCountyVisit(_ file: inout DemoCase, _ reason: CountyVisitReason) async throws {
        _ = try await step(file, by: file.county) { OrderCountyVisit(caseID: $0, seenVersion: $1, reason: reason) }
        file.state = .countyVisit
    }

    func returnToTownship(_ file: inout DemoCase) async throws {
        _ = try await step(file, by: file.decider) {
            ReturnToTownship(caseID: $0, seenVersion: $1, reason: "请补充核实打零工收入的来源和月份。")
        }
        file.state = .investigating
    }

    func requestSupplement(_ file: inout DemoCase) async throws {
        file.state = try await step(file, by: file.clerk) {
            RequestSupplement(caseID: $0, seenVersion: $1, items: ["户口本全部页的照片", "最近一次住院的诊断证明"])
        }.state
    }

    func answerSupplement(_ file: inout DemoCase) async throws {
        _ = try await attach(.supplement, to: .file(file.id), as: file.filer)
        let seen = try await version(file, as: file.filer)
        file.state = try await act(
            AnswerSupplement(caseID: file.id, seenVersion: seen, answer: "户口本和诊断证明都拍好了。"), as: file.filer,
            file.step
        ).state
    }

    func transfer(_ file: inout DemoCase, to target: RegionCode) async throws {
        file.state = try await step(file, by: file.clerk) {
            TransferCase(caseID: $0, seenVersion: $1, target: target, reason: "申请人实际住在对方乡镇，由住地受理更方便。")
        }.state
    }

    func withdraw(_ file: inout DemoCase) async throws {
        let seen = try await version(file, as: file.filer)
        file.state = try await act(
            WithdrawCase(caseID: file.id, seenVersion: seen, reason: "孩子找到工作了，先不申请。"), as: file.filer,
            file.step
        ).state
    }

    func endForMove(_ file: inout DemoCase, to target: RegionCode) async throws {
        file.state = try await step(file, by: file.reviewer) {
            EndForMove(caseID: $0, seenVersion: $1, target: target, source: "村委会告知并经电话核实")
        }.state
    }

    func endForDeath(_ file: inout DemoCase) async throws {
        let day = today.adding(days: -2)
        file.state = try await step(file, by: file.reviewer) {
            EndForDeath(caseID: $0, seenVersion: $1, day: day, source: "死亡证明")
        }.state
    }

    func endForNonCooperation(_ file: inout DemoCase) async throws {
        file.state = try await step(file, by: file.reviewer) {
            EndForNonCooperation(caseID: $0, seenVersion: $1, reason: "补正期满未补，三次上门均无人应答。")
        }.state
    }
}
