/// The facts of a determination that an item of a report may give; the names are those of `feeds:` in `report.yaml`.
///
/// They speak of the family, never of a dataset or a rule, so that a place's items feed the same determination.
package enum ReportFeed: String, Hashable, Sendable, Codable, CaseIterable {
    /// More than zero shows that the person stands in the population register.
    case registered
    /// More than zero shows a certified disability.
    case disability
    /// More than zero shows a present enrolment at a school.
    case student
    /// Monthly sums of income by kind.
    case wage, pension, unemploymentBenefit, basicResidentPension
    /// A sum of the year before.
    case farmSubsidy
    /// How many there are.
    case cars, homes, shops, firms
    /// Assessed value of all cars.
    case carValue
    /// Living area of all homes in hundredths of a square metre.
    case homeArea
    /// Sums of money and money's worth.
    case deposits, securities, insurancePremiums, farmMachines
    /// What the family paid itself for treatment within a year.
    case medicalSelfPaid

    /// Whose fact it is: one of each member, or one of the family as a whole.
    var subject: CheckSubject {
        switch self {
        case .registered, .disability, .student, .wage, .pension, .unemploymentBenefit, .basicResidentPension,
            .farmSubsidy,
            .shops, .insurancePremiums, .farmMachines:
            .person
        case .cars, .homes, .firms, .carValue, .homeArea, .deposits, .securities, .medicalSelfPaid: .household
        }
    }
}
