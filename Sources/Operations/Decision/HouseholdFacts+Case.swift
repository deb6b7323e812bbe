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
    /// The paper that proves the one serious illness declared, where it was handed in before the visit.
    package var illnessPaper: FactSource?

    /// Takes the parts.
    package init(
        form: ApplicationForm, submittedOn: CivilDate, report: VerificationReport?, visit: VisitFindings,
        visitedOn: CivilDate, area: ResidenceArea?, illnessPaper: FactSource? = nil
    ) {
        self.form = form
        self.submittedOn = submittedOn
        self.report = report
        self.visit = visit
        self.visitedOn = visitedOn
        self.area = area
        self.illnessPaper = illnessPaper
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
