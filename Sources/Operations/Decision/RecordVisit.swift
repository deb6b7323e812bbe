import Casework
package import Primitives
package import Storage

/// Who went along: staff with an account, or a grid worker by name.
package enum SecondVisitor: Codable, Hashable, Sendable {
    case staff(StaffID)
    case named(String)

    /// Who that is, beside the person who is signed in, or why it cannot be.
    func found(
        beside staff: StaffActor, in context: CommandContext
    ) throws -> (id: StaffID?, name: String, problems: [Reason]) {
        switch self {
        case .staff(let id):
            if id == staff.staffID { return (id, staff.name, [.secondVisitorSame]) }
            guard let name = try context.store.staffName(id) else { return (nil, "", [.secondVisitorUnknown]) }
            return (id, name, [])
        case .named(let name):
            let trimmed = name.filter { !$0.isWhitespace }
            if trimmed.isEmpty || trimmed.count > 40 { return (nil, trimmed, [.secondVisitorUnknown]) }
            return (nil, trimmed, trimmed == staff.name ? [.secondVisitorSame] : [])
        }
    }
}

/// Records a household visit (D10; D17 for the county): two different people, neither related, both sides signed.
///
/// Photos, place, who was seen and what neighbours said are judged by `HouseholdVisit` under the terms of the day.
/// The recorder is the first visitor. `investigation` and `recheck` are recorded by clerks and grid workers while the
/// case is under investigation, `county` by a county reviewer after the visit was ordered.
package struct RecordVisit: Command {
    package static let name = "decision.recordVisit"
    /// The case.
    package var caseID: CaseID
    /// The version the visitor looked at.
    package var seenVersion: Int64
    /// Why.
    package var purpose: VisitPurpose
    /// The day of the visit.
    package var visitedOn: CivilDate
    /// Who else went.
    package var secondVisitor: SecondVisitor
    /// Who signed for the household; empty when nobody would.
    package var householdSigner: String
    /// What was found.
    package var findings: VisitFindings

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, purpose: VisitPurpose, visitedOn: CivilDate, secondVisitor: SecondVisitor,
        householdSigner: String, findings: VisitFindings
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.purpose = purpose
        self.visitedOn = visitedOn
        self.secondVisitor = secondVisitor
        self.householdSigner = householdSigner
        self.findings = findings
    }

    /// Answers the visit's id.
    package func run(in context: CommandContext) throws -> Outcome<VisitID> {
        guard let staff = context.actor.staff else { return .refused([.notAllowed]) }
        var file = try CaseFile(caseID, in: context)
        let second = try secondVisitor.found(beside: staff, in: context)
        let visit = try visit(of: staff, and: second.id, on: file, in: context)
        let ruling = visit.assess(
            related: file.surroundings.relatedStaff, deciders: Set(file.surroundings.opinion.map { [$0.by] } ?? []),
            acceptedOn: file.row.acceptedDay, on: context.today,
            terms: try VisitTerms(
                context.policies(on: context.today), program: file.row.program, region: file.row.region,
                on: context.today))
        let problems =
            purposeProblems(staff) + second.problems + (try contentProblems(file, in: context))
            + ruling.refusals.map { Reason($0, field: Self.fields[$0.code]) }
        func event(_ fact: VisitFact) -> CaseEvent {
            purpose == .county ? .countyVisitRecorded(fact) : .visitRecorded(fact)
        }
        guard problems.isEmpty, let fact = ruling.value else {
            // What is wrong with the visit is said already; the machine adds what is wrong with the step.
            let sound = VisitFact(
                visitors: [staff.staffID, StaffID(0)], on: context.today, householdSigned: true, visitorsSigned: true)
            return .refused(problems + file.refusals(of: event(sound), by: context.actor, on: context.today))
        }
        let refusals = try file.apply(
            event(fact), in: context, seenVersion: seenVersion,
            details: CaseStepDetails(
                lines: [
                    DocumentLine("入户日期", visitedOn.chineseText),
                    DocumentLine("调查人", "\(staff.name)、\(second.name)"), DocumentLine("家庭签字", householdSigner),
                    DocumentLine("邻里访问", "\(findings.neighbours.count)户"),
                ],
                paragraphs: [findings.livingConditions, findings.housing, findings.incomeRemarks].filter { !$0.isEmpty }
            ))
        guard refusals.isEmpty else { return .refused(refusals) }
        try recordNeighbours(file, by: "\(staff.name)、\(second.name)", in: context)
        let id: VisitID = context.store.ids.next()
        try context.store.insertVisit(
            VisitRow(
                id: id, caseID: caseID, purpose: purpose, visitedOn: visitedOn, firstVisitorID: staff.staffID,
                secondVisitorID: second.id, secondVisitorName: second.name, householdSigner: householdSigner,
                findings: try StoreTransaction.json(findings)),
            at: context.now)
        return .done(id)
    }

    private func purposeProblems(_ staff: StaffActor) -> [Reason] {
        let isCounty = staff.role == .countyReviewer
        if purpose == .county, !isCounty { return [.purposeUnsuitable("县级入户核查由县级人员记录。")] }
        if purpose != .county, isCounty { return [.purposeUnsuitable("县级人员只记录县级入户核查。")] }
        return []
    }

    private func contentProblems(_ file: CaseFile, in context: CommandContext) throws -> [Reason] {
        var found = neighbourProblems()
        for (text, field) in [
            (findings.livingConditions, "livingConditions"), (findings.housing, "housing"),
            (findings.incomeRemarks, "incomeRemarks"),
        ]
        where text.count > DecisionChecks.textLimit { found.append(.textTooLong(field, DecisionChecks.textLimit)) }
        if householdSigner.count > 40 { found.append(.textTooLong("householdSigner", 40)) }
        let held = Set(try context.store.uploads(of: caseID, in: context.scope).map(\.id))
        if !held.isSuperset(of: findings.photoIDs) { found.append(.photoUnknown) }
        let numbers = file.row.form.members.map(\.number)
        if !findings.members.allSatisfy({ numbers.contains($0.number) && $0.note.count <= DecisionChecks.textLimit }) {
            found.append(.textMissing("members"))
        }
        return found
    }
}
