package import Primitives

// The parameters of the dibao policy that other rooms read by name; rules read all of them as `p.name`.

extension ParameterKey<Money> {
    /// The monthly standard of an urban member.
    package static var standardUrban: ParameterKey<Money> { Self("standardUrban") }
    /// The monthly standard of a rural member.
    package static var standardRural: Self { Self("standardRural") }
}

extension ParameterKey<Int64> {
    /// The marginal line as permille of the dibao line.
    package static var marginalMultiple: ParameterKey<Int64> { Self("marginalMultiple") }
    /// Months from the confirmation to the first paid month.
    package static var firstPayMonthOffset: Self { Self("firstPayMonthOffset") }
}

extension ParameterKey<Set<IncomeKind>> {
    /// The kinds of income that do not count.
    package static var exemptIncomeKinds: Self { Self("exemptIncomeKinds") }
}
