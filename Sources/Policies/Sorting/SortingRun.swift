import Primitives
import Rules

/// One household on its way through the programs: results become facts of the programs behind them.
struct SortingRun {
    private let sorter: Sorter
    private let circumstances: Sorter.Circumstances
    private var sheet: FactSheet
    private let source: FactSource
    /// The class the household is recognised under now, as the sheet has it.
    private let present: FactValue?

    private static let classes = ["destitute", "dibao", "marginal"]
    private static let last = "rigidExpenditure"
    private static let relief = "temporaryRelief"
    private static let reliefClass = "reliefClass"
    private static let children = ["orphan": "orphan", "unattendedChild": "unattended"]

    init(sorter: Sorter, sheet: FactSheet, circumstances: Sorter.Circumstances) {
        self.sorter = sorter
        self.sheet = sheet
        self.circumstances = circumstances
        let day: CivilDate =
            if case .number(let number)? = sheet.fact("decisionDay", at: .root), let number = Int32(exactly: number) {
                CivilDate(dayNumber: number)
            } else {
                .first
            }
        source = FactSource(kind: .document, name: "本次分类认定", asOf: day)
        present = sheet.fact("recognizedClass", at: .root)
    }

    mutating func sort() -> Sorting {
        // The children's programs come first: a destitute child is not one who is secured as an orphan.
        var entries: [String: SortedProgram] = [:]
        for (program, status) in Self.children.sorted(by: { $0.key < $1.key }) {
            let entry = sorter.entry(program, sheet)
            entries[program] = entry
            adopt(entry, as: status == "unattended" ? "unattendedChild" : status)
        }
        let standing = decideClass(&entries)
        for place in SortingPlan.places where entries[place.program] == nil {
            entries[place.program] =
                place.group == .change ? sorter.entry(place.program, sheet) : entry(place.program, standing, entries)
        }
        if circumstances.isAwaiting || standing.candidates.count > 1 { offerRelief(standing, &entries) }
        var sorted: [SortedProgram] = []
        for place in SortingPlan.places {
            guard let entry = entries[place.program] else { continue }
            sorted.append(entry)
            if place.program == "marginal" { sorted += singleFilings(entry, household: entries["dibao"]) }
        }
        return Sorting(standing: standing, entries: sorted)
    }

    // MARK: The class

    /// Decides the class and writes the four entries; the highest that fits wins.
    private func decideClass(_ entries: inout [String: SortedProgram]) -> Sorting.Standing {
        var candidates: [String?] = []
        var winner: SortedProgram?
        for program in Self.classes + [Self.last] {
            var entry =
                program == Self.last
                ? sorter.entry(program, sheet(of: winner?.program)) : sorter.entry(program, sheet)
            if program == "destitute" { askForObligors(&entry) }
            if let winner {
                if entry.excludedByClass || entry.outcome == .eligible || entry.outcome == .undetermined {
                    entry.yield(to: winner)
                }
            } else {
                switch entry.outcome {
                case .eligible:
                    entry.yieldsTo = candidates.compactMap { $0 }
                    candidates.append(program)
                    winner = entry
                case .undetermined, .unavailable: candidates.append(program)
                case .notEligible, .excluded: break
                }
            }
            entries[program] = entry
        }
        if winner == nil { candidates.append(nil) }
        return candidates.count == 1 ? .decided(candidates[0]) : .open(candidates)
    }

    /// Who supports a member was not asked: nobody is destitute before it is known.
    private func askForObligors(_ entry: inout SortedProgram) {
        guard entry.outcome == .eligible || entry.outcome == .undetermined else { return }
        let open = sheet.rows("member").filter { !circumstances.obligorsKnown.contains(sheet.key(of: $0)) }
        guard !open.isEmpty else { return }
        let asks = open.map { row in
            SortedProgram.Ask(
                entity: "member", row: sheet.key(of: row), field: Sorter.obligors,
                question: "\(sheet.label(of: row))有没有法定赡养、抚养、扶养义务人，有没有能力履行", reason: FactSheet.notAsked)
        }
        entry.outcome = .undetermined
        entry.reasons = []
        entry.amount = nil
        entry.asks += asks
        entry.questions += asks.map { OpenQuestion(subject: $0.row, question: $0.question, reason: $0.reason) }
    }

    /// Members of a marginal household who may file alone, each on the own income and property only.
    private func singleFilings(_ marginal: SortedProgram, household: SortedProgram?) -> [SortedProgram] {
        guard marginal.outcome == .eligible, household?.outcome == .notEligible else { return [] }
        return sheet.rows("member").filter { marginal.singleFilers.contains(sheet.key(of: $0)) }.map { row in
            var entry = sorter.entry("dibao", sheet.keeping(row))
            entry.member = sheet.key(of: row)
            return entry
        }
    }

    // MARK: What follows from the class

    /// A program beside the classes, under every class that is still possible.
    private func entry(
        _ program: String, _ standing: Sorting.Standing, _ entries: [String: SortedProgram]
    ) -> SortedProgram {
        let variants = standing.candidates.map { sorter.entry(program, sheet(of: $0)) }
        // The last one is the class that fits for certain, if any does.
        guard var entry = variants.last else { return sorter.entry(program, sheet) }
        guard variants.contains(where: { !$0.agrees(with: entry) }) else { return entry }
        let open = standing.candidates.dropLast().compactMap { $0.flatMap { entries[$0]?.title } }
        let question = OpenQuestion(
            subject: sheet.key(of: .root), question: "这家最后认定为哪一类",
            reason: "是不是\(open.joined(separator: "、"))还没有弄清")
        let isRefused = variants.allSatisfy { $0.outcome.isRefusal }
        if isRefused { return entry }
        if variants.contains(where: { $0.outcome != entry.outcome }) {
            entry.outcome = .undetermined
            entry.reasons = []
        }
        entry.amount = nil
        entry.questions = OpenQuestion.distinct([question] + variants.flatMap(\.questions))
        entry.asks = variants.flatMap(\.asks).reduce(into: []) { found, ask in
            if !found.contains(ask) { found.append(ask) }
        }
        if program == Self.relief { askForClass(&entry) }
        return entry
    }

    /// An emergency does not wait for the class: a person may say by which one relief is given now.
    private func askForClass(_ entry: inout SortedProgram) {
        guard !entry.outcome.isRefusal, case .unknown? = sheet.fact(Self.reliefClass, at: .root) else { return }
        let ask = SortedProgram.Ask(
            entity: sheet.definition.schema.entities[0].name, row: sheet.key(of: .root), field: Self.reliefClass,
            question: "临时救助现在按哪一类给", reason: "家庭类别还没有弄清，急难的可以先按现在的情况给")
        entry.asks.append(ask)
        entry.questions.append(OpenQuestion(subject: ask.row, question: ask.question, reason: ask.reason))
    }

    /// Relief that need not wait for the class: in an emergency neither income nor property is asked for.
    private func offerRelief(_ standing: Sorting.Standing, _ entries: inout [String: SortedProgram]) {
        guard var entry = entries[Self.relief], !entry.outcome.isRefusal else { return }
        var urgent = sheet(of: standing.candidates.last ?? nil)
        if case .unknown? = sheet.fact("reliefType", at: .root) {
            urgent.set("reliefType", to: .known(.word("emergency"), source))
        }
        let offered = sorter.entry(Self.relief, urgent)
        entry.startsAtOnce = offered.outcome == .eligible || offered.outcome == .undetermined
        entries[Self.relief] = entry
    }

    /// Children whom a program secures carry its status into the programs behind it.
    private mutating func adopt(_ entry: SortedProgram, as status: String) {
        for person in entry.people where person.receives {
            guard let row = sheet.row("member", key: person.member),
                case .unknown? = sheet.fact("specialStatus", at: row)
            else { continue }
            sheet.set("specialStatus", of: row, to: .known(.word(status), source))
        }
    }

    /// The sheet that an entry was decided on; the run has sorted before.
    func sheet(behind entry: SortedProgram, _ standing: Sorting.Standing) -> FactSheet {
        if let member = entry.member, let row = sheet.row("member", key: member) { return sheet.keeping(row) }
        switch entry.group {
        case .change: return sheet
        case .standing:
            if case .excluded(let winner) = entry.outcome { return sheet(of: winner) }
            return entry.program == Self.last ? sheet(of: nil) : sheet
        case .relief, .beside: return sheet(of: standing.candidates.last ?? nil)
        }
    }

    /// The sheet of a household of a class; without one, a status of another department stays.
    private func sheet(of program: String?) -> FactSheet {
        var sheet = sheet
        var word = program.flatMap { SortingPlan.classWords[$0] } ?? "none"
        if program == nil, case .word("povertyReturnWatch")? = present { word = "povertyReturnWatch" }
        sheet.set("recognizedClass", to: .known(.word(word), source))
        if case .unknown? = sheet.fact(Self.reliefClass, at: .root), let relief = SortingPlan.reliefClasses[word] {
            sheet.set(Self.reliefClass, to: .known(.word(relief), source))
        }
        return sheet
    }
}

extension SortedProgram {
    fileprivate var excludedByClass: Bool { outcome == .excluded(by: "class") }

    /// Gives way to a higher class.
    fileprivate mutating func yield(to winner: SortedProgram) {
        let isOwnTest = excludedByClass
        outcome = .excluded(by: winner.program)
        amount = nil
        questions = []
        asks = []
        if !isOwnTest {
            reasons = [
                Reason(
                    test: "", isFor: false, sentence: "已经符合\(winner.title)，类别更高，不再按\(title)认定。",
                    citation: "一次申请、分类认定：按特困、低保、低保边缘、刚性支出的顺序")
            ]
        }
    }

    /// Whether two variants come to the same for the household.
    fileprivate func agrees(with other: SortedProgram) -> Bool {
        outcome == other.outcome && amount == other.amount && people.map(\.receives) == other.people.map(\.receives)
    }
}

extension SortedProgram.Outcome {
    /// Whether it is a no that no open question can turn.
    package var isRefusal: Bool {
        switch self {
        case .notEligible, .excluded: true
        case .eligible, .undetermined, .unavailable: false
        }
    }
}
