import ArgumentParser
import BackstopServer
import Documents
import Foundation
import Operations
import Policies
import Primitives
import Synchronization

extension PolicyCommand {
    /// `backstop policy simulate`: what changing a policy does to a population.
    struct Simulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "simulate", abstract: "What changing a policy costs, whom it takes in and whom it puts out.",
            discussion: """
                OLD and NEW are folders of packs, or days on which the packs of --packs are read. Without NEW the \
                second side is OLD with the numbers of --set. The population is a folder of files (--households, as \
                for determine) or the families of a store (--data). Undecided families are listed as such, never as \
                refused. Costs are yuan a month.
                """)

        /// How the result is written.
        enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, xlsx }

        @Argument(help: "A folder of packs, or a day.") var old: String
        @Argument(help: "A folder of packs, or a day; OLD when left out.") var new: String?
        @OptionGroup var root: Root
        @Option(name: .customLong("set"), help: "program/region/parameter=value on the second side; may be repeated.")
        var changes: [String] = []
        @Option(help: "The folder with the files that files.yaml names.") var households: String?
        @OptionGroup var options: StoreOptions
        @Option(help: "The region of a store's families; all when left out.") var region: String?
        @Option(help: "The day on which both sides are read; each household's own when left out.") var day: String?
        @Option(help: "About how many households are drawn for the cliff meter; 0 for none.") var cliffs: Int?
        @Option(help: "How many of the leaving households are listed.") var listed = 1000
        @Option(help: "text, json or xlsx.") var format = Format.text
        @Option(help: "The file to write; standard output when left out.") var out: String?

        func validate() throws {
            guard (households == nil) != (options.data == nil && options.store == nil) else {
                throw ValidationError("Give the population: --households FOLDER, or --data FOLDER of a store.")
            }
            guard format != .xlsx || out != nil else { throw ValidationError("A workbook needs --out FILE.") }
            guard new != nil || !changes.isEmpty else {
                throw ValidationError("Give a second folder or day, or numbers with --set; else nothing is compared.")
            }
        }

        func run() async throws {
            let started = ContinuousClock.now
            let result: SimulationResult
            do {
                let simulation = try simulation()
                if let households {
                    result = try await batch(simulation, households)
                } else {
                    result = try await living(simulation)
                }
            } catch {
                Terminal.progress("\(error)")
                throw ExitCode.failure
            }
            let seconds = (ContinuousClock.now - started) / .milliseconds(100)
            Terminal.progress("用时 \((seconds / 10).formatted(.number.precision(.fractionLength(1)))) 秒")
            try write(result)
        }

        private func simulation() throws -> PolicySimulation {
            let second = new ?? old
            let overrides = try changes.map { try ParameterOverride(parsing: $0) }
            let before = try side(old, [])
            let after =
                second == old
                ? SimulationSide(title(second, overrides), packs: before.packs, day: before.day, overrides: overrides)
                : try side(second, overrides)
            return try PolicySimulation(
                before: before, after: after, guide: SimulationGuide.load(root: before.packs.root))
        }

        private func side(_ text: String, _ overrides: [ParameterOverride]) throws -> SimulationSide {
            let read = try (try? CivilDate(parsing: text)) ?? day.map { try CivilDate(parsing: $0) }
            let isDay = (try? CivilDate(parsing: text)) != nil
            return SimulationSide(
                title(text, overrides), packs: try Root.load(isDay ? root.root : text), day: read,
                overrides: overrides)
        }

        private func title(_ text: String, _ overrides: [ParameterOverride]) -> String {
            overrides.isEmpty ? text : "\(text)（修改 \(overrides.count) 项）"
        }

        private func batch(_ simulation: PolicySimulation, _ folder: String) async throws -> SimulationResult {
            let layout = try BatchLayout.load(root: simulation.before.packs.root)
            let stages = Terminal.stages()
            return try await BatchSimulation(simulation, layout: layout, folder: folder, drawn: cliffs ?? 1000).run(
                listed: listed
            ) { progress in
                stages(WorkProgress("测算", progress.done, of: progress.total))
            }
        }

        private func living(_ simulation: PolicySimulation) async throws -> SimulationResult {
            try await options.withBureau { installed in
                let region = try region.map { try RegionCode($0) }
                let stages = Terminal.stages()
                let result = try await installed.bureau.simulate(
                    simulation, in: region, drawn: cliffs ?? 200, listed: listed
                ) { done, total in
                    stages(WorkProgress("测算", Int(done), of: Int(total)))
                    return true
                }
                guard let result else { throw CancellationError() }
                return result
            }
        }

        private func write(_ result: SimulationResult) throws {
            let bytes: [UInt8]
            switch format {
            case .text: bytes = Array(result.text.utf8)
            case .json:
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
                bytes = Array(try encoder.encode(result)) + [UInt8(ascii: "\n")]
            case .xlsx:
                let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
                bytes = try result.workbook(madeBy: "backstop policy simulate", at: now, scope: households ?? "全部家庭")
                    .bytes()
            }
            guard let out else { return FileHandle.standardOutput.write(Data(bytes)) }
            try Data(bytes).write(to: URL(fileURLWithPath: out), options: .atomic)
            Terminal.progress("已写入 \(out)")
        }
    }
}
