import Casework
import Policies
import Primitives
import Verification

/// The rows of the table at `HouseholdFacts.init(_:region:on:)`, one function each.
///
/// Departments' answers come by the facts they feed (`feeds:` of the catalogue's `report.yaml`), never by the name of a
/// dataset or a rule.
struct CaseFactMap {
    let known: CaseKnowledge
    let day: CivilDate

    var form: ApplicationForm { known.form }
    var declared: FactSource { .declared(on: known.submittedOn) }
    /// The applicant's key, under which figures of the whole family stand.
    var applicant: String { HouseholdFacts.key(of: form.applicant?.number ?? form.members.first?.number ?? 1) }

    func key(_ member: DeclaredMember) -> String { HouseholdFacts.key(of: member.number) }

    /// The report's line for a fact, of a member or of the family.
    func line(_ feed: ReportFeed, _ member: String? = nil) -> ReportLine? {
        known.report?.lines.first { $0.feeds == feed && $0.member == member }
    }

    /// What the sources hold for a fact; nil when none answered.
    func found(_ feed: ReportFeed, _ member: String? = nil) -> Int64? { line(feed, member)?.found?.value }

    /// Whether a source shows the fact for a member.
    func shows(_ feed: ReportFeed, _ member: String) -> Bool { (found(feed, member) ?? 0) > 0 }

    /// The source of what was found for a fact.
    func source(_ feed: ReportFeed) -> FactSource {
        let lines = known.report?.lines.filter { $0.feeds == feed } ?? []
        let datasets = lines.first?.datasets ?? []
        let answers = known.report?.answers.filter { datasets.contains($0.dataset) && $0.asOf != nil } ?? []
        let answer = answers.first { $0.dataset == datasets.first } ?? answers.first
        if let above = answers.first(where: { $0.exchange != nil && $0.status == .hit && $0.openRecords == nil }) {
            let here = answers.first { $0.exchange == nil && $0.status == .hit }
            return .dataset(
                [here?.title, above.title].compactMap(\.self).joined(separator: "、"),
                asOf: [here?.asOf, above.asOf].compactMap(\.self).min() ?? day)
        }
        return .dataset(
            answer?.title ?? lines.first?.title ?? feed.rawValue, asOf: answer?.asOf ?? known.report?.asOf ?? day)
    }

    /// Why the sources of a fact say nothing of a member; nil when all of them answered.
    ///
    /// A family's figure is asked of every member, so a member's silence is found at the family's line too. A report
    /// whose lines do not say what they feed (schema 1) answers nothing here.
    func silence(_ feed: ReportFeed, _ member: String) -> String? {
        guard let report = known.report else { return "核对结果还没有返回" }
        guard let line = line(feed, member) ?? line(feed, nil) else {
            return report.schemaVersion < VerificationReport.presentSchema
                ? "核对报告是以前的格式，请重新核对" : "当地的核对目录没有这一项"
        }
        let asked = report.answers.filter { line.datasets.contains($0.dataset) && $0.member == member }
        if let answer = asked.first(where: \.status.isSilent) {
            return "\(answer.title)未答复：\(answer.reason ?? "原因不明")"
        }
        if let answer = asked.first(where: { $0.openRecords != nil }) {
            return "\(answer.title)：\(answer.openRecords ?? "")"
        }
        // A family's figure waits for whoever was not asked; of a member of whom the sources hold nothing it is known.
        let holdsNothing =
            line.member == nil && !line.isComplete && !asked.isEmpty && asked.allSatisfy { $0.status == .noHit }
        return line.found == nil && !holdsNothing ? "\(line.title)没有算出来，请核对原始记录" : nil
    }

    /// A declared sum as a fact.
    func fact(_ amount: DeclaredAmount) -> Fact<Money> {
        amount.money.map { .known($0, declared) } ?? .unknown(reason: "申报时说不清数额")
    }

    var expenses: [ExpenseItem] {
        form.expenses.enumerated().map { index, item in
            let kind: ExpenseItem.Kind =
                switch item.kind {
                case .medical: .medical
                case .education: .education
                case .rehabilitation: .rehabilitation
                case .housing: .housing
                case .disaster: .disaster
                case .care, .other: .other
                }
            let yearly = item.amount.perYear.map { DeclaredAmount.yearly($0) } ?? item.amount
            return ExpenseItem(
                key: "expense-\(index + 1)", member: HouseholdFacts.key(of: item.memberNumber), kind: kind,
                amount: fact(yearly))
        }
    }
}
