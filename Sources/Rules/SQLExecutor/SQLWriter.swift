/// Writes the statement of a lowered program: a subselect for each level of each entity.
struct SQLWriter {
    private let lowered: SQLLowering
    private let plan: SQLPlan
    private let schema: FactSchema
    private var selects: [String] = []
    /// The subselect that holds all columns of an entity so far.
    private var latest: [String]

    init(_ lowered: SQLLowering, _ plan: SQLPlan) {
        self.lowered = lowered
        self.plan = plan
        schema = lowered.program.schema
        latest = schema.entities.indices.map { "e\($0)" }
    }

    mutating func statement() -> String {
        let read = Set(lowered.needed.map { lowered.table[$0].entity }).union([.root])
        for entity in schema.entities.indices.map(EntityID.init(index:)) where read.contains(entity) {
            writeFacts(of: entity)
        }
        for (index, nodes) in plan.columns.enumerated() {
            let before = latest
            for entity in schema.entities.indices {
                let own = nodes.filter { lowered.table[$0].entity.index == entity }
                guard !own.isEmpty else { continue }
                writeLevel(index + 1, EntityID(index: entity), own, before)
            }
        }
        var root = SQLExpression(lowered, plan)
        let columns = lowered.outputs.map { output in
            (name: SQLRules.quoted(output.name), text: root.number(output.node))
        }
        let values = columns.map { ", \($0.text) AS \($0.name)" }.joined()
        let open = columns.map { "\($0.text) IS NULL" }.joined(separator: " OR ")
        let undecided = columns.isEmpty ? "0" : "CASE WHEN \(open) THEN 1 ELSE 0 END"
        return "WITH \(selects.joined(separator: ",\n"))\n"
            + "SELECT t.id AS id\(values), \(undecided) AS undecided FROM \(latest[0]) t ORDER BY t.id"
    }

    /// The rows of an entity with the facts that are read, each NULL outside its range.
    private mutating func writeFacts(of entity: EntityID) {
        let facts = lowered.needed.compactMap { id -> String? in
            guard case .input(let field) = lowered.table[id].operation, lowered.table[id].entity == entity else {
                return nil
            }
            return fact(field, lowered.table[id].range)
        }
        let link = entity == .root ? "" : ", parent_id"
        let name = SQLRules.quoted(schema.entities[entity.index].name)
        selects.append(
            "\(latest[entity.index]) AS MATERIALIZED (SELECT id\(link)\(facts.joined()) FROM \(name))")
    }

    private func fact(_ id: FieldID, _ range: ClosedRange<Int64>) -> String {
        let field = schema.fields[id.index]
        let name = SQLRules.quoted(field.name)
        let isValid: String
        if field.type == .text, let words = field.words {
            let numbers = words.compactMap { word in
                lowered.program.words.firstIndex { $0.utf8.elementsEqual(word.utf8) }
            }
            isValid = numbers.isEmpty ? "1 = 0" : "\(name) IN (\(numbers.map(String.init).joined(separator: ", ")))"
        } else {
            isValid =
                "\(name) BETWEEN \(SQLExpression.literal(range.lowerBound)) AND "
                + "\(SQLExpression.literal(range.upperBound))"
        }
        return ", CASE WHEN \(isValid) THEN \(name) END AS f\(id.index)"
    }

    private mutating func writeLevel(_ level: Int, _ entity: EntityID, _ nodes: [NodeID], _ before: [String]) {
        var expression = SQLExpression(lowered, plan)
        let columns = nodes.map { id in ", \(expression.column(id)) AS n\(id.index)" }
        var source = "\(before[entity.index]) t"
        if expression.readsParent, let parent = schema.entities[entity.index].parent {
            source += " JOIN \(before[parent.index]) p ON p.id = t.parent_id"
        }
        for (child, folds) in expression.folds.sorted(by: { $0.key.index < $1.key.index }) {
            let alias = "c\(child.index)"
            let values = folds.sorted { $0.index < $1.index }.map { id in
                ", \(SQLFold(id, lowered, plan).text) AS n\(id.index)"
            }
            source +=
                " LEFT JOIN (SELECT t.parent_id\(values.joined()) FROM \(before[child.index]) t GROUP BY t.parent_id)"
                + " \(alias) ON \(alias).parent_id = t.id"
        }
        let name = "e\(entity.index)_\(level)"
        selects.append("\(name) AS MATERIALIZED (SELECT t.*\(columns.joined()) FROM \(source))")
        latest[entity.index] = name
    }
}
