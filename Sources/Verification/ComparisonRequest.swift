package import Primitives

/// Whether a person has let the centre ask banks, securities and insurers.
package enum AuthorizationState: Hashable, Sendable, Codable {
    /// A signed authorisation with its number, valid through a day.
    case given(number: String, validThrough: CivilDate)
    /// No valid authorisation, with the reason in words.
    case absent(reason: String)
}

/// What the family declared about itself.
package struct DeclaredHousehold: Hashable, Sendable, Codable {
    /// Motor vehicles.
    package var vehicles: Int
    /// Homes; nil when the form did not ask.
    package var homes: Int?
    /// Deposits of the whole family; nil when the form did not ask.
    package var deposits: Money?
    /// Enterprises and shops; nil when the form did not ask.
    package var firms: Int?

    /// A declaration by its parts.
    package init(vehicles: Int, homes: Int? = nil, deposits: Money? = nil, firms: Int? = nil) {
        self.vehicles = vehicles
        self.homes = homes
        self.deposits = deposits
        self.firms = firms
    }
}

/// One member of the family to be compared.
package struct ComparedPerson: Hashable, Sendable {
    /// The caller's own key of the person; appears in the report.
    package let key: String
    /// Identity number as declared and checked.
    package let id: CitizenID
    /// Name as declared.
    package let name: String
    /// Whether sources that need an authorisation may be asked.
    package let authorization: AuthorizationState
    /// Declared income from work, a month.
    package let monthlyIncome: Money
    /// Declared pension, a month.
    package let monthlyPension: Money

    /// A person by its parts.
    package init(
        key: String, id: CitizenID, name: String, authorization: AuthorizationState, monthlyIncome: Money,
        monthlyPension: Money
    ) {
        self.key = key
        self.id = id
        self.name = name
        self.authorization = authorization
        self.monthlyIncome = monthlyIncome
        self.monthlyPension = monthlyPension
    }
}

/// A comparison asked for: who, what they declared, by which day and for what.
package struct ComparisonRequest: Sendable {
    /// Number of the report, given by the caller.
    package let number: String
    /// Version of the report for this number; 1 for the first.
    package let version: Int
    /// The body that asked.
    package let commissionedBy: String
    /// Why it asked.
    package let purpose: String
    /// The members compared, the applicant first.
    package let people: [ComparedPerson]
    /// What the family declared.
    package let declared: DeclaredHousehold
    /// The monthly standard of the family's county and area on that day.
    package let monthlyStandard: Money
    /// The day of the comparison; ages, months and periods count from it.
    package let asOf: CivilDate
    /// When the sources were asked.
    package let queriedAt: Instant
    /// The last day on which the report may be used.
    package let validThrough: CivilDate
    /// Where and how the family can object, in Chinese.
    package let objectionChannel: String

    /// A request by its parts; at least one person, each under a key of its own.
    package init(
        number: String, version: Int = 1, commissionedBy: String, purpose: String, people: [ComparedPerson],
        declared: DeclaredHousehold, monthlyStandard: Money, asOf: CivilDate, queriedAt: Instant,
        validThrough: CivilDate, objectionChannel: String
    ) {
        precondition(!people.isEmpty, "A comparison needs at least one person.")
        precondition(Set(people.map(\.key)).count == people.count, "Every person compared needs a key of its own.")
        self.number = number
        self.version = version
        self.commissionedBy = commissionedBy
        self.purpose = purpose
        self.people = people
        self.declared = declared
        self.monthlyStandard = monthlyStandard
        self.asOf = asOf
        self.queriedAt = queriedAt
        self.validThrough = validThrough
        self.objectionChannel = objectionChannel
    }
}

/// The lines past which a found fact becomes a finding; set by the region, never by this program.
package struct ComparisonLimits: Hashable, Sendable {
    /// Greatest sum of assessed values of cars.
    package var vehicleValue: Money
    /// Most homes a family may own.
    package var homes: Int
    /// Greatest living area per member, in hundredths of a square metre.
    package var homeAreaPerMember: Int64
    /// Deposits: months of the standard per member.
    package var depositMonths: Int64
    /// Greatest market value of securities.
    package var securities: Money
    /// Wage above the declared income that is let pass, a month.
    package var wageTolerance: Money
    /// Pension above the declared one that is let pass, a month.
    package var pensionTolerance: Money
    /// Taxed income of the year above the declared one that is let pass, in thousandths of the declared.
    package var taxedIncomePermille: Int64
    /// Days abroad within a year that raise a question.
    package var daysAbroad: Int
    /// Self-paid hospital cost within a year that is worth a referral.
    package var hospitalSelfPay: Money
    /// Housing fund paid in a month without insurance that raises a question.
    package var housingFund: Money
    /// Commercial insurance premium a year.
    package var insurancePremium: Money
    /// Power used in three months, in kilowatt-hours.
    package var powerUse: Int64
    /// Price of homes sold within a year.
    package var realtySale: Money
    /// Value of agricultural machines.
    package var machineValue: Money
    /// Farm subsidies of the year before.
    package var farmSubsidy: Money
    /// Days of registered residence elsewhere.
    package var daysElsewhere: Int
    /// Region codes that begin so are at home.
    package var homeRegionPrefix: String

    /// The lines of the reference city (made up for measuring, shaped like a bureau's; reference rules R01 to R32).
    package static let referenceCity = ComparisonLimits(
        vehicleValue: Money(yuan: 30_000), homes: 1, homeAreaPerMember: 6_000, depositMonths: 24,
        securities: Money(yuan: 50_000), wageTolerance: Money(yuan: 200), pensionTolerance: Money(yuan: 50),
        taxedIncomePermille: 1_200, daysAbroad: 60, hospitalSelfPay: Money(yuan: 20_000), housingFund: Money(yuan: 300),
        insurancePremium: Money(yuan: 10_000), powerUse: 1_500, realtySale: Money(yuan: 100_000),
        machineValue: Money(yuan: 50_000), farmSubsidy: Money(yuan: 3_000), daysElsewhere: 180, homeRegionPrefix: "3716"
    )
}
