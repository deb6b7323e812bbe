/// Whether a member's standard is the urban or the rural one.
package enum ResidenceArea: String, Sendable, CaseIterable {
    case urban, rural

    /// The area in Chinese.
    package var chinese: String { self == .urban ? "城市" : "农村" }
}

/// What a member is to the applicant.
package enum Relationship: String, Sendable, CaseIterable {
    case applicant, spouse, child, parent, grandparent, grandchild, sibling, other
}

/// Whether someone has work, as far as wages must be looked for.
package enum Employment: String, Sendable, CaseIterable {
    /// Work with an employer or base that shows the wage.
    case stable
    /// Casual work whose wage nobody can show.
    case unstable
    /// No work.
    case none
}

/// A disability as certified: none, or a kind with a grade from 1 (worst) to 4.
package enum Disability: Hashable, Sendable {
    /// The kinds of GB/T 26341.
    package enum Kind: String, Sendable, CaseIterable {
        case visual, hearing, speech, physical, intellectual, mental, multiple
    }

    case none
    case certified(Kind, grade: Int)
}

/// The kinds of income (工资性、经营、财产、转移 and the named items that packs exempt).
package enum IncomeKind: String, Sendable, CaseIterable {
    case wage, business, farming, property, transfer, pension, maintenance, farmSubsidy, other
    case basicResidentPension, preferentialPension, governmentAssistance, scholarship, birthPlanningAward
    case goodSamaritanAward

    /// The kind in Chinese.
    package var chinese: String {
        switch self {
        case .wage: "工资性收入"
        case .business: "经营净收入"
        case .farming: "种养净收入"
        case .property: "财产净收入"
        case .transfer: "转移净收入"
        case .pension: "养老金"
        case .maintenance: "赡养抚养费"
        case .farmSubsidy: "惠农补贴"
        case .other: "其他收入"
        case .basicResidentPension: "居民基础养老金"
        case .preferentialPension: "优抚抚恤金"
        case .governmentAssistance: "政府救助"
        case .scholarship: "奖学助学金"
        case .birthPlanningAward: "计划生育奖扶金"
        case .goodSamaritanAward: "见义勇为奖金"
        }
    }
}

/// The kinds of property that a limit may count.
package enum PropertyKind: String, Sendable, CaseIterable {
    case deposit, security, fund, insurance, claim, internetAsset
    case car, motorcycle, electricBicycle, disabledScooter, farmVehicle
    case home, ancestralHouse, shop, firm

    /// The kind in Chinese.
    package var chinese: String {
        switch self {
        case .deposit: "存款"
        case .security: "证券"
        case .fund: "基金"
        case .insurance: "商业保险"
        case .claim: "债权"
        case .internetAsset: "互联网资产"
        case .car: "汽车"
        case .motorcycle: "摩托车"
        case .electricBicycle: "电动自行车"
        case .disabledScooter: "残疾人代步车"
        case .farmVehicle: "农用车"
        case .home: "住房"
        case .ancestralHouse: "祖屋"
        case .shop: "商铺"
        case .firm: "企业出资"
        }
    }
}
