package import Policies
package import Primitives
import Rules
import Sealing
package import Storage

/// A case sorted over all programs, for staff: the table, what changed, and what may be answered.
///
/// At most eight statements.
package struct SortingView: Sendable {
    /// A question that may be answered, with the kind of answer it takes.
    package struct Question: Codable, Hashable, Sendable {
        /// The entity, row and field, as `SortingAnswer` names them.
        package let entity: String
        /// The row's key.
        package let row: String
        /// The field.
        package let field: String
        /// The question in Chinese, with whole names.
        package let text: String
        /// Why it is open.
        package let reason: String
        /// The kind of answer.
        package let kind: Kind
        /// The words a choice may be, as word and Chinese.
        package let words: [[String]]
        /// The programs that ask it, as their packs are called, in the order of the table.
        package let programs: [String]
    }

    /// The kinds of answers.
    package enum Kind: String, Codable, Sendable { case yesNo, choice, money, number, day, month }

    /// The case.
    package let row: CaseRow
    /// The sorting's id.
    package let id: SortingID
    /// Counts from 1 within the case.
    package let version: Int64
    /// The day sorted on.
    package let day: CivilDate
    /// Who had it computed.
    package let madeByName: String
    /// Whether it rests on the facts as declared now, the latest report, the latest visit and today's policies.
    package let isPresent: Bool
    /// Whether a policy it was decided by is another one today.
    package let isPolicyChanged: Bool
    /// What came out.
    package let sorting: Sorting
    /// What is different from the sorting before; nil for the first one.
    package let difference: SortingDifference?
    /// The questions that may be answered, those that matter to most programs first.
    package let questions: [Question]
    /// The names of the members by key.
    package let names: [String: String]
    /// The SHA-256 of the record, in hexadecimal.
    package let hash: String

    /// Reads the latest sorting; nil when there is none within the scope.
    package static func load(_ caseID: CaseID, in context: CommandContext) throws -> SortingView? {
        let (store, scope) = (context.store, context.scope)
        guard let row = try store.caseRow(caseID, in: scope),
            case let rows = try store.sortings(of: caseID, last: 2, in: scope), let latest = rows.first
        else { return nil }
        let record = try SortingRecord(bytes: latest.entry.record)
        let earlier = rows.count > 1 ? try SortingRecord(bytes: rows[1].entry.record).sorting : nil
        let standing = try SortingStanding(latest, record, of: row, in: context)
        return SortingView(
            row: row, id: latest.id, version: latest.version, day: latest.entry.day,
            madeByName: try store.staffName(latest.entry.madeBy) ?? "",
            isPresent: standing.isPresent, isPolicyChanged: !standing.holdsPolicies, sorting: record.sorting,
            difference: earlier.map { SortingDifference(from: $0, to: record.sorting) },
            questions: questions(record.sorting, try context.policies(on: context.today).facts),
            names: Dictionary(
                record.facts.members.map { ($0.key, $0.name) }, uniquingKeysWith: { first, _ in first }),
            hash: Digest.hex(latest.recordHash))
    }

    /// The questions of all programs but those that change an award, each once.
    private static func questions(_ sorting: Sorting, _ facts: FactsDefinition) -> [Question] {
        var askers: [SortedProgram.Ask: [String]] = [:]
        var order: [SortedProgram.Ask] = []
        for entry in sorting.entries where entry.group != .change && !entry.outcome.isRefusal {
            for ask in entry.asks {
                if askers[ask] == nil { order.append(ask) }
                askers[ask, default: []].append(entry.program)
            }
        }
        let ranked = order.enumerated().sorted {
            (askers[$1.element]?.count ?? 0, $0.offset) < (askers[$0.element]?.count ?? 0, $1.offset)
        }
        return ranked.compactMap { Question($0.element, facts, askedBy: askers[$0.element] ?? []) }
    }
}

extension SortingView.Question {
    fileprivate init?(_ ask: SortedProgram.Ask, _ facts: FactsDefinition, askedBy programs: [String]) {
        var kind = SortingView.Kind.number
        var words: [[String]] = []
        if ask.field != Sorter.obligors {
            guard let id = facts.schema.field(ask.field) else { return nil }
            let field = facts.schema.fields[id.index]
            switch field.type {
            case .flag: kind = .yesNo
            case .text:
                kind = .choice
                words = (field.words ?? []).map { [$0, facts.fields[id.index].words[$0] ?? $0] }
            case .money: kind = .money
            case .date: kind = .day
            case .month: kind = .month
            default: kind = .number
            }
        }
        self.init(
            entity: ask.entity, row: ask.row, field: ask.field, text: ask.question, reason: ask.reason, kind: kind,
            words: words, programs: programs)
    }
}
