import ArgumentParser
import BackstopServer
import Foundation
import Operations
import Primitives
import Verification

/// `backstop link`: finds the same people in two lists when the ID is missing or mistyped.
struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Links the records of two lists without relying on an ID.",
        discussion: """
            Both files are CSV with rec_id and any of id_no, name, sex, birth_date, address, phone. \
            The model is learnt from the lists themselves. Pairs that are not sure are never linked: --review writes \
            them for a person, each with the evidence for and against. docs/linking.md says how it judges.
            """)

    @Option(help: "The list whose records look for a partner.") var a: String
    @Option(help: "The register; its records are different people.") var b: String
    @Option(help: "The least probability of a link.") var threshold = 0.9
    @Option(help: "The least probability of a pair that a person looks at.") var lowest = 0.5
    @Option(help: "The file to write: a,b,probability.") var out: String?
    @Option(help: "The file for the pairs that a person decides.") var review: String?
    @Option(help: "Prints the evidence for one pair: A_ID,B_ID.") var explain: String?
    @Option(help: "A model saved before, instead of training.") var model: String?
    @Option(help: "Where to save the model.") var saveModel: String?
    @OptionGroup var options: StoreOptions
    @Option(help: "Puts the pairs that a person decides on the centre's desk, under this name.")
    var reviewName: String?
    @Option(name: .customLong("as"), help: "The login of the verification officer who asks for the review.")
    var login: String?

    func validate() throws {
        guard 0.5...1 ~= threshold, 0...threshold ~= lowest else {
            throw ValidationError("--threshold 在 0.5 和 1 之间，--lowest 不高于它。")
        }
        guard out != nil || review != nil || explain != nil || saveModel != nil || reviewName != nil else {
            throw ValidationError("请给出 --out、--review、--review-name、--explain 或 --save-model 中的一个。")
        }
        guard (reviewName == nil) == (login == nil) else {
            throw ValidationError("--review-name 和 --as（核对中心的用户名）要一起给出。")
        }
        if let explain, explain.split(separator: ",").count != 2 {
            throw ValidationError("--explain 的写法是 A_ID,B_ID。")
        }
    }

    func run() async throws {
        let known = try model.map { path in
            let known = try JSONDecoder().decode(LinkModel.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
            guard known.isUsable else { throw ValidationError("\(path) 不是本版本的模型；请重新训练。") }
            return known
        }
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let outcome = try await LinkRun(a: a, b: b, model: known).run(threshold: threshold, lowest: lowest, at: now)
        let (result, problems) = (outcome.result, outcome.problems)
        for problem in problems.prefix(20) { Terminal.progress(problem) }
        if problems.count > 20 { Terminal.progress("其余 \(problems.count - 20) 处见 --out 旁边的 .problems.txt。") }
        if let out {
            try Self.write(result.linksCSV, to: out)
            if !problems.isEmpty { try Self.write(problems.joined(separator: "\n") + "\n", to: out + ".problems.txt") }
        }
        if let review { try Self.write(result.reviewCSV, to: review) }
        if let saveModel {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
            try Self.write(String(decoding: try encoder.encode(result.scoring.model), as: UTF8.self), to: saveModel)
        }
        if let explain { try say(explain, result) }
        if let reviewName, let login { try await store(reviewName, login, result) }
        let (links, waiting) = (result.assignment.links.count, result.assignment.review.count)
        let (left, right) = (result.scoring.tables.a.count, result.scoring.tables.b.count)
        Terminal.progress(
            "\(left) 条对 \(right) 条，比对 \(result.compared) 对：关联 \(links) 条，待人工判断 \(waiting) 条，问题 \(problems.count) 处。")
    }

    /// Puts the queue before the people of the centre.
    private func store(_ name: String, _ login: String, _ result: LinkResult) async throws {
        let command = try MakeLinkReview(title: name, of: result, lowest: lowest, threshold: threshold)
        let outcome = try await options.withBureau { installed in
            let officer = try await RunCommand.officer(login, in: installed.bureau)
            return try await installed.bureau.perform(
                command, as: .staff(officer), key: "link-review-\(UUID().uuidString)")
        }
        try Answer.print(outcome) { Terminal.say("/staff/verification/links/\($0.text)") }
    }

    private func say(_ pair: String, _ result: LinkResult) throws {
        let labels = pair.split(separator: ",").map(String.init)
        guard let explanation = result.explanation(a: labels[0], b: labels[1]) else {
            throw ValidationError("没有编号为 \(pair) 的一对记录。")
        }
        Terminal.say(explanation.text)
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
