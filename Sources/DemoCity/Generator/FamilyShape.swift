import Primitives

/// One member to be invented.
struct MemberSketch {
    var relation: DemoRelation
    var sex: Sex
    var age: Int
}

/// The kinds of families of a rural prefecture of Shandong.
enum FamilyShape: CaseIterable {
    case loneElder, elderCouple, loneAdult, couple, oneChild, twoChildren, threeChildren, threeGenerations, loneParent

    /// Per mille of all families.
    private var share: Int {
        switch self {
        case .loneElder: 90
        case .elderCouple: 170
        case .loneAdult: 80
        case .couple: 140
        case .oneChild: 180
        case .twoChildren: 150
        case .threeChildren: 30
        case .threeGenerations: 110
        case .loneParent: 50
        }
    }

    private static let shares = allCases.map(\.share)

    /// The most members that a family of the shape has.
    private var size: Int {
        switch self {
        case .loneElder, .loneAdult: 1
        case .elderCouple, .couple: 2
        case .oneChild, .loneParent: 3
        case .twoChildren: 4
        case .threeChildren: 5
        case .threeGenerations: 6
        }
    }

    /// Per mille of families of the shape in tekun, dibao, edge and watched otherwise.
    var programShares: [(DemoProgram, Int)] {
        switch self {
        case .loneElder: [(.tekun, 28), (.dibao, 55), (.edge, 10), (.monitored, 140)]
        case .elderCouple: [(.dibao, 30), (.edge, 10), (.monitored, 140)]
        case .loneAdult: [(.tekun, 8), (.dibao, 40), (.edge, 6), (.monitored, 120)]
        case .loneParent: [(.dibao, 80), (.edge, 30), (.monitored, 200)]
        default: [(.dibao, 16), (.edge, 6), (.monitored, 130)]
        }
    }

    /// A shape that fits into the room left.
    static func draw(room: Int, _ random: inout SeededGenerator) -> FamilyShape {
        let shape = allCases[random.weighted(shares)]
        return shape.size <= room ? shape : room >= 2 ? .elderCouple : .loneElder
    }

    /// The members of a family of the shape, the head first.
    func sketch(_ random: inout SeededGenerator) -> [MemberSketch] {
        let headIsMale = random.chance(self == .loneParent || self == .loneElder ? 350 : 850)
        let head: Sex = headIsMale ? .male : .female
        let mate: Sex = headIsMale ? .female : .male
        switch self {
        case .loneElder: return [MemberSketch(relation: .head, sex: head, age: random.within(62..<93))]
        case .loneAdult: return [MemberSketch(relation: .head, sex: head, age: random.within(24..<61))]
        case .elderCouple: return pair(head, mate, age: 60 + random.below(16) + random.below(13), &random)
        case .couple: return pair(head, mate, age: random.within(24..<60), &random)
        case .oneChild: return parents(head, mate, children: 1, &random)
        case .twoChildren: return parents(head, mate, children: 2, &random)
        case .threeChildren: return parents(head, mate, children: 3, &random)
        case .loneParent:
            return parents(head, mate, children: random.within(1..<3), &random).filter { $0.relation != .spouse }
        case .threeGenerations:
            let family = parents(head, mate, children: random.within(1..<3), &random)
            let grandfather = min(95, family[0].age + random.within(22..<33))
            let both = random.chance(600)
            let first = MemberSketch(relation: .parent, sex: both ? .male : .female, age: grandfather)
            let second = MemberSketch(relation: .parent, sex: .female, age: max(55, grandfather - random.below(5)))
            return family + (both ? [first, second] : [first])
        }
    }

    private func pair(_ head: Sex, _ mate: Sex, age: Int, _ random: inout SeededGenerator) -> [MemberSketch] {
        [
            MemberSketch(relation: .head, sex: head, age: age),
            MemberSketch(relation: .spouse, sex: mate, age: max(22, age + random.within(-4..<3))),
        ]
    }

    private func parents(
        _ head: Sex, _ mate: Sex, children: Int, _ random: inout SeededGenerator
    ) -> [MemberSketch] {
        let couple = pair(head, mate, age: random.within(26..<53), &random)
        let mother = min(couple[0].age, couple[1].age)
        let eldest = max(0, mother - random.within(21..<31))
        let sketches = (0..<children).map { index in
            MemberSketch(
                relation: .child, sex: random.chance(520) ? .male : .female,
                age: max(0, min(eldest, 25) - index * random.within(2..<6)))
        }
        return couple + sketches
    }
}
