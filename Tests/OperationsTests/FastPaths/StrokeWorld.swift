import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import Storage
import Verification

/// A family under investigation whose departments are mostly silent, with what 容缺审批 needs of people and papers.
struct StrokeWorld {
    let base: CaseWorld

    /// Up to the first report; the city's pack opens the path at 30,000.
    static func make(
        relay: RelayTerms? = nil, isAuthorised: Bool = false, form change: (inout ApplicationForm) -> Void = { _ in }
    ) async throws -> StrokeWorld {
        let world = StrokeWorld(base: try await CaseWorld.make(relay: relay, form: change))
        if isAuthorised { try await world.authorise() }
        _ = try await world.base.ok(
            StartInvestigation(caseID: world.base.caseID, seenVersion: try await world.base.version()),
            as: world.base.clerk)
        guard try await world.base.test.bureau.runJobs(holder: "test", limit: 5) == 1 else {
            throw WorldError("the comparison did not run")
        }
        return world
    }

    var caseID: CaseID { base.caseID }

    func ask(_ cause: String = "medical", _ yuan: Int64 = 90_000) async throws -> AskProvisional {
        AskProvisional(caseID: caseID, cause: cause, cost: Money(yuan: yuan), proofID: try await base.photo("bill"))
    }

    func credit(_ standing: CreditStanding = .good, reference: String = "XY-2026-1") -> RecordCredit {
        RecordCredit(caseID: caseID, standing: standing, reference: reference)
    }

    func pledge(hash: String? = nil) async throws -> RecordPledge {
        let text = PledgeText(name: "赵小龙", program: .dibao, body: "惠民县民政局").hash
        return RecordPledge(caseID: caseID, hash: hash ?? text, signedID: try await base.photo("pledge"))
    }

    func appraisal(for votes: Int = 9) async throws -> RecordAppraisal {
        RecordAppraisal(
            caseID: caseID, seenVersion: try await base.version(),
            appraisal: Appraisal(
                on: try await base.test.bureau.today(), bodyCount: 9, presentCount: 9, relatedVoters: 0,
                votesFor: votes, votesAgainst: 9 - votes, abstained: 0, organiser: base.clerk.staffID, scanCount: 1),
            place: "村委会", attendees: "王大等九人", minutes: "大家认为这家人诚实", scanIDs: [try await base.photo("scan")])
    }

    func approve() async throws -> ApproveProvisionally {
        ApproveProvisionally(caseID: caseID, seenVersion: try await base.version())
    }

    /// Up to the approval.
    func approved() async throws -> ApproveProvisionally.Granted {
        _ = try await base.ok(try await ask(), as: base.clerk)
        _ = try await base.ok(credit(), as: base.clerk)
        _ = try await base.ok(try await pledge(), as: base.clerk)
        _ = try await base.ok(try await appraisal(), as: base.clerk)
        return try await base.ok(try await approve(), as: base.county)
    }

    func row() async throws -> ProvisionalRow {
        let id = caseID
        let found = try await base.test.bureau.view(as: .staff(base.county)) {
            try $0.store.provisional(of: id, in: $0.scope)
        }
        guard let found else { throw WorldError("no provisional approval") }
        return found
    }

    func notices() async throws -> [MedicalNoticeRow] {
        let id = caseID
        return try await base.test.bureau.view(as: .staff(base.county)) {
            try $0.store.medicalNotices(of: id, in: $0.scope)
        }
    }

    /// Everybody signs for the departments that need it, as the family does at the window.
    func authorise() async throws {
        let (id, now, clerk) = (caseID, base.test.clock.now, base.clerk.staffID)
        try await base.test.bureau.store.write { store in
            for (index, number) in CaseWorld.ids.enumerated() {
                try store.insertAuthorization(
                    AuthorizationRow(
                        id: store.ids.next(), owner: .file(id),
                        idIndex: store.authorizationIndex(try CitizenID(number)), number: "SQ-\(index)",
                        method: .beforeClerk, signerName: "", signerRelation: "", reason: "", evidenceID: nil,
                        staffID: clerk, textHash: [], purpose: "核对", signedAt: now, signedDay: now.chinaDate,
                        expiresDay: now.chinaDate.adding(days: 180)))
            }
        }
    }

    /// Data of every department comes in on the business day, saying nothing of anybody but `rows`.
    func everybodyAnswers(_ rows: [String: [String]] = [:]) async throws {
        guard let snapshots = base.test.bureau.snapshots, let catalogue = base.test.bureau.catalogue else {
            throw WorldError("no department data")
        }
        var files = Dictionary(uniqueKeysWithValues: catalogue.datasets.map { ($0.code, [String]()) })
        files.merge(CaseWorld.standardFiles) { $1 }
        files.merge(rows) { $1 }
        try CaseWorld.publish(files, asOf: try await base.test.bureau.today(), in: snapshots)
    }

    /// Looks and compares as the background does.
    func look() async throws -> Int {
        let asked = try await base.test.bureau.lookAtBackChecks()
        _ = try await base.test.bureau.runJobs(holder: "test", kinds: [.comparison], limit: 5)
        return asked
    }

    func hearing() async throws -> RecordHearing {
        RecordHearing(caseID: caseID, heardOn: try await base.test.bureau.today(), statement: "忘了写工资")
    }

    /// The finding that the promise was false.
    func settle() async throws -> SettleBackCheck {
        SettleBackCheck(
            caseID: caseID, seenVersion: try await base.version(), outcome: .failsFalsely,
            reasonCodes: [.falseDeclaration], contradictions: ["申报没有收入，查实每月工资一万元"], text: "隐瞒工资")
    }

    /// The insurance of a high wage comes in and raises a doubt.
    func raiseDoubt() async throws {
        let wages = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"].enumerated().map {
            "\($0 + 1),\(CaseWorld.ids[1]),E1,\($1),60000.00"
        }
        try await everybodyAnswers(["employ_insurance": wages])
        let (asked, check) = (try await look(), try await row().check)
        guard asked == 1, check == .doubtful else { throw WorldError("no doubt: \(asked), \(check)") }
    }

    /// Approved, and then doubted.
    static func doubtful() async throws -> StrokeWorld {
        let world = try await make()
        _ = try await world.approved()
        world.base.test.clock.advance(days: 2)
        try await world.raiseDoubt()
        return world
    }
}
