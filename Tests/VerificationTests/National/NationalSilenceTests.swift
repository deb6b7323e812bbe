import Columns
import Primitives
import Testing
import Verification

/// What is not known is never "nothing": silent departments, papers not signed, and sources that may only warn.
@Suite struct NationalSilenceTests {
    /// The town's checks made ready once, and what they answer when everybody does.
    struct Ready: Sendable {
        let prepared: PreparedChecks
        let full: CheckResult
    }

    /// The stories with a hit.
    static let telling = NationalStory.all.filter { $0.hit != nil }

    static let ready = Result {
        let town = try NationalTown.whole()
        let source = CSVRowSource(folder: town.city)
        let prepared = try PreparedChecks(
            town.book, source: source, asOf: try CivilDate(parsing: NationalTown.day))
        return Ready(prepared: prepared, full: try town.run(prepared: prepared))
    }

    static let datasets: [String] = (try? NationalCatalogue.load().datasetsByItem.map(\.code)) ?? []

    private func lines(
        _ result: CheckResult, of homes: Set<String>? = nil, without checks: Set<Int> = []
    ) -> [String] {
        result.hits.filter { !checks.contains($0.check) && (homes?.contains($0.household) ?? true) }
            .map { "\(result.book.checks[$0.check].code) \($0.household) \($0.person) \($0.evidence)" }
    }

    @Test(arguments: datasets) func `a silent dataset leaves its checks without an answer`(_ dataset: String) throws {
        let (ready, town) = (try Self.ready.get(), try NationalTown(Self.telling))
        let others = Set(Self.datasets).subtracting([dataset])
        let source = AskedSource(CSVRowSource(folder: town.city), asking: others)
        let result = try town.run(source: source, prepared: ready.prepared)
        let resting = town.book.checks.indices.filter {
            town.book.neededDatasets(of: town.book.checks[$0]).contains(dataset)
        }
        #expect(result.silentChecks == Set(resting))
        for story in Self.telling {
            guard let check = resting.first(where: { town.book.checks[$0].code == story.code }) else { continue }
            let person = ready.full.hits.first { $0.check == check && $0.household == story.householdID }?.person ?? ""
            #expect(result.status(of: check, household: story.householdID, person: person) == .noAnswer)
        }
        // What the dataset only deducts or exempts may add hits, never take one away.
        let homes = Set(Self.telling.map(\.householdID))
        let known = lines(ready.full, of: homes, without: Set(resting))
        let left = lines(result, of: homes, without: Set(resting))
        #expect(Set(known.map { $0.prefix(11) }).isSubset(of: left.map { $0.prefix(11) }))
        if !Self.deducting.contains(dataset) { #expect(known == left) }
    }

    /// Datasets that some check only deducts or exempts with.
    static let deducting: Set<String> = [
        "death_cancellation", "cremation", "charity_aid", "charity_medical_study_aid", "commercial_insurance",
        "dilapidated_rebuild", "house_rebuild",
    ]

    @Test func `where the register of rebuilt homes is silent the second home is found, and the family may explain`()
        throws
    {
        let (ready, town) = (try Self.ready.get(), try NationalTown.whole())
        let silent = AskedSource(
            CSVRowSource(folder: town.city), asking: Set(Self.datasets).subtracting(["dilapidated_rebuild"]))
        let story = try #require(NationalStory.all.first { $0.says == "其中一套是危房改造的" })
        let hits = try town.run(source: silent, prepared: ready.prepared).hits
        let hit = try #require(hits.first { $0.household == story.householdID })
        #expect(ready.full.sentence(of: hit).contains("还有这类住房的请说明"))
    }

    static let authorized: [(dataset: String, codes: [String])] = [
        ("bank_balance", ["V50"]), ("bank_transactions", ["V51"]), ("credit_record", ["V52"]),
        ("securities_holding", ["V50", "V53"]), ("commercial_insurance", ["V50", "V54"]),
    ]

    @Test(arguments: authorized.indices) func `without a paper nobody's rows are read and nothing is concluded`(
        _ number: Int
    ) throws {
        let (ready, town) = (try Self.ready.get(), try NationalTown.whole())
        let (dataset, codes) = Self.authorized[number]
        let everyone = Set(
            NationalStory.all.flatMap { story in
                story.memberNames.compactMap { TownPeople.id($0, story: story.number) }
            })
        var papers = Dictionary(uniqueKeysWithValues: Self.authorized.map { ($0.dataset, everyone) })
        #expect(lines(try town.run(authorized: papers, prepared: ready.prepared)) == lines(ready.full))
        papers[dataset] = []
        let result = try town.run(authorized: papers, prepared: ready.prepared)
        for (check, definition) in town.book.checks.enumerated() {
            for story in NationalStory.all where story.code == definition.code {
                let person = definition.subject == .household ? "" : TownPeople.id("父", story: story.number) ?? ""
                let status = result.status(of: check, household: story.householdID, person: person)
                if codes.contains(definition.code) {
                    #expect(status == .noAnswer || status == .hit, "\(definition.code) \(story.says)")
                    #expect(
                        status == .hit || result.reason(of: check, household: story.householdID, person: person) != nil)
                    if status == .hit { #expect(definition.code == "V50" && story.hit != nil) }
                } else if !(definition.code == "V28" && dataset == "commercial_insurance") {
                    // What was not asked is not deducted either: V28 then hints a little earlier.
                    #expect(status == ready.full.status(of: check, household: story.householdID, person: person))
                }
            }
        }
    }

    @Test func `a warning dataset never produces more than a warning`() throws {
        let (ready, town) = (try Self.ready.get(), try NationalTown.whole())
        let tree = try NationalCatalogue.load()
        for dataset in tree.national.datasets where dataset.kind == .warning || dataset.matching == .address {
            let alone = AskedSource(CSVRowSource(folder: town.city), asking: [dataset.code])
            let result = try town.run(source: alone, prepared: ready.prepared)
            #expect(result.hits.isEmpty == (dataset.code == "fire_accident"), "\(dataset.code)")
            for hit in result.hits {
                let check = town.book.checks[hit.check]
                #expect(check.kind == .warning && check.severity != .red, "\(check.code)")
            }
        }
    }
}
