import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Income, property or spending: the list so far, one page an item, and an honest “none” or “not known”.
struct ItemPages: Sendable {
    let door: DraftDoor
    let section: ItemSection

    private var path: String { "/apply/{draft}/\(section)" }

    func register(in routes: RouteRegistry) {
        routes.get(path, for: .citizen, summary: "The \(section) declared so far.") { request, context in
            try await door.open(context) { view in
                try await list(view, door.known(request, []), request, context)
            }
        }
        routes.post(path, for: .citizen, summary: "Says that the \(section) are complete, or that there are none.") {
            submission, context in
            try await door.open(context) { view in
                let part = section.part(section.items(view.draft.content.form))
                let result = try await door.save(part, of: view, submission, context) { $0 }
                guard let state = result.state else { return door.after(view, submission.values) }
                return try await list(view, state, submission.request, context)
            }
        }
        routes.get("\(path)/{index}", for: .citizen, summary: "Asks for one of the \(section).") { request, context in
            try await door.open(context) { view in
                guard !view.draft.content.form.members.isEmpty else {
                    return .seeOther(DraftDoor.path(view, "members"))
                }
                let index = try index(view, context)
                let items = section.items(view.draft.content.form)
                let state = door.known(request, index < items.count ? items[index].answers : [])
                return try await ask(view, index, state, request, context)
            }
        }
        routes.post("\(path)/{index}", for: .citizen, summary: "Keeps one of the \(section).") { submission, context in
            try await door.open(context) { view in try await keep(view, submission, context) }
        }
        routes.post("\(path)/{index}/remove", for: .citizen, summary: "Takes one of the \(section) out.") {
            submission, context in
            try await door.open(context) { view in try await remove(view, submission, context) }
        }
    }

    private func index(_ view: DraftView, _ context: BackstopContext) throws -> Int {
        let count = section.items(view.draft.content.form).count
        guard let index = Int(try context.parameter("index")), (0...count).contains(index), index < 100 else {
            throw PageProblem.notFound
        }
        return index
    }

    private func list(
        _ view: DraftView, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let form = view.draft.content.form
        let items = section.items(form)
        let lines = items.enumerated().map { index, item in
            var values = FormValues([("count", String(items.count))])
            values.set(DraftDoor.from, state.values[DraftDoor.from] ?? "")
            let removal = door.form(
                view, "\(section)/\(index)/remove", FormState(values: values), context,
                submit: context.t("button.remove"), [.hidden("count")])
            let owner = form.members.first { $0.number == item.memberNumber }?.name ?? ""
            return ItemLine(
                title: "\(owner) · \(context.word("kind.\(section)", item.kind))",
                amount: ItemSection.said(item.amount, context), note: item.note.isEmpty ? nil : item.note,
                changeAddress: DraftDoor.path(view, "\(section)/\(index)"), removal: removal)
        }
        let finish = door.form(
            view, "\(section)", state, context,
            submit: context.t(items.isEmpty ? "apply.\(section).none" : "apply.items.finish"), [])
        let model: Fields = [
            "heading": context.t("apply.\(section).title"), "lead": context.t("apply.\(section).lead"),
            "items": lines, "add": DraftDoor.path(view, "\(section)/\(items.count)"), "finish": finish,
            "addLabel": context.t(items.isEmpty ? "apply.\(section).some" : "apply.items.more"),
            "said": section == .incomes
                ? view.draft.content.said?.monthlyIncome.map {
                    context.t("fits.said.income", ["money": Formats(context).money($0)])
                } : nil,
            "needsMembers": form.members.isEmpty, "members": DraftDoor.path(view, "members"),
        ]
        return try await door.portal.page(
            "citizen/apply/items", model, title: context.t("apply.\(section).title"), request, context,
            back: DraftDoor.path(view), state: state)
    }

    private func ask(
        _ view: DraftView, _ index: Int, _ state: FormState, _ request: Request, _ context: BackstopContext
    ) async throws -> Response {
        let owners = view.draft.content.form.members.map {
            Field.Choice(String($0.number), $0.name.isEmpty ? context.t("apply.members.unnamed") : $0.name)
        }
        let kinds = section.kinds.map { Field.Choice($0, context.word("kind.\(section)", $0)) }
        let periods = section.periods.map {
            Field.Choice($0, context.t($0 == "once" ? "apply.period.\(section)Once" : "apply.period.\($0)"))
        }
        let form = door.form(
            view, "\(section)/\(index)", state, context,
            [
                .radios("member", label: context.t("apply.items.member"), owners),
                .radios("kind", label: context.t("apply.items.kind"), kinds),
                .radios("period", label: context.t("apply.items.period"), periods),
                .number(
                    "amount", label: context.t("apply.items.amount"), hint: context.t("apply.items.amountHint"),
                    isOptional: true, unit: context.t("apply.items.yuan"), hasDecimals: true),
                .text("note", label: context.t("apply.\(section).note"), isOptional: true),
            ])
        return try await door.question(
            "\(section)Item", form, request, context, back: DraftDoor.path(view, "\(section)"), state: state)
    }

    /// An item keeps its place: the same form sent twice is the same list.
    private func keep(
        _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        let index = try index(view, context)
        var reader = FormReader(submission.values, context)
        let owner = reader.choice(
            "member", label: context.t("apply.items.member"),
            among: view.draft.content.form.members.map { String($0.number) })
        let kind = reader.choice("kind", label: context.t("apply.items.kind"), among: section.kinds)
        let period = reader.choice("period", label: context.t("apply.items.period"), among: section.periods)
        let money = reader.money(
            "amount", label: context.t("apply.items.amount"), isRequired: period != nil && period != "unknown")
        let note = reader.text("note", label: context.t("apply.\(section).note"), isRequired: false)
        guard reader.state.isValid, let owner = owner.flatMap({ Int($0) }), let kind, let period,
            let amount = ItemSection.amount(period, money)
        else { return try await ask(view, index, reader.state, submission.request, context) }
        var items = section.items(view.draft.content.form)
        let item = DraftItem(memberNumber: owner, kind: kind, amount: amount, note: note ?? "")
        if index < items.count { items[index] = item } else { items.append(item) }
        let result = try await door.save(section.part(items), of: view, submission, context) {
            $0.hasPrefix("\(section).\(index).") ? MemberAnswers.field($0, among: ["member", "amount", "note"]) : nil
        }
        guard let state = result.state else { return .seeOther(back(view, submission.values)) }
        return try await ask(view, index, state, submission.request, context)
    }

    /// A list that is shorter already lost the item by the first press.
    private func remove(
        _ view: DraftView, _ submission: Submission, _ context: BackstopContext
    ) async throws -> Response {
        var items = section.items(view.draft.content.form)
        let index = try index(view, context)
        guard submission.values["count"] == String(items.count), index < items.count else {
            return .seeOther(back(view, submission.values))
        }
        items.remove(at: index)
        let result = try await door.save(section.part(items), of: view, submission, context) { _ in nil }
        guard let state = result.state else { return .seeOther(back(view, submission.values)) }
        return try await list(view, state, submission.request, context)
    }

    private func back(_ view: DraftView, _ values: FormValues) -> String {
        PageAddress(DraftDoor.path(view, "\(section)"))
            .with(DraftDoor.from, values[DraftDoor.from] == "check" ? "check" : nil).text
    }
}

/// An item in a list, with ways to change it and take it out.
struct ItemLine: ViewModel {
    let title: String
    let amount: String
    let note: String?
    let changeAddress: String
    let removal: FormView

    static let fields: ViewFields<ItemLine> = [
        "title": \.title, "amount": \.amount, "note": \.note, "changeAddress": \.changeAddress,
        "removal": \.removal,
    ]
}
