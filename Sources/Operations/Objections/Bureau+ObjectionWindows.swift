import Primitives
import Storage

extension Bureau {
    /// Ends every time to object that has run out, at most `limit`, as the program itself; returns how many ended.
    ///
    /// Safe from several processes at once: whoever comes second finds another version of the case and changes nothing.
    package func closeObjectionWindows(limit: Int) async throws -> Int {
        let ended = try await view(as: .system) { try $0.store.endedObjectionWindows(on: $0.today, limit: limit) }
        var closed = 0
        for (id, version) in ended {
            let outcome = try await perform(
                CloseObjectionWindow(caseID: id, seenVersion: version), as: .system,
                key: "close-window-\(id.text)-\(version)")
            if outcome.value != nil { closed += 1 }
        }
        return closed
    }
}
