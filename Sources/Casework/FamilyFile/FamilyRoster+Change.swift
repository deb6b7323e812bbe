package import Primitives

extension FamilyRoster {
    /// The family after a change, or every reason why it cannot be recorded.
    ///
    /// `hasEvidence` is true when a paper or a dataset shows it.
    package func applying(_ change: FamilyChange, hasEvidence: Bool, on today: CivilDate) -> Ruling<FamilyChanged> {
        var found = Refusals<FamilyChangeReason>()
        found.refuse(when: change.on > today, .dayImpossible, change.on.chineseText)
        let began = members.map(\.from).min() ?? change.on
        found.refuse(when: change.on < began, .beforeFamily, change.on.chineseText)
        found.refuse(when: !hasEvidence, .evidenceMissing)
        guard found.list.isEmpty else { return .refused(found.list) }
        switch change {
        case .joining(let member, let cause): return joining(member, cause)
        case .death(let person, let day, let successor): return ending(person, day, successor, isDeath: true)
        case .leaving(let person, _, let day, let successor): return ending(person, day, successor, isDeath: false)
        case .split(let leaving, let day, let applicant, let staying): return split(leaving, day, applicant, staying)
        case .merge(let other, let day): return merging(other, day)
        }
    }

    private func joining(_ member: RosterMember, _ cause: JoiningCause) -> Ruling<FamilyChanged> {
        var found = Refusals<FamilyChangeReason>()
        let day = member.from
        found.refuse(when: holds(member.person, on: day), .alreadyMember)
        found.refuse(when: cause == .birth && member.born != day, .birthDayDiffers)
        found.refuse(
            when: member.relation == .spouse && members(on: day).contains { $0.relation == .spouse }, .spouseTwice)
        var family = self
        family.members.append(member)
        let signs: [FamilyFollowUp] = member.isAdult(on: day) ? [.authorizeMember] : []
        return found.ruling(
            FamilyChanged(
                family: family, splitOff: nil, effective: day.calendarMonth.adding(months: 1),
                followUps: [.recompute] + signs + [.reissueCertificate, .updatePosting]))
    }

    private func ending(
        _ person: PersonID, _ day: CivilDate, _ successor: PersonID?, isDeath: Bool
    ) -> Ruling<FamilyChanged> {
        var found = Refusals<FamilyChangeReason>()
        found.refuse(when: !holds(person, on: day), .notMember)
        let staying = members(on: day).filter { $0.person != person }
        found.refuse(when: holds(person, on: day) && staying.isEmpty, .nobodyRemains)
        let wasApplicant = applicant(on: day)?.person == person
        if wasApplicant && !staying.isEmpty { name(&found, successor, among: staying, on: day) }
        var family = self
        family.end(person, on: day)
        if wasApplicant, let successor { family.name(successor, on: day.adding(days: 1)) }
        return found.ruling(
            FamilyChanged(
                family: family, splitOff: nil, effective: day.calendarMonth.adding(months: 1),
                followUps: (isDeath ? [.stopShare] : []) + [.recompute] + (wasApplicant ? [.askRelations] : [])
                    + [.reissueCertificate, .updatePosting]))
    }

    private func name(
        _ found: inout Refusals<FamilyChangeReason>, _ successor: PersonID?, among staying: [RosterMember],
        on day: CivilDate
    ) {
        guard let successor else { return found.refuse(when: true, .successorMissing) }
        let fits = staying.contains { $0.person == successor && $0.isAdult(on: day) }
        found.refuse(when: !fits, .successorUnsuitable)
    }

    private func split(
        _ leaving: Set<PersonID>, _ day: CivilDate, _ applicant: PersonID, _ staying: PersonID?
    ) -> Ruling<FamilyChanged> {
        var found = Refusals<FamilyChangeReason>()
        let present = members(on: day)
        let (gone, rest) = (
            present.filter { leaving.contains($0.person) }, present.filter { !leaving.contains($0.person) }
        )
        found.refuse(when: gone.count < leaving.count, .notMember)
        found.refuse(when: gone.isEmpty || rest.isEmpty, .splitWhole)
        let couple = present.filter { $0.relation == .applicant || $0.relation == .spouse }.map(\.person)
        found.refuse(
            when: couple.count == 2 && couple.count(where: leaving.contains) == 1, .spousesTogether)
        let hasAdult = gone.contains { $0.isAdult(on: day) }
        found.refuse(when: !gone.isEmpty && !hasAdult, .minorsAlone)
        if hasAdult { name(&found, applicant, among: gone, on: day) }
        let losesApplicant = self.applicant(on: day).map { leaving.contains($0.person) } ?? false
        if losesApplicant && !rest.isEmpty { name(&found, staying, among: rest, on: day) }
        guard found.list.isEmpty else { return .refused(found.list) }
        var family = self
        for person in leaving { family.end(person, on: day) }
        let next = day.adding(days: 1)
        if losesApplicant, let staying { family.name(staying, on: next) }
        var other = FamilyRoster(
            gone.map { RosterMember(person: $0.person, relation: $0.relation, born: $0.born, from: next) })
        other.name(applicant, on: next)
        return .stands(
            FamilyChanged(
                family: family, splitOff: other, effective: day.calendarMonth.adding(months: 1),
                followUps: [.recompute, .fileForSplit, .askRelations, .reissueCertificate, .updatePosting]))
    }

    private func merging(_ other: FamilyRoster, _ day: CivilDate) -> Ruling<FamilyChanged> {
        var found = Refusals<FamilyChangeReason>()
        let coming = other.members(on: day)
        found.refuse(when: coming.isEmpty, .notMember)
        found.refuse(when: coming.contains { holds($0.person, on: day) }, .personInBoth)
        var family = self
        family.members += coming.map {
            RosterMember(person: $0.person, relation: .other, born: $0.born, from: day)
        }
        return found.ruling(
            FamilyChanged(
                family: family, splitOff: nil, effective: day.calendarMonth.adding(months: 1),
                followUps: [.recompute, .cancelOtherFile, .askRelations, .reissueCertificate, .updatePosting]))
    }
}
