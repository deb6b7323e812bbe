import Columns

/// What must hold between the files of a full catalogue, beyond what each file says by itself.
struct CatalogueCheck {
    typealias Placed = (file: String, definition: DatasetDefinition)

    private(set) var problems: [CatalogueProblem] = []

    /// Checks the datasets that could be read; with `isWhole`, also that no item is missing among them.
    init(departments: [DataDepartment], datasets: [Placed], isWhole: Bool) {
        let byCode = Dictionary(
            datasets.map { ($0.definition.code, $0.definition) }, uniquingKeysWith: { first, _ in first })
        for (file, dataset) in datasets {
            checkPlace(file, dataset, departments)
            checkCompleteness(file, dataset)
            checkJoin(file, dataset, byCode)
        }
        checkItems(datasets, isWhole: isWhole)
    }

    private mutating func checkPlace(_ file: String, _ dataset: DatasetDefinition, _ departments: [DataDepartment]) {
        let folder = file.split(separator: "/").dropLast().last.map(String.init) ?? ""
        guard let department = departments.first(where: { $0.name == dataset.department }) else {
            return report(file, "单位 \(dataset.department) 不在 \(CatalogueTree.departmentsFile) 中。")
        }
        if department.code != folder {
            report(file, "\(department.name)的数据集应放在文件夹 \(department.code) 中。")
        }
    }

    /// A dataset that takes part must say what it shows, how long it is fresh and kept, and what its columns mean.
    private mutating func checkCompleteness(_ file: String, _ dataset: DatasetDefinition) {
        if dataset.shows == nil { report(file, "缺少 shows（用普通话说明能看出什么）。") }
        if dataset.staleAfterDays == nil { report(file, "缺少 staleAfterDays（数据过多少天算陈旧）。") }
        if dataset.retentionDays == nil { report(file, "缺少 retentionDays（快照最多保存多少天）。") }
        if dataset.needsAuthorization, dataset.authorizedSource == nil {
            report(file, "需要授权的数据集应写明 authorizedSource。")
        }
        for (column, field) in zip(dataset.schema.columns, dataset.fields) where field.label == nil {
            report(file, "列 \(column.name) 缺少 label（中文名称）。")
        }
        if let stale = dataset.staleAfterDays, let kept = dataset.retentionDays, kept < stale {
            report(file, "保存天数 \(kept) 少于时效 \(stale)；快照还没陈旧就会被删除。")
        }
    }

    private mutating func checkJoin(
        _ file: String, _ dataset: DatasetDefinition, _ byCode: [String: DatasetDefinition]
    ) {
        guard let through = dataset.through else { return }
        guard let other = byCode[through] else { return report(file, "through 所指的数据集 \(through) 不存在。") }
        let keys = dataset.schema.columns.filter { $0.isIndexed && $0.type == .text }.map(\.name)
        let isJoined = other.schema.columns.contains { $0.isIndexed && $0.type == .text && keys.contains($0.name) }
        let namesPeople = other.schema.columns.contains { $0.isIndexed && $0.type.isCitizenKey }
        if !isJoined || !namesPeople {
            report(file, "\(through) 应有同名的查询键 \(keys.joined(separator: "、")) 和身份号码。")
        }
    }

    /// Items are numbered without a gap and each is one dataset.
    private mutating func checkItems(_ datasets: [Placed], isWhole: Bool) {
        for (item, group) in Dictionary(grouping: datasets, by: \.definition.item).sorted(by: { $0.key < $1.key }) {
            for extra in group.dropFirst() {
                report(extra.file, "编号 \(item) 已用于 \(group[0].definition.code)。")
            }
        }
        guard isWhole else { return }
        let items = Set(datasets.map(\.definition.item))
        let greatest = items.filter { $0.hasPrefix("V") }.compactMap { Int($0.dropFirst()) }.max() ?? 0
        for number in 1..<max(greatest, 1) {
            let item = number < 10 ? "V0\(number)" : "V\(number)"
            if !items.contains(item) { report(".", "编号 \(item) 没有数据集。") }
        }
    }

    private mutating func report(_ file: String, _ message: String) {
        problems.append(CatalogueProblem(file: file, message: message))
    }
}
