import Casework
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// A case and its sorting, read together.
struct ProgramScene: Sendable {
    let row: CaseRow
    let view: SortingView?
    let today: CivilDate
    /// Why the case cannot be carried over by this person now; empty where it can.
    let moveRefusals: [Reason]

    static func load(_ id: CaseID, in context: CommandContext) throws -> ProgramScene? {
        guard let row = try context.store.caseRow(id, in: context.scope) else { return nil }
        let file = try CaseFile(row, in: context)
        // The machine asks for a reason; the form takes the person's own.
        let move = CaseEvent.changeProgram(row.program, reason: row.number)
        return ProgramScene(
            row: row, view: try SortingView.load(id, in: context), today: context.today,
            moveRefusals: file.refusals(of: move, by: context.actor, on: context.today))
    }

    /// The states in which a case may be carried over to another program.
    static var movableStates: [CaseState] {
        CaseState.allCases.filter { ProcedureTable.rule(from: $0, event: .changeProgram) != nil }
    }
}

/// The table of programs as the template reads it.
struct ProgramTable {
    let scene: ProgramScene
    let context: BackstopContext
    /// What was just done.
    var done: String?
    /// Whether this person may sort the case and carry it over.
    var mayWork = false
    /// The form that sorts.
    var sort: FormView?
    /// The form that carries the case over, where something else fits and the case may be carried over now.
    var transfer: FormView?
    /// Why something fits and the case cannot be carried over, and the reasons one by one.
    var notMovable: (sentence: String, reasons: [String])?

    init(scene: ProgramScene, context: BackstopContext) {
        self.scene = scene
        self.context = context
    }

    var address: String { "/staff/cases/\(scene.row.id.text)/programs" }
    private var words: ProgramWords { ProgramWords(context, names: scene.view?.names ?? [:], form: scene.row.form) }

    /// What fits better or instead: what certainly fits, with relief only where no class does.
    var targets: [Program] {
        guard let view = scene.view, view.isPresent else { return [] }
        return Program.allCases.filter { program in
            program != scene.row.program && view.sorting[program.pack]?.outcome == .eligible
                && (program != .temporaryRelief || view.sorting.suggestion == nil)
        }
    }

    /// In words why the case cannot be carried over to what fits, and when it can.
    func refusal(of targets: [Program]) -> (sentence: String, reasons: [String]) {
        let caseWords = CaseWords(context)
        let programs = targets.map { $0.name(context) }.joined(separator: context.t("programs.stateSeparator"))
        let states = ProgramScene.movableStates
        if states.contains(scene.row.state) {
            return (
                context.t("programs.notMovableBecause", ["programs": programs]),
                scene.moveRefusals.map(caseWords.reason)
            )
        }
        let names = states.map { caseWords.word($0.chinese, $0.english) }
        let state = scene.row.state
        let parts = [
            "programs": programs, "states": names.joined(separator: context.t("programs.stateSeparator")),
            "state": caseWords.word(state.chinese, state.english),
        ]
        return (context.t("programs.notMovable", parts), [])
    }

    var model: Fields {
        let view = scene.view
        return [
            "done": done, "mayWork": mayWork, "sort": sort, "transfer": transfer,
            "notMovable": notMovable?.sentence, "because": notMovable?.reasons ?? [],
            "title": context.t("programs.title"), "backAddress": "/staff/cases/\(scene.row.id.text)",
            "applicant": Masking.name(scene.row.applicantName), "number": scene.row.number,
            "present": scene.row.program.name(context), "hasSorting": view != nil,
            "isOld": view.map { !$0.isPresent && !$0.isPolicyChanged } ?? false,
            "isPolicyOld": view?.isPolicyChanged ?? false, "version": view?.version,
            "day": view.map { Formats(context).date($0.day) }, "by": view?.madeByName,
            "hash": view.map { String($0.hash.prefix(16)) }, "standing": view.map { words.standing($0.sorting) },
            "groups": view.map(groups) ?? [], "changes": view.map(changes) ?? [],
            "hasChanges": !(view?.difference?.changes ?? []).isEmpty,
            "answers": (view?.questions.isEmpty ?? true) ? nil : "\(address)/answers",
            "questionCount": view.map { context.t("programs.questions", ["count": String($0.questions.count)]) },
        ]
    }

    private func groups(_ view: SortingView) -> [Fields] {
        SortingPlan.Group.allCases.map { group in
            let entries = view.sorting.entries.filter { $0.group == group }
            return [
                "heading": context.t("programs.group.\(group.rawValue)"), "rows": entries.map(row),
                "isFolded": group == .change && !entries.contains { $0.outcome == .eligible },
            ]
        }
    }

    private func row(_ entry: SortedProgram) -> Fields {
        let people = entry.people.filter { !$0.sentence.isEmpty && !$0.receives }
        var link = "\(address)/\(entry.program)"
        if let member = entry.member { link += "?member=\(member)" }
        let asked = entry.questions.prefix(Self.questionsShown).map { words.mask($0.question) }
        return [
            "name": words.title(entry), "tag": words.tag(entry), "amount": words.amount(entry),
            "now": entry.startsAtOnce ? StatusTag(context.t("programs.now"), .info) : nil,
            "unless": entry.yieldsTo.isEmpty ? nil : words.unless(entry, in: scene.view?.sorting),
            "reasons": entry.reasons.map { words.mask($0.sentence) },
            "people": entry.outcome == .eligible
                ? people.map { "\(words.name(of: $0.member))：\(words.mask($0.sentence))" } : [],
            "questions": asked, "hasQuestions": !asked.isEmpty, "isAmountOnly": entry.outcome == .eligible,
            "more": entry.questions.count > asked.count
                ? context.t("programs.more", ["count": String(entry.questions.count - asked.count)]) : nil,
            "why": entry.outcome == .unavailable ? nil : link,
            "answer": mayWork && !asked.isEmpty && entry.group != .change
                ? "\(address)/answers?for=\(entry.program)" : nil,
        ]
    }

    private static let questionsShown = 4

    private func changes(_ view: SortingView) -> [Fields] {
        (view.difference?.changes ?? []).map { change in
            [
                "name": (change.now ?? change.before).map(words.title), "before": change.before.map(words.tag),
                "beforeAmount": change.before.flatMap(words.amount), "now": change.now.map(words.tag),
                "nowAmount": change.now.flatMap(words.amount),
            ]
        }
    }
}

/// The words of a sorting in the language of the page, names masked.
struct ProgramWords {
    let context: BackstopContext
    let names: [String: String]
    let mask: NameMask

    init(_ context: BackstopContext, names: [String: String], form: ApplicationForm) {
        self.context = context
        self.names = names
        mask = NameMask(form)
    }

    func name(of member: String) -> String { names[member].map(Masking.name) ?? member }

    func program(_ name: String) -> String { context.t("program.\(name)") }

    func title(_ entry: SortedProgram) -> String {
        let title = program(entry.program)
        return entry.member.map { context.t("programs.alone", ["program": title, "name": name(of: $0)]) } ?? title
    }

    func tag(_ entry: SortedProgram) -> StatusTag {
        switch entry.outcome {
        case .eligible: StatusTag(context.t("programs.eligible"), .ok)
        case .notEligible: StatusTag(context.t("programs.notEligible"), .bad)
        case .undetermined: StatusTag(context.t("programs.undetermined"), .warn)
        case .unavailable: StatusTag(context.t("programs.unavailable"), .neutral)
        case .excluded(let by): StatusTag(context.t("programs.excluded", ["by": program(by)]), .neutral)
        }
    }

    func amount(_ entry: SortedProgram) -> String? {
        if entry.outcome == .eligible, entry.amount == nil, entry.period != nil, !entry.questions.isEmpty {
            return context.t("programs.amount.open")
        }
        guard let amount = entry.amount, let period = entry.period else { return nil }
        return context.t("programs.amount.\(period.rawValue)", ["amount": Formats(context).money(amount)])
    }

    func unless(_ entry: SortedProgram, in sorting: Sorting?) -> String {
        context.t(
            "programs.unless", ["programs": entry.yieldsTo.map(program).joined(separator: context.t("programs.or"))])
    }

    /// The class in one sentence.
    func standing(_ sorting: Sorting) -> String {
        switch sorting.standing {
        case .decided(let name?): return context.t("programs.class.decided", ["program": program(name)])
        case .decided(nil): return context.t("programs.class.none")
        case .open(let candidates):
            let list = candidates.map { $0.map(program) ?? context.t("programs.class.noneShort") }
            return context.t("programs.class.open", ["programs": list.joined(separator: context.t("programs.or"))])
        }
    }
}
