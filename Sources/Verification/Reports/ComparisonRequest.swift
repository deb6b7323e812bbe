package import Primitives

/// One member of the family to be compared.
package struct ComparedPerson: Hashable, Sendable {
    /// The caller's own key of the person; appears in the report.
    package let key: String
    /// Identity number as declared and checked.
    package let id: CitizenID
    /// Name as declared.
    package let name: String
    /// The papers by which this person lets sources be asked.
    package let papers: [SourceAuthorization]
    /// What was declared of the person beside name and number.
    package let declared: [FamilyWord: FamilyValue]

    /// A person by its parts.
    package init(
        key: String, id: CitizenID, name: String, papers: [SourceAuthorization] = [],
        declared: [FamilyWord: FamilyValue] = [:]
    ) {
        self.key = key
        self.id = id
        self.name = name
        self.papers = papers
        self.declared = declared
    }

    /// The paper that holds longest for a purpose on a day, whatever sources it names; nil when none holds.
    package func paper(for purpose: VerificationPurpose, on day: CivilDate) -> SourceAuthorization? {
        papers.filter { $0.purposes.contains(purpose) && $0.holds(on: day) }
            .max { ($0.validThrough, $0.number) < ($1.validThrough, $1.number) }
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
    /// Why it asked, in Chinese.
    package let purpose: String
    /// Why it asked, as an authorisation names it.
    package let use: VerificationPurpose
    /// The members compared, the applicant first.
    package let people: [ComparedPerson]
    /// What the family declared as a whole.
    package let declared: [FamilyWord: FamilyValue]
    /// Findings that have been answered, by the hash of their evidence.
    package let suppressions: [String: SuppressionNote]
    /// Records of the members that have been refuted.
    package let refuted: [RefutedRecord]
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
        number: String, version: Int = 1, commissionedBy: String, purpose: String,
        use: VerificationPurpose = .application, people: [ComparedPerson], declared: [FamilyWord: FamilyValue],
        suppressions: [String: SuppressionNote] = [:], refuted: [RefutedRecord] = [], asOf: CivilDate,
        queriedAt: Instant, validThrough: CivilDate, objectionChannel: String
    ) {
        precondition(!people.isEmpty, "A comparison needs at least one person.")
        precondition(Set(people.map(\.key)).count == people.count, "Every person compared needs a key of its own.")
        self.number = number
        self.version = version
        self.commissionedBy = commissionedBy
        self.purpose = purpose
        self.use = use
        self.people = people
        self.declared = declared
        self.suppressions = suppressions
        self.refuted = refuted
        self.asOf = asOf
        self.queriedAt = queriedAt
        self.validThrough = validThrough
        self.objectionChannel = objectionChannel
    }

    /// The same comparison of one member alone.
    func alone(_ person: ComparedPerson) -> ComparisonRequest {
        ComparisonRequest(
            number: number, version: version, commissionedBy: commissionedBy, purpose: purpose, use: use,
            people: [person], declared: declared, suppressions: suppressions, refuted: refuted, asOf: asOf,
            queriedAt: queriedAt, validThrough: validThrough, objectionChannel: objectionChannel)
    }
}
