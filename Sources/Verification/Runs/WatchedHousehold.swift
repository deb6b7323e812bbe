import Columns
package import Primitives

/// A member of a household that is compared, as the platform knows the person.
package struct WatchedMember: Hashable, Sendable {
    /// The number within the household, from 1.
    package let number: Int
    /// The identity number.
    package let id: CitizenID
    /// Full name.
    package let name: String
    /// Relation to the head.
    package let relation: String
    /// Declared wages and other income, a month.
    package let income: Money
    /// Declared pension, a month.
    package let pension: Money

    /// Takes the parts.
    package init(number: Int, id: CitizenID, name: String, relation: String, income: Money, pension: Money) {
        (self.number, self.id, self.name, self.relation) = (number, id, name, relation)
        (self.income, self.pension) = (income, pension)
    }
}

/// A household that is compared, as the platform knows it.
package struct WatchedHousehold: Hashable, Sendable {
    /// What the household is called in the run's answers: the family's id as text.
    package let key: String
    /// The county whose standard counts.
    package let county: String
    /// `urban` or `rural`.
    package let area: String
    /// The program it is helped by, as the register calls it.
    package let program: String
    /// Since when it is known; nil when it is not helped yet.
    package let startedDay: CivilDate?
    /// Vehicles it declared.
    package let declaredVehicles: Int
    /// The members.
    package let members: [WatchedMember]

    /// Takes the parts.
    package init(
        key: String, county: String, area: String, program: String, startedDay: CivilDate?, declaredVehicles: Int,
        members: [WatchedMember]
    ) {
        (self.key, self.county, self.area, self.program) = (key, county, area, program)
        (self.startedDay, self.declaredVehicles, self.members) = (startedDay, declaredVehicles, members)
    }
}

/// The monthly standard of a county's town or country.
package struct StandardLine: Hashable, Sendable {
    /// The county's code.
    package let county: String
    /// `urban` or `rural`.
    package let area: String
    /// The standard, a month.
    package let monthly: Money

    /// Takes the parts.
    package init(county: String, area: String, monthly: Money) {
        (self.county, self.area, self.monthly) = (county, area, monthly)
    }
}

extension SubjectTables {
    /// The tables that say who is watched, filled from what the platform knows.
    ///
    /// The columns are those of `checks/subjects.yaml`; one that the platform does not know is empty.
    package func held(_ households: [WatchedHousehold], standards: [StandardLine]) -> [HeldTable] {
        var (family, person) = (HeldTable(household.schema), HeldTable(member.schema))
        for household in households {
            family.append([
                "household_id": .text(household.key), "county_code": .text(household.county),
                "area": .text(household.area), "program": .text(household.program),
                "start_date": household.startedDay.map { .number(Int64($0.dayNumber)) } ?? .none,
                "declared_vehicles": .number(Int64(household.declaredVehicles)),
            ])
            for member in household.members {
                person.append([
                    "household_id": .text(household.key), "member_no": .number(Int64(member.number)),
                    "id_no": .text(member.id.text), "name": .text(member.name), "relation": .text(member.relation),
                    "declared_income": .number(member.income.fen), "declared_pension": .number(member.pension.fen),
                ])
            }
        }
        return [family, person]
            + lookups.map { lookup in
                var table = HeldTable(lookup.schema)
                for line in standards {
                    table.append([
                        "county_code": .text(line.county), "area": .text(line.area),
                        "monthly_standard": .number(line.monthly.fen),
                    ])
                }
                return table
            }
    }
}
