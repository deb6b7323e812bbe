import Casework
import Policies
package import Primitives
import Storage

/// What a determination came to.
package struct DeterminationSummary: Codable, Hashable, Sendable {
    /// The stored determination.
    package var determinationID: DeterminationID
    /// `eligible`, `marginal`, `notEligible` or `undetermined`, as the case's program takes it.
    package var outcome: String
    /// The sum a month; zero where there is none.
    package var amount: Money
    /// The questions that must be answered first; empty unless undetermined.
    package var questions: [QuestionLine]
}

/// A question that could still change a result, and what kind of answer it takes.
package struct QuestionLine: Codable, Hashable, Sendable {
    /// The subject a `FactStatement` names.
    package var subject: String
    /// Which fact of a member it asks for; nil for items.
    package var aspect: MemberAspect?
    /// The question.
    package var question: String
    /// Why it is open.
    package var reason: String
    /// Whether it is answered by a sum; otherwise by yes or no.
    package var takesAmount: Bool

    init(_ question: OpenQuestion) {
        subject = question.subject
        aspect = MemberAspect(question: question.question)
        self.question = question.question
        reason = question.reason
        takesAmount = question.question.contains("多少")
    }
}

/// Computes the case (测算): facts, policy of the day, record under its hash, why-sheet.
///
/// Decides nothing.
///
/// A clerk or the township's reviewer runs it while the case is under investigation; every run is a version of its own.
package struct DetermineCase: Command {
    package static let name = "decision.determine"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// Answers to open questions, each resting on a visit or a paper.
    package var statements: [FactStatement]

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, statements: [FactStatement] = []) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.statements = statements
    }

    /// Answers the outcome; the explanation is `DeterminationView`'s.
    package func run(in context: CommandContext) throws -> Outcome<DeterminationSummary> {
        let file = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipClerk, .townshipReviewer], of: file)
        if file.row.version != seenVersion { refusals.append(.changedMeanwhile) }
        if !file.row.state.isInquiring { refusals.append(.notInvestigating) }
        for statement in statements {
            refusals += DecisionChecks.text(statement.note, field: "statements.\(statement.subject)")
        }
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        let inquiry = try CaseDetermination.inquiry(of: file.row, in: context)
        guard let (report, visit) = inquiry.value else { return .refused(inquiry.reasons) }
        let computed = try compute(file, by: staff, in: context)
        guard let found = computed.value else { return .refused(computed.reasons) }
        let id = try context.store.insertDetermination(
            DeterminationEntry(
                caseID: caseID, factsVersion: file.row.factsVersion, reportID: report.id, visitID: visit.id,
                outcome: found.outcome, amount: found.amount, record: found.record,
                whySheet: found.sheet.plainText, madeBy: staff.staffID, day: context.today),
            at: context.now)
        try context.audit(Self.name, "determination", id.rawValue, region: file.row.region)
        return .done(
            DeterminationSummary(
                determinationID: id, outcome: found.outcome, amount: found.amount,
                questions: found.sheet.questions.map(QuestionLine.init)))
    }

    /// Dibao by its own computation; a program that stands in an order with others by the sorting of the day.
    private func compute(
        _ file: CaseFile, by staff: StaffActor, in context: CommandContext
    ) throws -> Outcome<ComputedDetermination> {
        if file.row.program.isSorted {
            // Its questions name facts of any program, so they have one place to be answered in: the sorting.
            guard statements.isEmpty else { return .refused([.statedInSorting]) }
            let last = try context.store.sortings(of: caseID, last: 1, in: context.scope).first
            let sorting = try CaseSorting(
                file, answers: try last.map { try StoreTransaction.fromJSON($0.entry.answers) } ?? [], in: context)
            // What is still open is answered there next.
            if file.row.state.isBeforeDecision { _ = try sorting.keep(after: last, by: staff, in: context) }
            return try ComputedDetermination.program(sorting.record, by: sorting.sorter, of: file.row, in: context)
        }
        let gathered = try CaseDetermination.gather(file, statements: statements, in: context)
        guard let question = gathered.value else { return .refused(gathered.reasons) }
        return try ComputedDetermination.household(question.facts, question.policy, of: file.row, in: context)
    }
}
