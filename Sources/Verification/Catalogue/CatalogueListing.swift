/// A short list of datasets for a terminal, one a line.
package struct CatalogueListing {
    private let tree: CatalogueTree
    private let datasets: [DatasetDefinition]
    private let unanswered: [UnansweredCheck]

    /// A list of the datasets of a preset and of a unit; nil where either does not exist.
    ///
    /// A unit is named by its code or by its Chinese name.
    package init?(_ tree: CatalogueTree, preset: String? = nil, department: String? = nil) {
        guard let chosen = preset.map(tree.datasets(preset:)) ?? tree.datasetsByItem else { return nil }
        self.tree = tree
        unanswered = department == nil ? preset.flatMap { tree.unanswered(preset: $0) } ?? [] : []
        guard let department else {
            datasets = chosen
            return
        }
        guard let unit = tree.departments.first(where: { $0.code == department || $0.name == department }) else {
            return nil
        }
        datasets = chosen.filter { $0.department == unit.name }
    }

    private static let heading = ["item", "code", "kind", "cadence", "stale", "checks"]

    /// The lines: a heading, the datasets, how many datasets and units there are, and what a preset cannot answer.
    package var lines: [String] {
        let rows = [Self.heading] + datasets.map(cells)
        let widths = Self.heading.indices.map { column in rows.map { $0[column].utf8.count }.max() ?? 0 }
        let ends = ["name"] + datasets.map { "\($0.name)（\($0.department)）" + notes($0) }
        let units = Set(datasets.map(\.department)).count
        return zip(rows, ends).map { row, end in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.utf8.count) + "  " }.joined() + end
        } + ["\(datasets.count) datasets, \(units) units."] + unanswered.map { "不能回答：\($0.chinese)" }
    }

    private func cells(_ dataset: DatasetDefinition) -> [String] {
        [
            dataset.item, dataset.code, dataset.kind.rawValue, dataset.cadence.rawValue,
            dataset.staleAfterDays.map { "\($0)d" } ?? "-", "\(tree.checks(of: dataset).count)",
        ]
    }

    private func notes(_ dataset: DatasetDefinition) -> String {
        var notes: [String] = []
        if dataset.needsAuthorization { notes.append("须授权") }
        if dataset.needsRegionalBasis { notes.append("须地方依据") }
        if dataset.matching == .address { notes.append("只提示") }
        return notes.isEmpty ? "" : " " + notes.joined(separator: "、")
    }
}
