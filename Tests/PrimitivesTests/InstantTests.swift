import Foundation
import Primitives
import Testing

@Suite struct InstantTests {
    @Test func `the day in China begins eight hours before the day in UTC`() throws {
        let midnight = Instant(chinaDate: try day("2026-03-12"))
        #expect(midnight.iso8601 == "2026-03-11T16:00:00.000Z")
        #expect(midnight.chinaDate.text == "2026-03-12")
        #expect(midnight.adding(milliseconds: -1).chinaDate.text == "2026-03-11")
        #expect(midnight.adding(milliseconds: -1).iso8601 == "2026-03-11T15:59:59.999Z")
        #expect(midnight.adding(seconds: 8 * 3600 + 5 * 60).chinaTimeText == "2026-03-12 08:05")
        #expect(Instant(chinaDate: try day("2026-03-12"), hour: 8, minute: 5, second: 7).milliseconds % 60_000 == 7000)
    }

    @Test func `moments before 1970 fall on their day`() {
        #expect(Instant(milliseconds: -1).iso8601 == "1969-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: -28_800_001).chinaTimeText == "1969-12-31 23:59")
        #expect(Instant(milliseconds: -28_800_000).chinaTimeText == "1970-01-01 00:00")
    }

    @Test func `random moments read as Foundation reads them`() throws {
        var random = SeededGenerator(seed: 4)
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        for _ in 0..<500 {
            let milliseconds = Int64.random(in: -2_000_000_000_000...4_000_000_000_000, using: &random) / 500 * 500
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            #expect(Instant(milliseconds: milliseconds).iso8601 == formatter.string(from: date))
        }
    }

    @Test func `moments are ordered, counted and kept in JSON as milliseconds`() throws {
        let (early, late) = (Instant(milliseconds: 5), Instant(milliseconds: 1005))
        #expect(early < late && early.milliseconds(until: late) == 1000 && early.adding(seconds: 1) == late)
        #expect(try json(late) == "[1005]")
        #expect(try decoded([Instant].self, from: "[1005]") == [late])
        #expect(late.description == late.iso8601)
    }
}
