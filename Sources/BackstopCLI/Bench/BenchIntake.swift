import ArgumentParser
import Columns
import Foundation
import Glibc
import Verification

/// `backstop bench intake`: department files of a folder to typed columns in memory, on all cores, nothing kept.
struct BenchIntake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake", abstract: "Reads department files into typed columns, and keeps nothing.")

    @Argument(help: "The folder.") var folder: String
    @Option(help: "The folder with the datasets' descriptions.") var catalogue = "catalogue/reference"
    @Option(help: "Rounds; the last one counts.") var rounds = 2

    func run() throws {
        let files = DepartmentFolder(folder, catalogue: try Verification.Catalogue.load(folder: catalogue)).files
        // As in an import: memory of one file serves the next.
        let memory = MemoryReuse()
        defer { withExtendedLifetime(memory) {} }
        for round in 1...max(1, rounds) {
            let started = Self.cpuSeconds()
            var (rows, bytes) = (0, 0)
            for file in files {
                let read = try IntakeTiming.read(file.path, schema: file.schema)
                rows += read.rows
                bytes += read.bytes
            }
            guard round == max(1, rounds) else { continue }
            let seconds = Self.cpuSeconds() - started
            try BenchFigure(name: "intake.cpu", value: seconds, unit: "CPU s", rows: rows).say()
            try BenchFigure(name: "intake.rate", value: Double(bytes) / 1e9 / seconds, unit: "GB per CPU s").say()
        }
    }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
