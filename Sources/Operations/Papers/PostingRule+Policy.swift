package import Casework
package import Policies
package import Primitives

extension PostingRule {
    /// What a region posts for as long as a family is helped, on a day; no value on that day is an error.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let entry = try policies.policy("procedure", for: region, on: day).entry("standingPostingFields")
        guard case .texts(let words) = entry.value else {
            throw PolicyLookupError.wrongType(parameter: entry.name, value: entry.value)
        }
        let fields = words.compactMap(PostingField.init(rawValue:))
        guard fields.count == words.count, !fields.isEmpty else {
            throw PolicyLookupError.wrongType(parameter: entry.name, value: entry.value)
        }
        self.init(region: region, from: entry.from, fields: fields, citation: entry.citation)
    }
}
