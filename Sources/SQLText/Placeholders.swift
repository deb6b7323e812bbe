/// Finds `$1`, `$2`… in SQL, passing over quoted text, quoted names and comments.
package enum Placeholders {
    /// The text with every placeholder's number raised.
    static func shifted(_ sql: String, by offset: Int) -> String {
        guard offset > 0 else { return sql }
        var result: [UInt8] = []
        result.reserveCapacity(sql.utf8.count + 8)
        scan(Array(sql.utf8)) { piece in
            switch piece {
            case .other(let bytes): result += bytes
            case .placeholder(let number): result += "$\(number + offset)".utf8
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The distinct placeholder numbers, ascending.
    package static func numbers(in sql: String) -> [Int] {
        var numbers: Set<Int> = []
        scan(Array(sql.utf8)) { piece in
            if case .placeholder(let number) = piece { numbers.insert(number) }
        }
        return numbers.sorted()
    }

    private enum Piece {
        case other(ArraySlice<UInt8>)
        case placeholder(Int)
    }

    private static func scan(_ sql: [UInt8], _ visit: (Piece) -> Void) {
        var start = 0
        var index = 0
        while index < sql.count {
            let next = index + 1 < sql.count ? sql[index + 1] : 0
            switch sql[index] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                // A doubled quote inside reads as two quoted pieces side by side, which is the same extent.
                let quote = sql[index]
                index = (sql[(index + 1)...].firstIndex(of: quote) ?? sql.count - 1) + 1
            case UInt8(ascii: "-") where next == UInt8(ascii: "-"):
                index = sql[index...].firstIndex(of: UInt8(ascii: "\n")) ?? sql.count
            case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
                index = endOfComment(sql, from: index + 2)
            case UInt8(ascii: "$") where isDigit(next):
                if start < index { visit(.other(sql[start..<index])) }
                var number = 0
                index += 1
                while index < sql.count, isDigit(sql[index]) {
                    number = number * 10 + Int(sql[index] - UInt8(ascii: "0"))
                    precondition(number <= 65_535, "A placeholder number is at most 65535.")
                    index += 1
                }
                visit(.placeholder(number))
                start = index
            default:
                index += 1
            }
        }
        if start < sql.count { visit(.other(sql[start...])) }
    }

    private static func endOfComment(_ sql: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < sql.count {
            if sql[index] == UInt8(ascii: "*"), sql[index + 1] == UInt8(ascii: "/") { return index + 2 }
            index += 1
        }
        return sql.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
