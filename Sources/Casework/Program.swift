/// A kind of assistance a case asks for or is decided under.
///
/// Identifiers follow `domain.md` §7; the raw value is what rows and policy folders carry.
package enum Program: String, CaseIterable, Codable, Hashable, Sendable {
    case dibao, marginalHousehold, rigidExpenseHousehold, destituteSupport, temporaryRelief

    /// The program's name as the regulations write it.
    package var chinese: String {
        switch self {
        case .dibao: "最低生活保障"
        case .marginalHousehold: "最低生活保障边缘家庭"
        case .rigidExpenseHousehold: "刚性支出困难家庭"
        case .destituteSupport: "特困人员救助供养"
        case .temporaryRelief: "临时救助"
        }
    }

    /// The name people use at the window.
    package var chineseShort: String {
        switch self {
        case .dibao: "低保"
        case .marginalHousehold: "低保边缘"
        case .rigidExpenseHousehold: "刚性支出困难"
        case .destituteSupport: "特困供养"
        case .temporaryRelief: "临时救助"
        }
    }

    /// The program's name on English pages.
    package var english: String {
        switch self {
        case .dibao: "Minimum living guarantee (dibao)"
        case .marginalHousehold: "Dibao-marginal household"
        case .rigidExpenseHousehold: "Rigid-expenditure household"
        case .destituteSupport: "Support for destitute persons"
        case .temporaryRelief: "Temporary relief"
        }
    }

    /// The course its applications take.
    package var procedureKind: ProcedureKind { self == .temporaryRelief ? .relief : .recognition }

    /// What a confirmation grants in money (`domain.md` §9.2: marginal households get no monthly sum).
    package var payment: ProgramPayment {
        switch self {
        case .dibao, .destituteSupport: .monthly
        case .temporaryRelief: .once
        case .marginalHousehold, .rigidExpenseHousehold: .none
        }
    }
}

/// The money a program's confirmation grants.
package enum ProgramPayment: String, CaseIterable, Codable, Hashable, Sendable {
    /// A sum every month.
    case monthly
    /// One sum.
    case once
    /// A recognised status without money.
    case none
}
