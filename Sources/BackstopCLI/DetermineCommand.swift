import ArgumentParser
import Foundation
import Operations
import Policies
import Synchronization

/// `backstop determine`: the outcome of every household in a folder of files, under a policy.
struct DetermineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "determine", abstract: "Determines every household of a folder of files under a policy.",
        discussion: """
            The policy's folder holds facts.yaml, files.yaml (which columns are facts, which come out) and the packs. \
            A household that cannot be determined is listed with file, row and column, never counted as refused.
            """)

    @Option(help: "The policy's folder, for example policies/reference.") var policies: String
    @Option(help: "The folder with the files that files.yaml names.") var households: String
    @Option(help: "The file to write; it appears when all is done.") var out: String
    @Option(help: "The side report of what has no result; beside the output where nothing is said.")
    var undecided: String?
    @Flag(help: "CPU seconds by kind of work, as lines of JSON.") var timings = false

    func run() async throws {
        let layout = try BatchLayout.load(root: policies)
        let pack = try PolicyPack.load(program: layout.program, region: nil, root: policies)
        let shown = Mutex(-1)
        let run = DetermineRun(layout: layout, pack: pack, folder: households, output: out)
        let summary = try await run.run { progress in
            let tenth = progress.total > 0 ? progress.done * 10 / progress.total : 10
            let isFresh = shown.withLock { last in
                defer { last = max(last, tenth) }
                return tenth > last
            }
            if isFresh { Terminal.progress("\(tenth * 10)%，已测算 \(progress.decided) 户") }
        }
        let report = undecided ?? out + ".undecided.csv"
        let lines = [UndecidedSubject.header] + summary.undecided.map(\.line)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: report), options: .atomic)
        for subject in summary.undecided.prefix(20) {
            Terminal.progress(
                "未定 \(subject.key)：\(subject.file) 第 \(subject.row) 行 \(subject.column)：\(subject.reason)")
        }
        if summary.undecided.count > 20 { Terminal.progress("其余 \(summary.undecided.count - 20) 条见 \(report)") }
        Terminal.say("已测算 \(summary.decided) 户，未定 \(summary.undecided.count) 条（\(report)）。")
        guard timings else { return }
        let seconds = summary.seconds
        for (name, value) in [
            ("reading", seconds.reading), ("typing", seconds.typing), ("calculating", seconds.calculating),
            ("writing", seconds.writing),
        ] { try BenchFigure(name: name, value: value, unit: "CPU s").say() }
    }
}
