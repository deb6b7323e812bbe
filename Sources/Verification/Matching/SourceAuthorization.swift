package import Primitives

/// One signed paper by which a person lets the centre ask some kinds of source for some purposes.
package struct SourceAuthorization: Hashable, Sendable {
    /// The number of the paper; goes with every question to a source.
    package let number: String
    /// Whose data may be asked for; nobody else's, whoever signed.
    package let person: PackedCitizenID
    /// The kinds of source it names.
    package let sources: Set<AuthorizedSource>
    /// The purposes it names.
    package let purposes: Set<VerificationPurpose>
    /// The day it was signed; it holds from this day.
    package let signedOn: CivilDate
    /// The last day it holds.
    package let validThrough: CivilDate
    /// The point in time whose balances may be told; nil when the paper leaves it to the day of asking.
    package let balanceOn: CivilDate?
    /// The day it was withdrawn; from this day on it does not hold.
    package var withdrawnOn: CivilDate?

    /// An authorisation by its parts; it must name a source and a purpose and end no earlier than it begins.
    package init(
        number: String, person: PackedCitizenID, sources: Set<AuthorizedSource>, purposes: Set<VerificationPurpose>,
        signedOn: CivilDate, validThrough: CivilDate, balanceOn: CivilDate? = nil, withdrawnOn: CivilDate? = nil
    ) {
        precondition(!number.isEmpty, "An authorisation needs its number.")
        precondition(!sources.isEmpty && !purposes.isEmpty, "An authorisation names at least a source and a purpose.")
        precondition(signedOn <= validThrough, "An authorisation ends no earlier than the day it was signed.")
        self.number = number
        self.person = person
        self.sources = sources
        self.purposes = purposes
        self.signedOn = signedOn
        self.validThrough = validThrough
        self.balanceOn = balanceOn
        self.withdrawnOn = withdrawnOn
    }

    /// Whether it holds on a day.
    package func holds(on day: CivilDate) -> Bool {
        signedOn <= day && day <= validThrough && withdrawnOn.map { day < $0 } ?? true
    }
}

/// Why a source may not be asked about a person.
package enum AuthorizationGap: Error, Hashable, Sendable {
    /// The person has signed nothing, whatever others of the family have signed.
    case nothingSigned
    /// What was signed does not name this kind of source.
    case otherSource(AuthorizedSource)
    /// What was signed does not name this purpose.
    case otherPurpose(VerificationPurpose)
    /// The paper does not hold yet.
    case notYet(number: String, from: CivilDate)
    /// The paper has run out.
    case expired(number: String, validThrough: CivilDate)
    /// The person has taken the paper back.
    case withdrawn(number: String, on: CivilDate)

    /// The reason in Chinese, as a report prints it beside 未答复.
    package var reason: String {
        switch self {
        case .nothingSigned: "本人没有签署核对授权书"
        case .otherSource(let source): "授权书没有包括\(source.chinese)"
        case .otherPurpose(let purpose): "授权书没有包括\(purpose.chinese)这一用途"
        case .notYet(let number, let from): "授权书 \(number) 自\(from.chineseText)起生效"
        case .expired(let number, let validThrough): "授权书 \(number) 已于 \(validThrough.chineseText) 到期"
        case .withdrawn(let number, let day): "授权书 \(number) 已于 \(day.chineseText) 撤回"
        }
    }
}
