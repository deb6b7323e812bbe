import Casework
import Primitives
import Testing

/// A case at a state since a day, looked at on another, and what is late about it.
struct LateRow: Sendable, CustomTestStringConvertible {
    let state: CaseState
    let since: String
    let today: String
    let expected: String?
    var body = CompetentBody.county
    var change: @Sendable (inout CaseSnapshot) -> Void = { _ in }
    var testDescription: String { "\(state) on \(today)" }
}

@Suite struct LatenessTests {
    static let rows = [
        // Saturday 28 February 2026 is a day of work.
        LateRow(state: .submitted, since: "2026-02-27", today: "2026-03-05", expected: nil),
        LateRow(
            state: .submitted, since: "2026-02-27", today: "2026-03-06",
            expected: "“核对申请材料，决定受理”2026年3月5日到期，已超期1个工作日，现在停在“核对申请材料，决定受理”，等待乡镇（街道）办理（审查）。"),
        LateRow(
            state: .supplement, since: "2026-03-02", today: "2026-03-17",
            expected: "“等待补正材料”2026年3月16日到期，已超期1个工作日，现在停在“等待补正材料”，等待申请家庭办理（补正）。"),
        LateRow(
            state: .accepted, since: "2026-03-02", today: "2026-03-06",
            expected: "“启动调查核对”2026年3月5日到期，已超期1个工作日，现在停在“启动调查核对”，等待乡镇（街道）办理（启动）。"),
        LateRow(
            state: .investigating, since: "2026-03-05", today: "2026-04-16",
            expected: "总期限2026年4月14日到期，已超期2个工作日，现在停在“入户调查”，等待核对中心办理（总时限）。"
        ) { $0.verification = nil },
        LateRow(
            state: .confirming, since: "2026-03-18", today: "2026-04-02",
            expected: "“作出确认决定”2026年4月1日到期，已超期1个工作日，现在停在“作出确认决定”，等待县级民政部门办理（确认）。"),
        LateRow(
            state: .confirming, since: "2026-03-18", today: "2026-04-02",
            expected: "“作出确认决定”2026年4月1日到期，已超期1个工作日，现在停在“作出确认决定”，等待乡镇（街道）办理（确认）。", body: .township),
        LateRow(
            state: .publicity, since: "2026-03-11", today: "2026-03-20",
            expected: "“公示期满拍照、撤榜”2026年3月19日到期，已超期1个工作日，现在停在“公示期满拍照、撤榜”，等待乡镇（街道）办理（公示）。"),
        LateRow(state: .confirming, since: "2026-03-18", today: "2026-09-02", expected: nil) {
            $0.clock = $0.clock?.applying(.stop(.certification), on: day("2026-03-19"))
        },
        LateRow(
            state: .paidFirst, since: "2026-03-20", today: "2026-03-30",
            expected: "“补办先行救助手续”2026年3月27日到期，已超期1个工作日，现在停在“补办先行救助手续”，等待乡镇（街道）办理（5个工作日内补办）。"),
        LateRow(state: .active, since: "2026-03-20", today: "2027-03-30", expected: nil),
        LateRow(state: .reverifying, since: "2026-03-20", today: "2027-03-30", expected: nil),
    ]

    @Test(arguments: rows)
    func `the list says what is late, by how much, and whom it waits for`(row: LateRow) {
        var snapshot = Fixture.snapshot(row.state, body: row.body)
        row.change(&snapshot)
        let late = Lateness.of(
            snapshot, since: day(row.since), on: day(row.today), limits: Fixture.limits, count: Fixture.count)
        #expect(late?.chinese == row.expected)
    }

    @Test func `every state before a decision is watched, and nothing after it`() {
        let watched = Set(Lateness.steps.keys)
        #expect(watched == Set(CaseState.allCases.filter { $0.isBeforeDecision && $0 != .draft }))
    }
}
