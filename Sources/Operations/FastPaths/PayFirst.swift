package import Casework
package import Primitives
import Storage

/// The township helps first and asks for papers afterwards (先行救助, E02), from its own reserve.
///
/// Danger to life or basic living is stated, the sum is within the ceiling and the reserve, somebody receives it before
/// a witness. The reserve's entry, the case's step and the register are one transaction.
package struct PayFirst: Command {
    package static let name = "fastPaths.payFirst"
    /// The case.
    package var caseID: CaseID
    /// The version the person looked at.
    package var seenVersion: Int64
    /// When the emergency was reported.
    package var reportedAt: Instant
    /// The danger; nil when none is stated.
    package var emergency: EmergencyKind?
    /// The sum.
    package var amount: Money
    /// Who receives it.
    package var recipient: String
    /// Whether the recipient signs.
    package var recipientSigns: Bool
    /// Who saw the money handed over.
    package var witnesses: [String]
    /// The county's consent to helping the same cause twice in a year, by its number; empty when there is none.
    package var countyConsent: String

    /// Takes the inputs.
    package init(
        caseID: CaseID, seenVersion: Int64, reportedAt: Instant, emergency: EmergencyKind?, amount: Money,
        recipient: String, recipientSigns: Bool, witnesses: [String], countyConsent: String = ""
    ) {
        (self.caseID, self.seenVersion, self.reportedAt) = (caseID, seenVersion, reportedAt)
        (self.emergency, self.amount, self.recipient) = (emergency, amount, recipient)
        (self.recipientSigns, self.witnesses, self.countyConsent) = (recipientSigns, witnesses, countyConsent)
    }

    /// Answers the plan: what was paid, and which papers are owed until when.
    package func run(in context: CommandContext) throws -> Outcome<AidFirstPlan> {
        let asked = try CaseFile(caseID, in: context)
        var refusals = DecisionChecks.signer(context, [.townshipReviewer], of: asked)
        if asked.row.program != .temporaryRelief { refusals.append(.aidFirstProgramUnsuitable) }
        if reportedAt > context.businessNow { refusals.append(.reportedInFuture) }
        refusals += DecisionChecks.text(recipient, field: "recipient", limit: 60)
            .filter { $0.code != Reason.textMissing("recipient").code }
        let request = try request(asked, in: context)
        let ruling = try assess(request, asked, in: context)
        refusals += ruling.refusals.map { Reason($0) }
        if refusals.isEmpty, asked.side.aidFirstRow != nil { refusals.append(.aidFirstDone) }
        guard refusals.isEmpty, let plan = ruling.value, let staff = context.actor.staff else {
            return .refused(refusals + (try FastPathSteps.refusals(of: .payFirst, asked, in: context)))
        }
        let entry = try register(asked, request, plan, by: staff, in: context)
        var file = try CaseFile(caseID, in: context)
        let moved = try file.apply(
            .payFirst(amount: amount), in: context, seenVersion: seenVersion,
            details: CaseStepDetails(
                lines: [
                    DocumentLine("登记编号", entry.number), DocumentLine("紧急情形", emergency?.chinese ?? ""),
                    DocumentLine("报告时间", reportedAt.chinaTimeText),
                    DocumentLine("支付时间", entry.paidAt.chinaTimeText),
                    DocumentLine("先行救助金额", "\(amount.grouped)元（备用金）"), DocumentLine("领款人", recipient),
                    DocumentLine("见证人", witnesses.isEmpty ? "本人签字" : witnesses.joined(separator: "、")),
                    DocumentLine("手续补齐期限", plan.papersDue.chineseText),
                ] + (countyConsent.isBlank ? [] : [DocumentLine("县级同意", countyConsent)])))
        return moved.isEmpty ? .done(plan) : .refused(moved)
    }

    private func request(_ file: CaseFile, in context: CommandContext) throws -> AidFirstRequest {
        let newYear = try CivilDate(year: context.today.year, month: 1, day: 1)
        let wasHelped =
            try emergency.map {
                try context.store.wasAidedFirst(
                    file.row.familyID, for: $0, since: newYear, except: caseID, in: context.scope)
            } ?? false
        return AidFirstRequest(
            emergency: emergency, amount: amount, recipient: recipient, recipientSigns: recipientSigns,
            witnesses: witnesses, causeHelpedThisYear: wasHelped, countyAgreed: !countyConsent.isBlank)
    }

    private func assess(
        _ request: AidFirstRequest, _ file: CaseFile, in context: CommandContext
    ) throws -> Ruling<AidFirstPlan> {
        let township = file.row.region.ancestor(at: .township) ?? file.row.region
        let terms = try AidFirstTerms(
            context.policies(on: context.today), region: file.row.region, on: context.today)
        let balance = try context.store.reserveBalance(of: township, in: context.scope)
        return request.assess(
            reserve: TownshipReserve(holding: balance, on: context.today), reportedAt: reportedAt, on: context.today,
            terms: terms, count: file.count)
    }

    private func register(
        _ file: CaseFile, _ request: AidFirstRequest, _ plan: AidFirstPlan, by staff: StaffActor,
        in context: CommandContext
    ) throws -> AidFirstRow {
        let township = file.row.region.ancestor(at: .township) ?? file.row.region
        let year = context.today.year
        let sequence = try context.store.nextNumber(series: "aidFirst", region: township, year: year)
        let row = AidFirstRow(
            id: context.store.ids.next(), caseID: caseID, township: township,
            number: "XX\(township.text)-\(year)-\(sequence.padded(4))", reportedAt: reportedAt,
            paidAt: context.businessNow, paidOn: context.today, paidBy: staff.staffID, request: request, plan: plan)
        try context.store.insertAidFirst(row)
        return row
    }
}

extension TownshipReserve {
    /// A reserve of which only what is there is known.
    init(holding balance: Money, on day: CivilDate) {
        self.init()
        guard balance > .zero else { return }
        self = adding(Entry(kind: .filledUp, amount: balance, on: day, reference: "")) ?? self
    }
}

/// The township's money for aid first.
enum AidFirsts {
    /// Takes a sum out of the reserve for a case; what is not there is an error, since the ruling has looked.
    static func pay(_ amount: Money, of file: CaseFile, actor: Actor, in context: CommandContext) throws {
        let township = file.row.region.ancestor(at: .township) ?? file.row.region
        guard let staff = actor.staff,
            try context.store.addReserveEntry(
                TownshipReserve.Entry(kind: .paidOut, amount: amount, on: context.today, reference: file.row.number),
                to: township, for: file.row.id, by: staff.staffID, at: context.now, in: context.scope) != nil
        else { throw StoreError(.changedMeanwhile, "The reserve changed since the aid was judged.") }
        try context.audit(
            "reserve.paidOut", "case", file.row.id.rawValue, region: township, payload: "{\"fen\":\(amount.fen)}")
    }
}

extension Reason {
    static let aidFirstProgramUnsuitable = Reason(
        "aidFirstProgramUnsuitable", "先行救助只用于临时救助。请先改按临时救助办理。",
        "Aid first belongs to temporary relief. Change the program first.")
    static let aidFirstDone = Reason("aidFirstDone", "本案已经先行救助过。", "This case was aided first already.")
    static let reportedInFuture = Reason(
        "reportedInFuture", field: "reportedOn", "报告时间晚于现在。请核对。", "The report lies in the future. Correct it.")
}
