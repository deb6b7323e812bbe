package import Primitives

/// What a visit is for.
package enum VisitKind: String, CaseIterable, Codable, Hashable, Sendable {
    case investigation, recheck, county, reverification

    /// The purpose in words.
    package var chinese: String {
        switch self {
        case .investigation: "入户调查"
        case .recheck: "异议复查"
        case .county: "县级入户核查"
        case .reverification: "定期复核"
        }
    }
}

/// The dated terms of a visit.
package struct VisitTerms: Hashable, Sendable {
    /// Fewest visitors.
    package var visitorsMin: Cited<Int>
    /// Fewest photos.
    package var photosMin: Cited<Int>
    /// Fewest neighbours asked.
    package var neighboursMin: Cited<Int>
    /// How far from the house the place may lie, in metres.
    package var distanceMax: Cited<Int>

    /// The terms of one region on one day.
    package init(visitorsMin: Cited<Int>, photosMin: Cited<Int>, neighboursMin: Cited<Int>, distanceMax: Cited<Int>) {
        self.visitorsMin = visitorsMin
        self.photosMin = photosMin
        self.neighboursMin = neighboursMin
        self.distanceMax = distanceMax
    }
}

/// What a neighbour said; who it was is never shown to the village (`domain.md` §4.2 D10).
package struct NeighbourInterview: Codable, Hashable, Sendable {
    /// The neighbour's name, for the file only.
    package let neighbour: String
    /// Whether the neighbour is related to the household.
    package let isRelated: Bool
    /// What was said.
    package let words: String

    /// An interview.
    package init(neighbour: String, isRelated: Bool, words: String) {
        self.neighbour = neighbour
        self.isRelated = isRelated
        self.words = words
    }
}

/// Why a visit cannot be recorded.
package enum VisitReason: String, RefusalReason {
    case visitorsTooFew, visitorRelated, visitorDecides, householdUnsigned, visitorUnsigned, photosMissing, tooFar
    case placeMissing, nobodySeen, findingsMissing, neighboursTooFew, neighbourRelated, dayImpossible, notByCounty

    /// The area of the codes.
    package static let area = "visit"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .visitorsTooFew: RefusalWording("入户至少要%名不同的工作人员。请补充。", "More different visitors are needed.")
        case .visitorRelated: RefusalWording("调查人与家庭有近亲属关系，应当回避。请换人重访。", "A visitor is related. Visit again.")
        case .visitorDecides:
            RefusalWording(
                "调查人是本案的决定人。调查与决定须由不同的人负责，请换人。",
                "A visitor decides this case. Survey and decision are separate; send another.")
        case .householdUnsigned:
            RefusalWording("家庭没有签字。请补签；不能签的按指印并有两名见证人。", "The household has not signed.")
        case .visitorUnsigned: RefusalWording("有调查人没有签字。请补签。", "A visitor has not signed.")
        case .photosMissing: RefusalWording("照片少于%张。请补传入户照片。", "There are too few photos. Add them.")
        case .tooFar:
            RefusalWording("定位离家庭住址%米，超过%米。请写明原因或重访。", "The place is too far from the house. Say why, or go again.")
        case .placeMissing: RefusalWording("没有定位，也没有写明地点。请填写。", "The place is not recorded. Fill it in.")
        case .nobodySeen: RefusalWording("没有见到家里任何人。请改约时间再访。", "Nobody of the family was seen. Go again.")
        case .findingsMissing:
            RefusalWording("没有写上门才能看到的情况（住房、陈设、健康、劳动能力）。请填写。", "Nothing that only a visit shows is written.")
        case .neighboursTooFew: RefusalWording("邻里访问少于%户。请补访。", "Too few neighbours were asked. Ask more.")
        case .neighbourRelated: RefusalWording("受访邻居与家庭有亲属关系。请另访。", "A neighbour asked is related. Ask another.")
        case .dayImpossible: RefusalWording("入户日期%早于受理或晚于今天。请核对。", "The day cannot be. Correct it.")
        case .notByCounty: RefusalWording("县级核查须有县级工作人员参加。请安排。", "Nobody of the county took part.")
        }
    }
}

/// A household visit as recorded on the phone: who, where, what only eyes can see, and both signatures (D10, D17).
package struct HouseholdVisit: Codable, Hashable, Sendable {
    /// What it is for.
    package var kind: VisitKind
    /// The day.
    package var on: CivilDate
    /// The staff who went.
    package var visitors: [StaffID]
    /// Those of them who are the county's.
    package var countyVisitors: Set<StaffID>
    /// Visitors who signed.
    package var signedVisitors: Set<StaffID>
    /// Whether the household signed, in any lawful way.
    package var householdSigned: Bool
    /// Photos uploaded.
    package var photoCount: Int
    /// Metres between the phone and the house; nil when the phone gave no place.
    package var distance: Int?
    /// The place in words, where the phone gave none or lies far off.
    package var placeNote: String
    /// Members seen.
    package var membersSeen: Int
    /// What only a visit can know.
    package var findings: String
    /// Neighbours asked.
    package var neighbours: [NeighbourInterview]

    /// A visit as recorded.
    package init(
        kind: VisitKind, on day: CivilDate, visitors: [StaffID], countyVisitors: Set<StaffID>,
        signedVisitors: Set<StaffID>, householdSigned: Bool, photoCount: Int, distance: Int?, placeNote: String,
        membersSeen: Int, findings: String, neighbours: [NeighbourInterview]
    ) {
        self.kind = kind
        self.on = day
        self.visitors = visitors
        self.countyVisitors = countyVisitors
        self.signedVisitors = signedVisitors
        self.householdSigned = householdSigned
        self.photoCount = photoCount
        self.distance = distance
        self.placeNote = placeNote
        self.membersSeen = membersSeen
        self.findings = findings
        self.neighbours = neighbours
    }

    /// What the machine is told of it, or every reason why it cannot be recorded.
    package func assess(
        related: Set<StaffID>, deciders: Set<StaffID>, acceptedOn: CivilDate?, on today: CivilDate, terms: VisitTerms
    ) -> Ruling<VisitFact> {
        var found = Refusals<VisitReason>()
        let people = Set(visitors)
        found.refuse(when: people.count < terms.visitorsMin.value, .visitorsTooFew, String(terms.visitorsMin.value))
        found.refuse(when: !people.isDisjoint(with: related), .visitorRelated)
        found.refuse(when: !people.isDisjoint(with: deciders), .visitorDecides)
        found.refuse(when: kind == .county && people.isDisjoint(with: countyVisitors), .notByCounty)
        found.refuse(when: !householdSigned, .householdUnsigned)
        found.refuse(when: !people.isSubset(of: signedVisitors), .visitorUnsigned)
        seen(&found, terms)
        let isImpossible = on > today || acceptedOn.map { on < $0 } == true
        found.refuse(when: isImpossible, .dayImpossible, on.chineseText)
        return found.ruling(VisitFact(visitors: visitors, on: on, householdSigned: true, visitorsSigned: true))
    }

    private func seen(_ found: inout Refusals<VisitReason>, _ terms: VisitTerms) {
        found.refuse(when: photoCount < terms.photosMin.value, .photosMissing, String(terms.photosMin.value))
        if let distance {
            found.refuse(
                when: distance > terms.distanceMax.value && isBlank(placeNote), .tooFar, String(distance),
                String(terms.distanceMax.value))
        } else {
            found.refuse(when: isBlank(placeNote), .placeMissing)
        }
        found.refuse(when: membersSeen < 1, .nobodySeen)
        found.refuse(when: isBlank(findings), .findingsMissing)
        let least = terms.neighboursMin.value
        found.refuse(
            when: kind != .reverification && neighbours.count < least, .neighboursTooFew, String(least))
        found.refuse(when: neighbours.contains { $0.isRelated }, .neighbourRelated)
    }
}
