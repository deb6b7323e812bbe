import Casework
import Policies
package import Primitives
import Storage

/// The competent body confirms the case (审核确认, D18): sum and first month are computed, never typed.
///
/// The sum is that of the determination of the present facts, the month the one the policy of the day gives. Surveyors
/// and whoever gave the first opinion may not confirm. A file that lacks a paper of the inquiry is not confirmed; what
/// may follow, follows when the decider says why.
package struct ConfirmCase: Command {
    package static let name = "decision.confirm"
    /// The case.
    package var caseID: CaseID
    /// The version the decider looked at.
    package var seenVersion: Int64
    /// Why a paper that may follow is not in the file yet; empty where nothing is lacking.
    package var lackReason: String

    /// What was granted.
    package struct Granted: Codable, Hashable, Sendable {
        /// The sum a month.
        package var amount: Money
        /// The first month paid.
        package var fromMonth: CalendarMonth
    }

    /// Takes the inputs.
    package init(caseID: CaseID, seenVersion: Int64, lackReason: String = "") {
        self.caseID = caseID
        self.seenVersion = seenVersion
        self.lackReason = lackReason
    }

    /// Answers what was granted.
    package func run(in context: CommandContext) throws -> Outcome<Granted> {
        var file = try CaseFile(caseID, in: context)
        let policy = try context.policies(on: context.today).dibaoPolicy(for: file.row.region, on: context.today)
        let granted = Granted(
            amount: file.surroundings.determination?.amount ?? .zero,
            fromMonth: try policy.firstPayMonth(confirmedOn: context.today))
        let determination = try context.store.latestDetermination(of: caseID, in: context.scope)
        let event = CaseEvent.confirm(amount: granted.amount, fromMonth: granted.fromMonth)
        // What the procedure itself misses is said by it first.
        if file.refusals(of: event, by: context.actor, on: context.today).isEmpty {
            let lacking = try self.lacking(file, in: context)
            guard lacking.isEmpty else { return .refused(lacking) }
        }
        let refusals = try file.apply(
            event, in: context, seenVersion: seenVersion, details: try details(granted, file, in: context))
        guard refusals.isEmpty, let staff = context.actor.staff else { return .refused(refusals) }
        try context.store.insertOpinion(
            OpinionRow(
                id: context.store.ids.next(), caseID: caseID, stage: .confirmation, isPositive: true, reasonCodes: [],
                text: "", determinationID: determination?.id, staffID: staff.staffID, postID: staff.postID,
                day: context.today),
            at: context.now)
        return .done(granted)
    }

    /// What the file lacks; nothing where all of it may follow and the decider says why.
    private func lacking(_ file: CaseFile, in context: CommandContext) throws -> [Reason] {
        let held = Set(
            try context.store.documents(of: caseID, in: context.scope).compactMap { DocumentKind(rawValue: $0.kind) })
        let withheld = ProgramProcedure.of(file.row.program).withheld(
            having: held, isNoticeExempt: file.noticeExemption(on: context.today) != nil)
        let firm = withheld.filter { !ProgramProcedure.mayFollow.contains($0) }
        if !firm.isEmpty { return [.papersLacking(firm)] }
        if !withheld.isEmpty, lackReason.isBlank { return [.papersMayFollow(withheld)] }
        return DecisionChecks.tooLong(lackReason, field: "lackReason")
    }

    private func details(
        _ granted: Granted, _ file: CaseFile, in context: CommandContext
    ) throws -> CaseStepDetails {
        let lines: [DocumentLine] =
            switch file.row.program.payment {
            case .monthly:
                [
                    DocumentLine("保障金额", "每月\(granted.amount.grouped)元"),
                    DocumentLine("起发月份", granted.fromMonth.chineseText),
                ]
            case .once: [DocumentLine("救助金额", "\(granted.amount.grouped)元")]
            case .none: [DocumentLine("认定结果", "认定为\(file.row.program.chinese)，不发放保障金")]
            }
        return CaseStepDetails(
            reason: lackReason, lines: lines,
            paragraphs: ["经审核，您家符合\(file.row.program.chinese)条件，予以确认。家庭人口、收入、财产有变化的，请及时告诉乡镇（街道）。"]
                + (try RemedyText.paragraphs(of: file.row, in: context)))
    }
}

extension Reason {
    /// Papers that the decision rests on are not in the file.
    static func papersLacking(_ kinds: [DocumentKind]) -> Reason {
        Reason(
            "papersLacking", "案卷还缺：\(kinds.map(\.chinese).joined(separator: "、"))。这些是决定的依据，不能容缺。请补齐，或者退回乡镇。",
            "The file lacks \(kinds.map(\.rawValue).joined(separator: ", ")), on which the decision rests. Complete it."
        )
    }
    /// Papers that may follow are not in the file, and nobody said why.
    static func papersMayFollow(_ kinds: [DocumentKind]) -> Reason {
        Reason(
            "papersMayFollow", field: "lackReason",
            "案卷还缺：\(kinds.map(\.chinese).joined(separator: "、"))。可以先确认、后补齐，请写明原因。",
            "The file lacks \(kinds.map(\.rawValue).joined(separator: ", ")). It may follow: say why.")
    }
}
