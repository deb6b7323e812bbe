import Columns
import Primitives
import Rules

/// Something known of every subject: its name in the rules, whose it is, and its type.
struct CheckFact: Sendable {
    enum Kind: Sendable {
        /// A column of the households' or members' table, by its position there.
        case table(Int)
        case birthDate
        /// A value that a group of aggregates gives.
        case aggregate(group: Int, value: Int)
        /// Another person's aggregate.
        case hop(hop: Int, value: Int)
    }

    let name: String
    let subject: CheckSubject
    let type: RuleType
    let kind: Kind
    /// Whether a subject may have none.
    let isAbsentable: Bool
}

/// What fills one input of a compiled program.
enum FactInput: Hashable, Sendable {
    /// A column of the row, by its position in the lookup.
    case column(Int)
    case columnGiven(Int)
    /// The first characters of a text column of the row.
    case part(Int, characters: Int)
    case fact(Int)
    case factGiven(Int)
    case asOf, asOfMonth, asOfYear
}

/// A program over rows of one dataset or over subjects, and where its inputs come from.
struct FilledPlan: Sendable {
    let plan: BatchPlan
    /// By position in `plan.fields`.
    let inputs: [FactInput]
    let words: WordMap
    /// Fields that hold words rather than numbers.
    let textFields: Set<FieldID>
}

/// Numbers of a program's words by the prints of their texts; other texts keep their print.
struct WordMap: Sendable {
    let words: [String]
    private var slots: [(print: Int64, number: Int64)]

    init(_ words: [String]) {
        self.words = words
        var size = 8
        while size < words.count * 4 { size *= 2 }
        slots = Array(repeating: (0, 0), count: size)
        for (number, word) in words.enumerated() {
            let print = TextPrint.of(word)
            var slot = Self.slot(print, size)
            while slots[slot].print != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = (print, Int64(number))
        }
    }

    @inline(__always)
    private static func slot(_ print: Int64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(bitPattern: print) &* 0x9E37_79B9_7F4A_7C15) >> 40) & (size - 1)
    }

    @inline(__always)
    func number(_ print: Int64) -> Int64 {
        var slot = Self.slot(print, slots.count)
        while slots[slot].print != 0 {
            if slots[slot].print == print { return slots[slot].number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return print
    }
}

/// A group of aggregates, compiled: which rows count and what they give.
struct GroupPlan: Sendable {
    struct Value: Sendable {
        enum Source: Sendable {
            case nothing
            /// Numbers that the program computes, by output.
            case output(Int)
            /// A column of numbers or prints, by its position in the lookup.
            case column(Int)
            /// A column of texts, by its position in the lookup.
            case text(Int)
        }

        let fold: CheckAggregates.Fold
        let fact: Int
        let source: Source
        /// Columns that must not be empty for the row to count here, by position in the lookup.
        let needs: [Int]
    }

    /// A column by which one row is chosen.
    struct Order: Sendable {
        let column: Int
        let isText: Bool
    }

    let check: Int
    let subject: CheckSubject
    /// Lookups of the pass whose rows belong to the group.
    let lookups: [Int]
    /// The output that says which rows count; nil when all do.
    let condition: Int?
    let needs: [Int]
    /// Facts that a subject must have for its rows to count.
    let needsFacts: [Int]
    let order: [Order]
    let takesLast: Bool
    let latest: Int?
    let values: [Value]
    /// The column whose text another dataset must have, by its position in the lookup.
    let throughColumn: Int?
    /// Facts that name other people for whom the group is asked too.
    let extraPersons: [Int]
    /// When a row begins or ceases to count, and when what it gives changes, by outputs of the pass's `due`.
    let conditionDue: DueTerm
    let valueDue: DueTerm
}

/// The other half of a group that goes through a second dataset.
struct ThroughPlan: Sendable {
    let group: Int
    let lookup: Int
    let condition: Int?
    let needs: [Int]
    let conditionDue: DueTerm
}

/// One pass over one dataset, and the groups it serves.
struct PassPlan: Sendable {
    struct Lookup: Sendable {
        let key: Int
        /// The group whose texts are looked up; nil for people.
        let throughGroup: Int?
        let columns: [RowColumn]
    }

    let dataset: String
    let schema: TableSchema
    let needsAuthorization: Bool
    /// Earlier passes by wave; a pass runs when all of the waves before are done.
    let wave: Int
    let lookups: [Lookup]
    let program: FilledPlan
    /// The same with what due days are computed from; nil when the calendar changes nothing here.
    let due: FilledPlan?
    let groups: [Int]
    let throughs: [ThroughPlan]
}

/// A hop, compiled.
struct HopPlan: Sendable {
    let person: Int
    /// The fact that is made, and the other person's fact; nil asks for a shared household.
    let values: [(fact: Int, of: Int?)]
}

/// A check, compiled.
struct CheckPlan: Sendable {
    struct Output: Sendable {
        let position: Int
        let type: RuleType
        /// The facts whose text it may be.
        let facts: [Int]
    }

    let definition: CheckDefinition
    /// The output of the plan of hits.
    let hit: Int
    /// Facts without which there is no hit.
    let hitNeeds: [Int]
    let observed: Output
    let limit: Output
    let evidence: [Output]
    /// Facts without which a hit cannot be described.
    let answerNeeds: [Int]
    /// Datasets that it reads, and those whose rows it finds by the subject's own key.
    let datasets: [String]
    /// Groups whose aggregates it uses, through others too.
    let groups: [Int]
    let hops: [Int]
    /// By outputs of `hitsDue`, and of `answers`.
    let hitDue: DueTerm
    let answerDue: DueTerm
}

/// All checks made ready for one day.
struct CheckProgram: Sendable {
    let asOf: CivilDate
    let tables: SubjectTables
    let facts: [CheckFact]
    let groups: [GroupPlan]
    let hops: [HopPlan]
    let passes: [PassPlan]
    let checks: [CheckPlan]
    /// Over households and members: only whether each check hits.
    let hits: FilledPlan
    /// The same with what due days are computed from.
    let hitsDue: FilledPlan
    /// Over households and members: all that a hit shows.
    let answers: FilledPlan
    /// The same for each check alone, for households that a step fails for.
    let single: SinglePlans
}

/// Plans of single checks, made when one is asked for.
struct SinglePlans: Sendable {
    /// Whether a check hits, then what its hits show; each with when that changes.
    struct Stages: Sendable {
        let hit: FilledPlan
        let hitDue: DueTerm
        let answer: FilledPlan
        let answerDue: DueTerm
    }

    let program: RuleProgram
    let inputs: [FactInput]
    /// The nodes of each check: whether it hits, then what a hit shows.
    let nodes: [[NodeID]]
    /// The fields that move with the calendar: day, month, year.
    let clocks: (FieldID, FieldID, FieldID)

    subscript(_ check: Int) -> FilledPlan { filled(nodes[check]) }

    /// The two stages in which a check is answered for many.
    func stages(of check: Int) -> Stages {
        func finder(_ outputs: [NodeID]) -> DueFinder {
            DueFinder(program, outputs: outputs, asOf: clocks.0, month: clocks.1, year: clocks.2)
        }
        var (hit, answer) = (finder([nodes[check][0]]), finder(nodes[check]))
        let hitDue = hit.term(nodes[check][0])
        let terms = nodes[check].dropFirst().map { answer.term($0) }.filter { !$0.isNever }
        return Stages(
            hit: filled(hit.outputs), hitDue: hitDue, answer: filled(answer.outputs),
            answerDue: terms.isEmpty ? .never : .earliest(terms))
    }

    private func filled(_ outputs: [NodeID]) -> FilledPlan {
        let plan = BatchPlan(program, outputs: outputs)
        return FilledPlan(
            plan: plan, inputs: plan.fields.map { inputs[$0.index] }, words: WordMap(program.words),
            textFields: Set(plan.fields.filter { program.schema.fields[$0.index].type == .text }))
    }
}
