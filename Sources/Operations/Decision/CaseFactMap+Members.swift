import Casework
import Policies
import Primitives
import Verification

extension CaseFactMap {
    /// A member's own facts.
    func member(_ member: DeclaredMember) -> MemberFacts {
        let seen = known.visit.members.first { $0.number == member.number }
        let visit = FactSource.visit(on: known.visitedOn)
        return MemberFacts(
            key: key(member), name: member.name, relationship: Relationship(member.statedRelation),
            birthDate: birth(member), area: area, disability: disability(member),
            seriousIllness: illness(member, seen, visit),
            student: student(member), ableToWork: ability(member, seen, visit),
            carer: seen?.isCarer.map { .known($0, visit) } ?? .unknown(reason: "入户调查没有记录"),
            employment: employment(member, seen, visit))
    }

    /// The birth date is that of the checked citizen ID; the register is its source where it knows the person.
    private func birth(_ member: DeclaredMember) -> Fact<CivilDate> {
        guard let id = member.citizenID else { return .unknown(reason: "身份号码有误") }
        return .known(id.birthDate, shows(.registered, key(member)) ? source(.registered) : declared)
    }

    /// The family's file says it; otherwise the code of the committee where the family lives (001–199 urban).
    private var area: Fact<ResidenceArea> {
        if let area = known.area { return .known(area, FactSource(kind: .document, name: "家庭档案", asOf: day)) }
        guard let region = form.residenceRegion, region.level == .village, let number = Int(region.text.suffix(3))
        else {
            return .unknown(reason: "没有写居住的村（社区）")
        }
        return .known(number < 200 ? .urban : .rural, declared)
    }

    /// Declared and registered must agree; what only one of them says is for a person to settle with the certificate.
    private func disability(_ member: DeclaredMember) -> Fact<Policies.Disability> {
        guard let certificates = found(.disability, key(member)) else {
            guard member.disability != nil else { return .known(.none, declared) }
            return .unknown(reason: silence(.disability, key(member)) ?? "请看残疾人证")
        }
        switch (member.disability, certificates > 0) {
        case (let disability?, true): return .known(Policies.Disability(disability), source(.disability))
        case (nil, false): return .known(.none, source(.disability))
        case (nil, true): return .unknown(reason: "残疾登记里有记录，申报没有写，请看残疾人证")
        case (_?, false): return .unknown(reason: "申报有残疾，残疾登记里没有查到，请看残疾人证")
        }
    }

    private func illness(_ member: DeclaredMember, _ seen: VisitedMember?, _ visit: FactSource) -> Fact<Bool> {
        if let ill = seen?.isSeriouslyIll { return .known(ill, visit) }
        switch member.health {
        case .healthy, .chronicIllness: return .known(false, declared)
        case .seriousIllness:
            let declaredIll = form.members.count { $0.health == .seriousIllness }
            // A paper of one patient speaks of nobody else.
            guard let paper = known.illnessPaper, declaredIll == 1 else {
                return .unknown(reason: "申报患重病，请看诊断证明")
            }
            return .known(true, paper)
        case .unknown, nil: return .unknown(reason: "申报没有写，入户也没有记录")
        }
    }

    private func student(_ member: DeclaredMember) -> Fact<Bool> {
        guard let isStudent = member.isStudent else { return .unknown(reason: "申报没有写是否在校") }
        return .known(isStudent, shows(.student, key(member)) ? source(.student) : declared)
    }

    private func ability(_ member: DeclaredMember, _ seen: VisitedMember?, _ visit: FactSource) -> Fact<Bool> {
        if let able = seen?.isAbleToWork { return .known(able, visit) }
        return member.isAbleToWork.map { .known($0, declared) } ?? .unknown(reason: "申报没有写，入户也没有记录")
    }

    private func employment(
        _ member: DeclaredMember, _ seen: VisitedMember?, _ visit: FactSource
    ) -> Fact<Policies.Employment> {
        if shows(.wage, key(member)) { return .known(.stable, source(.wage)) }
        if let seen = seen?.employment { return .known(Policies.Employment(seen), visit) }
        return member.employment.map { .known(Policies.Employment($0), declared) }
            ?? .unknown(reason: "申报没有写，入户也没有记录")
    }
}

extension Policies.Disability {
    /// The declared disability as the rules take it.
    init(_ declared: Casework.Disability) {
        let kind: Kind =
            switch declared.kind {
            case .visual: .visual
            case .hearing: .hearing
            case .speech: .speech
            case .physical: .physical
            case .intellectual: .intellectual
            case .mental: .mental
            case .multiple: .multiple
            }
        self = .certified(kind, grade: declared.grade)
    }
}

extension Policies.Employment {
    /// Whether work shows a wage: farming and one's own trade show as business income.
    init(_ declared: Casework.Employment) {
        switch declared {
        case .employed, .farming, .selfEmployed: self = .stable
        case .casualWork: self = .unstable
        case .unemployed, .retired, .student, .underAge, .unable: self = .none
        }
    }
}

extension Relationship {
    /// The declared relation as the rules take it; relatives by marriage are others.
    init(_ relation: MemberRelation) {
        switch relation {
        case .applicant: self = .applicant
        case .spouse: self = .spouse
        case .child: self = .child
        case .parent: self = .parent
        case .grandchild: self = .grandchild
        case .grandparent: self = .grandparent
        case .sibling: self = .sibling
        case .childInLaw, .parentInLaw, .other: self = .other
        }
    }
}
