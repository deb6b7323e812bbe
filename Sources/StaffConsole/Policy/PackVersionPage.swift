import Casework
import Hummingbird
import Operations
import Policies
import Primitives
import Storage
import WebSupport

/// A version of a policy: what it changes, who did what, what its trial came to, and what may be done next.
struct PackVersionPage: Sendable {
    let desk: Desk

    func register(in routes: RouteRegistry) {
        routes.get(
            "\(PolicyListPage.path)/versions/{id}", for: .staff, roles: PolicyListPage.roles,
            summary: "A version of a policy with its changes, trial and record."
        ) { request, context in try await show(request.query.text("done"), context) }
    }

    private func show(_ done: String?, _ context: BackstopContext) async throws -> Response {
        let id = PackVersionID(try context.number("id"))
        let view = try await desk.found(context) { try PackVersionView.load(id, in: $0) }
        let row = view.row
        let problems = row.state.isOpen ? try desk.bureau.tried(row, in: view.timeline).problems : []
        let changes = try view.differences(in: desk.bureau)
        let role = try desk.actor(context).role
        let steps = PackStep.allCases.filter { $0.from.contains(row.state) && $0.roles.contains(role) }
        let known = PackStep.allCases.map(\.messageKey) + ["keep", "cancelTrial"]
        let name = "\(view.title) · \(view.place)"
        let texts = view.textDifferences()
        let model: Fields = [
            "title": name, "stateTag": PackWords(context).tag(row.state),
            "done": done.flatMap { known.contains($0) ? context.t("packDone.\($0)") : nil },
            "returnReason": row.returnReason, "isBaseChanged": view.isBaseChanged,
            "rows": rows(view, context), "actions": steps.map { action($0, view, context) },
            "hasActions": !steps.isEmpty, "waiting": waiting(view, role, context),
            "problems": problems.map(\.description), "hasProblems": !problems.isEmpty,
            "changes": changes, "hasChanges": !changes.isEmpty, "texts": texts.map(Self.difference),
            "hasTexts": !texts.isEmpty, "trial": trial(view, context),
            "running": running(view, mayStop: PackStep.trial.roles.contains(role), context),
            "trialNote": trialNote(view, context), "trialReasons": trialReasons(view, context),
            "past": past(view, context),
            "parameters": try parameters(view, context), "isEdited": view.mayEdit,
            "textAddress": view.mayEdit ? "\(PolicyListPage.version(id))/text" : nil,
            "steps": view.steps.map { step in
                TimelineStep(
                    context.t("packDid.\(step.step)"),
                    when: "\(step.staffName) · \(Formats(context).moment(step.at))",
                    detail: step.reason.isEmpty || step.step == "publish" ? nil : step.reason, .done)
            },
        ]
        return try await desk.page(
            "staff/policy/version", model, title: name, context,
            crumbs: [
                Link(context.t("pack.title"), PolicyListPage.path),
                Link(name, PolicyListPage.folder(row.program, row.region.text)),
            ])
    }

    private func rows(_ view: PackVersionView, _ context: BackstopContext) -> [SummaryRow] {
        let (row, formats) = (view.row, Formats(context))
        var rows = [
            SummaryRow(
                context.t("pack.from"), formats.date(row.inForceFrom),
                tag: row.isForThePast ? StatusTag(context.t("pack.past"), .warn) : nil),
            SummaryRow(context.t("pack.note"), row.note, isStored: true),
            SummaryRow(context.t("pack.hash"), String(row.textHash.prefix(16)) + "…"),
        ]
        if let until = view.until {
            rows.append(
                SummaryRow(
                    context.t("pack.until"), formats.date(until.adding(days: -1)),
                    tag: StatusTag(context.t("pack.followed"), .info)))
        }
        if let number = row.publication, let day = row.publishedOn {
            rows.append(SummaryRow(context.t("pack.published"), "\(number) · \(formats.date(day))"))
        }
        return rows
    }

    private func action(_ step: PackStep, _ view: PackVersionView, _ context: BackstopContext) -> Fields {
        let isUntried = step == .publish && !view.isTrialCurrent
        let isBlocked = isUntried || step == .approve && view.isOwn
        return [
            "title": context.t("packStep.\(step.messageKey)"),
            "address": isBlocked ? nil : "\(PolicyListPage.version(view.row.id))/\(step.rawValue)",
            "hint": context.t(
                isUntried ? "pack.needsTrial" : isBlocked ? "pack.ownDraft" : "packStepHint.\(step.messageKey)"),
            "isSecondary": step == .trial || step.asksReason,
        ]
    }

    private func waiting(_ view: PackVersionView, _ role: Role, _ context: BackstopContext) -> String? {
        switch view.row.state {
        case .submitted where !PolicyAuthority.approvers.contains(role): context.t("pack.waitsForApproval")
        case .published, .withdrawn: context.t("packState.\(view.row.state.rawValue)")
        default: nil
        }
    }

    /// How far the trial is that somebody waits for, with the button that stops it.
    private func running(_ view: PackVersionView, mayStop: Bool, _ context: BackstopContext) -> Fields? {
        guard let job = view.job, job.isRunning else { return nil }
        let (address, formats) = (PolicyListPage.version(view.row.id), Formats(context))
        let counts = ["done": formats.count(Int(job.done)), "total": formats.count(Int(job.total))]
        let isWaiting = job.state == "waiting"
        return [
            "address": address, "done": Int(job.done), "total": Int(max(job.total, 1)),
            "words": context.t(isWaiting ? "trial.waiting" : "trial.running"),
            "progress": isWaiting ? nil : context.t("trial.progress", counts),
            "cancel": mayStop
                ? desk.site.form(
                    context, action: "\(address)/try/cancel", submit: context.t("trial.cancel"), state: FormState(),
                    isDangerous: true, []) : nil,
        ]
    }

    /// How the latest trial ended when it came to nothing.
    private func trialNote(_ view: PackVersionView, _ context: BackstopContext) -> String? {
        guard let job = view.job, job.isOfTheseTexts, !view.isTrialCurrent else { return nil }
        return switch job.state {
        case "failed": context.t("trial.failed")
        case "cancelled": context.t("trial.cancelled")
        case "done" where !job.refusals.isEmpty: context.t("trial.refused")
        default: nil
        }
    }

    private func trialReasons(_ view: PackVersionView, _ context: BackstopContext) -> [String] {
        guard let job = view.job, job.isOfTheseTexts else { return [] }
        return job.refusals.map(CaseWords(context).reason)
    }

    private func trial(_ view: PackVersionView, _ context: BackstopContext) -> Fields? {
        guard let trial = view.trial, let result = view.result else { return nil }
        let formats = Formats(context)
        var rows = [
            SummaryRow(
                context.t("trial.verdict"), formats.moment(trial.at),
                tag: result.passes
                    ? StatusTag(context.t("trial.passes"), .ok) : StatusTag(context.t("trial.fails"), .bad)),
            SummaryRow(
                context.t("trial.cases"),
                context.t(
                    "trial.caseCount",
                    [
                        "count": formats.count(result.caseCount), "failed": formats.count(result.failedCases.count),
                        "programs": formats.count(result.programs.count),
                    ])),
            SummaryRow(context.t("trial.families"), formats.count(result.familyCount)),
        ]
        if let total = result.simulation?.total {
            rows += [
                SummaryRow(context.t("trial.before"), formats.money(Money(fen: total.beforeFen))),
                SummaryRow(context.t("trial.after"), formats.money(Money(fen: total.afterFen))),
                SummaryRow(context.t("trial.difference"), formats.money(Money(fen: total.differenceFen))),
                SummaryRow(
                    context.t("trial.changes"),
                    context.t(
                        "trial.changeCounts",
                        [
                            "entered": String(total.entered), "left": String(total.left),
                            "raised": String(total.raised), "lowered": String(total.lowered),
                            "undecided": String(total.undecided),
                        ])),
            ]
        }
        let reasons = result.reasons.map { context.language == .english ? $0.english : $0.chinese }
        return [
            "rows": rows, "reasons": reasons, "hasReasons": !reasons.isEmpty,
            "isOld": view.row.state.isOpen && !view.isTrialCurrent,
        ]
    }

    private func past(_ view: PackVersionView, _ context: BackstopContext) -> Fields? {
        guard !view.lines.isEmpty else { return nil }
        let (total, formats) = (RetroactiveSums(view.lines).total, Formats(context))
        return [
            "address": "\(PolicyListPage.version(view.row.id))/retroactive",
            "familyMonths": formats.count(total.families),
            "owed": formats.money(total.owed), "overpaid": formats.money(total.overpaid),
            "open": formats.count(total.open),
        ]
    }

    /// What the program declares, as the draft has it, with a link to change each.
    private func parameters(_ view: PackVersionView, _ context: BackstopContext) throws -> [Fields] {
        guard view.mayEdit else { return [] }
        let row = view.row
        let shown =
            try desk.bureau.tried(row, in: view.timeline).packs ?? view.timeline.packs(on: row.inForceFrom)
        return try shown.parameters(of: row.program, for: row.region).map { parameter in
            PackWords(context).parameter(
                parameter, on: row.inForceFrom, places: view.places,
                change: parameter.isTyped ? "\(PolicyListPage.version(row.id))/value/\(parameter.name)" : nil)
        }
    }

    /// A text's changed lines as a template draws them.
    static func difference(_ text: LineDifference) -> Fields {
        [
            "name": text.name,
            "lines": text.lines.map { line in
                [
                    "number": line.kind == .gap ? "" : String(line.number), "text": line.text,
                    "isAdded": line.kind == .added, "isRemoved": line.kind == .removed,
                ] as Fields
            },
        ]
    }
}
