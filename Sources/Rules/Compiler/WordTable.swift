/// Words and their numbers, in the order they were first met.
struct WordTable {
    private(set) var words: [String] = []
    private var numbers: [[UInt8]: Int64] = [:]

    mutating func number(_ word: String) -> Int64 {
        let key = Array(word.utf8)
        if let number = numbers[key] { return number }
        let number = Int64(words.count)
        words.append(word)
        numbers[key] = number
        return number
    }

    /// The number of any word, known or not.
    static let range: ClosedRange<Int64> = 0...Int64(Int32.max)

    mutating func add(_ content: ParameterContent) {
        switch content {
        case .word(let word): _ = number(word)
        case .list(let items): items.forEach { add($0) }
        case .table(let entries):
            for key in entries.keys.sorted() {
                _ = number(key)
                if let entry = entries[key] { add(entry) }
            }
        case .number, .ratio: break
        }
    }
}
