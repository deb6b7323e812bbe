package import Casework
package import Primitives
import Storage

/// What came of the tickets of a period, by subject and by office.
///
/// One query.
package struct HotlineStatistics: Sendable {
    /// Sums of tickets.
    package struct Sum: Hashable, Sendable {
        /// Tickets that came in.
        package var received = 0
        /// Those that still wait for somebody.
        package var open = 0
        /// Open ones past their last day.
        package var overdue = 0
        /// Those that were answered.
        package var replied = 0
        /// Those answered after the last day.
        package var repliedLate = 0
        /// Those sent back to the hotline.
        package var returned = 0
        /// Those that repeat an earlier one.
        package var repeats = 0
        /// Callers who were satisfied when called back.
        package var satisfied = 0
        /// Callers who were not.
        package var dissatisfied = 0

        /// Answered in time, of a thousand answered; nil while none was.
        package var onTimePermille: Int? { replied == 0 ? nil : (replied - repliedLate) * 1_000 / replied }
        /// Satisfied, of a thousand called back; nil while nobody was.
        package var satisfiedPermille: Int? {
            let asked = satisfied + dissatisfied
            return asked == 0 ? nil : satisfied * 1_000 / asked
        }

        mutating func add(_ figure: HotlineFigure) {
            received += figure.received
            open += figure.open
            overdue += figure.overdue
            replied += figure.replied
            repliedLate += figure.repliedLate
            returned += figure.returned
            repeats += figure.repeats
            satisfied += figure.satisfied
            dissatisfied += figure.dissatisfied
        }
    }

    /// The sums of one office.
    package struct Office: Sendable {
        /// The office.
        package let region: RegionCode
        /// Its name.
        package let name: String
        /// All subjects together.
        package var total = Sum()
        /// Tickets that came in, by subject.
        package var received: [HotlineSubject: Int] = [:]
    }

    /// The first day of the period.
    package let from: CivilDate
    /// The last day of the period.
    package let through: CivilDate
    /// Everything together.
    package let total: Sum
    /// By subject, every subject named.
    package let subjects: [(subject: HotlineSubject, sum: Sum)]
    /// By office, those with any ticket, by code.
    package let offices: [Office]

    /// Sums the tickets within reach that came in between two days; nil for posts that have no tickets.
    package static func load(
        from first: CivilDate, through last: CivilDate, in context: CommandContext
    ) throws -> HotlineStatistics? {
        guard let reach = context.hotlineReach else { return nil }
        let figures = try context.store.hotlineFigures(
            from: first, through: last, today: context.today, in: reach)
        var (total, subjects, offices) = (Sum(), [HotlineSubject: Sum](), [Office]())
        for figure in figures {
            total.add(figure)
            subjects[figure.subject, default: Sum()].add(figure)
            if offices.last?.region != figure.region {
                offices.append(Office(region: figure.region, name: figure.regionName))
            }
            offices[offices.count - 1].total.add(figure)
            offices[offices.count - 1].received[figure.subject, default: 0] += figure.received
        }
        return HotlineStatistics(
            from: first, through: last, total: total,
            subjects: HotlineSubject.allCases.map { ($0, subjects[$0] ?? Sum()) }, offices: offices)
    }
}
