import Foundation
import Policies
import Primitives
import Rules

/// A small policy of two programs and twelve households whose every result is known by hand.
///
/// `aid` pays the difference to a line of 1,000 yuan a head (900 in 371602), or a flat sum where `flat` is set;
/// `near` holds below one and a half lines and pays nothing.
final class SimulationTown {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("simulation-\(UUID().uuidString)").path
    let packs: PolicySet
    let guide: SimulationGuide
    static let day = "2026-03-12"

    private static let files = [
        "facts.yaml": """
        schema: 1
        entities:
          household: {label: 家庭, rows: households, fields: {housed: {label: 有住房, type: flag}}}
          member:
            of: household
            rows: members
            label: 成员
            most: 10
            fields:
              age: {label: 年龄, type: integer, range: [0, 150]}
              ill: {label: 患重病, type: flag}
              wage: {label: 工资, type: money/month}
        """,
        "simulation.yaml": """
        schema: 1
        program: aid
        kinds:
          - name: elderlyAlone
            label: 独居老人
            definition: 一名60岁以上成员
            formula: 'members.size() == 1 && members.all(m, m.age >= 60)'
          - {name: elderlyOnly, label: 老年家庭, definition: 都年满60岁, formula: 'members.all(m, m.age >= 60)'}
          - {name: ill, label: 有重病成员, definition: 有患重病的成员, formula: 'members.exists(m, m.ill)'}
          - {name: withChildren, label: 有未成年人, definition: 有未满18岁的成员, formula: 'members.exists(m, m.age < 18)'}
          - {name: workingAge, label: 劳动年龄, definition: 都在18至59岁, formula: 'members.all(m, m.age >= 18 && m.age <= 59)'}
        earner: {of: member, formula: 'age >= 16 && age <= 59', field: wage}
        """,
        "means/CN/pack.yaml": """
        schema: 1
        program: means
        region: CN
        title: 收入和标准
        kind: shared
        parameters:
          line: {label: 每人标准, unit: fenPerMonth, values: [{from: 2020-01-01, value: 100000, citation: 演示, demo: true}]}
        values:
          earned: {label: 收入, formula: 'members.map(m, m.wage).sum()', citation: 演示}
          lineOfAll: {label: 全家标准, formula: 'p.line * members.size()', citation: 演示}
        """,
        "means/371602/pack.yaml": """
        schema: 1
        program: means
        region: "371602"
        title: 滨城区标准
        kind: shared
        parameters: {line: {values: [{from: 2020-01-01, value: 90000, citation: 演示, demo: true}]}}
        """,
        "aid/CN/pack.yaml": """
        schema: 1
        program: aid
        region: CN
        title: 生活补助
        uses: [means]
        otherwise: near
        parameters:
          flat: {label: 定额, unit: fenPerMonth, values: [{from: 2020-01-01, value: 0, citation: 演示, demo: true}]}
        tests:
          incomeTest:
            {label: 收入, formula: 'earned < lineOfAll', measured: earned, limit: lineOfAll,
             citation: 演示, pass: 低于, fail: 不低于}
        amount:
          {name: aidAmount, label: 金额, formula: 'p.flat > yuan(0).perMonth ? p.flat : lineOfAll - earned', citation: 演示}
        """,
        "near/CN/pack.yaml": """
        schema: 1
        program: near
        region: CN
        title: 边缘家庭
        uses: [means]
        values:
          nearLine: {label: 边缘线, formula: 'lineOfAll * permille(1500)', citation: 演示}
        tests:
          nearTest:
            {label: 边缘, formula: 'earned < nearLine', measured: earned, limit: nearLine,
             citation: 演示, pass: 低于, fail: 不低于}
        """,
    ]

    init() throws {
        for (name, text) in Self.files {
            let url = URL(fileURLWithPath: "\(root)/\(name)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: url)
        }
        packs = try PolicySet.load(root: root)
        guide = try SimulationGuide.load(root: root)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func side(_ overrides: String...) throws -> SimulationSide {
        SimulationSide("政策", packs: packs, overrides: try overrides.map { try ParameterOverride(parsing: $0) })
    }

    func simulation(_ before: SimulationSide, _ after: SimulationSide) throws -> PolicySimulation {
        try PolicySimulation(before: before, after: after, guide: guide)
    }

    /// A household of members by age and wage in fen; a wage of nil is not known.
    func household(
        _ key: String, _ county: String, ill: Bool = false, weight: Int64 = 1, _ members: (age: Int64, wage: Int64?)...
    ) throws -> SimulatedHousehold {
        var sheet = FactSheet(packs.facts)
        let source = FactSource.declared(on: try CivilDate(parsing: Self.day))
        for (number, member) in members.enumerated() {
            guard let row = sheet.add("member", below: .root, key: "\(number)", label: "成员\(number)") else { continue }
            sheet.set("age", of: row, to: .known(.number(member.age), source))
            sheet.set("ill", of: row, to: .known(.number(ill ? 1 : 0), source))
            sheet.set(
                "wage", of: row, to: member.wage.map { .known(.number($0), source) } ?? .unknown(reason: "单位未回复"))
        }
        return SimulatedHousehold(
            key: key, region: try RegionCode(county), sheet: sheet, day: try CivilDate(parsing: Self.day),
            weight: weight)
    }

    /// Twelve households, fourteen with their weights.
    func households() throws -> [SimulatedHousehold] {
        [
            try household("h01", "371603", (30, 0)), try household("h02", "371603", (40, 99_999)),
            try household("h03", "371603", (40, 100_000)), try household("h04", "371603", (40, 105_000)),
            try household("h05", "371603", (40, 110_000)), try household("h06", "371603", (40, 200_000)),
            try household("h07", "371602", (70, 0)), try household("h08", "371602", (70, 0), (66, 50_000)),
            try household("h09", "371602", (40, nil)), try household("h10", "371602", (35, 190_000), (8, 0)),
            try household("h11", "371602", weight: 3, (30, 40_000)),
            try household("h12", "371602", ill: true, (50, 0)),
        ]
    }
}
