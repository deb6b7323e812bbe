import Columns
import Policies
import Primitives
import Rules
import Synchronization

/// Everything that is settled before the first row of a batch is read: where facts stand, and what rules make of them.
struct BatchRecipe: Sendable {
    /// A column that is read, and the fact it holds.
    struct Column: Sendable {
        let position: Int
        let name: String
        let field: FieldID
    }

    /// A file that is read.
    struct Source: Sendable {
        let file: CSVFile
        let entity: EntityID
        /// The column that names the subject.
        let subject: Int
        /// The column that rises from row to row of a subject, or holds the subject's month.
        let order: Int
        let orderName: String
        let columns: [Column]
        /// The columns by field.
        let byField: [FieldID: Column]
    }

    let schema: FactSchema
    let subjects: Source
    let rows: [Source]
    /// The derived values that come out, in the order of the columns; `nil` for the key of the subject.
    let outputs: [String?]
    let header: [String]
    let versions: PolicyVersions

    /// Settles a batch; `wanted` are values that come out instead of those that the layout names.
    init(layout: BatchLayout, pack: PolicyPack, folder: String, wanted: [String]? = nil) throws {
        schema = pack.facts.schema
        subjects = try Self.source(layout.subjects, in: folder, schema)
        rows = try layout.rows.map { try Self.source($0, in: folder, pack.facts.schema) }
        for row in rows where pack.facts.schema.entities[row.entity.index].parent != .root {
            throw DetermineRefusal.layout("“\(row.file.name)”的行必须直接属于\(pack.facts.schema.entities[0].label)。")
        }
        outputs = wanted ?? layout.output.map(\.value)
        header = wanted ?? layout.output.map(\.name)
        let names = Set(pack.rules.map(\.name))
        for case let name? in outputs where !names.contains(name) {
            throw DetermineRefusal.layout("输出列要求的“\(name)”不是政策中的值；请改正 \(BatchLayout.name)。")
        }
        versions = PolicyVersions(pack, outputs: outputs.compactMap { $0 })
    }

    private static func source(_ file: BatchLayout.File, in folder: String, _ schema: FactSchema) throws -> Source {
        let opened = try CSVFile(path: "\(folder)/\(file.name)")
        func position(_ name: String) throws -> Int {
            guard let position = opened.position(of: name) else {
                throw DetermineRefusal.layout("\(file.name) 缺少“\(name)”列；请恢复表头后重新运行。")
            }
            return position
        }
        let columns = try file.columns.map { column in
            guard let field = schema.field(column.value ?? "") else {
                throw DetermineRefusal.layout("“\(column.value ?? column.name)”不是已知的事实；请改正 \(BatchLayout.name)。")
            }
            return Column(position: try position(column.name), name: column.name, field: field)
        }
        guard let entity = file.entity.map({ schema.entity($0) }) ?? .root else {
            throw DetermineRefusal.layout("没有名为“\(file.entity ?? "")”的对象；请改正 \(BatchLayout.name)。")
        }
        let order = file.key ?? file.month ?? file.subject
        return Source(
            file: opened, entity: entity, subject: try position(file.subject), order: try position(order),
            orderName: order, columns: columns,
            byField: Dictionary(columns.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first }))
    }
}

/// A policy of a stretch of months in which no parameter changes, made ready for single subjects and for blocks.
struct PolicyVersion: Sendable {
    let program: RuleProgram
    let executor: RowExecutor
    let plan: BatchPlan
    /// The values that come out.
    let outputs: [DefinitionID]
    let types: [RuleType]
}

/// The versions of a policy by month; each is compiled when a subject first asks for it.
final class PolicyVersions: Sendable {
    private let pack: PolicyPack
    private let outputs: [String]
    /// The first months from which some parameter has another value, ascending.
    private let changes: [Int64]
    private let compiled = Mutex<[Int: PolicyVersion]>([:])

    init(_ pack: PolicyPack, outputs: [String]) {
        self.pack = pack
        self.outputs = outputs
        let days = pack.parameters.values.flatMap(\.values).flatMap { value in
            [value.from] + (value.until.map { [$0.adding(days: 1)] } ?? [])
        }
        let months = days.map { day in
            // A month asks with its first day, so a change in its middle counts from the next.
            day == day.calendarMonth.firstDay ? day.calendarMonth : day.calendarMonth.adding(months: 1)
        }
        changes = Set(months.map { Int64($0.index) }).sorted()
    }

    /// How many versions there are; the first holds before the first change.
    var count: Int { changes.count + 1 }

    /// The number of the version of a month.
    func number(of month: Int64) -> Int {
        var number = changes.count
        while number > 0, changes[number - 1] > month { number -= 1 }
        return number
    }

    /// The version of a number, of which a month is given.
    func version(_ number: Int, month: Int64) throws -> PolicyVersion {
        if let known = compiled.withLock({ $0[number] }) { return known }
        let day = CalendarMonth(index: Int32(month)).firstDay
        let policy = try PolicyProgram(pack.resolved(on: day))
        let definitions = try outputs.map { name in
            guard let definition = policy.definition(name) else {
                throw DetermineRefusal.layout("输出列要求的“\(name)”不是政策中的值；请改正 \(BatchLayout.name)。")
            }
            return definition
        }
        let made = policy.program.definitions
        for definition in definitions {
            let entity = made[definition.index].text.entity
            guard entity == .root, made[definition.index].denominator == nil else {
                throw DetermineRefusal.layout("“\(made[definition.index].text.name)”不是每户一个的整数、金额或文字，不能作为输出列。")
            }
        }
        let version = PolicyVersion(
            program: policy.program, executor: policy.executor,
            plan: BatchPlan(policy.program, outputs: definitions.map { made[$0.index].value }), outputs: definitions,
            types: definitions.map { made[$0.index].type })
        compiled.withLock { $0[number] = version }
        return version
    }
}

/// Why a batch cannot be determined at all; what concerns one subject is never a refusal of the batch.
package enum DetermineRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The layout does not fit the files, the facts or the policy.
    case layout(String)
    /// A line break stands between quotes where the file was cut into pieces.
    case recordAcrossPieces

    /// What to do.
    package var description: String {
        switch self {
        case .layout(let sentence): sentence
        case .recordAcrossPieces: "文件中有跨行的引号内容，需要逐行读取。"
        }
    }
}
