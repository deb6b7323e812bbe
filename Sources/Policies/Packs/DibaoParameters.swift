package import Primitives

/// How the monthly amount follows from the gap.
package enum PaymentMode: String, Sendable, CaseIterable { case gap, tiered }
/// How several uplifts of one person combine: only the highest, or all of them.
package enum UpliftMode: String, Sendable, CaseIterable { case highest, sum }
/// What the work-cost share is taken of.
package enum WorkCostBase: String, Sendable, CaseIterable { case none, wage, standard }
/// Whose standard the financial-asset limit counts in.
package enum AssetLimitBase: String, Sendable, CaseIterable { case urban, own }

// The parameters that the dibao determination reads; the national pack declares each of them.

extension ParameterKey<Money> {
    /// The monthly standard of an urban member.
    package static var standardUrban: ParameterKey<Money> { Self("standardUrban") }
    /// The monthly standard of a rural member.
    package static var standardRural: Self { Self("standardRural") }
    /// The monthly minimum wage, for imputing and deducting.
    package static var minimumWage: Self { Self("minimumWage") }
    /// The unit of the one rounding at the end.
    package static var roundingUnit: Self { Self("roundingUnit") }
    /// The most subscribed capital of a dibao family.
    package static var firmCapitalLimit: Self { Self("firmCapitalLimit") }
    /// The most subscribed capital of a marginal family.
    package static var marginalFirmCapitalLimit: Self { Self("marginalFirmCapitalLimit") }
    /// The most that the vehicles of a marginal family may be worth.
    package static var marginalVehicleValueLimit: Self { Self("marginalVehicleValueLimit") }
    /// The most that the vehicles of a dibao family may be worth.
    package static var vehicleValueLimit: Self { Self("vehicleValueLimit") }
}

extension ParameterKey<Int64> {
    /// The marginal line as permille of the dibao line.
    package static var marginalMultiple: Self { Self("marginalMultiple") }
    /// The least payment as permille of the standard; 0 for none.
    package static var floorShare: Self { Self("floorShare") }
    /// The work cost as permille of its base.
    package static var workCostShare: Self { Self("workCostShare") }
    /// The alternative deduction of a disabled earner, permille of the minimum wage.
    package static var disabledWorkCostShare: Self { Self("disabledWorkCostShare") }
    /// The wage of an able member without a reason, permille of the minimum wage; 0 for none.
    package static var imputedWageRefuser: Self { Self("imputedWageRefuser") }
    /// The wage of casual work that nobody can show, permille of the minimum wage; 0 for none.
    package static var imputedWageUnstable: Self { Self("imputedWageUnstable") }
    /// The months of standard a head that a dibao family may own.
    package static var financialAssetMonths: Self { Self("financialAssetMonths") }
    /// The months of standard a head that a marginal family may own.
    package static var marginalFinancialAssetMonths: Self { Self("marginalFinancialAssetMonths") }
    /// How many vehicles a dibao family may own.
    package static var vehicleLimit: Self { Self("vehicleLimit") }
    /// How many vehicles a marginal family may own.
    package static var marginalVehicleLimit: Self { Self("marginalVehicleLimit") }
    /// How many homes a family may own.
    package static var homeLimit: Self { Self("homeLimit") }
    /// Square metres a head within which more homes pass; 0 for never.
    package static var homeAreaPerHead: Self { Self("homeAreaPerHead") }
    /// How many shops and garages a family may own.
    package static var shopLimit: Self { Self("shopLimit") }
    /// The age from which the elderly uplift applies.
    package static var elderlyAge: Self { Self("elderlyAge") }
    /// The mildest grade that counts as a severe disability.
    package static var severeDisabilityGrade: Self { Self("severeDisabilityGrade") }
    /// The mildest grade with which a member may file alone.
    package static var singleFilingGrade: Self { Self("singleFilingGrade") }
    /// The same for intellectual and mental disabilities.
    package static var singleFilingMentalGrade: Self { Self("singleFilingMentalGrade") }
    /// Months from the confirmation to the first paid month.
    package static var firstPayMonthOffset: Self { Self("firstPayMonthOffset") }
}

extension ParameterKey<Bool> {
    /// Whether owning exactly the limit still passes.
    package static var financialAssetInclusive: Self { Self("financialAssetInclusive") }
    /// Whether a seriously ill member may file alone.
    package static var singleFilingIllness: Self { Self("singleFilingIllness") }
}

extension ParameterKey<[Int64]> {
    /// The tiers as permille of the standard.
    package static var tierShares: Self { Self("tierShares") }
}

extension ParameterKey<PaymentMode> {
    /// How the amount follows from the gap.
    package static var paymentMode: Self { Self("paymentMode") }
}

extension ParameterKey<Rounding> {
    /// How the last step rounds.
    package static var roundingMode: Self { Self("roundingMode") }
}

extension ParameterKey<UpliftMode> {
    /// How the uplifts of a member combine.
    package static var upliftMode: Self { Self("upliftMode") }
}

extension ParameterKey<WorkCostBase> {
    /// What the work cost is a share of.
    package static var workCostBase: Self { Self("workCostBase") }
}

extension ParameterKey<AssetLimitBase> {
    /// Whose standard the asset limit counts in.
    package static var financialAssetBase: Self { Self("financialAssetBase") }
}

extension ParameterKey<Set<IncomeKind>> {
    /// The kinds of income that do not count.
    package static var exemptIncomeKinds: Self { Self("exemptIncomeKinds") }
}

extension ParameterKey<Set<PropertyKind>> {
    /// The kinds of property that do not count.
    package static var exemptPropertyKinds: Self { Self("exemptPropertyKinds") }
}

/// Why a member's share is raised (分类施保); each kind has a share of the standard and a fixed sum.
package enum UpliftKind: String, Sendable, CaseIterable {
    case seriousIllness, severeDisability, anyDisability, elderly, minor

    var share: ParameterKey<Int64> { ParameterKey("uplift\(capitalised)Share") }
    var sum: ParameterKey<Money> { ParameterKey("uplift\(capitalised)Sum") }
    private var capitalised: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

    /// The kind in Chinese.
    package var chinese: String {
        switch self {
        case .seriousIllness: "重病"
        case .severeDisability: "重度残疾"
        case .anyDisability: "残疾"
        case .elderly: "高龄"
        case .minor: "未成年"
        }
    }
}
