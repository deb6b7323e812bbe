package import Primitives

/// The sealed record of a determination by one program of a sorting: facts, policies by hash, tree and outcome.
///
/// Programs that stand in an order with others (destitute support, rigid expenditure, relief) are decided together with
/// them, so the record holds the whole sorting and names the one program that the case asks for. An appeal replays it
/// with the texts of the policies, which are kept once each under their hash.
package struct ProgramRecord: Hashable, Sendable {
    /// The schema that the bytes are written in.
    package static let schema = "backstop.program/1"

    /// The program's folder name.
    package let program: String
    /// The sorting that decided it.
    package let sorting: SortingRecord
    /// What the program came to.
    package let entry: SortedProgram
    /// The canonical bytes.
    package let bytes: [UInt8]

    /// The facts decided on.
    package var facts: HouseholdFacts { sorting.facts }

    /// Writes the record of a program of a sorting; the sorter is the one that made the sorting.
    ///
    /// A program that the sorting does not have is an error.
    package init(_ program: String, of sorting: SortingRecord, by sorter: Sorter) throws(RecordError) {
        guard let entry = sorting.sorting[program] else {
            throw RecordError("the sorting has no program '\(program)'")
        }
        let decision = sorter.decision(
            behind: entry, of: sorting.facts.sheet(sorter.facts), sorting.circumstances)
        let bytes = CanonicalWriter.object { writer in
            if let decision { writer.field("explanation", decision.explanation.write) }
            writer.field("program", program)
            writer.field("schema", Self.schema)
            writer.field("sorting", .canonical(sorting.bytes))
            writer.field("tests", each: entry.tests(of: decision)) { test, writer in writer.object(test.write) }
        }
        self.init(program: program, sorting: sorting, entry: entry, bytes: bytes)
    }

    /// Reads a record back with what the program came to as it was written.
    package init(bytes: [UInt8]) throws(RecordError) {
        let json = try CanonicalJSON(bytes: bytes)
        let schema = try json.text("schema")
        guard schema == Self.schema else {
            throw RecordError("the record is written as '\(schema)'; this program reads '\(Self.schema)'")
        }
        let program = try json.text("program")
        let sorting = try SortingRecord(bytes: try json.field("sorting").bytes)
        guard let entry = sorting.sorting[program] else {
            throw RecordError("the sorting has no program '\(program)'")
        }
        self.init(program: program, sorting: sorting, entry: entry, bytes: bytes)
    }

    private init(program: String, sorting: SortingRecord, entry: SortedProgram, bytes: [UInt8]) {
        (self.program, self.sorting, self.entry, self.bytes) = (program, sorting, entry, bytes)
    }

    /// Decides again by the policies whose texts are given by hash and returns the bytes, for comparison.
    package func replayed(texts: [String: [UInt8]]) throws -> [UInt8] {
        let sorter = try sorting.sorter(texts: texts)
        let again = SortingRecord(sorting.facts, sorting.circumstances, by: sorter)
        return try ProgramRecord(program, of: again, by: sorter).bytes
    }

    /// The decision behind the outcome, out of the sorter that made the sorting; nil where nothing was computed.
    package func decision(by sorter: Sorter) -> PolicyDecision? {
        sorter.decision(behind: entry, of: sorting.facts.sheet(sorter.facts), sorting.circumstances)
    }
}

extension SortedProgram {
    /// The tests of the decision behind the entry; one that rests on a question nobody was asked is open.
    package func tests(of decision: PolicyDecision?) -> [TestOutcome] {
        let open = questions.filter { question in
            asks.contains { $0.field == Sorter.obligors && $0.question == question.question }
        }
        return (decision?.stages.first?.tests ?? []).map { test in
            test.key == SortingPlan.obligorTest && !open.isEmpty ? test.opened(by: open) : test
        }
    }

    /// What the program comes to for a case that asks for it: the word as determinations have it, and the sum.
    ///
    /// A sum that is still open makes the whole undetermined; a program that cannot be computed is never a refusal.
    package var determined: (word: String, amount: Money) {
        switch outcome {
        case .eligible where amount == nil && !questions.isEmpty: ("undetermined", .zero)
        case .eligible: ("eligible", amount ?? .zero)
        case .notEligible, .excluded: ("notEligible", .zero)
        case .undetermined, .unavailable: ("undetermined", .zero)
        }
    }
}
