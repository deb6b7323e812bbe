import Insight
import Primitives
import WebSupport

/// The screen's numbers as the templates read them: every number with its words, its definition and its list.
struct ScreenPageModel {
    let scope: String
    let moment: String
    let totals: [Fields]
    let payment: Fields
    let screenTiles: [Fields]
    let figureTiles: [Fields]
    /// How many sources the wall's chart has room for; the table has all of them.
    let sourceRows = 14
    /// What the chart leaves out; nil when it has room for every source.
    let sourceNote: String?
    /// Whether the numbers open lists for this person.
    let opensLists: Bool

    init(_ model: ScreenModel, _ context: BackstopContext) {
        let words = ScreenWords(context: context)
        let sources = model.verification.count
        sourceNote =
            sources > sourceRows
            ? context.t("screen.shownSources", ["shown": String(sourceRows), "all": String(sources)]) : nil
        opensLists = model.payment.link != nil
        scope = words.text(model.scope)
        moment = Formats(context).moment(model.moment)
        totals = model.totals.map { figure in
            [
                "key": figure.key, "label": words.text(figure.labels), "count": words.count(figure.count),
                "definition": figure.definition, "address": figure.link,
                "isLate": figure.key == "overdueCases" && figure.count != .exact(0),
            ]
        }
        payment = [
            "key": model.payment.key, "label": words.text(model.payment.labels),
            "amount": model.payment.amount.map(\.grouped) ?? "*", "definition": model.payment.definition,
            "address": model.payment.link,
        ]
        let groups = [
            words.tile(model.ages, kind: "columns"), words.tile(model.programs, kind: "bars"),
            words.tile(model.counties, kind: "ranked"),
            words.tile(model.counties, kind: "map", place: "map"), words.tile(model.applicants, kind: "line"),
        ]
        let answers = words.tile(model.verification)
        screenTiles = groups + [answers]
        figureTiles = [groups[0], groups[1], groups[2], groups[4], answers]
    }
}

/// The words and tables of the screen in the language of the page.
private struct ScreenWords {
    let context: BackstopContext

    func text(_ labels: ScreenLabels) -> String { context.language == .english ? labels.en : labels.zh }

    func count(_ count: ShownCount) -> String { count.value.map { Formats(context).count($0) } ?? count.text }

    func tile(_ group: ScreenGroup, kind: String, place: String = "wide") -> Fields {
        let isRanked = kind == "ranked"
        let figures = isRanked ? group.figures.sorted { ($0.count.value ?? 0) > ($1.count.value ?? 0) } : group.figures
        let label = isRanked ? context.t("screen.ranked") : text(group.labels)
        return [
            "key": group.key, "kind": kind, "place": place, "label": label, "definition": group.definition,
            "hasHead": false, "head": [] as [Fields], "isEmpty": figures.isEmpty,
            "rows": figures.map { figure in
                ["label": text(figure.labels), "cells": [cell(figure)]] as Fields
            },
        ]
    }

    /// All sources in one table, a row a source and a column an outcome.
    func tile(_ groups: [ScreenGroup]) -> Fields {
        let head = (groups.first?.figures ?? []).map { ["label": text($0.labels)] as Fields }
        return [
            "key": "verification", "kind": "stack", "place": "tall", "label": context.t("screen.verification"),
            "definition": groups.first?.definition ?? context.t("screen.noVerification"), "hasHead": !head.isEmpty,
            "head": head, "isEmpty": groups.isEmpty,
            "rows": groups.map { group in
                ["label": text(group.labels), "cells": group.figures.map(cell)] as Fields
            },
        ]
    }

    private func cell(_ figure: ScreenFigure) -> Fields {
        ["key": figure.key, "count": count(figure.count), "address": figure.link]
    }
}
