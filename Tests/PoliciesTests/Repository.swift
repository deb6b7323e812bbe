import Foundation
import Policies
import Primitives
import Testing

/// The packs of the repository, loaded once for all suites.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "policies").resolvingSymlinksInPath().path

    private static let loaded = Result { try PolicySet.load(root: root) }

    static func packs() throws -> PolicySet { try loaded.get() }

    static func dibao(_ region: String, _ day: String) throws -> ResolvedPolicy {
        try packs().dibaoPolicy(for: RegionCode(region), on: CivilDate(parsing: day))
    }

    /// Every worked case under `policies/<program>/<region>/cases`.
    static let caseFiles: [CaseFile] = {
        let found = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.contains("/cases/") && $0.hasSuffix(".yaml") }.sorted().map(CaseFile.init)
    }()
}

struct CaseFile: CustomTestStringConvertible {
    let name: String

    var region: RegionCode? { try? RegionCode(name.split(separator: "/")[1]) }
    var testDescription: String { name }
}

/// A family to change: an applicant with a wage, a spouse who cares for a child.
enum Family {
    static func facts(
        monthlyWage: Money = Money(yuan: 2000), region: String = "450103", day: String = "2020-06-15"
    ) throws -> HouseholdFacts {
        let day = try CivilDate(parsing: day)
        let source = FactSource.declared(on: day)
        let wage = IncomeItem(
            key: "wage", member: "a", kind: .wage, amount: .known(monthlyWage, .dataset("个人所得税", asOf: day)),
            period: .monthly(months: 12))
        return HouseholdFacts(
            decisionDay: day, region: try RegionCode(region),
            members: [
                try member("a", "赵小龙", .applicant, born: "1985-03-01", source),
                try member("b", "王芳", .spouse, born: "1987-06-01", source, carer: true),
                try member("c", "赵一", .child, born: "2014-09-01", source),
            ], income: [wage])
    }

    static func member(
        _ key: String, _ name: String, _ relationship: Relationship, born: String, _ source: FactSource,
        carer: Bool = false
    ) throws -> MemberFacts {
        MemberFacts(
            key: key, name: name, relationship: relationship, birthDate: .known(try CivilDate(parsing: born), source),
            area: .known(.urban, source), disability: .known(.none, source), seriousIllness: .known(false, source),
            student: .known(false, source), ableToWork: .known(true, source), carer: .known(carer, source),
            employment: .known(.stable, source))
    }
}
