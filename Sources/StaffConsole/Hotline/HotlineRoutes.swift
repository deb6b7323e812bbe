import Casework
import Documents
import Operations
import Primitives
import Storage
import WebSupport

/// Tickets of the 12345 hotline (S31): queue, register, one ticket and its steps, taking in, statistics.
struct HotlineRoutes: Sendable {
    let desk: Desk
    let spreadsheets: SpreadsheetReader
    static let path = "/staff/hotline"

    static func address(_ id: HotlineTicketID) -> String { "\(path)/tickets/\(id.text)" }

    func register(in routes: RouteRegistry) {
        HotlineQueuePages(desk: desk).register(in: routes)
        HotlineTakePages(desk: desk, spreadsheets: spreadsheets).register(in: routes)
        HotlineStatisticsPage(desk: desk).register(in: routes)
        HotlineTicketPages(desk: desk).register(in: routes)
        for step in HotlineTicketStep.all { HotlineStepPages(desk: desk, step: step).register(in: routes) }
    }
}

/// The words of tickets in the language of the page, with their tones.
struct HotlinePageWords {
    let context: BackstopContext

    func state(_ state: HotlineState) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .received: .warn
            case .signedIn: .info
            case .replied, .calledBack: .ok
            case .returned, .closed: .neutral
            }
        return StatusTag(context.t("hotlineState.\(state.rawValue)"), tone)
    }

    func subject(_ subject: HotlineSubject) -> StatusTag {
        StatusTag(context.t("hotlineSubject.\(subject.rawValue)"), subject.isAgainstSomebody ? .bad : .neutral)
    }

    /// The head of a gist for a row of a list.
    func head(_ gist: String) -> String { gist.count > 40 ? "\(gist.prefix(40))…" : gist }

    /// A line as the tables of tickets show it.
    func row(_ line: HotlineLine) -> Fields {
        let (row, ticket) = (line.row, line.row.ticket)
        let formats = Formats(context)
        return [
            "number": ticket.number, "address": HotlineRoutes.address(row.id), "subject": subject(ticket.subject),
            "gist": head(row.gist), "office": line.office, "received": formats.date(ticket.receivedOn),
            "state": state(ticket.state), "isRepeat": ticket.repeats != nil, "forcesVisit": ticket.forcesCountyVisit,
            "deadline": ticket.state.isOpen
                ? formats.deadline(ticket.due.on, workingDaysLeft: line.daysLeft) : nil,
            "isProvisional": ticket.due.provisional,
            // The deadline beside it says how late; whom it was escalated to is said in words kept in Chinese.
            "reminder": context.language == .english || line.lateness == nil
                ? nil : line.reminder.map { "请\($0.level.chinese)督办" },
        ]
    }

    /// A ticket past its last day, for the list of what is late and why.
    func late(_ line: HotlineLine) -> Fields {
        let days = line.lateness?.daysLate ?? 0
        return [
            "number": line.row.ticket.number, "address": HotlineRoutes.address(line.row.id),
            "subject": subject(line.row.ticket.subject), "office": line.office, "state": state(line.row.ticket.state),
            "due": Formats(context).date(line.row.ticket.due.on), "days": days,
            "reason": CaseWords(context).word(
                line.lateness?.chinese ?? "", context.t("late.reason", ["days": String(days)])),
        ]
    }
}
