package import Casework
package import Primitives
import SQLText

/// Subject of the id of an approval before the check is back.
package enum ProvisionalSubject {}
/// Id of an approval before the check is back.
package typealias ProvisionalID = Identifier<ProvisionalSubject>

/// Where the back-check of a provisional approval stands.
package enum BackCheckState: String, CaseIterable, Codable, Hashable, Sendable {
    /// Sources that could change the outcome have not answered.
    case waiting
    /// What came back speaks against the family; a person settles it after hearing the family.
    case doubtful
    case passes, failsHonestly, failsFalsely

    /// What a person or the program settled it as.
    package init(_ outcome: BackCheckOutcome) {
        self =
            switch outcome {
            case .passes: .passes
            case .failsHonestly: .failsHonestly
            case .failsFalsely: .failsFalsely
            }
    }

    /// Whether nothing more is to be settled.
    package var isSettled: Bool { self != .waiting && self != .doubtful }

    /// The state in words.
    package var chinese: String {
        switch self {
        case .waiting: "等待核对结果"
        case .doubtful: "核对结果有疑问，待查明"
        case .passes: BackCheckOutcome.passes.chinese
        case .failsHonestly: BackCheckOutcome.failsHonestly.chinese
        case .failsFalsely: BackCheckOutcome.failsFalsely.chinese
        }
    }
}

/// An approval before the check is back 容缺审批, from the request to the settled back-check.
package struct ProvisionalRow: Hashable, Sendable {
    /// The row's id.
    package let id: ProvisionalID
    /// The case.
    package let caseID: CaseID
    /// The row's version.
    package internal(set) var version: Int64 = 1
    /// The cause of the sudden cost, as a policy word.
    package var cause: String
    /// The sudden cost that papers prove.
    package var cost: Money
    /// The paper that proves the cost.
    package var proofID: UploadID
    /// The day it was registered.
    package var askedOn: CivilDate
    /// Who registered it.
    package var askedBy: StaffID
    /// What the credit service said; nil when not asked.
    package var credit: CreditStanding?
    /// The day it said so.
    package var creditOn: CivilDate?
    /// The number of its answer.
    package var creditReference: String?
    /// The day the pledge was signed; nil when not.
    package var pledgedOn: CivilDate?
    /// The signed pledge.
    package var pledgeID: UploadID?
    /// SHA-256 of the text that was signed, in hexadecimal.
    package var pledgeHash: String?
    /// The ruling; nil before the approval.
    package var plan: ProvisionalPlan?
    /// The monthly sum approved; zero where the program pays none.
    package var amount: Money?
    /// Who approved.
    package var approvedBy: StaffID?
    /// Where the back-check stands.
    package var check = BackCheckState.waiting
    /// The report the back-check rests on.
    package var checkReportID: ReportID?
    /// The day the back-check became doubtful or was settled.
    package var checkedOn: CivilDate?
    /// The day the program looks for late answers next; nil when it does not.
    package var nextLookOn: CivilDate?
    /// The day the family was heard.
    package var heardOn: CivilDate?
    /// What the family said.
    package var statement: String?
    /// The back-check as settled.
    package var settled: BackCheck?
    /// Who settled it; nil for the program.
    package var settledBy: StaffID?

    /// A request as registered.
    package init(
        id: ProvisionalID, caseID: CaseID, cause: String, cost: Money, proofID: UploadID, askedOn: CivilDate,
        askedBy: StaffID
    ) {
        self.id = id
        self.caseID = caseID
        self.cause = cause
        self.cost = cost
        self.proofID = proofID
        self.askedOn = askedOn
        self.askedBy = askedBy
    }
}

extension StoreTransaction {
    /// The provisional approval of a case within the scope; nil when none was asked for.
    package func provisional(of caseID: CaseID, in scope: Scope) throws -> ProvisionalRow? {
        try sql.first("SELECT * FROM \(scope.table(.provisionalApproval)) AS p WHERE p.case_id = \(caseID)")
            .map(provisionalRow)
    }

    /// Writes a request; the caller has read the case in its scope.
    package func insertProvisional(_ row: ProvisionalRow) throws {
        try sql.execute(
            """
            INSERT INTO provisional_approval (id, case_id, version, cause, cost_fen, proof_id, asked_day, asked_by_id,
            check_state) VALUES (\(row.id), \(row.caseID), 1, \(row.cause), \(row.cost), \(row.proofID),
            \(row.askedOn), \(row.askedBy), \(row.check.rawValue))
            """)
    }

    /// Writes what a provisional approval has become, within the scope and over the version that was read.
    package func updateProvisional(_ row: inout ProvisionalRow, in scope: Scope) throws {
        let statement = try row.statement.map {
            try seal($0, "provisional_approval", "statement", row.id.rawValue)
        }
        let settled = try row.settled.map {
            try seal(Self.json($0), "provisional_approval", "back_check", row.id.rawValue)
        }
        let plan = try row.plan.map { String(decoding: try Self.json($0), as: UTF8.self) }
        try changeOne(
            """
            UPDATE provisional_approval SET version = version + 1, cause = \(row.cause), cost_fen = \(row.cost),
            proof_id = \(row.proofID), asked_day = \(row.askedOn), asked_by_id = \(row.askedBy),
            credit = \(row.credit?.rawValue), credit_day = \(row.creditOn),
            credit_reference = \(row.creditReference), pledge_day = \(row.pledgedOn), pledge_id = \(row.pledgeID),
            pledge_hash = \(row.pledgeHash), plan = \(plan), amount_fen = \(row.amount),
            approved_day = \(row.plan?.approvedOn), approved_by_id = \(row.approvedBy),
            check_state = \(row.check.rawValue), check_report_id = \(row.checkReportID),
            check_day = \(row.checkedOn), next_look_day = \(row.nextLookOn), heard_day = \(row.heardOn),
            statement = \(statement), back_check = \(settled), settled_by_id = \(row.settledBy)
            WHERE id = \(row.id) AND version = \(row.version) AND \(scope.covers(.provisionalApproval))
            """, "The provisional approval")
        row.version += 1
    }

    /// Approvals whose check is awaited and whose next look is due, the longest due first.
    package func dueBackChecks(on day: CivilDate, limit: Int, in scope: Scope) throws -> [ProvisionalRow] {
        try sql.query(
            """
            SELECT p.* FROM \(scope.table(.provisionalApproval)) AS p WHERE p.check_state = 'waiting'
            AND p.plan IS NOT NULL AND p.next_look_day <= \(day) ORDER BY p.next_look_day, p.id LIMIT \(limit)
            """
        ).map(provisionalRow)
    }

    func provisionalRow(_ row: Row) throws -> ProvisionalRow {
        var found = ProvisionalRow(
            id: try row.id("id"), caseID: try row.id("case_id"), cause: try row.text("cause"),
            cost: try row.money("cost_fen"), proofID: try row.id("proof_id"), askedOn: try row.date("asked_day"),
            askedBy: try row.id("asked_by_id"))
        found.version = try row.integer("version")
        found.credit = try row.optionalCode("credit")
        found.creditOn = try row.optionalDate("credit_day")
        found.creditReference = try row.optionalText("credit_reference")
        found.pledgedOn = try row.optionalDate("pledge_day")
        found.pledgeID = try row.optionalID("pledge_id")
        found.pledgeHash = try row.optionalText("pledge_hash")
        found.plan = try row.optionalText("plan").map { try Self.fromJSON(Array($0.utf8)) }
        found.amount = try row.optionalMoney("amount_fen")
        found.approvedBy = try row.optionalID("approved_by_id")
        found.check = try row.code("check_state")
        found.checkReportID = try row.optionalID("check_report_id")
        found.checkedOn = try row.optionalDate("check_day")
        found.nextLookOn = try row.optionalDate("next_look_day")
        found.heardOn = try row.optionalDate("heard_day")
        if try row.optionalBlob("statement") != nil {
            found.statement = try openText(row, "provisional_approval", "statement")
        }
        if try row.optionalBlob("back_check") != nil {
            found.settled = try Self.fromJSON(open(row, "provisional_approval", "back_check"))
        }
        found.settledBy = try row.optionalID("settled_by_id")
        return found
    }
}
