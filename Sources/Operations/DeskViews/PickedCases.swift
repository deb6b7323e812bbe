package import Primitives
package import Storage

/// Cases picked from a list to be given to a colleague, and who may take all of them.
///
/// Four statements.
package struct PickedCases: Sendable {
    /// Those of the picked cases that the asker sees, by number.
    package let cases: [CaseHead]
    /// Colleagues whose post reaches every one of them.
    package let colleagues: Colleagues

    /// Reads at most as many as may be assigned at once.
    package static func load(_ ids: [CaseID], in context: CommandContext) throws -> PickedCases {
        let cases = try context.store.caseHeads(Array(ids.prefix(AssignCases.casesMax)), in: context.scope)
        guard let common = common(cases.map(\.region)) else {
            return PickedCases(cases: cases, colleagues: Colleagues(lines: []))
        }
        return PickedCases(cases: cases, colleagues: try Colleagues.load(of: common, in: context))
    }

    /// The smallest region that holds all of some; nil for none, or when they share no province.
    static func common(_ regions: [RegionCode]) -> RegionCode? {
        guard var common = regions.first else { return nil }
        for region in regions {
            while !common.contains(region) {
                guard let parent = common.parent else { return nil }
                common = parent
            }
        }
        return common
    }
}
