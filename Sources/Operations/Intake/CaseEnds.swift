import Casework
package import Primitives
import Storage

/// The application belongs elsewhere and goes there with its reason (article 60 of Order 649).
package struct TransferCase: Command {
    /// The verb's name.
    package static let name = "intake.transfer"
    /// The case.
    package let caseID: CaseID
    /// The version the clerk looked at.
    package let seenVersion: Int64
    /// The township, county or other region that is competent.
    package let target: RegionCode
    /// Why.
    package let reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, target: RegionCode, reason: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.target = target
        self.reason = reason
    }

    /// The reason is printed on the notice.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        guard !reason.allSatisfy(\.isWhitespace) else { return .refused([.reasonMissing]) }
        let name = try context.store.regionPath(target, from: .city).joined()
        return try CaseStep.perform(
            .transfer(to: target), on: caseID, seenVersion: seenVersion,
            details: CaseStepDetails(
                reason: reason, lines: [DocumentLine("转往", name), DocumentLine("转办原因", reason)]),
            in: context)
    }
}

/// The family takes its application back, or leaves the assistance it has.
package struct WithdrawCase: Command {
    /// The verb's name.
    package static let name = "intake.withdraw"
    /// The case.
    package let caseID: CaseID
    /// The version that was looked at.
    package let seenVersion: Int64
    /// Why, in the family's words; may be empty.
    package let reason: String
    /// In whose hand it lies when staff take it down; nil as the post has it.
    package let hand: FamilyHand?

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, reason: String, hand: FamilyHand? = nil) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reason = reason
        self.hand = hand
    }

    /// By the account that filed it, by a clerk at the family's request, or by its agent under a mandate.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        guard let row = try context.store.caseRow(caseID, in: context.scope) else { return .refused([.notFound]) }
        let rule = try FamilyHandRule(hand, of: .withdraw, on: row, in: context)
        guard rule.reasons.isEmpty else { return .refused(rule.reasons) }
        return try CaseStep.perform(
            .withdraw, on: caseID, seenVersion: seenVersion,
            details: CaseStep.endDetails(rule.saying(reason.isEmpty ? "本人撤回" : reason)), in: context)
    }
}

/// The inquiry could not be completed because the family did not cooperate; a reviewer signs it with the reason.
package struct EndForNonCooperation: Command {
    /// The verb's name.
    package static let name = "intake.endNonCooperation"
    /// The case.
    package let caseID: CaseID
    /// The version the reviewer looked at.
    package let seenVersion: Int64
    /// What was tried and what happened.
    package let reason: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, reason: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.reason = reason
    }

    /// Refused while the time for a supplement still runs.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        try CaseStep.perform(
            .endNonCooperation(reason: reason), on: caseID, seenVersion: seenVersion,
            details: CaseStep.endDetails(reason), in: context)
    }
}

/// The applicant has died; before a decision the case ends, and others of the family may apply.
package struct EndForDeath: Command {
    /// The verb's name.
    package static let name = "intake.endDeath"
    /// The case.
    package let caseID: CaseID
    /// The version the reviewer looked at.
    package let seenVersion: Int64
    /// The day of death.
    package let day: CivilDate
    /// How it became known.
    package let source: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, day: CivilDate, source: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.day = day
        self.source = source
    }

    /// The death is recorded in the object library as well.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        guard !source.allSatisfy(\.isWhitespace) else { return .refused([.reasonMissing]) }
        var file = try CaseFile(caseID, in: context)
        if let applicant = file.members.first(where: { $0.relation == .applicant }) {
            try context.store.recordDeath(of: applicant.personID, on: day, in: context.scope)
        }
        let refusals = try file.apply(
            .endDeath(on: day), in: context, seenVersion: seenVersion,
            details: CaseStep.endDetails("申请人于\(day.chineseText)去世（\(source)）"))
        return refusals.isEmpty ? .done(CaseStepDone(file)) : .refused(refusals)
    }
}

/// The family has moved away; it may apply where it lives now.
package struct EndForMove: Command {
    /// The verb's name.
    package static let name = "intake.endMoved"
    /// The case.
    package let caseID: CaseID
    /// The version the reviewer looked at.
    package let seenVersion: Int64
    /// Where it lives now.
    package let target: RegionCode
    /// How it became known.
    package let source: String

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, target: RegionCode, source: String) {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.target = target
        self.source = source
    }

    /// A move within the township is refused by the machine.
    package func run(in context: CommandContext) throws -> Outcome<CaseStepDone> {
        guard !source.allSatisfy(\.isWhitespace) else { return .refused([.reasonMissing]) }
        let place = try context.store.regionPath(target, from: .city).joined()
        return try CaseStep.perform(
            .endMoved(to: target), on: caseID, seenVersion: seenVersion,
            details: CaseStep.endDetails("家庭已迁往\(place)（\(source)）"), in: context)
    }
}
