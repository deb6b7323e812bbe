import Policies
import Primitives
import Sealing
import Storage
import Verification

/// The monthly standards that checks compare with, out of the policies in force on the day.
enum RunStandards {
    /// The standards of the counties of a region; a county without one has no line, and its checks say so.
    static func lines(in region: RegionCode, _ context: CommandContext) throws -> [StandardLine] {
        var counties = try context.store.regions(.county, in: region).map(\.code)
        if let own = region.ancestor(at: .county), !counties.contains(own) { counties.append(own) }
        let policies = try context.policies(on: context.today)
        return counties.sorted().flatMap { county -> [StandardLine] in
            guard let policy = try? policies.dibaoPolicy(for: county, on: context.today) else { return [] }
            let areas: [(String, ParameterKey<Money>)] = [("urban", .standardUrban), ("rural", .standardRural)]
            return areas.compactMap { area, key in
                (try? policy.value(key)).map { StandardLine(county: county.text, area: area, monthly: $0) }
            }
        }
    }

    /// A print of checks, limits and standards.
    static func print(_ book: CheckBook, _ standards: [StandardLine]) -> String {
        let lines = standards.map { "\($0.county) \($0.area) \($0.monthly.fen)" }.joined(separator: "\n")
        return book.printText + "-" + Digest.hex(Digest.sha256(Array(lines.utf8))).prefix(16)
    }
}
