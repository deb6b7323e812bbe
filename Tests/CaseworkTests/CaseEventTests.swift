import Casework
import Foundation
import Testing

@Suite struct CaseEventTests {
    @Test(arguments: CaseEventKind.allCases)
    func `each event is stored and read back whole`(kind: CaseEventKind) throws {
        let event = Fixture.event(kind)
        #expect(event.kind == kind)
        let stored = try JSONEncoder().encode(event)
        #expect(try JSONDecoder().decode(CaseEvent.self, from: stored) == event)
    }
}
