import ArgumentParser
import Foundation
import Policies
import Primitives

/// `backstop bench decision`: one household at a time, as a clerk's case is decided, in CPU time.
struct BenchDecision: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision", abstract: "Times one decision with its tree, in words, and as a record.")

    @Option(help: "The folder of the packs.") var policies = "policies"
    @Option(help: "Decisions a round; the best of nine rounds counts.") var count = 500

    func run() throws {
        try say("load packs", unit: "ms", 1) { _ = try PolicySet.load(root: policies) }
        try say("load, type-check and try all cases", unit: "ms", 1) { _ = PolicySet.check(root: policies) }
        let day = try CivilDate(parsing: "2026-03-12")
        let policy = try PolicySet.load(root: policies).dibaoPolicy(for: try RegionCode("371602"), on: day)
        let facts = try Self.family(on: day)
        let result = try Determination.decide(facts, policy)
        try say("decision with tree", unit: "µs", count) { _ = try Determination.decide(facts, policy) }
        try say("the tree in words", unit: "µs", count) { _ = result.explanation }
        try say("decision and record", unit: "µs", count) { _ = try CanonicalRecord.deciding(facts, policy) }
        try say("what would change it", unit: "µs", max(1, count / 20)) { _ = ResultChanges(result) }
    }

    /// Prints the best CPU time of one run; other processes may slow a round, none can hasten it.
    private func say(_ name: String, unit: String, _ count: Int, _ body: () throws -> Void) throws {
        var best = Double.infinity
        for _ in 0..<9 {
            let start = Self.seconds()
            for _ in 0..<count { try body() }
            best = min(best, Self.seconds() - start)
        }
        let scale = unit == "ms" ? 1_000.0 : 1_000_000
        try BenchFigure(name: name, value: best / Double(count) * scale, unit: unit, count: count).say()
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Three people with a wage and savings.
    private static func family(on day: CivilDate) throws -> HouseholdFacts {
        let source = FactSource.declared(on: day)
        func member(_ key: String, _ relation: Relationship, born: String, carer: Bool = false) throws -> MemberFacts {
            MemberFacts(
                key: key, name: "测试\(key)", relationship: relation,
                birthDate: .known(try CivilDate(parsing: born), source), area: .known(.urban, source),
                disability: .known(.none, source), seriousIllness: .known(false, source),
                student: .known(false, source), ableToWork: .known(true, source), carer: .known(carer, source),
                employment: .known(.stable, source))
        }
        let wage = IncomeItem(
            key: "wage", member: "a", kind: .wage,
            amount: .known(Money(yuan: 2000), .dataset("个人所得税", asOf: day)), period: .monthly(months: 12))
        return HouseholdFacts(
            decisionDay: day, region: try RegionCode("371602"),
            members: [
                try member("a", .applicant, born: "1985-03-01"),
                try member("b", .spouse, born: "1987-06-01", carer: true), try member("c", .child, born: "2014-09-01"),
            ], income: [wage],
            property: [.held(key: "d", member: "a", kind: .deposit, value: Money(yuan: 3000), source: source)])
    }
}
