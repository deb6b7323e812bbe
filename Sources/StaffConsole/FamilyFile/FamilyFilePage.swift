import Casework
import Hummingbird
import Operations
import Payments
import Primitives
import Storage
import WebSupport

/// A family's file 一户一档 (S5): people over time, help, what happened, what is to be done; on the screen and in print.
struct FamilyFilePage: Sendable {
    let desk: Desk
    static let readers: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer, .leader, .auditor]

    func register(in routes: RouteRegistry) {
        let (path, roles) = ("\(FamilyFileScene.path)/{id}", Posts.names(Self.readers))
        routes.get(path, for: .staff, roles: roles, summary: "A family's file: people over time, help, changes.") {
            request, context in
            let scene = try await scene(context)
            let done = FamilyAct.done(FamilyFileActs.all, request.query, context)
            let model = FamilyFileModel(scene: scene, role: try desk.actor(context).role, done: done, context: context)
            return try await desk.page(
                "staff/family/file", model, title: scene.head, context,
                crumbs: [Link(context.t("nav.objects"), FamilyFileScene.path)])
        }
        routes.get("\(path)/print", for: .staff, roles: roles, summary: "A family's file for print.") { _, context in
            let scene = try await scene(context)
            let model = FamilyFileModel(scene: scene, role: nil, done: nil, context: context)
            let frame = PrintFrame(
                title: context.t("family.title"), issuer: desk.bureau.settings.name,
                documentNumber: scene.view.row.registerNumber, layout: "form")
            return desk.site.page("staff/family/file-print", model, frame: frame, context)
        }
        for act in FamilyFileActs.all {
            FamilyActPages(desk: desk, act: act, below: path, load: scene).register(in: routes)
        }
    }

    private func scene(_ context: BackstopContext) async throws -> FamilyFileScene {
        let id = FamilyID(try context.number("id"))
        let view = try await desk.found(context) { try FamilyFileView.load(id, in: $0) }
        return FamilyFileScene(view: view)
    }
}

/// The file as its templates read it.
struct FamilyFileModel: ViewModel {
    let scene: FamilyFileScene
    let role: Role?
    let done: String?
    let context: BackstopContext

    private var view: FamilyFileView { scene.view }
    private var words: CaseWords { CaseWords(context) }
    private var formats: Formats { Formats(context) }

    static let fields: ViewFields<FamilyFileModel> = [
        "head": \.scene.head, "done": \.done, "rows": \.summary, "members": \.members, "past": \.past,
        "hasPast": { !$0.scene.view.past.isEmpty }, "memberCount": { $0.scene.view.present.count }, "help": \.help,
        "hasHelp": { !$0.scene.view.help.isEmpty }, "duties": \.duties, "hasDuties": { !$0.duties.isEmpty },
        "changes": \.changes, "hasChanges": { !$0.scene.view.changes.isEmpty }, "obligors": \.obligors,
        "hasObligors": { !$0.scene.view.obligors.isEmpty }, "acts": \.acts, "hasActs": { !$0.acts.isEmpty },
        "print": { "\($0.scene.address)/print" }, "search": \.search, "day": { $0.formats.date($0.scene.view.today) },
    ]

    private var summary: [SummaryRow] {
        [
            SummaryRow(context.t("object.register"), view.row.registerNumber ?? "—"),
            SummaryRow(context.t("family.layer"), context.t("familyProgram.\(view.row.program.rawValue)")),
            SummaryRow(context.t("case.place"), view.place.joined(separator: " ")),
            SummaryRow(context.t("object.area"), context.t("area.\(view.row.area.rawValue)")),
            SummaryRow(context.t("object.since"), formats.date(view.row.startedDay)),
        ]
    }

    private func line(_ stay: FamilyStay) -> Fields {
        let places = view.places[stay.person.id]
        return [
            "name": Masking.name(stay.person.name), "lastFour": stay.person.lastFour,
            "relation": words.relation(stay.relation), "sex": context.t("sex.\(stay.person.sex.rawValue)"),
            "age": words.age(stay.person.birthDate.fullYears(until: view.today)),
            "from": formats.date(stay.from), "through": stay.through.map(formats.date),
            "income": stay.income == .zero ? "—" : stay.income.grouped, "register": places?.register ?? "—",
            "residence": places?.residence ?? "—",
            "apart": places?.isApart == true ? StatusTag(context.t("family.apart"), .warn) : nil,
            "died": stay.person.deathDay.map { StatusTag(context.t("object.died", ["day": formats.date($0)]), .bad) },
        ]
    }

    private var members: [Fields] { view.present.map(line) }
    private var past: [Fields] { view.past.map(line) }

    private var help: [Fields] {
        view.help.map { help in
            [
                "address": "/staff/cases/\(help.row.id.text)", "number": help.row.number,
                "program": help.row.program.name(context), "state": words.state(help.row.state),
                "headCount": help.row.headCount,
                "alone": help.row.form.filing?.alone == nil ? nil : StatusTag(context.t("family.alone"), .info),
                "amount": help.award.map { "\($0.award.amountDue(in: view.today.calendarMonth).grouped)" } ?? "—",
                "submitted": formats.date(help.row.submittedDay),
                "certificate": help.certificate.map { $0.row.certificate.number } ?? "—",
            ]
        }
    }

    private var duties: [Fields] {
        view.duties.map { duty in
            [
                "title": context.t("duty.\(duty.duty.rawValue)"), "since": formats.date(duty.since),
                "tag": duty.doneOn == nil
                    ? StatusTag(context.t("family.open"), .warn) : StatusTag(context.t("family.done"), .ok),
                "settled": duty.doneOn.map { day in
                    "\(formats.date(day)) \(duty.doneBy.flatMap { view.staffNames[$0] } ?? "") \(duty.note ?? "")"
                },
            ]
        }
    }

    private var changes: [Fields] {
        view.changes.map { change in
            let other = change.family == view.row.id ? change.other : change.family
            return [
                "kind": context.t("change.\(change.kind.rawValue)"), "day": formats.date(change.happenedOn),
                "summary": masked(change.note.summary), "reason": masked(change.note.reason),
                "evidence": masked(change.note.evidence),
                "recorded": context.t(
                    "family.recorded",
                    ["day": formats.date(change.recordedOn), "who": view.staffNames[change.staff] ?? ""]),
                "effective": formats.month(change.effective),
                "other": other.map { "\(FamilyFileScene.path)/\($0.text)" },
            ]
        }
    }

    /// Names of everyone who ever belonged, masked inside free words.
    private func masked(_ text: String) -> String {
        let names = view.stays.map(\.person.name) + view.obligors.map(\.content.name)
        return names.sorted { $0.count > $1.count }.reduce(text) { $0.replacing($1, with: Masking.name($1)) }
    }

    private var obligors: [Fields] {
        view.obligors.map { obligor in
            let tone: StatusTag.Tone =
                switch obligor.ability {
                case .able: .info
                case .unable: .ok
                case .unknown: .warn
                }
            let owed = view.stays.first { $0.person.id == obligor.person }.map { Masking.name($0.person.name) } ?? ""
            return [
                "name": Masking.name(obligor.content.name), "owed": owed,
                "kinship": context.t("kinship.\(obligor.kinship.rawValue)"),
                "place": obligor.content.place.isEmpty ? "—" : obligor.content.place,
                "tag": StatusTag(context.t("ability.\(obligor.ability.rawValue)"), tone),
                "maintenance": obligor.maintenance?.grouped ?? "—",
                "basis": obligor.content.basis.isEmpty ? "—" : masked(obligor.content.basis),
                "ended": obligor.endedOn.map { context.t("family.until", ["day": formats.date($0)]) },
            ]
        }
    }

    private var acts: [Link] { FamilyFileActs.all.compactMap { $0.button(scene, role, context) } }

    private var search: String {
        PageAddress(QueuePage.path).with("q", view.present.first?.person.lastFour).text
    }
}
