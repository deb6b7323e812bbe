import Casework
import Foundation
import Operations
import OperationsTestKit
import Policies
import Primitives
import Storage
import Testing
import Verification

/// A report with any of its sources answered, made by writing the answers into its canonical JSON.
private struct AnsweredReport {
    private let json: [String: Any]
    /// The datasets that give facts.
    let datasets: [String]

    /// Takes a report in which every source is silent.
    init(_ report: VerificationReport) throws {
        json = try JSONSerialization.jsonObject(with: report.canonicalJSON()) as? [String: Any] ?? [:]
        datasets = Set(report.lines.filter { $0.feeds != nil }.flatMap(\.datasets)).sorted()
    }

    /// The report when some datasets have answered for everybody; the values of lines are drawn from the seed.
    func answering(_ answered: Set<String>, _ seeds: [String: UInt64]) throws -> VerificationReport {
        var json = json
        let answers = (json["answers"] as? [[String: Any]] ?? []).map { answer in
            var answer = answer
            if answered.contains(answer["dataset"] as? String ?? "") {
                answer["status"] = "noHit"
                answer["asOf"] = "2026-03-01"
            }
            return answer
        }
        let lines = (json["lines"] as? [[String: Any]] ?? []).map { line in
            var line = line
            let needed = line["datasets"] as? [String] ?? []
            guard !needed.isEmpty, answered.isSuperset(of: needed), let feed = line["feeds"] as? String else {
                return line
            }
            let member = line["member"] as? String ?? ""
            var seed = needed.reduce(UInt64(0)) { $0 &+ (seeds[$1] ?? 0) }
            for byte in (feed + member).utf8 { seed = seed &* 31 &+ UInt64(byte) }
            var random = SeededGenerator(seed: seed)
            line["found"] = ["value": Self.value(feed, &random), "unit": Self.unit(feed)]
            line["isComplete"] = true
            return line
        }
        (json["answers"], json["lines"]) = (answers, lines)
        return try VerificationReport(canonicalJSON: JSONSerialization.data(withJSONObject: json))
    }

    /// Mostly nothing, as of most families: among many riches no single answer would decide.
    private static func value(_ feed: String, _ random: inout SeededGenerator) -> Int64 {
        guard Int.random(in: 0..<12, using: &random) == 0 else { return 0 }
        switch feed {
        case "cars", "homes", "shops", "firms", "registered", "disability", "student":
            return Int64.random(in: 1...2, using: &random)
        case "wage", "pension", "unemploymentBenefit", "basicResidentPension":
            return Int64.random(in: 1...400_000, using: &random)
        default: return Int64.random(in: 1...20_000_000, using: &random)
        }
    }

    private static func unit(_ feed: String) -> String {
        switch feed {
        case "cars", "homes", "shops", "firms", "registered", "disability", "student": "count"
        case "homeArea": "hundredthsSquareMetre"
        default: "fen"
        }
    }
}

/// What is said of a case while departments are silent, against what they answer later, through the case's own facts.
@Suite struct InterimViewTests {
    private func known(_ report: VerificationReport, _ change: (inout ApplicationForm) -> Void) throws -> CaseKnowledge
    {
        var form = try CaseWorld.form()
        change(&form)
        return CaseKnowledge(
            form: form, submittedOn: try CivilDate(parsing: "2026-03-02"), report: report,
            visit: VisitFindings(
                livingConditions: "土坯房",
                members: (1...3).map {
                    VisitedMember(number: $0, isSeriouslyIll: false, isAbleToWork: $0 == 2, isCarer: false)
                }), visitedOn: try CivilDate(parsing: "2026-03-05"), area: .rural)
    }

    @Test func `no answer that comes later contradicts what was said of the case before`() async throws {
        let world = try await CaseWorld.make(files: nil)
        try await world.investigate()
        let id = world.caseID
        let report = try #require(
            try await world.test.bureau.view(as: .staff(world.officer)) { try ReportView.load(id, in: $0)?.report })
        await world.end()
        let made = try AnsweredReport(report)
        try #require(made.datasets.count > 8)
        let day = try CivilDate(parsing: "2026-03-06")
        let region = try RegionCode(CaseWorld.village)
        let policy = try PolicySet.load(root: TestBureau.repository + "/policies").dibaoPolicy(for: region, on: day)
        var random = SeededGenerator(seed: 77)
        var (claims, unproved) = ([InterimDecision.Effect: Int](), 0)
        func word(_ report: VerificationReport, _ form: (inout ApplicationForm) -> Void) throws -> String {
            let facts = HouseholdFacts(try known(report, form), region: region, on: day)
            return try Determination.decide(facts, policy).outcome.word
        }
        for _ in 0..<10 {
            let rich = Int64.random(in: 0...300_000, using: &random)
            let form: (inout ApplicationForm) -> Void = { form in
                form.incomes = [DeclaredItem(memberNumber: 2, kind: .wage, amount: .monthly(Money(fen: rich)))]
            }
            let silent = Set(made.datasets.filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
            var seeds = Dictionary(uniqueKeysWithValues: made.datasets.map { ($0, random.next() >> 1) })
            let partial = try made.answering(Set(made.datasets).subtracting(silent), seeds)
            let view = try InterimView(try known(partial, form), policy, program: .dibao, region: region, on: day)
            for line in view.interim.lines where made.datasets.contains(line.source.dataset) {
                claims[line.effect, default: 0] += 1
                unproved += line.isProved ? 0 : 1
            }
            let idle = Set(
                silent.filter { dataset in
                    view.interim.lines.allSatisfy { $0.source.dataset != dataset || $0.effect != .outcome }
                })
            for _ in 0..<5 {
                for dataset in silent { seeds[dataset] = random.next() >> 1 }
                let first = try word(made.answering(Set(made.datasets), seeds), form)
                for dataset in idle { seeds[dataset] = random.next() >> 1 }
                let second = try word(made.answering(Set(made.datasets), seeds), form)
                // What is open for another reason than a silence may stay open.
                if first != "undetermined", second != "undetermined" { #expect(first == second) }
                if let certain = view.interim.certain, first != "undetermined" {
                    #expect(first == (certain.isEmpty ? "notEligible" : certain == "dibao" ? "eligible" : certain))
                }
            }
        }
        print("interim of cases: \(claims), \(unproved) not proved")
        #expect((claims[.nothing] ?? 0) > 0 && (claims[.outcome] ?? 0) > 0)
    }
}
