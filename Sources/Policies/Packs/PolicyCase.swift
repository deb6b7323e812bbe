package import Primitives
import Yams

/// A worked example beside its pack: facts, and the result with its intermediate values.
package struct PolicyCase: Hashable, Sendable, CustomStringConvertible {
    /// The identifier, for example `G01`.
    package let id: String
    /// What the case shows.
    package let title: String
    /// The folder of the region whose pack it tries.
    package let region: RegionCode?
    /// The facts.
    package let facts: HouseholdFacts
    /// The outcome's word.
    package let outcome: String
    /// The amount of a month, for an eligible outcome.
    package let amount: Money?
    /// The expected values of steps, by step key.
    package let steps: [String: String]
    /// The expected verdicts of tests, by test key.
    package let tests: [String: String]
    /// Parameters that the case sets, because it shows a rule of another place.
    let overrides: [String: ParameterValue]

    /// The identifier, for test reports.
    package var description: String { "\(region?.text ?? PolicyFile.national) \(id) \(title)" }

    /// Reads a case file; throws every problem of the file.
    ///
    /// `packs` gives overrides their units.
    package static func load(
        path: String, name: String, region: RegionCode?, packs: PolicySet
    ) throws(PolicyProblems) -> PolicyCase {
        var reader = CaseReader(reader: YAMLReader(file: name))
        let pack = try? packs.pack("dibao", for: region)
        let value = reader.read(path: path, region: region, parameters: pack?.parameters ?? [:])
        guard let value, reader.reader.problems.isEmpty else { throw PolicyProblems(reader.reader.problems) }
        return value
    }

    /// Decides the case and says in which values it differs; empty when it holds.
    package func mismatches(in packs: PolicySet) throws -> [String] {
        let pack = try packs.pack("dibao", for: region)
        var policy = pack.resolved(on: facts.decisionDay)
        for (name, value) in overrides.sorted(by: { $0.key < $1.key }) {
            guard let parameter = pack.parameters[name] else { continue }
            policy = policy.replacing(parameter, with: value, citation: "case \(id)")
        }
        let (result, record) = try CanonicalRecord.deciding(facts, policy)
        var found: [String] = []
        func compare(_ what: String, _ expected: String, _ actual: String) {
            if expected != actual { found.append("\(what): expected \(expected), got \(actual)") }
        }
        compare("outcome", outcome, result.outcome.word)
        let paid: Money? = if case .eligible(let award) = result.outcome { award.monthly } else { nil }
        compare("amount", amount?.text ?? "none", paid?.text ?? "none")
        for (key, value) in steps.sorted(by: { $0.key < $1.key }) {
            compare("step \(key)", value, result.explanation.first(key)?.value ?? "no such step")
        }
        for (key, verdict) in tests.sorted(by: { $0.key < $1.key }) {
            compare("test \(key)", verdict, result.tests.first { $0.key == key }?.verdict.rawValue ?? "no such test")
        }
        if try CanonicalRecord.replay(record.bytes) != record.bytes { found.append("the replay gives other bytes") }
        return found
    }
}

/// Reads the YAML of a case; facts that the case leaves out are plain and known: an able adult, no illness.
private struct CaseReader {
    var reader: YAMLReader
    private var source = FactSource.declared(on: .first)

    init(reader: YAMLReader) { self.reader = reader }

    mutating func read(path: String, region: RegionCode?, parameters: [String: Parameter]) -> PolicyCase? {
        guard let root = reader.root(at: path) else { return nil }
        let fields = reader.fields(
            of: root, "a case",
            allowed: [
                "id", "title", "source", "day", "filing", "overrides", "members", "income", "property", "expect",
            ], required: ["id", "title", "source", "day", "members", "expect"])
        _ = reader.text(fields["source"], "source")
        guard let id = reader.text(fields["id"], "id"), let title = reader.text(fields["title"], "title"),
            let day = reader.date(fields["day"], "day")
        else { return nil }
        source = .declared(on: day)
        let members = reader.list(fields["members"], "members").compactMap { member($0, day: day) }
        let income = reader.list(fields["income"], "income").enumerated().compactMap { item($1, number: $0 + 1) }
        let property = reader.list(fields["property"], "property").enumerated().compactMap {
            holding($1, number: $0 + 1)
        }
        let filing = reader.text(fields["filing"], "filing").map(HouseholdFacts.Filing.single) ?? .household
        let facts = HouseholdFacts(
            decisionDay: day, region: region ?? Self.anyRegion, filing: filing, members: members, income: income,
            property: property)
        guard let expect = fields["expect"] else { return nil }
        let wanted = reader.fields(
            of: expect, "expect", allowed: ["outcome", "amountFen", "steps", "tests"], required: ["outcome"])
        return PolicyCase(
            id: id, title: title, region: region, facts: facts,
            outcome: reader.text(wanted["outcome"], "outcome") ?? "",
            amount: reader.integer(wanted["amountFen"], "amountFen").map(Money.init(fen:)),
            steps: words(wanted["steps"], "steps"), tests: words(wanted["tests"], "tests"),
            overrides: overrides(fields["overrides"], parameters))
    }

    /// A national case is decided as if a province had accepted it; only the pack's folder matters.
    private static let anyRegion: RegionCode = {
        guard let region = try? RegionCode("37") else { preconditionFailure("37 is a province.") }
        return region
    }()

    private mutating func words(_ node: Node?, _ what: String) -> [String: String] {
        guard let node else { return [:] }
        var result: [String: String] = [:]
        for (key, _, value) in reader.pairs(of: node, what) { result[key] = reader.text(value, key) }
        return result
    }

    private mutating func overrides(_ node: Node?, _ parameters: [String: Parameter]) -> [String: ParameterValue] {
        guard let node else { return [:] }
        var result: [String: ParameterValue] = [:]
        for (key, _, value) in reader.pairs(of: node, "overrides") {
            guard let parameter = parameters[key] else {
                reader.report(.undeclaredParameter, at: value.mark, "'\(key)' is not declared in the pack")
                continue
            }
            result[key] = PolicyFile.value(
                value, name: key, unit: parameter.unit, choices: parameter.choices, reader: &reader)
        }
        return result
    }

    private mutating func member(_ node: Node, day: CivilDate) -> MemberFacts? {
        let fields = reader.fields(
            of: node, "a member",
            allowed: [
                "key", "relationship", "born", "area", "disability", "grade", "ill", "student", "able", "carer",
                "employment",
            ], required: ["key", "born", "area"])
        guard let key = reader.text(fields["key"], "key"), let born = reader.date(fields["born"], "born"),
            let area: ResidenceArea = reader.choice(fields["area"], "area")
        else { return nil }
        var disability = Disability.none
        if let kind: Disability.Kind = reader.choice(fields["disability"], "disability"),
            let grade = reader.integer(fields["grade"], "grade")
        {
            disability = .certified(kind, grade: Int(grade))
        }
        let adult = born.fullYears(until: day) >= 18
        return MemberFacts(
            key: key, name: key, relationship: reader.choice(fields["relationship"], "relationship") ?? .other,
            birthDate: .known(born, source), area: .known(area, source), disability: .known(disability, source),
            seriousIllness: .known(reader.flag(fields["ill"], "ill") ?? false, source),
            student: .known(reader.flag(fields["student"], "student") ?? false, source),
            ableToWork: .known(reader.flag(fields["able"], "able") ?? adult, source),
            carer: .known(reader.flag(fields["carer"], "carer") ?? false, source),
            employment: .known(reader.choice(fields["employment"], "employment") ?? .none, source))
    }

    private mutating func money(_ node: Node?, _ what: String, unknown: Node?) -> Fact<Money>? {
        if let reason = reader.text(unknown, "unknown") { return .unknown(reason: reason) }
        return reader.integer(node, what).map { .known(Money(fen: $0), source) }
    }

    private mutating func item(_ node: Node, number: Int) -> IncomeItem? {
        let fields = reader.fields(
            of: node, "an income",
            allowed: ["member", "kind", "monthlyFen", "yearlyFen", "months", "exempt", "unknown"],
            required: ["member", "kind"])
        guard let member = reader.text(fields["member"], "member"),
            let kind: IncomeKind = reader.choice(fields["kind"], "kind"),
            let amount = money(fields["monthlyFen"] ?? fields["yearlyFen"], "the amount", unknown: fields["unknown"])
        else { return nil }
        let months = Int(reader.integer(fields["months"], "months") ?? 12)
        return IncomeItem(
            key: "income-\(number)", member: member, kind: kind, amount: amount,
            period: fields["yearlyFen"] == nil ? .monthly(months: months) : .yearly,
            exemptReason: reader.text(fields["exempt"], "exempt"))
    }

    private mutating func holding(_ node: Node, number: Int) -> PropertyItem? {
        let fields = reader.fields(
            of: node, "a property",
            allowed: ["member", "kind", "valueFen", "squareMetres", "exempt", "unknown"], required: ["member", "kind"])
        guard let member = reader.text(fields["member"], "member"),
            let kind: PropertyKind = reader.choice(fields["kind"], "kind")
        else { return nil }
        if let reason = reader.text(fields["unknown"], "unknown") {
            return .silence(key: "property-\(number)", member: member, kind: kind, reason: reason)
        }
        guard let value = reader.integer(fields["valueFen"], "valueFen") else { return nil }
        let area = reader.integer(fields["squareMetres"], "squareMetres")
        return PropertyItem(
            key: "property-\(number)", member: member, kind: kind, held: .known(true, source),
            value: .known(Money(fen: value), source), squareMetres: area.map { .known(Int($0), source) },
            exemptReason: reader.text(fields["exempt"], "exempt"))
    }
}
