import FoundationEssentials
import Yams

/// One item that a higher platform answers for.
package struct RelayItem: Hashable, Sendable, Codable {
    /// Its code on the line and in reports.
    package let code: String
    /// Number of the verification item, V01 to V83.
    package let item: String
    /// Chinese name.
    package let name: String
    /// The department behind it.
    package let department: String
    /// What it can show about a family.
    package let kind: DatasetKind
    /// Whether each person must have authorised the asking.
    package let needsAuthorization: Bool
    /// The facts of a determination that its answer gives; nil where a person weighs what is found.
    package let feeds: [ReportFeed]?
    /// How its records stand to those of the local sources of the same facts.
    package let joins: RelayJoin?

    /// The facts that no computation may take as known while the item is silent.
    var facts: [ReportFeed] { feeds ?? [] }
}

/// How what a platform above holds stands to what the local sources of the same fact hold.
package enum RelayJoin: String, Hashable, Sendable, Codable, CaseIterable {
    /// Things of other places: both count.
    case added
    /// The local ones are among them: the higher sum counts.
    case higher
}

extension ReportFeed {
    /// Facts that records of a platform above may give: property that is a sum, or a number of things.
    static let relayed: [ReportFeed] = [.deposits, .securities, .farmMachines, .homes, .shops, .firms]

    /// Whether the fact is a sum of money; otherwise a number of things.
    var isRelayedSum: Bool { [.deposits, .securities, .farmMachines].contains(self) }
}

extension RelayItem {
    /// What is wrong with what it is said to give.
    fileprivate var problems: [String] {
        let known = ReportFeed.relayed.map(\.rawValue).joined(separator: "、")
        var problems = facts.filter { !ReportFeed.relayed.contains($0) }
            .map { "\(code) 的 feeds 不能写 \($0.rawValue)；可以写 \(known)。" }
        if facts.isEmpty == (joins != nil) {
            problems.append("\(code) 的 feeds 和 joins 要一起写：joins 说明与本地数据是相加（added）还是取高（higher）。")
        }
        return problems
    }
}

/// What may be asked of a higher platform, under which law, and how long an answer may take.
///
/// A file of the catalogue (`catalogue/relay.yaml`): a region that asks other things has another file, not other code.
package struct RelayTerms: Hashable, Sendable, Codable {
    /// The platform's name, in Chinese.
    package let platform: String
    /// Under which law it is asked.
    package let legalBasis: String
    /// Calendar days within which an answer is in time.
    package let answerDays: Int
    /// Calendar days after that during which a late answer is still fetched.
    package let lateDays: Int
    /// Seconds before the first repeated attempt; doubled each time.
    package let retrySeconds: Int64
    /// The longest wait between two attempts, in seconds.
    package let retrySecondsMost: Int64
    /// Seconds between two looks for answers once the question was taken.
    package let pollSeconds: Int64
    /// What is asked.
    package let items: [RelayItem]

    /// Reads the terms from a YAML file; says what is wrong and where.
    package static func load(file: String) throws(CatalogueError) -> RelayTerms {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        guard let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self)
        else {
            throw CatalogueError(problems: [
                CatalogueProblem(file: name, line: 1, message: "无法读取，或不是 UTF-8 文字；请检查文件权限和编码。")
            ])
        }
        return try RelayTerms(yaml: text, file: name)
    }

    /// Reads the terms from text; `file` names it in problems.
    package init(yaml text: String, file: String) throws(CatalogueError) {
        do {
            self = try YAMLDecoder().decode(RelayTerms.self, from: text)
        } catch {
            let line = Self.syntaxError(error).flatMap(CatalogueFields.mark)?.line ?? 1
            throw CatalogueError(problems: [
                CatalogueProblem(file: file, line: line, message: "上级平台的约定不完整或有误：\(Self.sentence(error))")
            ])
        }
        var problems: [String] = []
        if answerDays < 1 { problems.append("answerDays 应至少为 1。") }
        if lateDays < 0 { problems.append("lateDays 不能为负。") }
        if retrySeconds < 1 || retrySecondsMost < retrySeconds {
            problems.append("retrySeconds 应为正，且不大于 retrySecondsMost。")
        }
        if pollSeconds < 1 { problems.append("pollSeconds 应为正。") }
        if items.isEmpty { problems.append("items 不能为空。") }
        if Set(items.map(\.code)).count != items.count { problems.append("items 中的 code 不能重复。") }
        problems += items.flatMap(\.problems)
        guard problems.isEmpty else {
            throw CatalogueError(problems: problems.map { CatalogueProblem(file: file, line: 1, message: $0) })
        }
    }

    /// The item of a code.
    package subscript(_ code: String) -> RelayItem? { items.first { $0.code == code } }

    /// Seconds to wait after so many failed attempts: doubled each time up to the most.
    package func waitSeconds(afterFailures failures: Int) -> Int64 {
        var wait = retrySeconds
        for _ in 1..<max(1, failures) where wait < retrySecondsMost { wait = min(wait * 2, retrySecondsMost) }
        return wait
    }

    /// The YAML error behind a decoding error, when the text is no YAML at all.
    private static func syntaxError(_ error: any Error) -> YamlError? {
        if case DecodingError.dataCorrupted(let context) = error { return context.underlyingError as? YamlError }
        return error as? YamlError
    }

    private static func sentence(_ error: any Error) -> String {
        guard syntaxError(error) == nil else { return "不是有效的 YAML；请检查缩进、冒号和引号。" }
        return switch error {
        case DecodingError.keyNotFound(let key, _): "缺少 \(key.stringValue)。"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context):
            "\(context.codingPath.map(\.stringValue).joined(separator: ".")) 的值不对。"
        default: "文件不是一张键和值的表。"
        }
    }
}
