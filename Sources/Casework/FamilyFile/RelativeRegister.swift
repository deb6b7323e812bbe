package import Primitives

/// Who said that somebody is a relative of staff or of a village official 近亲属备案.
package enum RelativeSource: String, CaseIterable, Codable, Hashable, Sendable {
    case applicant, staff, registers

    /// The source in words.
    package var chinese: String {
        switch self {
        case .applicant: "申请人申报"
        case .staff: "工作人员年度申报"
        case .registers: "数据比对"
        }
    }
}

/// How two people are related; the kinship that has to be declared (Civil Code article 1045).
package enum Kinship: String, CaseIterable, Codable, Hashable, Sendable {
    case spouse, parent, child, sibling, grandparent, grandchild

    /// The kinship in words.
    package var chinese: String {
        switch self {
        case .spouse: "配偶"
        case .parent: "父母"
        case .child: "子女"
        case .sibling: "兄弟姐妹"
        case .grandparent: "祖父母、外祖父母"
        case .grandchild: "孙子女、外孙子女"
        }
    }
}

/// One entry of the ledger of relatives (E05).
package struct RelativeEntry: Codable, Hashable, Sendable {
    /// The member of the household.
    package let person: PersonID
    /// The member of staff or village official.
    package let official: OfficialID
    /// The person that official is, where their ID is held.
    package let officialPerson: PersonID?
    /// The account of that person, where it is staff who sign in; it blocks them from the case.
    package let staffID: StaffID?
    /// How they are related.
    package let kinship: Kinship
    /// Who said so.
    package let source: RelativeSource
    /// The day.
    package let on: CivilDate
    /// The day it was found to be wrong or ended; nil while it stands.
    package var struckOn: CivilDate?

    /// An entry.
    package init(
        person: PersonID, official: OfficialID, officialPerson: PersonID?, staffID: StaffID?, kinship: Kinship,
        source: RelativeSource, on day: CivilDate, struckOn: CivilDate? = nil
    ) {
        self.person = person
        self.official = official
        self.officialPerson = officialPerson
        self.staffID = staffID
        self.kinship = kinship
        self.source = source
        self.on = day
        self.struckOn = struckOn
    }
}

/// Why an entry cannot be made or struck.
package enum RelativeReason: String, RefusalReason {
    case sameTwo, sameEntry, dayImpossible, strikerRelated, evidenceMissing, notThere

    /// The area of the codes.
    package static let area = "relative"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .sameTwo: RefusalWording("备案的两个人是同一个人。请核对。", "Both are the same person. Check it.")
        case .sameEntry: RefusalWording("这一关系已经由同一来源备案。", "This relation is already on the ledger from this source.")
        case .dayImpossible: RefusalWording("备案日期%在今天之后。请核对。", "The day lies in the future.")
        case .strikerRelated: RefusalWording("当事人不能撤销涉及自己的备案。请交由他人。", "Nobody strikes an entry about themselves.")
        case .evidenceMissing: RefusalWording("撤销备案要有证明材料。请上传。", "Striking an entry needs a paper. Upload it.")
        case .notThere: RefusalWording("台账里没有这条备案。请核对。", "The entry is not on the ledger.")
        }
    }
}

/// The ledger of relatives: added to and struck with a trace, never erased.
package struct RelativeRegister: Codable, Hashable, Sendable {
    /// Every entry ever made.
    package private(set) var entries: [RelativeEntry] = []

    /// An empty ledger, or one with what it holds already.
    package init(_ entries: [RelativeEntry] = []) { self.entries = entries }

    /// The ledger with another entry, or every reason why not.
    package func adding(_ entry: RelativeEntry, on today: CivilDate) -> Ruling<RelativeRegister> {
        var found = Refusals<RelativeReason>()
        found.refuse(when: entry.person == entry.officialPerson, .sameTwo)
        let isThere = entries.contains {
            $0.person == entry.person && $0.official == entry.official && $0.source == entry.source
                && $0.struckOn == nil
        }
        found.refuse(when: isThere, .sameEntry)
        found.refuse(when: entry.on > today, .dayImpossible, entry.on.chineseText)
        var after = self
        after.entries.append(entry)
        return found.ruling(after)
    }

    /// The ledger with an entry struck, or every reason why not.
    package func striking(
        _ entry: RelativeEntry, by staff: StaffID, evidenceCount: Int, on today: CivilDate
    ) -> Ruling<RelativeRegister> {
        var found = Refusals<RelativeReason>()
        let index = entries.firstIndex(of: entry)
        found.refuse(when: index == nil || entry.struckOn != nil, .notThere)
        found.refuse(when: entry.staffID == staff, .strikerRelated)
        found.refuse(when: evidenceCount < 1, .evidenceMissing)
        var after = self
        if let index { after.entries[index].struckOn = today }
        return found.ruling(after)
    }

    private func standing(_ household: Set<PersonID>, on day: CivilDate) -> [RelativeEntry] {
        entries.filter { entry in
            household.contains(entry.person) && entry.on <= day && (entry.struckOn.map { day < $0 } ?? true)
        }
    }

    /// Staff who may not touch the household's case.
    package func relatedStaff(of household: Set<PersonID>, on day: CivilDate) -> Set<StaffID> {
        Set(standing(household, on: day).compactMap(\.staffID))
    }

    /// Whether the county visits: every household on the ledger, delegated or not (`domain.md` §9.6).
    package func needsCountyVisit(_ household: Set<PersonID>, on day: CivilDate) -> Bool {
        !standing(household, on: day).isEmpty
    }

    /// Relations the registers show and nobody declared, for the yearly look at declarations.
    package func undeclared(on day: CivilDate) -> [RelativeEntry] {
        let standing = entries.filter { $0.on <= day && ($0.struckOn.map { day < $0 } ?? true) }
        return standing.filter { entry in
            entry.source == .registers
                && !standing.contains {
                    $0.source != .registers && $0.person == entry.person && $0.official == entry.official
                }
        }
    }

    /// Staff whose yearly declaration is missing for a year.
    package static func missingDeclarations(
        of staff: Set<StaffID>, declared: [StaffID: CivilDate], in year: Int
    ) -> [StaffID] {
        staff.filter { declared[$0]?.year != year }.sorted()
    }
}
