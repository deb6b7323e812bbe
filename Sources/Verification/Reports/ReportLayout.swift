import Columns

/// What a report shows beside the checks' findings, as `report.yaml` of a catalogue folder says it.
struct ReportLayout: Sendable {
    /// One item declared against found.
    struct Item: Sendable {
        let code: CheckExpression
        let title: String
        let subject: CheckSubject
        let unit: Quantity.Unit
        /// What the family said; nil for what no form asks.
        let declared: CheckExpression?
        /// What the sources hold.
        let found: CheckExpression
        let feeds: ReportFeed?
        /// Whether people read it.
        let isShown: Bool
    }

    /// Where a dataset writes the name of the person whose number stands in a key column.
    struct NameColumn: Hashable, Sendable {
        let dataset: String
        let key: String
        let name: String
    }

    /// Datasets that say who somebody is, the register of the living first.
    let identity: [String]
    let names: [NameColumn]
    /// What fills the columns of households and members.
    let household: [String: FamilyWord]
    let member: [String: FamilyWord]
    /// What fills the one row of a table of reference, by the table's name.
    let tables: [String: [String: FamilyWord]]
    /// Values that items need and no check makes.
    let aggregates: [CheckAggregates]
    let items: [Item]
}

extension SubjectTables {
    /// The tables with the columns that only a case can fill; they are optional facts.
    func adding(household words: [String: FamilyWord], member others: [String: FamilyWord]) -> SubjectTables {
        SubjectTables(household: household.adding(words), member: member.adding(others), lookups: lookups)
    }
}

extension SubjectTables.Table {
    fileprivate func adding(_ words: [String: FamilyWord]) -> SubjectTables.Table {
        let more = words.filter { schema.position(of: $0.key) == nil }.sorted { $0.key < $1.key }
        let columns = schema.columns + more.map { Column($0.key, $0.value.type, isRequired: false) }
        let places = more.indices.map { $0 + schema.columns.count }
        return SubjectTables.Table(
            schema: TableSchema(name: schema.name, columns: columns), key: key, household: household,
            facts: facts + places, report: report)
    }
}
