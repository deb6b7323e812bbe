import Casework
import Foundation
package import Policies
package import Primitives
import Storage

extension Bureau {
    /// How many families are read in one go; a page's requests are not kept waiting by a city's simulation.
    private static let portion = 500

    /// Runs a simulation over the families of a region, or of all, that have a determination here.
    ///
    /// Applicants are among them. Families are read in portions, each in its own transaction. Those who
    /// are paid and have no determination here are counted as undecided, with what they are paid. `checkpoint` is told
    /// how many are done of how many, and stops the work by giving false.
    package func simulate(
        _ simulation: PolicySimulation, in region: RegionCode?, drawn: Int = 200, listed: Int = 1000,
        checkpoint: @Sendable (_ done: Int64, _ total: Int64) async throws -> Bool = { _, _ in true }
    ) async throws -> SimulationResult? {
        let (total, unknown) = try await store.read { transaction in
            (
                try transaction.simulationRecordCount(.dibao, in: region),
                try transaction.familiesWithoutFacts(.dibao, in: region)
            )
        }
        var tally = SimulationTally()
        for families in unknown { Self.count(families, into: &tally) }
        let draw = CliffDraw(population: Int(total), drawn: drawn)
        let definition = simulation.before.packs.facts
        var (last, done) = ("", Int64(0))
        while true {
            let from = last
            let records = try await store.read {
                try $0.simulationRecords(.dibao, in: region, after: from, limit: Self.portion)
            }
            for record in records {
                Self.count(record, simulation, definition, draw, into: &tally)
            }
            done += Int64(records.count)
            guard try await checkpoint(done, max(done, total)) else { return nil }
            guard let next = records.last?.number, records.count == Self.portion else { break }
            last = next
        }
        return simulation.result(tally, listed: listed)
    }

    private static func count(
        _ record: SimulationRecord, _ simulation: PolicySimulation, _ definition: FactsDefinition, _ draw: CliffDraw,
        into tally: inout SimulationTally
    ) {
        do {
            let household = SimulatedHousehold(
                key: record.number, facts: try CanonicalRecord.facts(of: record.record), definition: definition)
            let pair = simulation.judge(household)
            tally.add(pair)
            if draw.takes(record.number) { tally.cliffs.add(simulation.probe(household), kind: pair.kind) }
        } catch {
            let outcome = SimulatedOutcome(.undecided(reason: "认定记录是旧格式，不能重新计算"))
            tally.add(
                SimulatedPair(
                    key: record.number, county: "", kind: SimulationGuide.unclearKind.name, before: outcome,
                    after: outcome))
        }
    }

    /// They are paid before and undecided after, so that what they are paid is told and is in no other sum.
    private static func count(_ families: UnknownFamilies, into tally: inout SimulationTally) {
        let pair = SimulatedPair(
            key: "", county: families.county.text, kind: SimulationGuide.unclearKind.name,
            before: SimulatedOutcome(.decided(Program.dibao.rawValue), monthlyFen: families.monthly.fen),
            after: SimulatedOutcome(.undecided(reason: "正在享受，但没有在本系统认定过，没有资料可算")))
        tally.add(like: pair, households: families.awards, beforeFen: families.monthly.fen, afterFen: 0)
    }

    /// Runs a leased simulation and keeps its result with the job; nothing is kept once the lease is lost.
    func runSimulation(_ job: LeasedJob, leaseSeconds: Int64) async throws {
        let request = try StoreTransaction.fromJSON(Array(job.payload.utf8), as: SimulationRequest.self)
        let (timeline, row) = try await view(as: .system) { context in
            (try context.timeline, try request.version.flatMap { try context.store.packVersion($0) })
        }
        let (before, after) = try request.sides(timeline, row)
        let simulation = try PolicySimulation(before: before, after: after, guide: .load(root: before.packs.root))
        let result = try await simulate(simulation, in: request.region) { done, total in
            let instant = systemClock()
            return try await store.write {
                try $0.reportProgress(job, done: done, total: total, at: instant, leaseSeconds: leaseSeconds)
            }
        }
        guard let result else { return }
        let (text, instant) = (String(decoding: try StoreTransaction.json(result), as: UTF8.self), systemClock())
        _ = try await store.write { try $0.finishJob(job, result: text, at: instant) }
    }
}
