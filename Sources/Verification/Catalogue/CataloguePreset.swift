import Yams

/// A selection of verification items under a name, as a place uses it.
package struct CataloguePreset: Hashable, Sendable {
    /// Stable name; the stem of its file.
    package let code: String
    /// Chinese name for people.
    package let name: String
    /// Where the numbers come from.
    package let source: String
    /// How many items it must list.
    package let itemCount: Int
    /// How many units must answer for them.
    package let departmentCount: Int
    /// The items in the order of the file.
    package let items: [String]

    private static let keys: Set<String> = ["code", "name", "source", "counts", "items"]

    /// Reads one preset and proves it against the datasets there are.
    ///
    /// Every item exists, none is listed twice, and there are as many items and units as the preset's name promises.
    static func read(
        _ text: String, file: String, datasets: [DatasetDefinition]
    ) -> (preset: CataloguePreset?, problems: [CatalogueProblem]) {
        var fields = CatalogueFields(file: file)
        guard let (root, mapping) = fields.root(text, what: "一个预设") else { return (nil, fields.problems) }
        fields.refuseUnknown(mapping, allowed: keys)
        let code = fields.string(mapping, "code", root)
        let stem = file.split(separator: "/").last.map { String($0.dropLast(5)) } ?? file
        if let code, code != stem { fields.report(mapping["code"], "code 是 \(code)，应与文件名 \(stem) 一致。") }
        let name = fields.string(mapping, "name", root)
        let source = fields.string(mapping, "source", root)
        guard let counts = mapping["counts"]?.mapping, let sequence = mapping["items"]?.sequence else {
            fields.report(root, "缺少 counts（{items: …, departments: …}）或 items 列表。")
            return (nil, fields.problems)
        }
        fields.refuseUnknown(counts, allowed: ["items", "departments"])
        let itemCount = fields.optionalInteger(counts, "items", 1...999)
        let departmentCount = fields.optionalInteger(counts, "departments", 1...999)
        let byItem = Dictionary(grouping: datasets, by: \.item)
        var items: [String] = []
        for node in sequence {
            let item = node.scalar?.string ?? ""
            if byItem[item] == nil {
                fields.report(node, "目录中没有编号为 \(item) 的数据集。")
            } else if items.contains(item) {
                fields.report(node, "\(item) 重复。")
            } else {
                items.append(item)
            }
        }
        let departments = Set(items.compactMap { byItem[$0]?.first?.department })
        if itemCount != items.count || departmentCount != departments.count {
            fields.report(
                mapping["counts"], "列出 \(items.count) 项、\(departments.count) 个单位，与 counts 写明的数目不符。")
        }
        guard fields.problems.isEmpty, let code, let name, let source, let itemCount, let departmentCount else {
            return (nil, fields.problems)
        }
        let preset = CataloguePreset(
            code: code, name: name, source: source, itemCount: itemCount, departmentCount: departmentCount, items: items
        )
        return (preset, [])
    }
}
