import Casework
import Foundation
import Operations
import OperationsTestKit
import Primitives
import Storage
import Verification

/// A case whose report says that the daughter has a car nobody declared, in a county that wants two signatures or not.
struct ObjectionWorld {
    let file: CaseWorld
    let second: StaffActor
    let farOfficer: StaffActor

    static let twoSignatures = "371622101"
    static let oneSignature = "371621001"

    /// Up to a report and a visit.
    static func make(_ township: String = twoSignatures) async throws -> ObjectionWorld {
        var files = CaseWorld.standardFiles
        files["vehicle"] = ["7,鲁M8,\(CaseWorld.ids[1]),K,丰田,2025-06-01,98000.00,A"]
        let world = try await CaseWorld.make(files: files, township: township)
        let county = String(township.prefix(6))
        let other = county == "371621" ? "371622" : "371621"
        let made = ObjectionWorld(
            file: world, second: try await world.test.staff(.verificationOfficer, at: county, name: "冯核对"),
            farOfficer: try await world.test.staff(.verificationOfficer, at: other, name: "外县核对"))
        try await world.investigate()
        return made
    }

    var bureau: Bureau { file.test.bureau }
    var caseID: CaseID { file.caseID }

    func end() async { await file.end() }

    /// The issue and objections of the case's report as somebody sees them.
    func check(as staff: StaffActor? = nil) async throws -> ReportCheckView {
        let (id, who) = (caseID, staff ?? file.officer)
        let view = try await bureau.view(as: .staff(who)) { try ReportCheckView.load(id, in: $0) }
        guard let view else { throw WorldError("there is no report") }
        return view
    }

    /// The first entry about the car: more of them than declared.
    func car() async throws -> CheckedFinding { try await entry("R02") }

    /// The entry of a rule.
    func entry(_ rule: String) async throws -> CheckedFinding {
        guard let found = try await check().findings.first(where: { $0.finding.rule == rule }) else {
            throw WorldError("\(rule) was not found")
        }
        return found
    }

    /// Puts other vehicles in force and compares the case again.
    func deliver(_ vehicles: [String]) async throws -> VerificationReport {
        guard let snapshots = bureau.snapshots else { throw WorldError("there is no store of snapshots") }
        try CaseWorld.publish(["vehicle": vehicles], asOf: file.test.clock.now.chinaDate, in: snapshots)
        return try await compare()
    }

    /// Makes the report again.
    func compare() async throws -> VerificationReport {
        _ = try await bureau.runJobs(holder: "again", limit: 5)
        _ = try await bureau.compare(caseID, as: .staff(file.officer))
        return try await check().report
    }

    /// Does a run of the centre; what it found about vehicles, and by which decision it is answered.
    func run(_ kind: RunKind) async throws -> [String: String] {
        let started = try await bureau.startRun(
            kind, purpose: "定期核对", as: .staff(file.officer), key: "run-\(UUID().uuidString)")
        guard let id = started.value?.id else { throw WorldError("\(started.reasons)") }
        while try await bureau.runJobs(holder: "run", limit: 50) > 0 {}
        let rows = try await bureau.view(as: .staff(file.officer)) {
            try $0.store.matchLines(
                of: id, rule: nil, status: "hit", suppressed: nil, limit: 1000, offset: 0, in: $0.scope
            ).rows
        }
        return Dictionary(
            rows.filter { $0.match.datasets.contains("vehicle") }.map { ($0.match.rule, $0.match.suppressedBy ?? "") },
            uniquingKeysWith: { first, _ in first })
    }

    func issue(as staff: StaffActor? = nil) async throws -> IssueReport.Issued {
        try await file.ok(
            IssueReport(caseID: caseID, reportID: try await check().reportID), as: staff ?? second)
    }

    func filing(_ text: String = "车是亲戚借名登记的，早已卖掉。", photo: UploadID? = nil) async throws -> FileReportObjection {
        FileReportObjection(
            caseID: caseID, reportID: try await check().reportID, finding: try await car().key, text: text,
            photoID: photo)
    }

    /// Objections until every entry that weighs has one; the receipts in order.
    func contestAll() async throws -> [ReportObjectionReceipt] {
        var receipts: [ReportObjectionReceipt] = []
        while true {
            let check = try await check()
            guard let entry = check.findings.first(where: { $0.isContestable && $0.objection == nil }) else {
                return receipts
            }
            receipts.append(
                try await file.ok(
                    FileReportObjection(
                        caseID: caseID, reportID: check.reportID, finding: entry.key, text: "不是我家的"),
                    as: file.clerk))
        }
    }

    func decision(
        _ receipt: ReportObjectionReceipt, _ isUpheld: Bool, _ reason: String = "交警回函：该车2025年1月已注销。"
    ) -> DecideReportObjection {
        DecideReportObjection(objectionID: receipt.objectionID, seenVersion: 1, isUpheld: isUpheld, reason: reason)
    }

    /// Tasks about vehicles that wait.
    func openVehicleTasks() async throws -> Int {
        try await bureau.view(as: .staff(file.officer)) {
            try $0.store.tasks(isOpen: true, limit: 100, offset: 0, in: $0.scope).rows
        }.count { ["R02", "R03"].contains($0.match.rule) }
    }

    func codes(_ command: some Command, _ staff: StaffActor) async throws -> [String] {
        try await file.codes(command, as: staff)
    }

    func count(_ table: String) async throws -> Int { try await file.count(table) }
}
