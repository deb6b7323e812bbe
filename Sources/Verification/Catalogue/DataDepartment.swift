import Yams

/// A unit that answers for datasets.
package struct DataDepartment: Hashable, Sendable {
    /// Stable name; also the folder of its datasets.
    package let code: String
    /// Chinese name, as its datasets give it.
    package let name: String

    /// Reads the list of units; what is wrong is said by line and column.
    static func read(_ text: String, file: String) -> (departments: [DataDepartment], problems: [CatalogueProblem]) {
        var fields = CatalogueFields(file: file)
        guard let (root, mapping) = fields.root(text, what: "单位名单") else { return ([], fields.problems) }
        fields.refuseUnknown(mapping, allowed: ["departments"])
        guard let sequence = mapping["departments"]?.sequence, !sequence.isEmpty else {
            fields.report(mapping["departments"] ?? root, "缺少 departments 列表。")
            return ([], fields.problems)
        }
        var departments: [DataDepartment] = []
        for node in sequence {
            guard let entry = node.mapping else {
                fields.report(node, "每个单位应写作 {code: …, name: …}。")
                continue
            }
            fields.refuseUnknown(entry, allowed: ["code", "name"])
            guard let code = fields.string(entry, "code", node), let name = fields.string(entry, "name", node) else {
                continue
            }
            if departments.contains(where: { $0.code == code || $0.name == name }) {
                fields.report(node, "单位 \(code)（\(name)）重复。")
                continue
            }
            departments.append(DataDepartment(code: code, name: name))
        }
        return (departments, fields.problems)
    }
}
