package import Casework
import Policies
package import Primitives
import Storage

/// The decision of a case as its family reads it (C14): what, why, how much, from when, and how to object.
///
/// At most nine statements.
package struct CitizenResult: Sendable {
    /// How a family can object, with the last days if the decision reached it on the day it was made.
    package struct Remedy: Hashable, Sendable {
        /// Days from receipt to ask for reconsideration (行政复议法).
        package let reconsiderationDays: Int
        /// The last day for it.
        package let reconsiderationEnds: CivilDate
        /// The government that reconsiders.
        package let reconsideredBy: String
        /// Months from receipt to sue (行政诉讼法).
        package let litigationMonths: Int
        /// The last day for it.
        package let litigationEnds: CivilDate
    }

    /// The acceptance number.
    package let number: String
    /// The program.
    package let program: Program
    /// Whether it was granted.
    package let isGranted: Bool
    /// The day of the decision.
    package let decidedOn: CivilDate
    /// The sum, monthly or once as the program pays; nil when refused, or when the program pays nothing.
    package let amount: Money?
    /// The first month paid.
    package let firstMonth: CalendarMonth?
    /// Why it was refused, each with its clause and plain words; empty when granted.
    package let reasons: [ReasonCode]
    /// The decider's own words to the family.
    package let explanation: String?
    /// The paper of the decision.
    package let document: ProgressDocument?
    /// The why-sheet by its headings; empty when the case was decided without one.
    package let sheet: [WhySheetView.Section]
    /// How to object.
    package let remedy: Remedy
    /// Whom the family rings first.
    package let hotline: String

    /// The last decision of the asker's own case; nil while there is none.
    package static func load(_ id: CaseID, in context: CommandContext) throws -> CitizenResult? {
        guard context.actor.account != nil, let row = try context.store.caseRow(id, in: context.scope) else {
            return nil
        }
        let deciding: Set<String> = [CaseEventKind.confirm.rawValue, CaseEventKind.refuse.rawValue]
        guard
            let event = try context.store.caseEvents(id, in: context.scope).last(where: { deciding.contains($0.kind) })
        else { return nil }
        var (amount, month, reasons): (Money?, CalendarMonth?, [ReasonCode]) = (nil, nil, [])
        switch try StoreTransaction.fromJSON(Array(event.payload.utf8), as: CaseEvent.self) {
        case .confirm(let granted, let fromMonth):
            amount = row.program.payment == .none ? nil : granted
            month = row.program.payment == .monthly ? fromMonth : nil
        case .refuse(let codes): reasons = codes
        default: return nil
        }
        let isGranted = event.kind == CaseEventKind.confirm.rawValue
        let kind: DocumentKind = isGranted ? .confirmationNotice : .refusalNotice
        let papers = try context.store.documents(of: id, in: context.scope)
        let paper = papers.last { $0.kind == kind.rawValue }
        return CitizenResult(
            number: row.number, program: row.program, isGranted: isGranted, decidedOn: event.businessDay,
            amount: amount, firstMonth: month, reasons: reasons,
            explanation: event.reason.isEmpty || isGranted ? nil : event.reason,
            document: paper.map {
                ProgressDocument(
                    id: $0.id, title: $0.title, number: $0.number, token: $0.token, issuedDay: $0.issuedDay)
            },
            sheet: try WhySheetView.load(id, in: context)?.sections ?? [],
            remedy: try Remedy(row, decidedOn: event.businessDay, in: context),
            hotline: try context.hotline(at: row.region))
    }
}

extension CitizenResult.Remedy {
    fileprivate init(_ row: CaseRow, decidedOn day: CivilDate, in context: CommandContext) throws {
        let county = row.region.ancestor(at: .county) ?? row.region
        let limits = try context.policies(on: day).procedureLimits(for: row.region, on: day)
        let month = day.calendarMonth.adding(months: limits.litigationMonths)
        // A month without that day ends the term on its last day (民法典第二百零二条).
        let last = month.lastDay
        let sameDay = month.firstDay.adding(days: day.day - 1)
        self.init(
            reconsiderationDays: limits.reconsiderationDays,
            reconsiderationEnds: day.adding(days: limits.reconsiderationDays),
            reconsideredBy: try context.store.regionName(county) + "人民政府",
            litigationMonths: limits.litigationMonths, litigationEnds: min(sameDay, last))
    }
}
