package import Columns

extension CatalogueTree {
    /// The checks that the datasets of a preset answer; nil when there is no such preset or no checks.
    ///
    /// Run over an `AskedSource` of the same datasets: what a preset leaves out is not read, and what is only deducted
    /// or exempted (`mayBeSilent`) counts as silent.
    package func book(preset code: String) -> CheckBook? {
        guard let book, let datasets = datasets(preset: code) else { return nil }
        return CheckBook(book, asking: Set(datasets.map(\.code)))
    }
}

/// A check on a dataset of a preset that the preset cannot answer, because it needs another unit's data as well.
package struct UnansweredCheck: Sendable {
    /// The check.
    package let check: CheckDefinition
    /// The datasets that the preset leaves out.
    package let missing: [DatasetDefinition]

    /// The check and what it lacks, in Chinese.
    package var chinese: String {
        let names = missing.map { "\($0.item)\($0.name)（\($0.department)）" }
        return "\(check.code)\(check.label)：缺\(names.joined(separator: "、"))"
    }
}

extension CatalogueTree {
    /// The checks that rest on a preset's datasets and that it cannot answer, by code; nil without such a preset.
    package func unanswered(preset code: String) -> [UnansweredCheck]? {
        guard let book, let datasets = datasets(preset: code) else { return nil }
        let asked = Set(datasets.map(\.code))
        let resting = Set(datasets.flatMap { checks(of: $0).map(\.code) })
        return book.checks.filter { resting.contains($0.code) }.compactMap { check in
            let missing = book.neededDatasets(of: check).subtracting(asked)
            let definitions = datasetsByItem.filter { missing.contains($0.code) }
            return definitions.isEmpty ? nil : UnansweredCheck(check: check, missing: definitions)
        }.sorted { $0.check.code < $1.check.code }
    }
}

extension CheckBook {
    /// The datasets without which a check has no answer; those it only deducts or exempts with are not among them.
    package func neededDatasets(of check: CheckDefinition) -> Set<String> {
        let parts = CheckParts(self)
        return parts.datasets(of: parts.needs(of: check))
    }

    /// The checks of a book that some datasets answer, each with the aggregates it needs of checks that are left out.
    init(_ book: CheckBook, asking datasets: Set<String>) {
        let parts = CheckParts(book)
        var taken: Set<CheckParts.Part> = []
        let checks: [CheckDefinition] = book.checks.compactMap { check in
            let needed = parts.needs(of: check)
            guard parts.datasets(of: needed).isSubset(of: datasets) else { return nil }
            let own = needed.filter { taken.insert($0).inserted }.sorted()
            return check.with(
                aggregates: own.filter { !$0.isHop }.map { book.checks[$0.check].aggregates[$0.position] },
                hops: own.filter(\.isHop).map { book.checks[$0.check].hops[$0.position] })
        }
        self.init(catalogue: book.catalogue, tables: book.tables, checks: checks, parameters: book.parameters)
    }
}

extension CheckDefinition {
    fileprivate func with(aggregates: [CheckAggregates], hops: [CheckHop]) -> CheckDefinition {
        CheckDefinition(
            code: code, subject: subject, severity: severity, kind: kind, label: label, legalBasis: legalBasis,
            sentence: sentence, aggregates: aggregates, hops: hops, hit: hit, observed: observed, limit: limit,
            evidence: evidence)
    }
}

/// Which aggregates and hops a check needs, its own and other checks'.
private struct CheckParts {
    /// A group of aggregates, or a hop, by the check whose file has it.
    struct Part: Hashable, Comparable {
        let check: Int
        let isHop: Bool
        let position: Int

        static func < (left: Self, right: Self) -> Bool {
            (left.check, left.isHop ? 1 : 0, left.position) < (right.check, right.isHop ? 1 : 0, right.position)
        }
    }

    private let book: CheckBook
    private var owners: [String: Part] = [:]

    init(_ book: CheckBook) {
        self.book = book
        for (number, check) in book.checks.enumerated() {
            for (position, group) in check.aggregates.enumerated() {
                for value in group.values { owners[value.name.text] = Part(number, false, position) }
            }
            for (position, hop) in check.hops.enumerated() {
                for value in hop.values { owners[value.name.text] = Part(number, true, position) }
            }
        }
    }

    func needs(of check: CheckDefinition) -> Set<Part> {
        var found: Set<Part> = []
        let expressions = [check.hit, check.observed, check.limit] + check.evidence
        var names = expressions.flatMap(\.names)
        while let name = names.popLast() {
            let bare = name.hasSuffix(CheckCompiler.givenSuffix) ? String(name.dropLast(6)) : name
            guard let part = owners[bare], found.insert(part).inserted else { continue }
            names += self.names(in: part)
        }
        return found
    }

    private func names(in part: Part) -> [String] {
        let check = book.checks[part.check]
        if part.isHop {
            let hop = check.hops[part.position]
            return [hop.person.text] + hop.values.compactMap { $0.of?.text }
        }
        let group = check.aggregates[part.position]
        let columns = Set(book.catalogue[group.dataset.text]?.schema.columns.map(\.name) ?? [])
        let all = (group.condition?.names ?? []).union(group.values.flatMap { $0.of?.names ?? [] })
        return all.filter { !columns.contains($0) }
    }

    /// The datasets without which there is no answer.
    func datasets(of parts: Set<Part>) -> Set<String> {
        Set(
            parts.filter { !$0.isHop }.map { book.checks[$0.check].aggregates[$0.position] }
                .filter { !$0.mayBeSilent }
                .flatMap { [$0.dataset.text] + ($0.through.map { [$0.dataset.text] } ?? []) })
    }
}

extension CheckParts.Part {
    fileprivate init(_ check: Int, _ isHop: Bool, _ position: Int) {
        (self.check, self.isHop, self.position) = (check, isHop, position)
    }
}

/// A source of which only some datasets are asked; all others are silent.
package struct AskedSource: RowSource {
    private let source: any RowSource
    private let asked: Set<String>

    /// The datasets asked of a source; the tables of people are read in any case.
    package init(_ source: any RowSource, asking datasets: Set<String>) { (self.source, asked) = (source, datasets) }

    /// Whether the dataset is asked and has answered.
    package func hasAnswer(_ dataset: String) -> Bool { asked.contains(dataset) && source.hasAnswer(dataset) }

    /// Scans the source.
    package func scan(_ request: RowRequest, _ body: (MatchedRows) throws -> Void) throws {
        try source.scan(request, body)
    }
}
