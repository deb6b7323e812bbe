import Primitives

extension CSVPiece {
    /// Eight ASCII digits, the first in the lowest byte, already without their `0x30`, as a number.
    @inline(__always)
    static func number(_ digits: UInt64) -> UInt64 {
        // Neighbours become pairs, pairs become fours, fours become eight: two multiplications side by side.
        let pairs = digits &* 10 &+ (digits >> 8)
        let odd = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let even = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (odd &+ even) >> 32
    }

    /// Whether every byte is a digit without its `0x30`.
    @inline(__always)
    static func areDigits(_ digits: UInt64) -> Bool {
        ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0
    }

    /// Reads an integer column of the records listed, in their order.
    ///
    /// What is not an integer of at most eighteen digits becomes zero and is reported.
    package func integers(
        _ column: Int, of records: UnsafeBufferPointer<UInt32>, into target: UnsafeMutablePointer<Int64>,
        empty: Int64? = nil, faults: inout [FieldFault]
    ) {
        let fields = unsafe Fields(self, column)
        for position in 0..<records.count {
            let (start, end) = unsafe fields.bounds(records[position])
            let length = end &- start
            if length == 1 {
                let digit = unsafe fields.text[start] &- 0x30
                if digit < 10 {
                    unsafe target[position] = Int64(digit)
                    continue
                }
            } else if length > 0, length <= 8 {
                let digits =
                    unsafe (fields.word(endingAt: end) ^ 0x3030_3030_3030_3030)
                    & (UInt64.max &<< UInt64(64 &- 8 &* length))
                if Self.areDigits(digits) {
                    unsafe target[position] = Int64(bitPattern: Self.number(digits))
                    continue
                }
            }
            unsafe target[position] = other(Int(records[position]), column, .integer, empty, &faults)
        }
    }

    /// Reads a column of decimals with at most two places as whole hundredths.
    package func hundredths(
        _ column: Int, of records: UnsafeBufferPointer<UInt32>, into target: UnsafeMutablePointer<Int64>,
        empty: Int64? = nil, faults: inout [FieldFault]
    ) {
        let fields = unsafe Fields(self, column)
        for position in 0..<records.count {
            let (start, end) = unsafe fields.bounds(records[position])
            let length = end &- start
            if length >= 4, length <= 15 {
                let last = unsafe fields.word(endingAt: end)
                // The point is taken out: digits before it move up by one byte.
                var digits = (last & 0xFFFF_0000_0000_0000) | ((last << 8) & 0x0000_FFFF_FFFF_FF00) | 0x30
                digits ^= 0x3030_3030_3030_3030
                let isPoint = UInt8(truncatingIfNeeded: last >> 40) == UInt8(ascii: ".")
                if length <= 8 {
                    digits &= UInt64.max &<< UInt64(72 &- 8 &* length)
                    if isPoint, Self.areDigits(digits) {
                        unsafe target[position] = Int64(bitPattern: Self.number(digits))
                        continue
                    }
                } else {
                    let front = unsafe fields.word(endingAt: end &- 8) ^ 0x3030_3030_3030_3030
                    let leading = front & (UInt64.max &<< UInt64(128 &- 8 &* length))
                    if isPoint, Self.areDigits(digits), Self.areDigits(leading) {
                        let value = Self.number(leading) &* 10_000_000 &+ Self.number(digits)
                        unsafe target[position] = Int64(bitPattern: value)
                        continue
                    }
                }
            }
            unsafe target[position] = other(Int(records[position]), column, .hundredths, empty, &faults)
        }
    }

    /// Reads a column of months written `YYYY-MM`, as year × 12 + month − 1.
    package func months(
        _ column: Int, of records: UnsafeBufferPointer<UInt32>, into target: UnsafeMutablePointer<Int64>,
        empty: Int64? = nil, faults: inout [FieldFault]
    ) {
        let fields = unsafe Fields(self, column)
        for position in 0..<records.count {
            let (start, end) = unsafe fields.bounds(records[position])
            if end &- start == 7 {
                let bytes = unsafe fields.word(endingAt: end)
                // "Y Y Y Y - M M" in bytes 1 to 7: the hyphen is taken out, as the point of an amount is.
                let moved = (bytes & 0xFFFF_0000_0000_0000) | ((bytes << 8) & 0x0000_FFFF_FFFF_0000) | 0x3030
                let digits = moved ^ 0x3030_3030_3030_3030
                if UInt8(truncatingIfNeeded: bytes >> 40) == UInt8(ascii: "-"), Self.areDigits(digits) {
                    let number = Int64(bitPattern: Self.number(digits))
                    let month = number % 100
                    if month >= 1, month <= 12, number >= 180_000, number < 220_100 {
                        unsafe target[position] = number / 100 * 12 + month - 1
                        continue
                    }
                }
            }
            unsafe target[position] = other(Int(records[position]), column, .month, empty, &faults)
        }
    }

    /// Reads a column of days written `YYYY-MM-DD`, as day numbers.
    package func dates(
        _ column: Int, of records: UnsafeBufferPointer<UInt32>, into target: UnsafeMutablePointer<Int64>,
        empty: Int64? = nil, faults: inout [FieldFault]
    ) {
        let fields = unsafe Fields(self, column)
        let calendar = CalendarTable.shared
        for position in 0..<records.count {
            let (start, end) = unsafe fields.bounds(records[position])
            if end &- start == 10 {
                // "Y Y - M M - D D" in the last eight bytes: digits beside hyphens never make a pair that is used.
                let bytes = unsafe fields.word(endingAt: end) ^ 0x3030_3030_3030_3030
                let century = unsafe (fields.text[start] &- 0x30, fields.text[start &+ 1] &- 0x30)
                let digits = bytes & 0xFFFF_00FF_FF00_FFFF
                let isDate = bytes & 0x0000_FF00_00FF_0000 == 0x0000_1D00_001D_0000
                if isDate, Self.areDigits(digits), century.0 < 10, century.1 < 10 {
                    let pairs = digits &* 10 &+ (digits >> 8)
                    let year =
                        Int(century.0) &* 1000 &+ Int(century.1) &* 100 &+ Int(truncatingIfNeeded: pairs & 0xFF)
                    let month = Int(truncatingIfNeeded: pairs >> 24 & 0xFF)
                    let day = Int(truncatingIfNeeded: pairs >> 48 & 0xFF)
                    if let number = calendar.dayNumber(year, month, day) {
                        unsafe target[position] = number
                        continue
                    }
                }
            } else if end == start, let empty {
                unsafe target[position] = empty
                continue
            }
            unsafe target[position] = other(Int(records[position]), column, .date, empty, &faults)
        }
    }

    /// A field that is written in another way than most: signed, without places, quoted, or wrong.
    @inline(never)
    private func other(
        _ record: Int, _ column: Int, _ type: ColumnType, _ empty: Int64?, _ faults: inout [FieldFault]
    ) -> Int64 {
        var bytes = unsafe rawField(record, column)
        if bytes.count >= 2, unsafe bytes[0] == UInt8(ascii: "\""), unsafe bytes[bytes.count - 1] == UInt8(ascii: "\"")
        {
            unsafe bytes = UnsafeBufferPointer(rebasing: bytes[1..<bytes.count - 1])
        }
        let value: Int64? =
            switch type {
            case .integer: unsafe FieldParsing.integer(bytes)
            case .hundredths: unsafe FieldParsing.hundredths(bytes)
            case .month: unsafe FieldParsing.month(bytes)
            case .date: unsafe FieldParsing.date(bytes)
            default: nil
            }
        if let value { return value }
        if bytes.isEmpty, let empty { return empty }
        let reason: ProblemReason =
            bytes.isEmpty
            ? .requiredEmpty
            : unsafe FieldParsing.isScientific(bytes) ? .scientificNotation : FieldProblem.reason(for: type)
        faults.append(FieldFault(record: record, reason: reason))
        return 0
    }
}

/// The fields of one column, with what finding them takes held in registers.
@unsafe private struct Fields {
    let text: UnsafeMutablePointer<UInt8>
    let starts: UnsafeMutablePointer<UInt32>
    let fieldCount: Int

    init(_ piece: CSVPiece, _ column: Int) {
        unsafe text = piece.text
        unsafe starts = piece.starts + column
        unsafe fieldCount = piece.fieldCount
    }

    @inline(__always)
    func bounds(_ record: UInt32) -> (start: Int, end: Int) {
        let position = unsafe Int(record) &* fieldCount
        return unsafe (Int(starts[position]), Int(starts[position &+ 1]) &- 1)
    }

    /// The eight bytes that end at a place, the last of them highest.
    @inline(__always)
    func word(endingAt end: Int) -> UInt64 {
        unsafe UInt64(littleEndian: UnsafeRawPointer(text + (end &- 8)).loadUnaligned(as: UInt64.self))
    }
}

/// First days of the months of the years in which people of today were born, work and die.
private final class CalendarTable: Sendable {
    static let shared = CalendarTable()
    private static let firstYear = 1880
    private static let years = 240
    /// The day number of the first of each month, and of the month behind the last.
    private let starts: [Int32]

    init() {
        starts = (0...Self.years * 12).map { month in
            let index = Self.firstYear * 12 + month
            return CalendarMonth(index: Int32(index)).firstDay.dayNumber
        }
    }

    @inline(__always)
    func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
        let index = (year &- Self.firstYear) &* 12 &+ month &- 1
        guard month >= 1, month <= 12, day >= 1, index >= 0, index < Self.years * 12 else { return nil }
        let number = Int(starts[index]) &+ day &- 1
        return number < Int(starts[index &+ 1]) ? Int64(number) : nil
    }
}
