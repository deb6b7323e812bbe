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
}
