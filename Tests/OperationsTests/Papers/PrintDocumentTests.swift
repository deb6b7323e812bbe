import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage
import Synchronization
import Testing

@Suite struct PrintDocumentTests {
    @Test func `a reprint is the first print byte for byte, whoever asks and whatever would be made now`() async throws
    {
        let world = try await CaseWorld.make()
        let id = try await world.standing(.acceptanceNotice).row.id
        let made = Mutex(0)
        func printed(_ bytes: [UInt8]?, as staff: StaffActor) async throws -> [UInt8]? {
            try await world.test.bureau.printed(id, as: .staff(staff)) {
                made.withLock { $0 += 1 }
                return bytes
            }
        }
        #expect(try await printed(nil, as: world.clerk) == nil, "a machine without PDF keeps nothing")
        #expect(try await printed([1, 2, 3], as: world.clerk) == [1, 2, 3])
        #expect(try await printed([9], as: world.county) == [1, 2, 3])
        #expect(made.withLock { $0 } == 2)
        #expect(try await printed([9], as: world.stranger) == nil, "another township prints nothing")
        #expect(try await world.count("document_print") == 1)
        await world.end()
    }
}
