import Primitives
package import Rules

extension FactSheet {
    /// The reason of a fact that no form asked for.
    static let notAsked = "申请时没有问到"
    private static let adultAge = 18

    /// The sheet with every fact that nobody gave as unknown, and two parents of whom nothing is known for each child.
    ///
    /// Rules run on it whatever the form left out; what they need becomes an open question.
    package func completed() -> FactSheet {
        var sheet = self
        let withParents = Set(sheet.rows("parent").compactMap { sheet.row(of: "member", from: $0) })
        for member in sheet.rows("member") where !withParents.contains(member) && sheet.mayBeChild(member) {
            for (number, label) in ["父亲", "母亲"].enumerated() {
                _ = sheet.add(
                    "parent", below: member, key: "\(sheet.key(of: member))-parent-\(number + 1)", label: label)
            }
        }
        for field in definition.schema.fields {
            let entity = definition.schema.entities[field.entity.index].name
            let rows = field.entity == .root ? [RowID.root] : sheet.rows(entity)
            for row in rows where sheet.fact(field.name, at: row) == nil {
                sheet.set(field.name, of: row, to: .unknown(reason: Self.notAsked))
            }
        }
        return sheet
    }

    /// The row of an entity at or above a row, by the entity's name.
    package func row(of name: String, from row: RowID) -> RowID? {
        definition.schema.entity(name).flatMap { self.row(of: $0, from: row) }
    }

    private func mayBeChild(_ member: RowID) -> Bool {
        guard case .number(let day)? = fact("decisionDay", at: .root),
            case .number(let birth)? = fact("birthDate", at: member),
            let today = Int32(exactly: day), let born = Int32(exactly: birth)
        else { return true }
        return CivilDate(dayNumber: born).fullYears(until: CivilDate(dayNumber: today)) < Self.adultAge
    }
}
