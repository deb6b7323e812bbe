import Casework
import Primitives
import Testing

struct AuthorizationCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let isAdult: Bool
    let status: AuthorizationStatus
    let problems: [AuthorizationProblemCode]

    init(_ name: String, adult: Bool = true, _ status: AuthorizationStatus, _ problems: AuthorizationProblemCode...) {
        testDescription = name
        isAdult = adult
        self.status = status
        self.problems = problems
    }
}

@Suite struct AuthorizationRuleTests {
    static let on = day("2026-03-02")

    static func by(
        _ name: String = "王芳", reason: String = "昏迷", evidence: Int = 1, ratified: CivilDate? = nil
    ) -> AuthorizationStatus {
        .represented(
            Representation(
                name: name, standing: .closeRelative, reason: reason, evidenceCount: evidence, ratifiedOn: ratified),
            on: on)
    }

    static let rows: [AuthorizationCase] = [
        AuthorizationCase("own code", .ownCode(on: on)),
        AuthorizationCase("before a clerk", .beforeClerk(StaffID(1), on: on)),
        AuthorizationCase("represented", by()),
        AuthorizationCase("recorded reason", .pending(reason: "在外地住院，出院后补")),
        AuthorizationCase("blank reason", .pending(reason: " "), .reasonMissing),
        AuthorizationCase("silence", .missing, .missing),
        AuthorizationCase("nobody named", by(""), .representativeUnnamed),
        AuthorizationCase("no reason, no proof", by(reason: "", evidence: 0), .reasonMissing, .evidenceMissing),
        AuthorizationCase("guardian's way for an adult", .byGuardian(name: "王芳", on: on), .guardianForAdult),
        AuthorizationCase("minor by guardian", adult: false, .byGuardian(name: "王芳", on: on)),
        AuthorizationCase("minor without a name", adult: false, .byGuardian(name: "", on: on), .representativeUnnamed),
        AuthorizationCase("minor alone", adult: false, .ownCode(on: on), .minorNeedsGuardian),
        AuthorizationCase("minor represented", adult: false, by(reason: "", evidence: 0)),
    ]

    @Test(arguments: rows)
    func `each way of authorising is judged`(row: AuthorizationCase) {
        let member = AuthorizingMember(number: 2, name: "赵大", isAdult: row.isAdult, status: row.status)
        let answer = AuthorizationRule.assess([member])
        #expect(answer.problems.map(\.code) == row.problems)
        #expect(answer.canSubmit == row.problems.isEmpty)
        #expect(answer.unanswered == (row.problems.isEmpty ? [] : ["赵大"]))
        #expect(answer.problems.allSatisfy { $0.chinese.contains("赵大") && $0.chinese.hasSuffix("。") })
    }

    @Test func `every problem has a row`() {
        #expect(Set(Self.rows.flatMap(\.problems)) == Set(AuthorizationProblemCode.allCases))
    }

    @Test func `a pending member's sources wait while the case goes on`() {
        let answer = AuthorizationRule.assess([
            AuthorizingMember(number: 1, name: "赵一", isAdult: true, status: .ownCode(on: Self.on)),
            AuthorizingMember(number: 2, name: "赵二", isAdult: true, status: .pending(reason: "住院")),
        ])
        #expect(answer.canSubmit && answer.waitingMembers == [2])
    }

    @Test func `a representation stays to be ratified until the adult confirms it`() {
        func unratified(_ status: AuthorizationStatus) -> [Int] {
            AuthorizationRule.assess([AuthorizingMember(number: 4, name: "赵大", isAdult: true, status: status)])
                .unratifiedMembers
        }
        #expect(unratified(Self.by()) == [4])
        #expect(unratified(Self.by(ratified: day("2026-05-01"))) == [])
    }
}
