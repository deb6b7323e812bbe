package import Primitives

/// A kind of planted truth that a comparison of the files must find.
package enum DemoTruthKind: String, Hashable, Sendable, CaseIterable {
    /// The payee died and is still paid.
    case deadStillPaid
    /// Paid by two counties in the same month.
    case doubleClaim
    /// A car in use that the family did not declare.
    case undeclaredVehicle
    /// Two homes with a certificate each.
    case secondHome
    /// Wages insured far above what was declared.
    case undeclaredWages
    /// Deposits above 24 monthly standards a head.
    case largeDeposit
    /// A shop and the company behind it.
    case shopOwner
    /// Registered as living in another city for more than half a year.
    case residesElsewhere
    /// Hospital bills of more than half the family's income: a reason to help.
    case costlyIllness
    /// Severely disabled without the nursing subsidy: a reason to help.
    case nursingSubsidyMissing
    /// A child of school age without a school: a reason to help.
    case childOutOfSchool

    /// The rules of the reference city that hit; R15 in the last paid month, when the day's month is not paid yet.
    package var rules: [String] {
        switch self {
        case .deadStillPaid: ["R01"]
        case .doubleClaim: ["R15"]
        case .undeclaredVehicle: ["R02"]
        case .secondHome: ["R04"]
        case .undeclaredWages: ["R11"]
        case .largeDeposit: ["R09"]
        case .shopOwner: ["R06", "R07"]
        case .residesElsewhere: ["R31"]
        case .costlyIllness: ["R18"]
        case .nursingSubsidyMissing: ["R19"]
        case .childOutOfSchool: ["R20"]
        }
    }

    /// Whether the finding is about the family, so that `truth.csv` names no person.
    package var concernsHousehold: Bool {
        switch self {
        case .undeclaredVehicle, .secondHome, .largeDeposit, .costlyIllness: true
        default: false
        }
    }

    /// Whether only a family that is paid can show it.
    var needsPayment: Bool { self == .deadStillPaid || self == .doubleClaim }
}

/// One planted truth.
package struct DemoTruth: Hashable, Sendable {
    /// What is wrong, or who needs help.
    package let kind: DemoTruthKind
    /// The family in `household.csv`, such as "H00000042".
    package let householdID: String
    /// The member concerned; for a truth about the family, its head.
    package let memberID: CitizenID
}
