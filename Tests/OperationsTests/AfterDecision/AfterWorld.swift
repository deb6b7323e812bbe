import Casework
import Operations
import OperationsTestKit
import Payments
import Primitives
import Storage

/// A family in force and what can happen to it afterwards.
extension CaseWorld {
    /// Up to a confirmed case.
    static func inForce(
        files: [String: [String]] = standardFiles, form change: (inout ApplicationForm) -> Void = { _ in }
    ) async throws -> CaseWorld {
        let world = try await make(files: files, form: change)
        try await world.close(try await world.post())
        _ = try await world.ok(
            ConfirmCase(caseID: world.caseID, seenVersion: try await world.version()), as: world.county)
        return world
    }

    /// Up to a review in hand with a fresh report and a determination.
    static func underReview(
        files: [String: [String]] = standardFiles, form change: (inout ApplicationForm) -> Void = { _ in }
    ) async throws -> CaseWorld {
        let world = try await inForce(files: files, form: change)
        _ = try await world.ok(
            StartReverification(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        try await world.compareAgain()
        return world
    }

    /// The department files without a record of work, so that what is declared is what counts.
    static let filesWithoutWork = standardFiles.filter { $0.key != "employ_insurance" }

    /// Runs the comparison that waits and determines on it.
    func compareAgain() async throws {
        guard try await test.bureau.runJobs(holder: "test", limit: 5) == 1 else { throw WorldError("no comparison") }
        _ = try await determine()
    }

    /// The income of 高莉真 as it is now, entered by the clerk and determined anew.
    func earns(_ yuan: Int64) async throws {
        _ = try await ok(
            ReviseMeans(
                caseID: caseID, seenVersion: try await version(),
                parts: [
                    .incomes([DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(yuan: yuan)))])
                ], reason: "本人报告，附工资条"), as: clerk)
        try await compareAgain()
    }

    /// What followed the decision, as the county sees it.
    func after() async throws -> AfterDecisionView {
        let id = caseID
        return try await test.bureau.view(as: .staff(county)) {
            try AfterDecisionView.load(CaseFile(id, in: $0), in: $0)
        }
    }

    /// The award with its history.
    func award() async throws -> Award {
        guard let row = try await after().award else { throw WorldError("no award") }
        return row.award
    }

    /// Tells the family and writes down that it agrees.
    func tellAndHear(_ act: AdverseAct, _ codes: [ReasonCode]) async throws {
        _ = try await ok(
            TellFamily(
                caseID: caseID, seenVersion: try await version(), act: act, reasonCodes: codes,
                words: "女儿3月起在县城上班。"), as: reviewer)
        let notice = try await after().openNotice
        _ = try await ok(
            AnswerNotice(caseID: caseID, seenNotice: notice?.version ?? 0, objects: false, words: "没有意见"), as: clerk)
    }

    /// Up to a wage of one member at which the household is above its standard, whatever the pack leaves out of it.
    func earnsAboveStandard() async throws {
        // What is missing to the standard is what is paid; 800 a month are insured.
        var yuan = 860 + (try await award().monthlyAmount.fen / 100)
        for _ in 0..<12 {
            try await earns(yuan)
            let exit = BeginGradualExit(
                caseID: caseID, seenVersion: try await version(), cause: .employment, words: "女儿在县城上班。")
            if try await codes(exit, as: county) == ["adverse.familyNotHeard"] { return }
            yuan += 100
        }
        throw WorldError("the standard is out of reach")
    }

    /// A family in force that was paid once.
    static func paid() async throws -> (world: CaseWorld, payer: StaffActor, sum: Money) {
        let world = try await inForce()
        let payer = try await world.payOnce()
        return (world, payer, try await world.award().monthlyAmount)
    }

    /// Pays what is due in the award's first month and answers who paid.
    func payOnce() async throws -> StaffActor {
        let first = try await award().terms.firstMonth
        test.clock.advance(days: 31)
        let payer = try await test.staff(.payer, at: "371621")
        let town = PayTown(
            test: test, payer: .staff(payer), checker: .staff(try await test.staff(.payChecker, at: "371621")),
            finance: .staff(try await test.staff(.financeOfficer, at: "371621")), county: try RegionCode("371621"),
            march: first)
        guard let made = try await town.makeRoster().value else { throw WorldError("no roster") }
        _ = try await town.instruct(made.batch)
        _ = try await town.perform(
            ReadBankAnswer(batch: made.batch, content: try await town.answer(made)), as: town.payer)
        return payer
    }

    /// A family whose support ended at its own wish, and the decision about it.
    static func ended() async throws -> (world: CaseWorld, decision: ContestableDecision) {
        let world = try await inForce()
        _ = try await world.ok(
            TerminateCase(
                caseID: world.caseID, seenVersion: try await world.version(), reasonCodes: [.voluntaryExit],
                words: "本人申请退出"), as: world.county)
        guard let last = try await world.after().decisions.last else { throw WorldError("no decision") }
        return (world, last)
    }
}
