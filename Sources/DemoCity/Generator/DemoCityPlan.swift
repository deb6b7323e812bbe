package import Primitives

/// Why a demo city cannot be made.
package enum DemoCityPlanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Fewer or more people than the invented places and numbers are made for.
    case peopleOutOfRange(Int)
    /// A day for which the ages or school years of the city would make no sense.
    case dayOutOfRange(CivilDate)

    /// A sentence for the person who typed the command.
    package var description: String {
        switch self {
        case .peopleOutOfRange(let people):
            "演示城市的人数应在 \(DemoCityPlan.peopleLimits.lowerBound) 至 \(DemoCityPlan.peopleLimits.upperBound) 之间，"
                + "不能是 \(people)，请更换人数。"
        case .dayOutOfRange(let day): "演示城市的基准日应在 2020 年至 2100 年之间，不能是 \(day)，请更换日期。"
        }
    }
}

/// What decides every byte of an invented city.
package struct DemoCityPlan: Hashable, Sendable {
    /// The living inhabitants.
    package let people: Int
    /// The seed of all draws.
    package let seed: UInt64
    /// The day on which the city is looked at; records end the day before, payments with the month before.
    package let asOf: CivilDate

    /// How many people a city can have.
    package static let peopleLimits = 2_000...400_000
    /// The day on which the demo opens, 2026-03-02, a Monday.
    package static let openingDay = CivilDate(dayNumber: 20_514)

    /// A plan; refuses sizes and days for which no sensible city can be invented.
    package init(
        people: Int = 20_000, seed: UInt64 = 7, asOf: CivilDate = DemoCityPlan.openingDay
    ) throws(DemoCityPlanError) {
        guard Self.peopleLimits.contains(people) else { throw .peopleOutOfRange(people) }
        guard (2020...2100).contains(asOf.year) else { throw .dayOutOfRange(asOf) }
        (self.people, self.seed, self.asOf) = (people, seed, asOf)
    }

    /// The last month for which benefits, wages and pensions have been paid: the one before the day's month.
    package var lastPaidMonth: CalendarMonth { asOf.calendarMonth.adding(months: -1) }

    /// The school year and tax year that records speak of: the year before the day's year.
    package var recordYear: Int { asOf.year - 1 }
}
