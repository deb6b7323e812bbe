import Casework
import Primitives
import Storage

/// The steps of a case from its events.
enum ProgressSteps {
    static let linkScope = Scope.system("the steps of a case are shown, masked, to whoever holds its progress link")

    /// Each step with the events that mark it as done.
    private static let path: [(chinese: String, english: String, kinds: [CaseEventKind])] = [
        ("提交申请", "Sent", [.submit]),
        ("受理", "Accepted", [.accept]),
        ("核对和上门了解", "Checks and visit", [.giveFirstOpinion]),
        ("村里公示", "Village notice", [.closeNotice]),
        ("作出决定", "Decision", [.confirm, .refuse]),
    ]

    /// How far each step is: the first undone one is where the case stands.
    static func steps(_ state: CaseState, events: [CaseEventRow]) -> [ProgressStep] {
        let last = events.last { row in CaseEventKind(rawValue: row.kind) != .archive }
        if state.isEnded || state == .archived, let last, last.kind != CaseEventKind.refuse.rawValue {
            return ended(events, last: last)
        }
        let noNotice = !events.contains { $0.kind == CaseEventKind.postNotice.rawValue }
        let isDecided = !state.isBeforeDecision
        var isCurrentGiven = false
        return path.compactMap { step in
            if step.kinds == [.closeNotice], noNotice, isDecided || state == .confirming { return nil }
            let day = doneDay(step.kinds, state: state, events: events)
            if day != nil {
                return ProgressStep(chinese: step.chinese, english: step.english, mark: .done, day: day)
            }
            defer { isCurrentGiven = true }
            return ProgressStep(
                chinese: step.chinese, english: step.english, mark: isCurrentGiven ? .ahead : .current, day: nil)
        }
    }

    /// A step that was undone by a return or an upheld objection counts again only when it is done again.
    private static func doneDay(
        _ kinds: [CaseEventKind], state: CaseState, events: [CaseEventRow]
    ) -> CivilDate? {
        let undoing: Set<String> =
            kinds.contains(.submit) || kinds.contains(.accept)
            ? [] : [CaseEventKind.objectionUpheld.rawValue, CaseEventKind.returnToTownship.rawValue]
        guard let position = events.lastIndex(where: { row in kinds.contains { $0.rawValue == row.kind } }),
            !events[position...].contains(where: { undoing.contains($0.kind) })
        else { return nil }
        return events[position].businessDay
    }

    private static func ended(_ events: [CaseEventRow], last: CaseEventRow) -> [ProgressStep] {
        let done = path.compactMap { step -> ProgressStep? in
            guard let day = doneDay(step.kinds, state: .archived, events: events) else { return nil }
            return ProgressStep(chinese: step.chinese, english: step.english, mark: .done, day: day)
        }
        let kind = CaseEventKind(rawValue: last.kind)
        return done + [
            ProgressStep(chinese: kind?.chinese ?? "办结", english: "Ended", mark: .done, day: last.businessDay)
        ]
    }

    /// The first month paid, as the confirming event said it.
    static func firstMonth(_ events: [CaseEventRow]) -> CalendarMonth? {
        guard let row = events.last(where: { $0.kind == CaseEventKind.confirm.rawValue }),
            case .confirm(_, let month)? = try? StoreTransaction.fromJSON(Array(row.payload.utf8), as: CaseEvent.self)
        else { return nil }
        return month
    }

    /// The names of members whose authorisation is still to come; none once the case has ended.
    static func waiting(_ row: CaseRow, in scope: Scope, _ context: CommandContext) throws -> [String] {
        guard !row.state.isEnded, row.state != .archived else { return [] }
        let rows = try context.store.authorizations(of: row.id, in: scope)
        return try AuthorizationStatuses.resolve(row.form, rows: rows, waiting: [:], in: context)
            .filter { $0.row == nil }.map(\.member.name)
    }

    /// The last day of the running notice.
    static func noticeCloses(_ row: CaseRow, in scope: Scope, _ context: CommandContext) throws -> CivilDate? {
        guard row.state == .publicity else { return nil }
        return try context.store.notices(of: row.id, in: scope).last?.notice.closes.on
    }
}
