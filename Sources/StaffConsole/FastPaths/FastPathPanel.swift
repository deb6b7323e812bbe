import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The fast paths of a case in the words of its page: blocks of rows, each with what this person may do.
struct FastPathPanel {
    let scene: CaseScene
    let context: BackstopContext
    let formats: Formats
    let actor: StaffActor?

    init(_ scene: CaseScene, _ context: BackstopContext, actor: StaffActor? = nil) {
        (self.scene, self.context, self.actor) = (scene, context, actor)
        formats = Formats(context)
    }

    var address: String { "/staff/cases/\(scene.view.row.id.text)" }
    var words: CaseWords { CaseWords(context) }

    /// The blocks with something to show or to do.
    var blocks: [Fields] {
        [promise, aid, conference, medical, recognition, credit].compactMap(\.self)
    }

    /// What this role may begin on the case.
    var beginnings: [Link] {
        let row = scene.view.row
        guard row.state != .archived, row.state != .draft else { return [] }
        let asks =
            scene.fast.provisional == nil && [.accepted, .investigating].contains(row.state)
            && ProgramProcedure.of(row.program).allowsProvisional
        let proposes = scene.fast.recognition == nil && !row.state.isInForce
        return (asks ? links("fast-ask") : []) + (proposes ? links("medical-propose") : []) + links("conference")
    }

    var pledgeLink: [Link] { [Link(context.t("fast.pledgePrint"), "\(address)/pledge")] }

    func block(
        _ key: String, tag: StatusTag? = nil, _ rows: [SummaryRow], reasons: [String] = [], links: [Link] = []
    ) -> Fields? {
        guard !rows.isEmpty || !links.isEmpty else { return nil }
        return [
            "title": context.t("fastBlock.\(key)"), "blockTag": tag, "rows": rows, "hasRows": !rows.isEmpty,
            "reasons": reasons, "hasReasons": !reasons.isEmpty, "links": links, "hasLinks": !links.isEmpty,
        ]
    }

    /// Links to steps beside the machine that this role may take.
    func links(_ paths: String...) -> [Link] {
        paths.compactMap { path in
            guard let role = actor?.role, let step = CaseStep.fastPaths.first(where: { $0.path == path }),
                step.roles.contains(role)
            else { return nil }
            return Link(step.title(context), "\(address)/\(path)")
        }
    }

    private var aid: Fields? {
        guard let aid = scene.fast.aidFirst else { return nil }
        let isOpen = aid.closedOn == nil
        let owed = aid.plan.owed(having: aid.papers)
        let tag =
            !isOpen
            ? StatusTag(context.t("fast.done"), .ok)
            : aid.plan.isLate(having: aid.papers, on: scene.today)
                ? StatusTag(context.t("fast.late"), .bad)
                : StatusTag(context.t("aid.owes", ["count": String(owed.count)]), .warn)
        return block("aid", tag: tag, aidRows, links: isOpen ? links("aid-papers") : [])
    }

    var aidRows: [SummaryRow] {
        guard let aid = scene.fast.aidFirst else { return [] }
        let isSlow = aid.paidAt > aid.plan.payBy
        let owed = aid.plan.owed(having: aid.papers)
        let missing = AidFirstPaper.allCases.filter(owed.contains).map { context.t("aidPaper.\($0.rawValue)") }
        return [
            SummaryRow(context.t("aid.number"), aid.number),
            SummaryRow(
                context.t("aid.amount"),
                "\(aid.plan.amount.grouped)\(context.t("case.yuan")) · \(formats.date(aid.paidOn))",
                tag: isSlow ? StatusTag(context.t("aid.slow"), .warn) : nil),
            SummaryRow(
                context.t("aid.emergency"), aid.request.emergency.map { context.t("emergency.\($0.rawValue)") } ?? ""),
            SummaryRow(
                context.t("aid.papersOwed"),
                missing.isEmpty ? context.t("aid.allIn") : missing.joined(separator: context.t("list.comma"))),
            SummaryRow(context.t("aid.papersDue"), formats.date(aid.plan.papersDue.on)),
        ]
    }

    private var conference: Fields? {
        let rows = scene.fast.conferences.flatMap { held -> [SummaryRow] in
            let binds = held.conference.binds(on: scene.today)
            return [
                SummaryRow(
                    "\(held.number) \(formats.date(held.conference.on))", held.conference.ground,
                    tag: StatusTag(
                        context.t(
                            binds ? "conference.binds" : "conference.over",
                            ["day": formats.date(held.conference.validThrough)]), binds ? .ok : .neutral),
                    isStored: true)
            ]
                + scene.fast.undertakings.filter { $0.conferenceID == held.id }.map { item in
                    let tag: StatusTag =
                        item.doneOn.map { StatusTag("\(context.t("fast.done")) \(formats.date($0))", .ok) }
                        ?? (scene.today > item.undertaking.due
                            ? StatusTag(context.t("fast.late"), .bad)
                            : StatusTag(
                                context.t("fast.dueOn", ["day": formats.date(item.undertaking.due)]), .info))
                    return SummaryRow(item.undertaking.department, item.undertaking.act, tag: tag, isStored: true)
                }
        }
        let hasOpen = scene.fast.undertakings.contains { $0.doneOn == nil }
        return block("conference", rows, links: hasOpen ? links("finish-item") : [])
    }

    private var medical: Fields? {
        let rows = scene.fast.medicalNotices.map { notice in
            let tag: StatusTag =
                notice.receipt.map { StatusTag(context.t("medical.taken", ["receipt": $0]), .ok) }
                ?? StatusTag(
                    context.t("medical.waits", ["tries": String(notice.handOver.tries.count)]),
                    scene.fast.needsAlarm ? .bad : .warn)
            let error = notice.receipt == nil ? notice.lastError.map { " \($0)" } ?? "" : ""
            return SummaryRow(
                context.t("medicalKind.\(notice.kind.rawValue)"),
                context.t("medical.entry", ["day": formats.date(notice.handOver.entryDate)]) + error, tag: tag)
        }
        let waits = scene.fast.medicalNotices.contains { $0.handOver.acknowledgedAt == nil }
        return block(
            "medical", rows,
            reasons: scene.fast.needsAlarm ? [context.t("medical.alarm")] : [], links: waits ? links("medical-ack") : []
        )
    }

    private var recognition: Fields? {
        guard let found = scene.fast.recognition else { return nil }
        let tag: StatusTag =
            switch found.isRecognised {
            case nil: StatusTag(context.t("medical.proposed"), .info)
            case true?: StatusTag(context.t("medicalAnswer.yes"), .ok)
            case false?: StatusTag(context.t("medicalAnswer.no"), .bad)
            }
        return block(
            "recognition", tag: tag, recognitionRows, links: found.isRecognised == nil ? links("medical-decide") : [])
    }

    var recognitionRows: [SummaryRow] {
        guard let found = scene.fast.recognition else { return [] }
        let mask = NameMask(scene.view.row.form)
        let patient = scene.view.members.first { $0.id == found.patientID }?.nameMasked ?? ""
        var rows = [
            SummaryRow(context.t("medical.patient"), patient),
            SummaryRow(
                context.t("medical.opinion"),
                "\(scene.view.staffNames[found.proposedBy] ?? "") \(formats.date(found.proposedOn))："
                    + mask(found.opinion),
                isStored: true),
        ]
        if let day = found.through { rows.append(SummaryRow(context.t("medical.through"), formats.date(day))) }
        if let answer = found.answer, !answer.isEmpty {
            rows.append(SummaryRow(context.t("fast.reason"), mask(answer), isStored: true))
        }
        return rows
    }

    private var credit: Fields? {
        guard let credit = scene.fast.credit else { return nil }
        return block(
            "credit", tag: StatusTag(context.t("creditState.\(credit.entry.state.rawValue)"), .warn), creditRows,
            links: creditEvents.isEmpty ? [] : links("credit-step"))
    }

    var creditRows: [SummaryRow] {
        guard let credit = scene.fast.credit else { return [] }
        let mask = NameMask(scene.view.row.form)
        var rows = [
            SummaryRow(context.t("credit.number"), credit.number),
            SummaryRow(context.t("credit.grounds"), mask(credit.grounds), isStored: true),
            SummaryRow(context.t("credit.noticed"), formats.date(credit.entry.noticedOn)),
        ]
        if let due = credit.due { rows.append(SummaryRow(context.t("credit.due"), formats.date(due))) }
        return rows
            + scene.fast.creditSteps.map {
                SummaryRow(
                    "\(context.t("creditEvent.\($0.event.rawValue)")) \(formats.date($0.on))", mask($0.note),
                    isStored: true)
            }
    }

    /// The steps of the entry that are open in its state to this person's role, or to anyone where none is given.
    var creditEvents: [CreditEntryEvent] {
        guard let credit = scene.fast.credit else { return [] }
        return CreditEntryEvent.allCases.filter { event in
            guard let line = CreditEntry.lines.line(from: credit.entry.state, event: event) else { return false }
            return actor.map { line.performer.roles(for: .county).contains($0.role) } ?? true
        }
    }
}

extension CaseModel {
    /// The fast paths of the case.
    var fastPaths: Fields? {
        let panel = FastPathPanel(scene, context, actor: actor)
        let (blocks, links) = (panel.blocks, panel.beginnings)
        guard !blocks.isEmpty || !links.isEmpty else { return nil }
        return ["blocks": blocks, "links": links, "hasLinks": !links.isEmpty]
    }
}
