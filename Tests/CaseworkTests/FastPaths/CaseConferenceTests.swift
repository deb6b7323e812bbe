import Casework
import Primitives
import Testing

@Suite struct CaseConferenceTests {
    static let terms = ConferenceTerms(departmentsMin: Cited(3, "会商办法：不少于三个部门"), validMonthsMax: Cited(12, "会商办法"))
    /// The migrant grandfather with the sick grandson: no rule fits, three departments act.
    static let grandson = CaseConference(
        ground: "祖孙均无本地户籍，孙子住院", on: day("2026-03-18"), chair: StaffID(9),
        participants: ["民政", "医保", "教育"].map {
            ConferenceParticipant(department: $0, name: $0 + "代表", hasSigned: true)
        },
        minutes: "一事一议，先救治后补手续。",
        undertakings: [
            ConferenceUndertaking(department: "医保", act: "先行结算住院费用", due: day("2026-03-25")),
            ConferenceUndertaking(department: "教育", act: "安排复学", due: day("2026-09-01")),
        ], validThrough: day("2027-03-18"))

    private func broken(_ change: (inout CaseConference) -> Void) -> [StatedRefusal] {
        with(Self.grandson, change).refusals(on: Fixture.today, terms: Self.terms)
    }

    @Test func `the outcome binds those who took part until its last day`() {
        #expect(broken { _ in }.isEmpty)
        #expect(Self.grandson.binds(on: day("2027-03-18")) && !Self.grandson.binds(on: day("2027-03-19")))
        #expect(Self.grandson.late(done: [], on: day("2026-03-26")).map(\.department) == ["医保"])
        #expect(Self.grandson.late(done: [Self.grandson.undertakings[0]], on: day("2026-03-26")).isEmpty)
    }

    @Test func `each fault is named`() {
        expectEachReason([
            Broken(ConferenceReason.groundMissing, broken { $0.ground = " " }),
            Broken(.chairMissing, broken { $0.chair = nil }),
            Broken(
                .departmentsTooFew,
                broken {
                    $0.participants.removeFirst()
                }),
            Broken(.minutesMissing, broken { $0.minutes = "" }),
            Broken(
                .signatureMissing,
                broken { $0.participants[0] = .init(department: "民政", name: "张三", hasSigned: false) }),
            Broken(.outcomeEmpty, broken { $0.undertakings = [] }),
            Broken(
                .absentBound,
                broken { $0.undertakings[0] = .init(department: "住建", act: "安排公租房", due: day("2026-04-01")) }),
            Broken(
                .actMissing,
                broken { $0.undertakings[0] = .init(department: "医保", act: "", due: day("2026-04-01")) }),
            Broken(
                .dueBeforeMeeting,
                broken { $0.undertakings[0] = .init(department: "医保", act: "结算", due: day("2026-03-17")) }),
            Broken(.validityWrong, broken { $0.validThrough = day("2027-03-19") }),
            Broken(
                .dayImpossible,
                broken {
                    $0.on = day("2026-03-21")
                    $0.validThrough = day("2026-12-31")
                }),
        ])
    }
}
