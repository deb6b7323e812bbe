import Casework
package import Primitives
package import Storage

/// Registers that a family may be approved before the check is back (容缺审批登记): cause, sudden cost, and its proof.
///
/// Registered again before the approval it replaces what was there, and credit and pledge are asked anew.
package struct AskProvisional: Command {
    package static let name = "fastPaths.askProvisional"
    /// The case.
    package var caseID: CaseID
    /// The cause, as a policy word.
    package var cause: String
    /// The sudden cost that the papers prove.
    package var cost: Money
    /// The paper, a file of the case.
    package var proofID: UploadID

    /// Takes the inputs.
    package init(caseID: CaseID, cause: String, cost: Money, proofID: UploadID) {
        self.caseID = caseID
        self.cause = cause
        self.cost = cost
        self.proofID = proofID
    }

    /// Answers the request's id.
    package func run(in context: CommandContext) throws -> Outcome<ProvisionalID> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipClerk], of: file)
        if ![.accepted, .investigating].contains(file.row.state) { refusals.append(.provisionalStateWrong) }
        if !ProgramProcedure.of(file.row.program).allowsProvisional || !ProvisionalStanding.computes(file.row.program) {
            refusals.append(.provisionalProgramUnsuitable)
        }
        refusals += try FastPathChecks.paper(proofID, of: file, in: context)
        if let terms = try ProvisionalStanding.terms(of: file, in: context) {
            let request = ProvisionalRequest(
                cause: cause, cost: cost, reportOutstanding: true, credit: nil, creditAskedOn: nil, pledgedOn: nil,
                appraisal: nil)
            // Only the trigger is judged here; what comes later is judged when it is there.
            let trigger = Set([ProvisionalReason.causeUnsuitable, .costBelowTrigger].map(StatedRefusal.code(of:)))
            refusals += request.assess(on: context.today, isNoticeExempt: false, terms: terms, count: file.count)
                .refusals.filter { trigger.contains($0.code) }.map { Reason($0) }
        } else {
            refusals.append(.provisionalNotOffered)
        }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        let id = try write(by: staff.staffID, in: context)
        try context.audit(Self.name, "case", caseID.rawValue, region: file.row.region)
        return .done(id)
    }

    private func write(by staff: StaffID, in context: CommandContext) throws -> ProvisionalID {
        if var row = try context.store.provisional(of: caseID, in: context.scope) {
            (row.cause, row.cost, row.proofID) = (cause, cost, proofID)
            (row.askedOn, row.askedBy) = (context.today, staff)
            (row.credit, row.creditOn, row.creditReference) = (nil, nil, nil)
            (row.pledgedOn, row.pledgeID, row.pledgeHash) = (nil, nil, nil)
            try context.store.updateProvisional(&row, in: context.scope)
            return row.id
        }
        let row = ProvisionalRow(
            id: context.store.ids.next(), caseID: caseID, cause: cause, cost: cost, proofID: proofID,
            askedOn: context.today, askedBy: staff)
        try context.store.insertProvisional(row)
        return row.id
    }
}
