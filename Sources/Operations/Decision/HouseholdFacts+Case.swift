package import Casework
package import Policies
package import Primitives
import Storage
package import Verification

/// What a case knows about a household on the day of a determination.
package struct CaseKnowledge: Sendable {
    /// The declaration, frozen on submission.
    package var form: ApplicationForm
    /// The day it was submitted.
    package var submittedOn: CivilDate
    /// The latest verification report; nil while it is awaited.
    package var report: VerificationReport?
    /// What the visitors found.
    package var visit: VisitFindings
    /// The day of the visit.
    package var visitedOn: CivilDate
    /// Urban or rural, from the family's file; nil when it does not say.
    package var area: ResidenceArea?

    /// Takes the parts.
    package init(
        form: ApplicationForm, submittedOn: CivilDate, report: VerificationReport?, visit: VisitFindings,
        visitedOn: CivilDate, area: ResidenceArea?
    ) {
        self.form = form
        self.submittedOn = submittedOn
        self.report = report
        self.visit = visit
        self.visitedOn = visitedOn
        self.area = area
    }
}

extension HouseholdFacts {
    /// The facts a determination rests on, out of what was declared, what departments answered and what visitors saw.
    ///
    /// | Declared | Department | Fact |
    /// |---|---|---|
    /// | known | answers less or the same | declared, source 本人申报 |
    /// | known or not | answers more | found, source the dataset with its day |
    /// | nothing | answers "none" | no item: nothing is there |
    /// | income known | silent | declared; the silence is named in the first opinion |
    /// | income nothing | silent, 16 or older | unknown amount with the reason |
    /// | property, any | silent | declared items, and `PropertyItem.silence` for the member |
    /// | sum not known | answers nothing more | unknown amount |
    ///
    /// Visitors' sightings come before the declaration for illness, ability to work, care and employment. A
    /// department's figures for a whole family (cars, homes, deposits) stand at the applicant. Silence is never 0 or
    /// "no".
    package init(_ known: CaseKnowledge, region: RegionCode, on day: CivilDate) {
        let map = CaseFactMap(known: known, day: day)
        self.init(
            decisionDay: day, region: region, members: known.form.members.map(map.member),
            income: known.form.members.flatMap(map.income), property: map.property, expenses: map.expenses)
    }

    /// The key by which facts, reports and statements name a member of a form.
    package static func key(of number: Int) -> String { "m\(number)" }
}

/// The rows of the table above, one function each.
struct CaseFactMap {
    let known: CaseKnowledge
    let day: CivilDate

    var form: ApplicationForm { known.form }
    var declared: FactSource { .declared(on: known.submittedOn) }
    /// The applicant's key, under which figures of the whole family stand.
    var applicant: String { HouseholdFacts.key(of: form.applicant?.number ?? form.members.first?.number ?? 1) }

    func key(_ member: DeclaredMember) -> String { HouseholdFacts.key(of: member.number) }

    /// A source's answer for a member; nil when it was not asked.
    func answer(_ dataset: String, _ member: String) -> SourceAnswer? {
        known.report?.answers.first { $0.dataset == dataset && $0.member == member }
    }

    /// Why a source says nothing of a member; nil when it answered.
    func silence(_ dataset: String, _ member: String) -> String? {
        if known.report == nil { return "核对结果还没有返回" }
        guard let answer = answer(dataset, member) else { return "没有向“\(dataset)”查询" }
        guard answer.status == .noAnswer || answer.status == .error else { return nil }
        return "\(answer.title)未答复：\(answer.reason ?? "原因不明")"
    }

    /// The source of what a dataset answered.
    func source(_ dataset: String) -> FactSource {
        let answer = known.report?.answers.first { $0.dataset == dataset && $0.asOf != nil }
        return .dataset(answer?.title ?? dataset, asOf: answer?.asOf ?? known.report?.asOf ?? day)
    }

    /// What the sources hold for a line of the report; nil when none answered.
    func found(_ item: String, _ member: String? = nil) -> Int64? {
        known.report?.lines.first { $0.item == item && $0.member == member }?.found?.value
    }

    /// How much a finding of the report observed for a member; nil without such a finding.
    func observed(_ rule: String, _ member: String) -> Int64? {
        known.report?.findings.first { $0.rule == rule && $0.member == member }?.observed.value
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
