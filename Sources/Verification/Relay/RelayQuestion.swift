package import Primitives

/// One item that a higher platform is asked about for one person.
package struct RelayPair: Hashable, Sendable, Codable {
    /// The caller's key of the person.
    package let person: String
    /// The item's code in the relay's terms.
    package let item: String

    /// A pair by its parts.
    package init(person: String, item: String) {
        self.person = person
        self.item = item
    }
}

/// A person as the higher platform is told about them.
package struct RelayPerson: Hashable, Sendable, Codable {
    /// The caller's key; the answer names the person by it.
    package let key: String
    /// The identity number, 18 characters.
    package let idNumber: String
    /// The name as declared.
    package let name: String
    /// The authorisation on which items that need one are asked; nil when there is none in force.
    package let authorization: RelayAuthorization?

    /// A person by its parts.
    package init(key: String, idNumber: String, name: String, authorization: RelayAuthorization?) {
        self.key = key
        self.idNumber = idNumber
        self.name = name
        self.authorization = authorization
    }
}

/// The authorisation that goes with a question: its number and the last day it is good for.
package struct RelayAuthorization: Hashable, Sendable, Codable {
    /// Its public number.
    package let number: String
    /// The last day it is good for.
    package let validThrough: CivilDate

    /// An authorisation by its parts.
    package init(number: String, validThrough: CivilDate) {
        self.number = number
        self.validThrough = validThrough
    }
}

/// What a province's or the ministry's checking platform is asked about one family, as it goes over the line.
///
/// The number makes sending idempotent: the platform takes the same number once.
package struct RelayQuestion: Hashable, Sendable, Codable {
    /// Version of this structure, 1.
    package let schema: Int
    /// The question's number, unique over the bureau.
    package let number: String
    /// The number of the question before, about the same facts, that did not get every answer; nil of the first.
    package let follows: String?
    /// The body that asks.
    package let askedBy: String
    /// Why it asks.
    package let purpose: String
    /// Under which law.
    package let legalBasis: String
    /// The day the answers should describe.
    package let asOf: CivilDate
    /// The last day on which an answer is in time.
    package let answerBy: CivilDate
    /// The people asked about.
    package let people: [RelayPerson]
    /// Who is asked about what; never an item that needs an authorisation for a person without one.
    package let pairs: [RelayPair]

    /// A question about everything that may be asked of some people, by the terms of the exchange.
    ///
    /// Items that need an authorisation are left out for people without one in force on the day.
    package init(
        number: String, askedBy: String, purpose: String, on day: CivilDate, people: [RelayPerson], terms: RelayTerms,
        follows: String? = nil
    ) {
        schema = 1
        self.number = number
        self.follows = follows
        self.askedBy = askedBy
        self.purpose = purpose
        legalBasis = terms.legalBasis
        asOf = day
        answerBy = day.adding(days: terms.answerDays)
        self.people = people
        pairs = people.flatMap { person in
            terms.items.filter { !$0.needsAuthorization || person.isAuthorized(on: day) }
                .map { RelayPair(person: person.key, item: $0.code) }
        }
    }
}

extension RelayPerson {
    /// Whether an authorisation is in force on a day.
    func isAuthorized(on day: CivilDate) -> Bool { authorization.map { day <= $0.validThrough } ?? false }
}
