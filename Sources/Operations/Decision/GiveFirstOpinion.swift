package import Casework
import FoundationEssentials
import Policies
package import Primitives
import Storage
import Verification

/// The township's reviewer signs the first opinion (初审意见, D14), naming every source that stayed silent.
///
/// It rests on a determination of the present facts, report and visit. Nothing that is still open is held against a
/// family: while questions are open, only reasons that do not concern income or property carry a negative opinion.
package struct GiveFirstOpinion: Command {
    package static let name = "decision.giveFirstOpinion"
    /// The case.
    package var caseID: CaseID
    /// The version the reviewer looked at.
    package var seenVersion: Int64
    /// Which way it goes.
    package var direction: OpinionDirection
    /// The reasons of a negative opinion.
    package var reasonCodes: [ReasonCode]
    /// The opinion in words.
    package var text: String
    /// Codes of the datasets that the reviewer names as silent.
    package var silentSourcesNamed: [String]

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, direction: OpinionDirection, reasonCodes: [ReasonCode] = [],
        text: String = "", silentSourcesNamed: [String] = []
    ) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.direction = direction
        self.reasonCodes = reasonCodes
        self.text = text
        self.silentSourcesNamed = silentSourcesNamed
    }

    /// Answers the case's state afterwards.
    package func run(in context: CommandContext) throws -> Outcome<CaseState> {
        var file = try CaseFile(caseID, in: context)
        let event = CaseEvent.giveFirstOpinion(
            direction, reasonCodes: reasonCodes, silentSourcesNamed: silentSourcesNamed)
        let determination = try context.store.latestDetermination(of: caseID, in: context.scope)
        let problems = try self.problems(file, determination, in: context)
        guard problems.isEmpty, let staff = context.actor.staff else {
            return .refused(file.refusals(of: event, by: context.actor, on: context.today) + problems)
        }
        let refusals = try file.apply(
            event, in: context, seenVersion: seenVersion,
            details: CaseStepDetails(
                reason: text, lines: lines(determination, of: file.row.program), paragraphs: paragraphs))
        guard refusals.isEmpty else { return .refused(refusals) }
        try context.store.insertOpinion(
            OpinionRow(
                id: context.store.ids.next(), caseID: caseID, stage: .firstOpinion, isPositive: direction == .positive,
                reasonCodes: reasonCodes.map(\.rawValue), text: text, determinationID: determination?.id,
                staffID: staff.staffID, postID: staff.postID, day: context.today),
            at: context.now)
        return .done(file.row.state)
    }

    private func problems(
        _ file: CaseFile, _ determination: DeterminationRow?, in context: CommandContext
    ) throws -> [Reason] {
        var found: [Reason] = []
        if direction == .negative { found += DecisionChecks.text(text, field: "text") }
        if text.count > DecisionChecks.textLimit { found.append(.textTooLong("text", DecisionChecks.textLimit)) }
        let report = try context.store.reports(of: caseID, in: context.scope)
            .first { $0.entry.factsVersion == file.row.factsVersion }
        if let day = report?.entry.validUntil, day < context.today { found.append(.reportExpired(day)) }
        let visit = try context.store.visits(of: caseID, in: context.scope).last { $0.purpose != .county }
        found += try CaseDetermination.recheckRefusals(of: caseID, latest: visit, in: context)
        found += try StandingReport(file, in: context)?.opinionRefusals(direction) ?? []
        guard let determination else { return found }
        if report?.id != determination.entry.reportID || visit?.id != determination.entry.visitID {
            found.append(.determinationOutdated)
        }
        if direction == .positive, (report?.entry.conflicts ?? 0) > 0, text.allSatisfy(\.isWhitespace) {
            found.append(.conflictsUnanswered)
        }
        return found + (try weighing(determination, of: file.row.program))
    }

    /// Whether the determination carries what the opinion says of income and property.
    private func weighing(_ determination: DeterminationRow, of program: Program) throws -> [Reason] {
        let record = try DeterminationRecord(bytes: determination.entry.record)
        if !record.speaks(of: program) { return [.determinationOfAnotherProgram] }
        let restsOnSums = direction == .positive || reasonCodes.contains(where: ReasonCode.computed.contains)
        guard restsOnSums else { return [] }
        switch determination.entry.outcome {
        case "undetermined": return [.questionsOpen(try record.openQuestions.map(\.question))]
        case "eligible" where direction == .negative: return [.reasonContradictsDetermination]
        case _ where direction == .negative: return record.higherClass.map { [.fitsHigherClass($0)] } ?? []
        default: return []
        }
    }

    private func lines(_ determination: DeterminationRow?, of program: Program) -> [DocumentLine] {
        var lines = [DocumentLine("初审意见", direction == .positive ? "拟予确认" : "拟不予确认")]
        if direction == .positive, let determination, determination.entry.amount > .zero {
            let sum = "\(determination.entry.amount.grouped)元"
            lines.append(DocumentLine("测算金额", program.payment == .once ? "一次\(sum)" : "每月\(sum)"))
        }
        return lines
    }

    private var paragraphs: [String] {
        reasonCodes.map { "\($0.chinese)（\($0.clause)）。" } + (text.isEmpty ? [] : [text])
            + (silentSourcesNamed.isEmpty
                ? [] : ["以下来源未答复，未答复不等于没有：\(silentSourcesNamed.joined(separator: "、"))。"])
    }
}

extension ReasonCode {
    /// The reasons that a computation must carry.
    static let computed: Set<ReasonCode> = [
        .incomeNotBelowStandard, .propertyOverLimit, .expenseBelowLimit, .labourAbilityPresent, .ableObligor,
    ]
}

extension DeterminationRecord {
    /// Whether it decides the program that a case asks for.
    func speaks(of program: Program) -> Bool {
        switch self {
        case .household: !program.isSorted
        case .program(let record): record.program == program.pack
        }
    }

    /// The questions that could still change the outcome.
    var openQuestions: [OpenQuestion] {
        get throws {
            switch self {
            case .household(let record):
                if case .undetermined(let open) = try Determination.decide(record.facts, record.policy).outcome {
                    open
                } else {
                    []
                }
            case .program(let record): record.entry.questions
            }
        }
    }

    /// The higher class that the household fits instead, by its title; nil where none shuts the program out.
    var higherClass: String? {
        guard case .program(let record) = self, case .excluded(let other) = record.entry.outcome else { return nil }
        return record.sorting.sorting[other].flatMap { $0.outcome == .eligible ? $0.title : nil }
    }
}
