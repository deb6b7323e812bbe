import Casework
import Primitives
import Testing

@Suite struct MedicalHandOverTests {
    static let terms = HandOverTerms(waitMinutes: Cited([1, 5, 30], "接口约定"), triesBeforeAlarm: Cited(4, "接口约定"))

    @Test func `it is tried at once, then again and again, and a person hears of it`() {
        var handOver = MedicalHandOver(entryDate: Fixture.today, isProvisional: true)
        var (now, waits): (Instant, [Int64]) = (Instant(milliseconds: 0), [])
        for _ in 0..<6 {
            guard let next = handOver.nextTry(from: now, terms: Self.terms) else { break }
            waits.append((next.milliseconds - now.milliseconds) / 60_000)
            now = next
            handOver = handOver.tried(at: now, isAcknowledged: false)
        }
        #expect(waits == [0, 1, 5, 30, 30, 30])
        #expect(handOver.needsAlarm(Self.terms))
        let done = handOver.tried(at: now, isAcknowledged: true)
        #expect(done.nextTry(from: now, terms: Self.terms) == nil && !done.needsAlarm(Self.terms))
        #expect(done.tried(at: now.adding(seconds: 9), isAcknowledged: false) == done)
    }
}
