import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// What the household declared, and who may do what next.
extension CaseModel {
    var summary: [SummaryRow] {
        let row = view.row
        var rows = [
            SummaryRow(context.t("case.program"), row.program.name(context)),
            SummaryRow(context.t("case.place"), view.place.joined(separator: " ")),
            SummaryRow(context.t("case.submitted"), formats.date(row.submittedDay)),
        ]
        if let day = row.acceptedDay { rows.append(SummaryRow(context.t("case.accepted"), formats.date(day))) }
        rows.append(SummaryRow(context.t("case.channel"), context.t("channel.\(row.channel)")))
        rows.append(
            SummaryRow(
                context.t("case.assigned"), view.assignedName ?? context.t("answer.none"),
                changeAddress: mayAssign ? "\(address)/assign" : nil))
        for child in view.recognitions {
            rows.append(
                SummaryRow(
                    context.t("recognise.label"), "\(child.nameMasked)：\(mask(child.recognition.basis))",
                    tag: StatusTag(context.t("recognise.\(child.recognition.kind.rawValue)"), .info)))
        }
        if let amount = row.amount {
            rows.append(SummaryRow(context.t("case.amount"), "\(amount.grouped) \(context.t("case.perMonth"))"))
        }
        return rows
    }

    private var mayAssign: Bool {
        actor.map { [Role.townshipClerk, .townshipReviewer, .countyReviewer].contains($0.role) } ?? false
    }

    /// The steps of the procedure that this role performs in this state, those against the family last.
    var steps: [Fields] {
        var lines: [(isEnd: Bool, fields: Fields)] = []
        for action in view.actions {
            guard let step = CaseStep.of(action.event) else { continue }
            lines.append((step.isEnd, line(step.path, step.title(context), action.refusals.map(words.reason))))
        }
        if view.row.state.isInquiring, actor?.role == .verificationOfficer {
            lines.append((false, line("compare", context.t("step.compare"), [])))
        }
        if canDetermine {
            // Computing comes before what rests on it: right before the opinion, or after what this role does first.
            let opinion = view.actions.firstIndex { $0.event == .giveFirstOpinion }
            let isDone = view.isDeterminationCurrent
            lines.insert(
                (false, line("determine", context.t("step.determine"), [])),
                at: min(opinion ?? (isDone ? lines.count : 1), lines.count))
        }
        if scene.supervision.mayMeet { lines.insert((false, line("meeting", context.t("step.meeting"), [])), at: 0) }
        if view.objections.contains(where: { $0.isUpheld == nil }),
            actor.map({ ObjectionPages.answering.contains($0.role) }) == true
        {
            lines.insert((false, line("objections", context.t("step.objections"), [])), at: 0)
        }
        return lines.filter { !$0.isEnd }.map(\.fields)
    }

    /// Ends and duties: allowed at almost any time, so they stand apart.
    var otherSteps: [Fields] {
        let ends = view.actions.compactMap { action -> Fields? in
            guard let step = CaseStep.of(action.event), step.isEnd else { return nil }
            return line(step.path, step.title(context), action.refusals.map(words.reason), isQuiet: true)
        }
        let relative =
            view.row.state.isBeforeDecision ? [line("relative", context.t("step.relative"), [], isQuiet: true)] : []
        let recognises = actor.map { CaseStep.recognition.roles.contains($0.role) } ?? false
        let recognise =
            recognises && view.row.state.isBeforeDecision && view.members.contains { $0.age < 18 }
            ? [line("recognise", context.t("step.recognise"), [], isQuiet: true)] : []
        let assesses = actor.map { AssessSelfCare.roles.contains($0.role) } ?? false
        let selfCare =
            assesses && view.row.program == .destituteSupport && AssessSelfCare.isOpen(view.row.state)
            ? [line("self-care", context.t("step.self-care"), [], isQuiet: true)] : []
        return recognise + selfCare + ends + relative
    }

    private var canDetermine: Bool {
        guard view.row.state.isInquiring, let role = actor?.role else { return false }
        return [Role.townshipClerk, .townshipReviewer].contains(role)
    }

    private func line(_ path: String, _ title: String, _ reasons: [String], isQuiet: Bool = false) -> Fields {
        [
            "title": title, "address": "\(address)/\(path)", "isOpen": reasons.isEmpty, "reasons": reasons,
            "isQuiet": isQuiet,
        ]
    }

    var members: [Fields] {
        // Who could not sign before an approval by promise signs afterwards, so that the check can come back.
        let state = view.row.state
        let mayAuthorize = actor?.role == .townshipClerk && (state.isBeforeDecision || state.isInquiring)
        return view.members.map { member in
            let needs = member.authorizationRow == nil && mayAuthorize
            return [
                "name": member.nameMasked, "relation": words.relation(member.relation),
                "sex": context.t("sex.\(member.sex.rawValue)"), "age": words.age(member.age),
                "lastFour": member.lastFour,
                "health": member.declared?.health.map { context.t("health.\($0.rawValue)") },
                "work": member.declared?.employment.map { context.t("work.\($0.rawValue)") },
                "disability": member.declared?.disability.map {
                    context.t("disability.\($0.kind.rawValue)") + " "
                        + context.t("case.grade", ["grade": String($0.grade)])
                },
                "authorization": words.authorization(member.authorization),
                "authorizeAddress": needs ? "\(address)/authorize/\(member.number)" : nil,
                "revealAddress": "\(address)/members/\(member.id.text)/reveal",
            ]
        }
    }

    private func name(_ number: Int) -> String {
        view.members.first { $0.number == number }?.nameMasked ?? String(number)
    }

    var incomes: [Fields] {
        view.row.form.incomes.map { means($0.memberNumber, "income.\($0.kind.rawValue)", $0.amount, $0.note) }
    }

    var properties: [Fields] {
        view.row.form.properties.map { means($0.memberNumber, "property.\($0.kind.rawValue)", $0.amount, $0.note) }
    }

    var expenses: [Fields] {
        view.row.form.expenses.map { means($0.memberNumber, "expense.\($0.kind.rawValue)", $0.amount, $0.note) }
    }

    var hasMeans: Bool {
        let form = view.row.form
        return !(form.incomes.isEmpty && form.properties.isEmpty && form.expenses.isEmpty)
    }

    private func means(_ member: Int, _ kind: String, _ amount: DeclaredAmount, _ note: String) -> Fields {
        [
            "who": name(member), "kind": context.t(kind), "amount": words.amount(amount),
            "note": note.isEmpty ? nil : mask(note),
        ]
    }

    var supplement: Fields? {
        guard let supplement = view.supplement else { return nil }
        return [
            "items": supplement.items, "issued": formats.date(supplement.issuedDay),
            "due": formats.date(supplement.dueDay), "answered": supplement.answeredDay.map(formats.date),
            "answer": supplement.answer.flatMap { $0.isEmpty ? nil : mask($0) },
        ]
    }

    var relations: [Fields] {
        view.relations.map { ["name": $0.staffName, "relation": $0.relation] }
    }
}
