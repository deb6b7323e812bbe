import Insight
import Operations
import Policies
import Primitives
import WebSupport

/// The tables of a result; small counts are kept back from those who see no families.
struct SimulationTables {
    private let view: SimulationView
    private let result: SimulationResult
    private let county: String?
    private let context: BackstopContext
    private let words: SimulationWords

    init(_ view: SimulationView, _ result: SimulationResult, _ county: String?, _ context: BackstopContext) {
        self.view = view
        self.result = result
        self.county = county.flatMap { result.counties.contains($0) ? $0 : nil }
        self.context = context
        words = SimulationWords(context)
    }

    var fields: Fields {
        [
            "tiles": tiles,
            "compared": context.t(
                "simulation.compared", ["before": result.before.title, "after": result.after.title]),
            "heads": SimulatedChange.allCases.map(words.change), "isEmpty": result.isEmpty,
            "emptyNote": context.t("simulation.nothing"),
            "counties": rows(result.counties.map { ($0, nil) }, named: { view.countyNames[$0.county ?? ""] ?? "" }),
            "kinds": rows(
                result.kinds.map { (county, $0.name) }, named: { words.kind($0.kind, in: result) }),
            "definitions": result.kinds.map { ["label": $0.label, "definition": $0.definition] as Fields },
            "countyOptions": view.isExact
                ? FilterOption.list(
                    [("", context.t("simulation.allCounties"))]
                        + result.counties.map { ($0, view.countyNames[$0] ?? $0) }, chosen: county ?? "") : [],
            "transitions": shownTransitions, "steps": shownSteps, "lines": lines, "hasLines": !lines.isEmpty,
            "cliffs": cliffs, "hasCliffs": !cliffs.isEmpty, "cliffNote": cliffNote, "leaving": leaving,
            "hasLeaving": !leaving.isEmpty,
            "leavingNote": context.t(
                "simulation.leavingNote",
                ["listed": String(result.leaving.count), "all": Formats(context).count(Int(result.total.left))]),
            "reasons": result.reasons.map { reason in
                ["reason": reason.reason, "count": count(reason.households)] as Fields
            },
            "hasReasons": !result.reasons.isEmpty,
        ]
    }

    private func count(_ number: Int64) -> String {
        view.isExact ? Formats(context).count(Int(number)) : SmallCounts.suppress(Int(number)).text
    }

    private var tiles: [Fields] {
        let total = result.total
        return [
            ["label": context.t("simulation.beforeCost"), "value": words.yuan(total.beforeFen)],
            ["label": context.t("simulation.afterCost"), "value": words.yuan(total.afterFen)],
            ["label": context.t("simulation.difference"), "value": words.signed(total.differenceFen)],
        ]
            + [SimulatedChange.entered, .left, .raised, .lowered, .undecided].map {
                ["label": words.change($0), "value": count(total.count($0))]
            }
    }

    // MARK: Counties and types

    private typealias Place = (county: String?, kind: String?)

    /// A row for each place and their sum; each column is safe to publish with its sum.
    private func rows(_ places: [Place], named name: (Place) -> String) -> [Fields] {
        let figures = places.map { result.figures(county: $0.county, kind: $0.kind) }
        let isWhole = places.allSatisfy { $0.county == nil } || places.allSatisfy { $0.kind == nil }
        let sum = isWhole ? result.total : result.figures(county: county)
        var cells = (figures + [sum]).map { row in
            SimulatedChange.allCases.map { Formats(context).count(Int(row.count($0))) }
        }
        var costs = (figures + [sum]).map {
            [words.yuan($0.beforeFen), words.yuan($0.afterFen), words.signed($0.differenceFen)]
        }
        if !view.isExact {
            for (column, change) in SimulatedChange.allCases.enumerated() {
                let group = SmallCounts.suppress(figures.map { Int($0.count(change)) })
                for (row, shown) in (group.cells + [group.total]).enumerated() { cells[row][column] = shown.text }
            }
            // What a handful of families is paid is theirs to tell.
            for (row, figures) in figures.enumerated() where figures.households < SmallCounts.leastShown {
                costs[row] = ["*", "*", "*"]
            }
        }
        let names = places.map(name) + [context.t("simulation.sum")]
        return names.indices.map { row in
            [
                "name": names[row], "counts": cells[row], "costs": costs[row], "isSum": row == places.count,
            ]
        }
    }

    private var shownTransitions: [Fields] {
        let shown = SmallCounts.suppress(result.transitions.map { Int($0.households) })
        return result.transitions.enumerated().map { index, move in
            [
                "before": result.title(of: move.before), "after": result.title(of: move.after),
                "count": view.isExact ? Formats(context).count(Int(move.households)) : shown.cells[index].text,
            ]
        }
    }

    private var shownSteps: [Fields] {
        let steps = result.steps.filter { $0.households > 0 }
        let shown = SmallCounts.suppress(steps.map { Int($0.households) })
        return steps.enumerated().map { index, step in
            [
                "label": step.label,
                "count": view.isExact ? Formats(context).count(Int(step.households)) : shown.cells[index].text,
            ]
        }
    }

    private var lines: [Fields] {
        result.lines.filter { $0.county == county }.map { line in
            [
                "program": result.title(of: line.line.program), "label": line.line.label,
                "counts": [line.belowBefore, line.aboveBefore, line.belowAfter, line.aboveAfter].map(count),
            ]
        }
    }

    // MARK: Cliffs and the list

    private var cliffNote: String {
        guard let cliffs = result.cliffs else { return "" }
        return context.t(
            "simulation.cliffNote",
            ["without": count(cliffs.withoutEarner), "undecided": count(cliffs.undecided)])
    }

    private var cliffs: [Fields] {
        guard let cliffs = result.cliffs else { return [] }
        return cliffs.curves.filter { view.isExact || $0.households >= SmallCounts.leastShown }.map { curve in
            let (fall, step) = curve.greatestFall
            return [
                "kind": words.kind(curve.kind, in: result),
                "side": context.t(curve.isAfter ? "simulation.after" : "simulation.before"),
                "households": count(curve.households), "withCliff": count(curve.withCliff),
                "fall": step == nil ? "—" : words.yuan(fall),
                "at": step.map { words.yuan(Int64($0) * cliffs.stepFen) } ?? "—", "isCliff": step != nil,
                "median": words.yuan(curve.medianFen.last ?? 0), "worst": words.yuan(curve.worstFen.last ?? 0),
                "taken": curve.takenText,
            ]
        }
    }

    private var leaving: [Fields] {
        guard view.isExact else { return [] }
        return result.leaving.filter { county == nil || $0.county == county }.prefix(100).map { row in
            [
                "number": row.key, "county": view.countyNames[row.county] ?? row.county,
                "kind": words.kind(row.kind, in: result), "before": words.yuan(row.beforeFen),
                "after": result.title(of: row.after),
            ]
        }
    }
}
