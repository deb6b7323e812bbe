import Foundation

extension StringProtocol {
    /// Whether the bytes of `word` occur: a quick look before a slow pattern, over thousands of files.
    func holds(_ word: String) -> Bool {
        let found = utf8.withContiguousStorageIfAvailable { text in
            word.utf8.withContiguousStorageIfAvailable { sought in isHolding(text, sought) }
        }
        return (found ?? nil) ?? contains(word)
    }

    func holdsAny(_ words: [String]) -> Bool { words.contains(where: holds) }
}

private func isHolding(_ text: UnsafeBufferPointer<UInt8>, _ sought: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = sought.first, var place = text.baseAddress, let word = sought.baseAddress else { return false }
    let end = place + text.count
    while end - place >= sought.count, let hit = memchr(place, Int32(first), end - place - sought.count + 1) {
        if memcmp(hit, word, sought.count) == 0 { return true }
        place = UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) + 1
    }
    return false
}
