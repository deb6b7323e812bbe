import Casework
import Operations
import OperationsTestKit
import Policies
import Primitives
import SQLText
import Storage
import Testing

/// Destitute support, rigid expenditure and relief: decided together with the other programs, confirmed like dibao.
@Suite struct ComputedDeterminationTests {
    @Test func `a grandfather without labour ability is confirmed as destitute, a sum a month`() async throws {
        let world = try await CaseWorld.make { form in
            form.program = .destituteSupport
            form.members = [form.members[0]]
            form.incomes = []
        }
        try await world.investigate()
        let open = try await world.ok(
            DetermineCase(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        #expect(open.outcome == "undetermined")
        // Nobody asked yet who owes him support: that condition is open, and nothing is said to change the result.
        let text = try #require(try await world.sheet()).text
        #expect(text.contains("没查清。无法定义务人或者义务人无履行能力还没查清。") && !text.contains("什么会改变结果"))
        #expect(try await world.count("case_sorting") == 1)
        let summary = try await world.determineSorted(["supportForm": "home"])
        #expect(summary.outcome == "eligible" && summary.amount > .zero, "\(summary.questions)")
        let sheet = try #require(try await world.sheet())
        #expect(sheet.text.contains("特困人员救助供养审核明白纸") && sheet.text.contains("每月\(summary.amount.grouped)元。"))
        #expect(sheet.text.contains("无劳动能力") && sheet.text.contains("复议机关：惠民县人民政府。"))
        let granted = try await world.grant()
        #expect(granted.amount == summary.amount)
        #expect(try await world.state() == .active)
        let id = world.caseID
        let scene = try await world.test.bureau.view(as: .staff(world.county)) { try CaseScene.load(id, in: $0) }
        let missing = try #require(scene).missingPapers
        #expect(missing.contains(.selfCareAssessment) && !missing.contains(.firstOpinion))
        let replay = try await world.test.bureau.replay(summary.determinationID, as: .staff(world.county))
        #expect(replay?.matches == true && replay?.storedHash == replay?.replayedHash)
        #expect(try await world.count("award") == 1)
        await world.end()
    }

    @Test func `relief for a sudden illness is confirmed once, by the class a person names`() async throws {
        let world = try await CaseWorld.make { $0.program = .temporaryRelief }
        try await world.investigate()
        let summary = try await world.determineSorted([
            "reliefType": "emergency", "reliefCause": "medical", "reliefSelfPaid": "60000", "reliefClass": "D",
        ])
        #expect(summary.outcome == "eligible" && summary.amount > .zero, "\(summary.questions)")
        #expect(try await world.sheet()?.text.contains("一次发给\(summary.amount.grouped)元。") == true)
        let granted = try await world.grant()
        #expect(granted.amount == summary.amount)
        #expect(try await world.state() == .granted)
        #expect(try await world.documents()["D14"]?.lines.contains { $0.value.hasPrefix("一次") } == true)
        await world.end()
    }

    @Test func `a household above the dibao line with heavy bills is recognised for rigid expenditure`() async throws {
        let world = try await Self.heavyBills()
        let summary = try await world.determineSorted([:])
        #expect(summary.outcome == "eligible" && summary.amount == .zero, "\(summary.questions)")
        #expect(try await world.sheet()?.text.contains("不按月发钱") == true)
        _ = try await world.grant()
        #expect(try await world.state() == .active)
        await world.end()
    }

    @Test func `a household that fits a higher class is not refused for its money`() async throws {
        let world = try await CaseWorld.make { $0.program = .rigidExpenseHousehold }
        try await world.investigate()
        // While it is not known whether the household fits dibao, the lower class stands with a word about it.
        let early = try await world.determineSorted([:])
        #expect(early.outcome == "eligible")
        #expect(try await world.sheet()?.text.contains("还没有弄清") == true)
        try await world.answerSorting([:], for: "dibao")
        let summary = try await world.determineSorted([:])
        #expect(summary.outcome == "notEligible")
        let negative = try await world.opinion(.negative, [.expenseBelowLimit], text: "支出不多")
        #expect(try await world.codes(negative, as: world.reviewer) == ["fitsHigherClass"])
        // What no sum carries stays open to a person.
        let other = try await world.opinion(.negative, [.notCoLiving], text: "申报的家人不共同生活")
        #expect(try await world.codes(other, as: world.reviewer).isEmpty)
        await world.end()
    }

    @Test func `a case carried over is determined anew on the facts that were sorted, both ways`() async throws {
        let world = try await CaseWorld.make { form in
            form.members = [form.members[0]]
            form.incomes = []
        }
        try await world.investigate()
        _ = try await world.determine()
        try await world.answerSorting(["supportForm": "home"], for: "destitute")
        let there = TransferProgram(
            caseID: world.caseID, seenVersion: try await world.version(), program: .destituteSupport, reason: "符合特困")
        _ = try await world.ok(there, as: world.clerk)
        let determined = try #require(try await world.latest())
        #expect(determined.entry.outcome == "eligible" && determined.entry.amount > .zero)
        guard case .program(let record) = try DeterminationRecord(bytes: determined.entry.record) else {
            Issue.record("the determination speaks of another program")
            return
        }
        #expect(record.program == "destitute")
        #expect(try await world.test.bureau.replay(determined.id, as: .staff(world.county))?.matches == true)
        #expect(try await world.codes(try await world.opinion(), as: world.reviewer).isEmpty)
        await world.end()
    }

    @Test func `a determination of another program carries no opinion`() async throws {
        let world = try await CaseWorld.make()
        try await world.investigate()
        _ = try await world.determine()
        try await world.test.bureau.store.write {
            _ = try $0.sql.execute("UPDATE aid_case SET program = 'destituteSupport' WHERE id = \(world.caseID)")
        }
        let codes = try await world.codes(try await world.opinion(), as: world.reviewer)
        #expect(codes == ["determinationOfAnotherProgram"])
        await world.end()
    }

    private static func heavyBills() async throws -> CaseWorld {
        let world = try await CaseWorld.make { form in
            form.program = .rigidExpenseHousehold
            form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: 4_000)))]
            form.expenses = [DeclaredItem(memberNumber: 1, kind: .medical, amount: .yearly(Money(yuan: 60_000)))]
        }
        try await world.investigate()
        return world
    }
}

extension CaseWorld {
    /// Answers what a program asks in the sorting, by field; whatever is not named is "no", nothing or 0.
    func answerSorting(_ answers: [String: String], for pack: String) async throws {
        let (id, today) = (caseID, try await test.bureau.today())
        for _ in 0..<12 {
            _ = try await ok(SortFiling(caseID: id), as: clerk)
            let view = try await test.bureau.view(as: .staff(clerk)) { try SortingView.load(id, in: $0) }
            let asks = view?.sorting[pack]?.asks ?? []
            if asks.isEmpty { return }
            let given = asks.map { ask in
                let isFlag = view?.questions.contains { $0.field == ask.field && $0.kind == .yesNo } == true
                return SortingAnswer(
                    entity: ask.entity, row: ask.row, field: ask.field,
                    value: answers[ask.field] ?? (isFlag ? "no" : "0"), basis: .document, note: "查看材料",
                    givenOn: today)
            }
            _ = try await ok(SortFiling(caseID: id, answers: given), as: clerk)
        }
    }

    /// Answers what the case's program asks, and determines.
    func determineSorted(_ answers: [String: String]) async throws -> DeterminationSummary {
        try await answerSorting(answers, for: try await row().program.pack)
        return try await ok(DetermineCase(caseID: caseID, seenVersion: try await version()), as: clerk)
    }

    /// The latest determination as stored.
    func latest() async throws -> DeterminationRow? {
        let id = caseID
        return try await test.bureau.view(as: .staff(clerk)) {
            try $0.store.latestDetermination(of: id, in: $0.scope)
        }
    }

    /// From a positive opinion over the notice to the confirmation.
    func grant() async throws -> ConfirmCase.Granted {
        _ = try await ok(try await opinion(), as: reviewer)
        let posted = try await ok(PostNotice(caseID: caseID, seenVersion: try await version()), as: clerk)
        try await close(posted)
        return try await ok(
            ConfirmCase(caseID: caseID, seenVersion: try await version(), lackReason: "评估表本周补齐"), as: county)
    }
}
