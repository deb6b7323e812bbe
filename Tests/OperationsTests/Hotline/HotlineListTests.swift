import Casework
import Documents
import Operations
import OperationsTestKit
import Primitives
import Storage
import Testing

/// A list of tickets is taken in whole or not at all, with every problem by row.
@Suite struct HotlineListTests {
    private static let heading = "工单编号,来电日期,诉求类别,来电人,联系电话,诉求内容,转办内容,承办单位,受理号,重复工单"
    private let reader = SpreadsheetReader(python: "")

    private func take(
        _ world: HotlineWorld, _ lines: [String], as staff: StaffActor? = nil, key: String = "list"
    ) async throws -> Operations.Outcome<TakenTickets> {
        try await world.test.bureau.takeHotlineList(
            Array(lines.joined(separator: "\n").utf8), reader: reader, as: .staff(staff ?? world.county), key: key)
    }

    private static let good = [
        heading, "SD1,2026-03-01,举报,王桂花,13805431234,他家有车,反映有车请核查,孙武街道,,",
        "SD2,2026/3/2 08:30,咨询,,,怎么申请低保,,,,", "SD3,2026-03-02,投诉,王桂花,13805431234,又来反映,再次反映有车,371621001,,SD1",
    ]

    @Test func `a list is taken in, and one that overlaps it leaves what is held`() async throws {
        let world = try await HotlineWorld.make()
        let first = try await take(world, Self.good)
        #expect(first.value?.taken == 3 && first.value?.held == 0)
        #expect(try await take(world, Self.good) == first, "the same form again")
        let again = try await take(world, Self.good + ["SD4,2026-03-02,求助,,,老人独居,,石庙镇,,"], key: "second")
        #expect(again.value?.taken == 1 && again.value?.held == 3)
        #expect(try await world.count("hotline_ticket") == 4)
        let seen = try await world.test.bureau.view(as: .staff(world.clerk)) {
            try HotlineQueue.load(isRegister: true, page: 1, in: $0) { _ in }
        }
        #expect(seen?.lines.map(\.row.ticket.number).sorted() == ["SD1", "SD3"])
        #expect(seen?.lines.first { $0.row.ticket.number == "SD3" }?.row.ticket.repeats == "SD1")
        #expect(seen?.lines.allSatisfy(\.row.isListed) == true)
        await world.test.close()
    }

    @Test func `every problem is named by row and nothing of the list is kept`() async throws {
        let world = try await HotlineWorld.make()
        let bad = [
            Self.heading, "SD1,昨天,举报,,,他家有车,反映有车,孙武街道,,", "SD2,2026-03-02,吐槽,,,内容,,,,",
            "SD3,2026-03-02,咨询,,,内容,,李家镇,,", "SD4,2026-03-02,咨询,,,内容,,,,", "SD4,2026-03-02,咨询,,,内容,,,,",
        ]
        let reasons = try await take(world, bad).reasons
        #expect(Set(reasons.map(\.code)) == ["hotline.list"])
        let text = reasons.map(\.chinese).joined()
        for part in ["第2行“来电日期”", "第3行“诉求类别”", "第4行“承办单位”", "第6行“工单编号”：与第5行"] {
            #expect(text.contains(part), "\(part)")
        }
        let ruled = try await take(world, [Self.heading, "SD1,2026-03-02,举报,王桂花,,他家有车,王桂花反映,,,"]).reasons
        #expect(ruled.map(\.code) == ["hotline.list"] && ruled[0].chinese.contains("第2行"))
        #expect(ruled[0].chinese.contains("不得向承办单位透露"))
        #expect(try await take(world, ["工单编号,来电日期"]).reasons.count == 2, "two columns are missing")
        #expect(try await take(world, [Self.heading + ",工单编号", "x"]).reasons.first?.chinese.contains("不止一次") == true)
        #expect(try await take(world, [Self.heading]).reasons.first?.chinese.contains("没有任何数据行") == true)
        let many = [Self.heading] + (0...2_000).map { "SD\($0),2026-03-02,咨询,,,内容,,,," }
        #expect(try await take(world, many).reasons.first?.chinese.contains("最多2000张") == true)
        let unreadable = try await world.test.bureau.takeHotlineList(
            [0xD0, 0xCF, 0x11, 0xE0], reader: reader, as: .staff(world.county), key: "u")
        #expect(unreadable.reasons.map(\.code) == ["hotline.file"])
        #expect(try await take(world, Self.good, as: world.reviewer).reasons.map(\.code) == ["notAllowed"])
        #expect(try await world.count("hotline_ticket") == 0)
        await world.test.close()
    }
}
