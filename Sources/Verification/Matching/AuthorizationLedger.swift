package import Primitives

/// A person whom a source is to be asked about.
package struct AskedSubject: Hashable, Sendable {
    /// The caller's key of the person; appears in answers.
    package let key: String
    /// The identity number.
    package let person: PackedCitizenID

    /// A subject by its parts.
    package init(key: String, person: PackedCitizenID) {
        self.key = key
        self.person = person
    }
}

/// Whom a source may be asked about, and who stays unasked with the reason.
package struct AskingPlan: Hashable, Sendable {
    /// A person who may be asked about, with the paper that goes with the question.
    package struct Askable: Hashable, Sendable {
        /// The person.
        package let subject: AskedSubject
        /// The paper; nil for a source that needs none.
        package let authorization: SourceAuthorization?
    }

    /// Those who may be asked about, in the order given.
    package let askable: [Askable]
    /// An answer `noAnswer` for everyone else, in the order given; never `noHit`.
    package let silent: [SourceAnswer]
}

/// All authorisations known, and which of them holds for a person, a kind of source and a purpose on a day.
package struct AuthorizationLedger: Sendable {
    private let byPerson: [UInt64: [SourceAuthorization]]

    /// A ledger of papers; of one person's several the one that holds longest is used.
    package init(_ authorizations: [SourceAuthorization]) {
        byPerson = Dictionary(grouping: authorizations, by: \.person.matchKey).mapValues { papers in
            papers.sorted { ($1.validThrough, $0.number) < ($0.validThrough, $1.number) }
        }
    }

    /// The paper that holds, or why none does.
    ///
    /// Of several reasons the one nearest to a paper that would do is given: taken back or out of time before another
    /// purpose, and that before another source.
    package func authorization(
        of person: PackedCitizenID, for source: AuthorizedSource, purpose: VerificationPurpose, on day: CivilDate
    ) -> Result<SourceAuthorization, AuthorizationGap> {
        let papers = byPerson[person.matchKey] ?? []
        if papers.isEmpty { return .failure(.nothingSigned) }
        let forSource = papers.filter { $0.sources.contains(source) }
        if forSource.isEmpty { return .failure(.otherSource(source)) }
        let forPurpose = forSource.filter { $0.purposes.contains(purpose) }
        guard let longest = forPurpose.first else { return .failure(.otherPurpose(purpose)) }
        if let paper = forPurpose.first(where: { $0.holds(on: day) }) { return .success(paper) }
        return .failure(Self.gap(of: longest, on: day))
    }

    /// Splits people into those a dataset may be asked about and those about whom nothing may be read.
    ///
    /// A dataset that needs an authorisation and does not say of which kind is asked about nobody.
    package func plan(
        for subjects: [AskedSubject], dataset: DatasetDefinition, purpose: VerificationPurpose, on day: CivilDate,
        queriedAt: Instant
    ) -> AskingPlan {
        var askable: [AskingPlan.Askable] = []
        var silent: [SourceAnswer] = []
        for subject in subjects {
            switch standing(of: subject.person, dataset, purpose, day) {
            case .success(let paper): askable.append(AskingPlan.Askable(subject: subject, authorization: paper))
            case .failure(let gap):
                silent.append(
                    SourceAnswer(
                        dataset: dataset.code, title: dataset.name, department: dataset.department,
                        member: subject.key, status: .noAnswer, rows: 0, asOf: nil, queriedAt: queriedAt,
                        reason: gap.reason))
            }
        }
        return AskingPlan(askable: askable, silent: silent)
    }

    private func standing(
        of person: PackedCitizenID, _ dataset: DatasetDefinition, _ purpose: VerificationPurpose, _ day: CivilDate
    ) -> Result<SourceAuthorization?, AuthorizationGap> {
        guard dataset.needsAuthorization else { return .success(nil) }
        guard let source = dataset.authorizedSource else { return .failure(.nothingSigned) }
        return authorization(of: person, for: source, purpose: purpose, on: day).map { $0 }
    }

    private static func gap(of paper: SourceAuthorization, on day: CivilDate) -> AuthorizationGap {
        if let withdrawnOn = paper.withdrawnOn, withdrawnOn <= day {
            return .withdrawn(number: paper.number, on: withdrawnOn)
        }
        return day < paper.signedOn
            ? .notYet(number: paper.number, from: paper.signedOn)
            : .expired(number: paper.number, validThrough: paper.validThrough)
    }
}
