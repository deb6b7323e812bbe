package import Casework
package import Primitives
package import Storage

/// A line of the task list.
package struct DraftTask: Hashable, Sendable {
    /// The section.
    package let section: DraftSection
    /// How far it is.
    package let state: DraftSectionState
    /// What is missing or wrong in it, each at its field.
    package let problems: [Reason]
}

/// An adult or minor of the draft with the state of the authorisation.
package struct DraftAuthorization: Sendable {
    /// The member's number.
    package let memberNumber: Int
    /// The member's name, as the filer typed it.
    package let name: String
    /// Whether 18 or over.
    package let isAdult: Bool
    /// What was done.
    package let status: AuthorizationStatus
    /// The number of the authorisation that stands.
    package let number: String?
    /// The last day it is good for.
    package let expiresDay: CivilDate?
    /// The authorisation that stands.
    package let row: AuthorizationRow?
    /// The text to show before authorising; its `hashText` goes back with the act.
    package let text: AuthorizationText
}

extension DraftAuthorization {
    /// A member with the text that is read before authorising.
    init(_ item: MemberAuthorization, program: Program, bureauName: String) {
        self.init(
            memberNumber: item.member.number, name: item.member.name, isAdult: item.member.isAdult,
            status: item.member.status, number: item.row?.number, expiresDay: item.row?.expiresDay, row: item.row,
            text: AuthorizationText(personName: item.member.name, program: program, bureauName: bureauName))
    }
}

/// Everything of a draft for its owner: answers, task list, uploads, authorisations.
///
/// Four statements.
package struct DraftView: Sendable {
    /// The draft with its answers.
    package let draft: DraftRow
    /// The task list in the order of the pages.
    package let tasks: [DraftTask]
    /// The files.
    package let uploads: [UploadRow]
    /// Each member's authorisation.
    package let authorizations: [DraftAuthorization]
    /// Everything that keeps it from being sent.
    package let openReasons: [Reason]

    /// Whether it may be sent.
    package var isReady: Bool { openReasons.isEmpty }
    /// The first section that is not done, where “接着填” leads.
    package var nextSection: DraftSection? {
        tasks.first { $0.state != .complete && $0.section != .materials }?.section
    }

    /// The actor's own draft; nil for another's, a discarded one and none.
    package static func load(_ id: DraftID, in context: CommandContext) throws -> DraftView? {
        guard let draft = try context.store.draft(id, of: context.actor.row) else { return nil }
        let uploads = try context.store.uploads(of: id)
        let statuses = try AuthorizationStatuses.of(draft, in: context)
        let settings = context.bureau.settings
        return DraftView(
            draft: draft, tasks: DraftTasks.tasks(draft, uploads: uploads.count, statuses: statuses, in: context),
            uploads: uploads,
            authorizations: statuses.map {
                DraftAuthorization($0, program: draft.program, bureauName: settings.name)
            },
            openReasons: DraftTasks.openReasons(draft, statuses: statuses, in: context))
    }
}

/// An unfinished draft as the citizen's home lists it.
package struct DraftLine: Hashable, Sendable {
    /// The draft's id.
    package let id: DraftID
    /// The program.
    package let program: Program
    /// When it was last saved.
    package let updatedAt: Instant
    /// The applicant as typed so far; nil while not typed.
    package let applicantName: String?

    /// The actor's unfinished drafts, latest first: one statement.
    package static func list(in context: CommandContext) throws -> [DraftLine] {
        try context.store.openDrafts(of: context.actor.row).map { draft in
            DraftLine(
                id: draft.id, program: draft.program, updatedAt: draft.updatedAt,
                applicantName: draft.content.form.applicant?.name)
        }
    }
}

/// How far a draft is, and what keeps it from being sent.
enum DraftTasks {
    /// Sections where an empty list is an answer only once the page was sent.
    private static let mustBeAnswered: [DraftSection] = [.incomes, .properties, .expenses]

    static func tasks(
        _ draft: DraftRow, uploads: Int, statuses: [MemberAuthorization], in context: CommandContext
    ) -> [DraftTask] {
        let problems = draft.content.form.problems(on: context.today)
        return DraftSection.allCases.map { section in
            switch section {
            case .materials: DraftTask(section: section, state: uploads == 0 ? .empty : .complete, problems: [])
            case .authorizations: authorizationTask(statuses)
            default:
                task(
                    section, problems.filter { section.holds($0.path) },
                    isAnswered: draft.content.answered.contains(section) || isFilled(section, draft.content.form))
            }
        }
    }

    static func openReasons(
        _ draft: DraftRow, statuses: [MemberAuthorization], in context: CommandContext
    ) -> [Reason] {
        let form = draft.content.form
        let unanswered = mustBeAnswered.filter {
            !draft.content.answered.contains($0) && !isFilled($0, form)
        }
        return form.problems(on: context.today).map(Reason.init) + unanswered.map(Reason.sectionUnanswered)
            + statuses.assessment.problems.map(Reason.init)
    }

    private static func task(_ section: DraftSection, _ problems: [FormProblem], isAnswered: Bool) -> DraftTask {
        DraftTask(
            section: section, state: .of(problems, isAnswered: isAnswered),
            problems: isAnswered ? problems.map(Reason.init) : [])
    }

    private static func authorizationTask(_ statuses: [MemberAuthorization]) -> DraftTask {
        let problems = statuses.assessment.problems
        let done = statuses.count - Set(problems.map(\.memberNumber)).count
        let state: DraftSectionState =
            statuses.isEmpty || done == 0 ? .empty : problems.isEmpty ? .complete : .partial
        return DraftTask(section: .authorizations, state: state, problems: problems.map(Reason.init))
    }

    /// A section with an answer in it counts as answered however it got there.
    private static func isFilled(_ section: DraftSection, _ form: ApplicationForm) -> Bool {
        switch section {
        case .members: !form.members.isEmpty
        case .incomes: !form.incomes.isEmpty
        case .properties: !form.properties.isEmpty
        case .expenses: !form.expenses.isEmpty
        default: false
        }
    }
}
