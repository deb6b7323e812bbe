/// Goes through CSV text record by record, byte by byte: for pieces in which something is wrong.
struct RecordScan {
    struct Record {
        /// The bytes, with the line break.
        var range: Range<Int>
        var fields = 1
        var hasStrayQuote = false
        var isUnterminated = false
        /// Whether a quote closes lines further on only by meeting another that does not fit.
        var isCutShort = false
        var isBlank = false
    }

    var position: Int
    let end: Int

    /// The next record; nil at the end.
    ///
    /// One whose quote never closes ends at the first line break behind its beginning.
    @unsafe mutating func next(in text: UnsafeMutablePointer<UInt8>) -> Record? {
        guard position < end else { return nil }
        var record = Record(range: position..<position)
        var index = position
        while true {
            let isQuoted = unsafe index < end && text[index] == UInt8(ascii: "\"")
            if isQuoted {
                guard let close = unsafe closingQuote(in: text, from: index + 1) else {
                    record.isUnterminated = true
                    index = position
                    while index < end, unsafe text[index] != UInt8(ascii: "\n") { index += 1 }
                    break
                }
                index = close + 1
                if index + 1 < end, unsafe text[index] == UInt8(ascii: "\r"),
                    unsafe text[index + 1] == UInt8(ascii: "\n")
                {
                    index += 1
                }
            }
            while index < end, unsafe text[index] != UInt8(ascii: ","), unsafe text[index] != UInt8(ascii: "\n") {
                if unsafe isQuoted || text[index] == UInt8(ascii: "\"") { record.hasStrayQuote = true }
                index += 1
            }
            guard index < end, unsafe text[index] == UInt8(ascii: ",") else { break }
            record.fields += 1
            index += 1
        }
        if record.hasStrayQuote, !record.isUnterminated {
            // A quote left open would take all lines along up to the next one: it costs its own line only.
            let first = (position..<index).first { unsafe text[$0] == UInt8(ascii: "\n") }
            if let first {
                record.isCutShort = true
                index = first
            }
        }
        let next = min(index + 1, end)
        record.range = position..<next
        let length = index - position
        record.isBlank = unsafe length == 0 || (length == 1 && text[position] == UInt8(ascii: "\r"))
        position = next
        return record
    }

    /// The quote that closes a field whose content begins at a position; doubled quotes are passed over.
    @unsafe private func closingQuote(in text: UnsafeMutablePointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < end {
            if unsafe text[index] == UInt8(ascii: "\"") {
                guard index + 1 < end, unsafe text[index + 1] == UInt8(ascii: "\"") else { return index }
                index += 1
            }
            index += 1
        }
        return nil
    }
}
