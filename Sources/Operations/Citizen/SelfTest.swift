package import Casework
package import Primitives
package import Storage

/// What somebody answers who only wants to know what might fit (C2); it is kept nowhere.
package struct SelfTestAnswers: Hashable, Sendable {
    /// Property that makes a difference.
    package enum Property: String, CaseIterable, Sendable {
        case vehicle, secondHome, savings, firm
    }

    /// Who lives in the household.
    package enum Situation: String, CaseIterable, Sendable {
        case severeDisability, seriousIllness, alone
    }

    /// Town or country.
    package var area: FamilyArea
    /// The county, where it is known.
    package var county: RegionCode?
    /// How many live together.
    package var people: Int
    /// The family's income a month; nil when not known.
    package var monthlyIncome: Money?
    /// Property of that kind; nil when not known.
    package var property: Set<Property>?
    /// Who is ill, disabled or has nobody.
    package var situations: Set<Situation>
    /// Whether something sudden happened.
    package var isSudden: Bool

    /// Takes the answers.
    package init(
        area: FamilyArea, county: RegionCode?, people: Int, monthlyIncome: Money?, property: Set<Property>?,
        situations: Set<Situation>, isSudden: Bool
    ) {
        self.area = area
        self.county = county
        self.people = people
        self.monthlyIncome = monthlyIncome
        self.property = property
        self.situations = situations
        self.isSudden = isSudden
    }
}

/// What may fit a family by its six answers: a pointer and never a decision, since nothing was checked.
package struct SelfTest: Hashable, Sendable {
    /// An item of assistance.
    package enum Kind: String, CaseIterable, Sendable {
        case dibao, single, marginal, destitute, temporary, medical
    }

    /// How well it fits.
    package enum Fit: String, Sendable {
        case likely, unsure, unlikely
    }

    /// Why it may fit or not.
    package enum Why: String, CaseIterable, Sendable {
        case incomeBelow, incomeBetween, incomeAbove, incomeUnknown, property, propertyUnknown, noStandard
        case marginalIncome, single, destitute, sudden, medical
    }

    /// One item with how well it fits.
    package struct Item: Hashable, Sendable {
        /// The item.
        package let kind: Kind
        /// How well it fits.
        package let fit: Fit
        /// Why.
        package let why: Why
    }

    /// The standards of one county.
    package struct Line: Hashable, Sendable {
        /// The monthly standard of a person.
        package let standard: Money
        /// The line of a marginal family, in per mille of the standard.
        package let marginalPermille: Int64

        /// Takes the parts.
        package init(standard: Money, marginalPermille: Int64) {
            self.standard = standard
            self.marginalPermille = marginalPermille
        }
    }

    /// The items, the best first.
    package let items: [Item]

    /// The program to ask for: what fits best of those a family may ask for by itself; nil when nothing fits.
    package var program: Program? {
        switch items.first(where: { $0.fit != .unlikely && $0.kind != .medical })?.kind {
        case .dibao, .single, .marginal: .dibao
        case .destitute: .destituteSupport
        case .temporary: .temporaryRelief
        case .medical, nil: nil
        }
    }

    /// Weighs the answers against the lines of the county, or of every county while none is known.
    package init(_ answers: SelfTestAnswers, lines: [Line]) {
        let dibao = Self.dibao(answers, lines)
        var found = [dibao]
        if dibao.fit != .likely {
            if !answers.situations.isDisjoint(with: [.severeDisability, .seriousIllness]), dibao.why == .incomeAbove {
                found.append(Item(kind: .single, fit: .unsure, why: .single))
            }
            if Self.isMarginal(answers, lines) {
                found.append(Item(kind: .marginal, fit: .unsure, why: .marginalIncome))
            }
        }
        if answers.situations.contains(.alone) {
            found.append(Item(kind: .destitute, fit: .unsure, why: .destitute))
        }
        if answers.isSudden { found.append(Item(kind: .temporary, fit: .likely, why: .sudden)) }
        if answers.situations.contains(.seriousIllness) {
            found.append(Item(kind: .medical, fit: .unsure, why: .medical))
        }
        let order: [Fit] = [.likely, .unsure, .unlikely]
        items = order.flatMap { fit in found.filter { $0.fit == fit } }
    }

    private static func dibao(_ answers: SelfTestAnswers, _ lines: [Line]) -> Item {
        let sums = lines.map { $0.standard * Int64(answers.people) }
        guard let low = sums.min(), let high = sums.max() else {
            return Item(kind: .dibao, fit: .unsure, why: .noStandard)
        }
        guard let income = answers.monthlyIncome else { return Item(kind: .dibao, fit: .unsure, why: .incomeUnknown) }
        if income >= high { return Item(kind: .dibao, fit: .unlikely, why: .incomeAbove) }
        if income >= low { return Item(kind: .dibao, fit: .unsure, why: .incomeBetween) }
        guard let property = answers.property else {
            return Item(kind: .dibao, fit: .unsure, why: .propertyUnknown)
        }
        return property.isEmpty
            ? Item(kind: .dibao, fit: .likely, why: .incomeBelow) : Item(kind: .dibao, fit: .unsure, why: .property)
    }

    /// From the dibao line up to the line of a marginal family; a line is a per-mille share, compared exactly.
    private static func isMarginal(_ answers: SelfTestAnswers, _ lines: [Line]) -> Bool {
        guard let income = answers.monthlyIncome, let low = lines.map(\.standard).min() else { return false }
        let people = Int64(answers.people)
        return income >= low * people
            && lines.contains { income * 1_000 < $0.standard * (people * $0.marginalPermille) }
    }
}

extension SelfTest {
    /// Weighs the answers by the policies in force today; at most four statements.
    package static func run(_ answers: SelfTestAnswers, in context: CommandContext) throws -> SelfTest {
        let guide = try DibaoGuide.load(county: answers.county, in: context)
        let lines = (guide?.standards ?? []).compactMap { county -> Line? in
            guard let standard = answers.area == .urban ? county.urban : county.rural else { return nil }
            return Line(standard: standard, marginalPermille: county.marginalPermille)
        }
        return SelfTest(answers, lines: lines)
    }
}
