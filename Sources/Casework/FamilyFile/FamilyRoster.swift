package import Primitives

/// A person's time in a family.
package struct RosterMember: Codable, Hashable, Sendable {
    /// The person.
    package let person: PersonID
    /// How the person stands to the applicant.
    package var relation: MemberRelation
    /// The birth date.
    package let born: CivilDate
    /// The first day.
    package let from: CivilDate
    /// The last day; nil while the person belongs.
    package var through: CivilDate?

    /// A member.
    package init(
        person: PersonID, relation: MemberRelation, born: CivilDate, from: CivilDate, through: CivilDate? = nil
    ) {
        self.person = person
        self.relation = relation
        self.born = born
        self.from = from
        self.through = through
    }

    /// Whether the person belongs on a day.
    package func belongs(on day: CivilDate) -> Bool { from <= day && (through.map { day <= $0 } ?? true) }

    /// Whether the person is 18 or over on a day.
    package func isAdult(on day: CivilDate) -> Bool { born.fullYears(until: day) >= 18 }
}

/// A family over time: nobody is ever deleted, a membership ends with its last day.
package struct FamilyRoster: Codable, Hashable, Sendable {
    /// Everyone who ever belonged, in order of entry.
    package internal(set) var members: [RosterMember]

    /// A family of these members.
    package init(_ members: [RosterMember]) { self.members = members }

    /// Those who belong on a day.
    package func members(on day: CivilDate) -> [RosterMember] { members.filter { $0.belongs(on: day) } }

    /// The applicant on a day; nil when nobody is.
    package func applicant(on day: CivilDate) -> RosterMember? {
        members(on: day).first { $0.relation == .applicant }
    }

    /// Whether a person belongs on a day.
    package func holds(_ person: PersonID, on day: CivilDate) -> Bool {
        members.contains { $0.person == person && $0.belongs(on: day) }
    }

    mutating func end(_ person: PersonID, on day: CivilDate) {
        for index in members.indices where members[index].person == person && members[index].belongs(on: day) {
            members[index].through = day
        }
    }

    /// Makes somebody the applicant; how the others stand to the new one is asked again, so it reads “other”.
    mutating func name(_ successor: PersonID, on day: CivilDate) {
        for index in members.indices where members[index].belongs(on: day) {
            members[index].relation = members[index].person == successor ? .applicant : .other
        }
    }
}
