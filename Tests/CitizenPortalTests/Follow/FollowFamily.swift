import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A family of three, invented, with an application of its own account, and the staff who take it step by step.
struct FollowFamily {
    let test: TestBureau
    let account: AccountID
    let sent: SubmittedApplication
    let clerk: Actor
    let reviewer: Actor
    let county: Actor
    let gridWorker: StaffActor

    static let phone = "19900000001"
    static let names = ["赵小龙", "钱小梅", "赵小宝"]

    /// What nobody but the family and its staff may read.
    static func secrets() throws -> [String] { names + (try ids().map(\.text)) + [phone, "6217000000001858"] }

    static func ids() throws -> [CitizenID] {
        try zip(["19800501", "19820611", "20150912"], [3, 4, 5]).map { birth, serial in
            let body = "371621\(birth)00\(serial)"
            return try CitizenID(body + String(CitizenID.checkCharacter(forFirst17: body)))
        }
    }

    /// Makes the account and sends its application through the verbs.
    static func apply(_ test: TestBureau) async throws -> FollowFamily {
        let account = try await test.citizen(phone: phone)
        let actor = Actor.citizen(account)
        let village = try RegionCode(PortalWorld.village)
        let draft = try await test.done(StartDraft(program: .dibao, region: village), as: actor)
        var version: Int64 = 1
        for part in try parts(village) {
            version = try await test.done(SaveDraftPart(draftID: draft, version: version, part: part), as: actor)
                .version
        }
        for (position, name) in names.enumerated() {
            var act = AuthorizationAct.guardian(name: names[0])
            if position < 2 {
                let phone = "1390000101\(position)"
                let asked = RequestPhoneCode(
                    phone: phone, addressKey: "test",
                    purpose: .authorize(draftID: draft, memberNumber: position + 1))
                act = .ownCode(phone: phone, code: try await test.done(asked, as: actor).shownCode ?? "")
            }
            let text = AuthorizationText(personName: name, program: .dibao, bureauName: "滨州市社会救助")
            _ = try await test.done(
                RecordAuthorization(
                    owner: .draft(draft), memberNumber: position + 1, act: act, textHash: text.hashText), as: actor)
        }
        let sent = try await test.done(SubmitApplication(draftID: draft, version: version), as: actor)
        return FollowFamily(
            test: test, account: account, sent: sent,
            clerk: .staff(try await test.staff(.townshipClerk, at: "371621001", name: "钱经办")),
            reviewer: .staff(try await test.staff(.townshipReviewer, at: "371621001", name: "孙审核")),
            county: .staff(try await test.staff(.countyReviewer, at: "371621", name: "周县级")),
            gridWorker: try await test.staff(.gridWorker, at: PortalWorld.village, name: "李网格"))
    }

    private static func parts(_ village: RegionCode) throws -> [DraftPart] {
        let relations: [MemberRelation] = [.applicant, .spouse, .child]
        let members = try ids().enumerated().map { position, id in
            DraftPart.member(
                DeclaredMember(
                    number: 0, name: names[position], idNumber: id.text, relation: relations[position],
                    health: .healthy, isStudent: false, isAbleToWork: true, employment: .casualWork))
        }
        return members + [
            .incomes([DeclaredItem(memberNumber: 1, kind: .wage, amount: .monthly(Money(yuan: 300)))]),
            .properties([]), .expenses([]), .hardship("看病花费大，收入少。"),
            .places(register: village, residence: village, address: "三组12号"),
            .contact(phone: phone, bankAccount: "6217000000001858", accountHolderNumber: 1),
            .pledge(isPledged: true, hasRelativeOnStaff: false),
        ]
    }

    var id: CaseID { sent.caseID }

    func version() async throws -> Int64 {
        let id = id
        let row = try await test.bureau.view(as: county) { try $0.store.caseRow(id, in: $0.scope) }
        return try #require(row).version
    }

    func ask(_ items: [String]) async throws {
        _ = try await test.done(
            RequestSupplement(caseID: id, seenVersion: try await version(), items: items), as: clerk)
    }

    /// Up to a report, a visit and a determination; whatever is open is stated as "none".
    func investigate() async throws {
        _ = try await test.done(AcceptCase(caseID: id, seenVersion: try await version()), as: clerk)
        _ = try await test.done(StartInvestigation(caseID: id, seenVersion: try await version()), as: clerk)
        _ = try await test.bureau.runJobs(holder: "test", limit: 5)
        let (now, file, actor) = (test.clock.now, id, clerk.row)
        let photo = try await test.bureau.store.write {
            try $0.insertUpload(
                owner: .file(file), purpose: "visitPhoto", mediaType: "image/jpeg", byteCount: 1, address: "visit",
                actor: actor, at: now)
        }
        let visit = RecordVisit(
            caseID: id, seenVersion: try await version(), purpose: .investigation,
            visitedOn: try await test.bureau.today(), secondVisitor: .staff(gridWorker.staffID),
            householdSigner: Self.names[0],
            findings: VisitFindings(
                livingConditions: "土坯房三间", members: [VisitedMember(number: 1, wasSeen: true)], photoIDs: [photo],
                placeNote: "村里家中",
                neighbours: [NeighbourInterview(neighbour: "邻居张某", isRelated: false, words: "确实困难")]))
        _ = try await test.done(visit, as: clerk)
        var statements: [FactStatement] = []
        for _ in 0..<6 {
            let summary = try await test.done(
                DetermineCase(caseID: id, seenVersion: try await version(), statements: statements), as: clerk)
            if summary.questions.isEmpty { return }
            statements += summary.questions.map { question in
                FactStatement(
                    subject: question.subject, aspect: question.aspect, holds: question.takesAmount ? nil : false,
                    amount: question.takesAmount ? .zero : nil, basis: .visit, note: "入户时没有见到")
            }
        }
    }

    func giveOpinion(_ direction: OpinionDirection = .positive, _ codes: [ReasonCode] = []) async throws {
        let id = id
        let silent = try await test.bureau.view(as: reviewer) { try ReportView.load(id, in: $0)?.silentDatasets ?? [] }
        _ = try await test.done(
            GiveFirstOpinion(
                caseID: id, seenVersion: try await version(), direction: direction, reasonCodes: codes,
                text: codes.isEmpty ? "" : "家人不共同生活", silentSourcesNamed: silent), as: reviewer)
    }

    func post() async throws -> PostedNotice {
        try await giveOpinion()
        return try await test.done(PostNotice(caseID: id, seenVersion: try await version()), as: clerk)
    }

    /// Photographs the notice, waits for its end, closes it, and confirms the case.
    func confirm(_ posted: PostedNotice) async throws {
        try await photograph(posted, .first)
        test.clock.advance(days: try await test.bureau.today().days(until: posted.closes.on))
        try await photograph(posted, .last)
        test.clock.advance(days: 1)
        _ = try await test.done(CloseNotice(caseID: id, seenVersion: try await version()), as: clerk)
        _ = try await test.done(ConfirmCase(caseID: id, seenVersion: try await version()), as: county)
    }

    private func photograph(_ posted: PostedNotice, _ which: NoticePhoto) async throws {
        let upload = try await test.bureau.attachUpload(
            Array("\(which)".utf8), mediaType: "image/jpeg", purpose: .noticePhoto, to: .file(id), as: clerk,
            key: "\(which)")
        _ = try await test.done(
            PhotographNotice(
                noticeID: posted.noticeID, which: which, uploadID: try #require(upload.value), code: posted.checkCode),
            as: clerk)
    }

    /// The link on the notice.
    func noticeToken() async throws -> String {
        try #require(try await test.bureau.view(as: clerk) { try NoticeList.load(in: $0).lines.first }).token
    }
}

extension TestBureau {
    /// Does a command that must succeed.
    func done<C: Command>(_ command: C, as actor: Actor) async throws -> C.Result {
        let outcome = try await perform(command, as: actor)
        return try #require(outcome.value, "\(C.name): \(outcome.reasons.map(\.chinese))")
    }
}
