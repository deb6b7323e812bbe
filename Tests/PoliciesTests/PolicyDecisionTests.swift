import Foundation
import Policies
import Primitives
import Rules
import Testing

/// A policy of any program, decided on facts that are odd, silent or wrong.
@Suite struct PolicyDecisionTests {
    static let pack = """
        schema: 1
        program: toy
        region: CN
        title: 练习
        parameters:
          share:
            label: 比例
            unit: permille
            values:
              - {from: 2024-01-01, value: 500, citation: 依据}
        values:
          perHead:
            label: 人均
            formula: rent / heads
            citation: 依据
            sentence: 房租{rent}除以{heads}人。
        tests:
          cheap:
            label: 人均房租
            formula: perHead <= yuan(300).perMonth
            measured: perHead
            citation: 依据
            pass: 人均{perHead}，不超过300元。
            fail: 人均{perHead}，超过300元。
        amount:
          label: 补助
          formula: round(perHead * p.share, yuan("0.01"), "halfUp")
          citation: 依据
        results: [perHead]

        """

    static let facts = """
        schema: 1
        entities:
          household:
            label: 家庭
            fields:
              rent: {label: 房租, type: money/month, question: 房租是多少}
              heads: {label: 人数, type: integer, range: [0, 20]}

        """

    let policy: ResolvedPolicy

    init() throws { policy = try Self.policy(on: "2024-06-01") }

    static func policy(on day: String) throws -> ResolvedPolicy {
        let root = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(
            at: root.appending(path: "toy/CN"), withIntermediateDirectories: true)
        try Data(facts.utf8).write(to: root.appending(path: "facts.yaml"))
        try Data(pack.utf8).write(to: root.appending(path: "toy/CN/pack.yaml"))
        return try PolicySet.load(root: root.path).policy("toy", for: nil, on: CivilDate(parsing: day))
    }

    func sheet(rent: Fact<FactValue>? = nil, heads: Int64? = 3) throws -> FactSheet {
        let source = FactSource.declared(on: try CivilDate(parsing: "2024-06-01"))
        var sheet = FactSheet(policy.facts)
        sheet.set("rent", to: rent ?? .known(.number(50_000), source))
        if let heads { sheet.set("heads", to: .known(.number(heads), source)) }
        return sheet
    }

    @Test func `tests, amount, results and the explanation come out`() throws {
        let decision = try PolicyDecision(sheet(), policy)
        #expect(decision.outcome == .eligible)
        #expect(decision.stages[0].amount?.text == "83.33")
        #expect(decision.stages[0].results.map(\.value) == ["166.66666667"])
        let step = try #require(decision.explanation.first("perHead"))
        #expect(step.sentence == "房租500.00元除以3人。")
        #expect(step.inputs.map(\.source) == ["本人申报", "本人申报"])
        #expect(decision.explanation.first("cheap")?.sentence == "人均166.66666667元，不超过300元。")
    }

    @Test func `a zero divisor on one family makes it undecided and says where`() throws {
        let error = #expect(throws: DeterminationError.self) { try PolicyDecision(sheet(heads: 0), policy) }
        #expect(error?.description.contains("toy/CN/pack.yaml:14") == true, "\(String(describing: error))")
    }

    @Test func `an absent fact is an error and never a default`() throws {
        let error = #expect(throws: DeterminationError.self) { try PolicyDecision(sheet(heads: nil), policy) }
        #expect(error?.description.contains("“人数”") == true)
    }

    @Test func `a parameter without a value on the day fails the family that needs it`() throws {
        let early = try Self.policy(on: "2023-06-01")
        let error = #expect(throws: DeterminationError.self) { try PolicyDecision(sheet(), early) }
        #expect(error?.description.contains("最早从2024年1月1日起") == true, "\(String(describing: error))")
        let refused = try PolicyDecision(
            sheet(rent: .known(.number(200_000), .declared(on: try CivilDate(parsing: "2024-06-01")))), early)
        #expect(refused.outcome == .notEligible)
    }

    @Test func `silence keeps the result open, and asks`() throws {
        let open = try PolicyDecision(sheet(rent: .unknown(reason: "未回复")), policy)
        guard case .undetermined(let questions) = open.outcome else {
            Issue.record("\(open.outcome)")
            return
        }
        #expect(questions == [OpenQuestion(subject: "household", question: "房租是多少", reason: "未回复")])
    }

    @Test func `the policy reads back from its text and decides the same`() throws {
        let again = try ResolvedPolicy(canonicalBytes: policy.canonicalBytes)
        #expect(again.canonicalBytes == policy.canonicalBytes && again.textHash == policy.textHash)
        #expect(policy.textHash.count == 64)
        let explanation = try PolicyDecision(sheet(), again).explanation
        #expect(explanation == (try PolicyDecision(sheet(), policy).explanation))
    }
}
