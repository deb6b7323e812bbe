import Casework
import Operations
import Primitives
import Storage
import WebSupport

/// The promise of a case: what it rests on, what is owed, and what came back.
extension FastPathPanel {
    var promise: Fields? {
        let state = scene.view.row.state
        let mayAsk = [CaseState.accepted, .investigating].contains(state)
        guard let promise = scene.fast.provisional else { return nil }
        guard promise.row.plan != nil else {
            return block(
                "promise", tag: StatusTag(context.t("fast.preparing"), .info), promiseRows,
                reasons: promise.refusals.map(words.reason),
                links: mayAsk ? pledgeLink + links("fast-credit", "fast-pledge", "fast-ask") : [])
        }
        let hears = state == .provisionalActive && promise.row.check != .passes
        return block("promise", tag: checkTag(promise.row.check), promiseRows, links: hears ? links("fast-hear") : [])
    }

    private func checkTag(_ state: BackCheckState) -> StatusTag {
        let tone: StatusTag.Tone =
            switch state {
            case .waiting: .info
            case .doubtful: .warn
            case .passes: .ok
            case .failsHonestly, .failsFalsely: .bad
            }
        return StatusTag(context.t("backCheck.\(state.rawValue)"), tone)
    }

    /// What it rests on, then what is still lacking or what is owed.
    var promiseRows: [SummaryRow] {
        guard let promise = scene.fast.provisional else { return [] }
        return grounds(promise.row)
            + (promise.row.plan.map { plan in
                // Once the approval has ended, nothing is owed any more.
                let isOver = [BackCheckState.failsHonestly, .failsFalsely].contains(promise.row.check)
                return (isOver ? [entry(plan)] : owed(plan, promise) + awaited(promise, separator: "；"))
                    + heard(promise.row)
            } ?? preparing(promise))
    }

    private func grounds(_ row: ProvisionalRow) -> [SummaryRow] {
        let standing = row.credit.map { credit in
            [context.t("creditStanding.\(credit.rawValue)"), row.creditOn.map(formats.date), row.creditReference]
                .compactMap(\.self).joined(separator: " · ")
        }
        return [
            SummaryRow(
                context.t("fast.cause"),
                "\(context.t("fastCause.\(row.cause)")) · \(row.cost.grouped)\(context.t("case.yuan"))",
                tag: StatusTag(context.t("fast.proofThere"), .ok)),
            SummaryRow(context.t("fast.standing"), standing ?? context.t("fast.missing")),
            SummaryRow(context.t("fast.pledge"), row.pledgedOn.map(formats.date) ?? context.t("fast.missing")),
        ]
    }

    private func preparing(_ promise: FastPathView.Provisional) -> [SummaryRow] {
        let votes = promise.appraisal.map {
            context.t(
                "appraisal.votesLine",
                [
                    "body": String($0.bodyCount), "present": String($0.presentCount), "agree": String($0.votesFor),
                    "disagree": String($0.votesAgainst), "abstain": String($0.abstained),
                ])
        }
        var rows = [SummaryRow(context.t("appraisal.title"), votes ?? context.t("fast.missing"))]
        if let amount = promise.amount, amount > .zero {
            rows.append(SummaryRow(context.t("fast.amount"), "\(amount.grouped) \(context.t("case.perMonth"))"))
        }
        return rows + awaited(promise, separator: "、")
    }

    /// Which sources are silent, and for a back-check why.
    private func awaited(_ promise: FastPathView.Provisional, separator: String) -> [SummaryRow] {
        promise.awaited.isEmpty
            ? []
            : [
                SummaryRow(
                    context.t("fast.awaited"), promise.awaited.joined(separator: separator), isStored: true)
            ]
    }

    private func entry(_ plan: ProvisionalPlan) -> SummaryRow {
        SummaryRow(context.t("fast.entryDay"), formats.date(plan.approvedOn))
    }

    private func owed(_ plan: ProvisionalPlan, _ promise: FastPathView.Provisional) -> [SummaryRow] {
        [entry(plan)]
            + plan.owed.map { owed in
                let tag: StatusTag =
                    promise.done.contains(owed.step)
                    ? StatusTag(context.t("fast.done"), .ok)
                    : promise.late.contains(owed.step)
                        ? StatusTag(context.t("fast.late"), .bad) : StatusTag(context.t("fast.owed"), .info)
                return SummaryRow(
                    context.t("owedStep.\(owed.step.rawValue)"),
                    context.t("fast.dueOn", ["day": formats.date(owed.due.on)]), tag: tag)
            }
    }

    private func heard(_ row: ProvisionalRow) -> [SummaryRow] {
        guard let day = row.heardOn else { return [] }
        let said = row.statement.map { NameMask(scene.view.row.form)($0) } ?? ""
        return [
            SummaryRow(context.t("fast.heardOn"), formats.date(day)),
            SummaryRow(context.t("fast.statement"), said, isStored: true),
        ]
    }
}
