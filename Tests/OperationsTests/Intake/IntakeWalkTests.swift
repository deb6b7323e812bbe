import Casework
import Insight
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage
import Testing

/// The township's steps from a sent application to its acceptance or its end.
@Suite struct IntakeWalkTests {
    @Test func `draft, submitted, supplement, answered, accepted: each step by its person`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001", name: "孙经办"))
            let sent = try await Household().submit(test, as: actor)
            let id = sent.caseID
            let first = try await progress(test, id, actor)
            #expect(first.steps.map(\.mark) == [.done, .current, .ahead, .ahead, .ahead])
            let asked = try await test.perform(
                RequestSupplement(caseID: id, seenVersion: first.version, items: ["赵小龙的诊断证明", "租房合同"]), as: clerk
            ).get()
            #expect(asked.state == .supplement)
            let waiting = try await progress(test, id, actor)
            #expect(waiting.awaited?.items == ["赵小龙的诊断证明", "租房合同"])
            #expect(waiting.sentence.contains("还缺几样材料"))
            let byLink = try #require(
                try await test.bureau.view(as: .visitor) { try CitizenProgress.load(token: sent.trackingToken, in: $0) }
            )
            #expect(byLink.applicant == "赵*龙")
            #expect(byLink.awaited?.items == [])
            #expect(byLink.awaited?.count == 2)
            #expect(byLink.documents.isEmpty && byLink.waitingAuthorizations.isEmpty && !byLink.canWithdraw)
            #expect(try await test.bureau.view(as: .visitor) { try CitizenProgress.load(token: "0", in: $0) } == nil)
            let lines = try await test.bureau.view(as: actor) { try CitizenCaseLine.list(in: $0) }
            #expect(lines.map(\.awaitsFamily) == [true])
            _ = try await test.bureau.attachUpload(
                [1], mediaType: "image/png", purpose: .supplement, to: .file(id), as: actor, key: "u"
            ).get()
            let rent = DeclaredItem(memberNumber: 1, kind: ExpenseKind.housing, amount: .monthly(Money(yuan: 400)))
            let answered = try await test.perform(
                AnswerSupplement(caseID: id, seenVersion: asked.version, parts: [.expenses([rent])], answer: "合同已拍照"),
                as: actor
            ).get()
            #expect(answered.state == .submitted)
            let second = try await test.perform(
                RequestSupplement(caseID: id, seenVersion: answered.version, items: ["再要一样"]), as: clerk)
            #expect(second.reasonCodes == ["supplementAlreadyUsed"])
            let accepted = try await test.perform(
                AcceptCase(caseID: id, seenVersion: answered.version), as: clerk
            ).get()
            #expect(accepted.state == .accepted)
            let view = try #require(try await test.bureau.view(as: clerk) { try CaseView.load(id, in: $0) })
            #expect(view.row.factsVersion == 2)
            #expect(view.row.form.expenses == [rent])
            #expect(view.supplement?.answer == "合同已拍照")
            #expect(view.history.map(\.event.kind) == ["submit", "requestSupplement", "answerSupplement", "accept"])
            #expect(view.history[1].actorName == "孙经办（乡镇经办）")
            #expect(view.documents.map(\.kind) == ["D03", "D04", "D05", "D06", "D08"])
            #expect(
                view.messages.map(\.template) == ["submitted", "supplementAsked", "supplementReceived", "accepted"])
            #expect(view.deadline?.on.text == "2026-04-14")
            #expect(view.daysLeft == 30)
            #expect(view.actions.first { $0.event == .startInvestigation }?.isOpen == true)
            #expect(try await progress(test, id, actor).steps.map(\.mark) == [.done, .done, .current, .ahead, .ahead])
        }
    }

    @Test func `an answer needs something in it, a right form and a list that waits`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let id = try await Household().submit(test, as: actor).caseID
            let early = AnswerSupplement(caseID: id, seenVersion: 2, answer: "x")
            #expect(try await test.perform(early, as: actor).reasonCodes == ["nothingAwaited"])
            #expect(
                try await test.perform(RequestSupplement(caseID: id, seenVersion: 2, items: []), as: clerk).reasonCodes
                    == [
                        "supplementItemsMissing"
                    ])
            #expect(
                try await test.perform(RequestSupplement(caseID: id, seenVersion: 1, items: ["a"]), as: clerk)
                    .reasonCodes
                    == ["caseChanged"])
            #expect(
                try await test.perform(RequestSupplement(caseID: id, seenVersion: 2, items: ["a"]), as: actor)
                    .reasonCodes
                    == ["roleNotAllowed"])
            let many = Array(repeating: "材料", count: 21)
            #expect(
                try await test.perform(RequestSupplement(caseID: id, seenVersion: 2, items: many), as: clerk)
                    .reasonCodes == [
                        "tooManyItems"
                    ])
            let version = try await test.perform(
                RequestSupplement(caseID: id, seenVersion: 2, items: ["a"]), as: clerk
            ).get().version
            #expect(
                try await test.perform(AnswerSupplement(caseID: id, seenVersion: version, answer: " "), as: actor)
                    .reasonCodes
                    == ["answerMissing"])
            #expect(
                try await test.perform(AnswerSupplement(caseID: id, seenVersion: 2, answer: "a"), as: actor).reasonCodes
                    == [
                        "changedMeanwhile"
                    ])
            let wrong = AnswerSupplement(
                caseID: id, seenVersion: version,
                parts: [.places(register: nil, residence: try RegionCode("371621101201"), address: "x")], answer: "")
            #expect(
                try await test.perform(wrong, as: actor).reasonCodes == ["registerRegionMissing", "residenceFixed"])
            let person = DraftPart.member(
                DeclaredMember(
                    number: 0, name: "赵老太", idNumber: try Household.id("19500101", 50).text, relation: .parent,
                    health: .healthy, isAbleToWork: false, employment: .retired))
            let added = AnswerSupplement(caseID: id, seenVersion: version, parts: [person], answer: "加一人")
            #expect(try await test.perform(added, as: actor).reasonCodes == ["authorizationsMissing"])
            #expect(try await test.count("person") == 3)
            #expect(
                try await test.perform(AnswerSupplement(caseID: id, seenVersion: version, answer: "没有这份材料"), as: clerk)
                    .value?.state == .submitted)
        }
    }

    @Test func `ends of their own: withdrawn, moved, dead, not cooperating, transferred`() async throws {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let clerk = Actor.staff(try await test.staff(.townshipClerk, at: "371621001"))
            let reviewer = Actor.staff(try await test.staff(.townshipReviewer, at: "371621001"))
            let elsewhere = try RegionCode("371622101")
            func sent(_ serial: Int) async throws -> CaseID {
                test.clock.advance(seconds: 3_700)
                return try await Household(serial: serial).submit(test, as: actor).caseID
            }
            let withdrawn = try await sent(1)
            let steps = try await test.perform(WithdrawCase(caseID: withdrawn, seenVersion: 2, reason: ""), as: actor)
                .get()
            #expect(steps.state == .withdrawn)
            let done = try await progress(test, withdrawn, actor)
            #expect(done.steps.last?.chinese == "撤回")
            #expect(!done.canWithdraw)
            let moved = try await sent(2)
            let move = EndForMove(caseID: moved, seenVersion: 2, target: elsewhere, source: "村委会来电")
            #expect(try await test.perform(move, as: clerk).reasonCodes == ["roleNotAllowed"])
            #expect(try await test.perform(move, as: reviewer).value?.state == .endedMoved)
            let dead = try await sent(3)
            let today = test.clock.now.chinaDate
            let tomorrow = EndForDeath(caseID: dead, seenVersion: 2, day: today.adding(days: 1), source: "家属")
            #expect(try await test.perform(tomorrow, as: reviewer).reasonCodes == ["dayImpossible"])
            let death = EndForDeath(caseID: dead, seenVersion: 2, day: today, source: "家属")
            #expect(try await test.perform(death, as: reviewer).value?.state == .endedDeath)
            let gone = try await test.bureau.store.read {
                try $0.sql.count("SELECT count(*) FROM person WHERE death_day IS NOT NULL")
            }
            #expect(gone == 1)
            let absent = try await sent(4)
            _ = try await test.perform(AcceptCase(caseID: absent, seenVersion: 2), as: clerk).get()
            #expect(
                try await test.perform(EndForNonCooperation(caseID: absent, seenVersion: 3, reason: ""), as: reviewer)
                    .reasonCodes == ["reasonMissing"])
            #expect(
                try await test.perform(
                    EndForNonCooperation(caseID: absent, seenVersion: 3, reason: "三次上门均拒绝"), as: reviewer
                ).value?.state == .endedNonCooperation)
            let other = try await sent(5)
            #expect(
                try await test.perform(
                    TransferCase(caseID: other, seenVersion: 2, target: elsewhere, reason: " "), as: clerk
                ).reasonCodes == ["reasonMissing"])
            #expect(
                try await test.perform(
                    TransferCase(caseID: other, seenVersion: 2, target: try RegionCode("371621001"), reason: "x"),
                    as: clerk
                ).reasonCodes == ["targetUnsuitable"])
            #expect(
                try await test.perform(
                    TransferCase(caseID: other, seenVersion: 2, target: elsewhere, reason: "户口和住处都在河流镇"), as: clerk
                ).value?.state == .transferred)
            try await nothingIsLate(test, cases: 5, as: clerk)
        }
    }

    @Test func `a relative on the staff is kept away, a full ID costs a reason, and work is given out within the area`()
        async throws
    {
        try await withBureau { test in
            let actor = Actor.citizen(try await test.citizen())
            let clerk = try await test.staff(.townshipClerk, at: "371621001", name: "孙经办")
            let cousin = try await test.staff(.townshipClerk, at: "371621001", name: "赵表兄")
            let away = try await test.staff(.townshipClerk, at: "371621101")
            let id = try await Household().submit(test, as: actor).caseID
            let declare = DeclareRelative(caseID: id, staffID: cousin.staffID, relation: "表兄弟")
            #expect(try await test.perform(declare, as: actor).reasonCodes == ["notAllowed"])
            #expect(try await test.perform(declare, as: .staff(away)).reasonCodes == ["notFound"])
            let nobody = DeclareRelative(caseID: id, staffID: StaffID(1), relation: " ")
            #expect(
                try await test.perform(nobody, as: .staff(clerk)).reasonCodes == ["relationMissing", "staffUnknown"])
            #expect(try await test.perform(declare, as: .staff(cousin)).value == true)
            #expect(
                try await test.perform(AcceptCase(caseID: id, seenVersion: 2), as: .staff(cousin)).reasonCodes == [
                    "relatedPerson"
                ])
            #expect(
                try await test.perform(AssignCases(caseIDs: [id], staffID: cousin.staffID), as: .staff(clerk))
                    .reasonCodes
                    == ["assigneeRelated"])
            #expect(
                try await test.perform(AssignCases(caseIDs: [id], staffID: away.staffID), as: .staff(clerk)).reasonCodes
                    == [
                        "assigneeOutside"
                    ])
            #expect(
                try await test.perform(AssignCases(caseIDs: [], staffID: nil), as: .staff(clerk)).reasonCodes == [
                    "tooManyCases"
                ])
            #expect(
                try await test.perform(AssignCases(caseIDs: [id], staffID: nil), as: .staff(away)).reasonCodes == [
                    "notFound"
                ]
            )
            #expect(
                try await test.perform(AssignCases(caseIDs: [id], staffID: clerk.staffID), as: .staff(clerk)).value == 1
            )
            let view = try #require(try await test.bureau.view(as: .staff(clerk)) { try CaseView.load(id, in: $0) })
            #expect(view.assignedName == "孙经办")
            #expect(view.relations.map(\.staffName) == ["赵表兄"])
            let member = view.members[0].id
            let blank = RevealMember(caseID: id, caseMemberID: member, reason: " ")
            #expect(try await test.perform(blank, as: .staff(clerk)).reasonCodes == ["revealReasonMissing"])
            let reveal = RevealMember(caseID: id, caseMemberID: member, reason: "核对身份证原件")
            #expect(try await test.perform(reveal, as: .staff(away)).reasonCodes == ["notFound"])
            #expect(try await test.perform(reveal, as: actor).reasonCodes == ["notAllowed"])
            let shown = try await test.perform(reveal, as: .staff(clerk)).get()
            #expect(shown.idNumber == (try Household().ids[0].text))
            let looks = try await test.bureau.store.read {
                try $0.auditLines(subjectKind: "case", subjectID: id.rawValue)
            }
            #expect(looks.first?.verb == "intake.revealMember")
            #expect(looks.first?.reason == "核对身份证原件")
        }
    }

    private func progress(_ test: TestBureau, _ id: CaseID, _ actor: Actor) async throws -> CitizenProgress {
        try #require(try await test.bureau.view(as: actor) { try CitizenProgress.load(id, in: $0) })
    }

    /// Long after its end no list counts days of a case, and no list calls it late.
    private func nothingIsLate(_ test: TestBureau, cases: Int, as clerk: Actor) async throws {
        test.clock.advance(days: 90)
        let queue = try await test.bureau.view(as: clerk) { try CaseQueue.load(CaseQueueFilter(), in: $0) }
        #expect(queue.total == cases)
        for row in queue.rows {
            #expect(row.deadlineDay == nil && row.daysLeft == nil && !row.isClockStopped, "\(row.state)")
        }
        let table = try await test.bureau.view(as: clerk) { try WorkTable.load(in: $0) }
        #expect(table.deadlines.allSatisfy { $0.count == 0 })
        #expect(try await test.bureau.view(as: clerk) { try LateList.load(in: $0) }.total == 0)
        let screen = try #require(try await test.bureau.view(as: clerk) { try ScreenView.load(in: $0) }).model
        for key in ["openCases", "overdueCases"] {
            #expect(screen.totals.first { $0.key == key }?.count.value == 0)
        }
    }
}
