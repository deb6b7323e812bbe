import Columns

/// What must hold of every check of the national catalogue, beyond that it compiles.
struct CheckRules {
    private(set) var problems: [CatalogueProblem] = []

    init(_ book: CheckBook) {
        for check in book.checks {
            checkKind(check, book)
            checkSentence(check)
            for group in check.aggregates {
                guard let dataset = book.catalogue[group.dataset.text] else { continue }
                checkWords(group.condition, dataset)
                if let through = group.through, let other = book.catalogue[through.dataset.text] {
                    checkWords(through.condition, other)
                }
            }
        }
    }

    /// A check says what it can show; one that only warns, or rests on an uncertain source, never bars an award.
    private mutating func checkKind(_ check: CheckDefinition, _ book: CheckBook) {
        guard let kind = check.kind else {
            return problems.append(
                check.hit.problem("缺少 kind：\(DatasetKind.allCases.map(\.rawValue).joined(separator: "、")) 之一。"))
        }
        if kind == .warning, check.severity == .red {
            problems.append(check.hit.problem("kind 是 warning 的只能提示，severity 不能是 red。"))
        }
        for name in book.datasets(of: check).sorted() {
            guard let dataset = book.catalogue[name], dataset.matching == .address || dataset.kind == .warning else {
                continue
            }
            if kind != .warning {
                problems.append(check.hit.problem("\(name) 只能提示，用到它的核对 kind 应是 warning。"))
            }
        }
    }

    /// A sentence fills in only what there is, each value with what it counts, and never says a limit of zero.
    private mutating func checkSentence(_ check: CheckDefinition) {
        for part in SentencePart.read(check.sentence) {
            switch part {
            case .text(let text):
                if text.contains("{") || text.contains("}") {
                    problems.append(
                        check.hit.problem("sentence 中不认识 \(text)；应为 {observed}、{limit}、{evidence} 或 {…|无|有#}。"))
                }
            case .value(let name, let unit):
                if unit?.isLetter != true { problems.append(check.hit.problem("sentence 中 {\(name)} 后面应写单位。")) }
                let value = name == "limit" ? check.limit : check.observed
                if value.text == "0" {
                    problems.append(check.hit.problem("sentence 不应写 {\(name)}：它总是零。"))
                } else if name == "limit", value.names.contains(where: { $0.hasPrefix("declared") }),
                    !value.names.contains("p")
                {
                    problems.append(check.hit.problem("没有申报时 {limit} 是零；请写作 {limit|没有申报|申报了#…}。"))
                }
            case .evidence, .choice("evidence", _, _, _):
                if check.evidence.isEmpty {
                    problems.append(check.hit.problem("sentence 用了 {evidence}，但没有写 evidence。"))
                }
            case .choice: break
            }
        }
    }

    /// Texts that a condition compares with a column must be among the words the column may hold.
    private mutating func checkWords(_ condition: CheckExpression?, _ dataset: DatasetDefinition) {
        guard let condition else { return }
        for (column, field) in zip(dataset.schema.columns, dataset.fields) where !field.words.isEmpty {
            let known = Set(field.words.map(\.value))
            for word in condition.words(comparedWith: column.name) where !known.contains(word) {
                let list = field.words.map(\.value).joined(separator: "、")
                problems.append(condition.problem("\(column.name) 没有取值 \(word)；应为 \(list) 之一。"))
            }
        }
    }
}

extension CheckBook {
    /// The datasets that a check rests on: those whose rows it counts, and those behind other checks' values it uses.
    package func datasets(of check: CheckDefinition) -> Set<String> {
        let own = check.aggregates.flatMap { [$0.dataset.text] + ($0.through.map { [$0.dataset.text] } ?? []) }
        let expressions =
            [check.hit, check.observed, check.limit] + check.evidence + check.aggregates.compactMap(\.condition)
        let names = expressions.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        let others = checks.flatMap(\.aggregates).filter { group in
            group.values.contains { names.contains($0.name.text) || names.contains($0.name.text + "_given") }
        }
        return Set(own + others.map(\.dataset.text))
    }
}

extension CheckExpression {
    /// The quoted texts that stand behind `column ==`, `column !=` or in `column in […]`.
    func words(comparedWith column: String) -> [String] {
        guard let pattern = try? Regex(#"\b"# + column + #"\s*(?:==|!=|in)\s*(\[[^\]]*\]|"[^"]*")"#) else { return [] }
        return text.matches(of: pattern).flatMap { match in
            let operand = match.output[1].substring ?? ""
            return operand.matches(of: /"([^"]*)"/).map { String($0.1) }
        }
    }
}
