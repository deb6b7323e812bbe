import CPQ
import SQLText

/// One result of libpq, freed with this object.
@safe final class Reply {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { unsafe self.result = unsafe result }

    deinit { unsafe ClientLibrary.functions.PQclear(result) }

    var rowCount: Int { Int(unsafe ClientLibrary.functions.PQntuples(result)) }
    var columnCount: Int32 { unsafe ClientLibrary.functions.PQnfields(result) }

    /// The words of the server, such as `UPDATE 3` or `ROLLBACK`.
    var tag: String { unsafe Self.text(ClientLibrary.functions.PQcmdStatus(result)) }

    /// The rows inserted, updated or deleted; 0 for other statements.
    var changeCount: Int {
        let words = tag.split(separator: " ")
        guard let verb = words.first, ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(verb) else { return 0 }
        return words.last.flatMap { Int($0) } ?? 0
    }

    var columnNames: [String] {
        (0..<columnCount).map { unsafe Self.text(ClientLibrary.functions.PQfname(result, $0)) }
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
        unsafe pointer.map { unsafe String(cString: $0) } ?? ""
    }

    func row(_ row: Int, columns: ColumnNames) throws(SQLError) -> Row {
        var values: [SQLValue] = []
        values.reserveCapacity(columns.names.count)
        for column in 0..<columnCount { values.append(try value(Int32(row), column)) }
        return Row(columns: columns, values: values)
    }

    private func value(_ row: Int32, _ column: Int32) throws(SQLError) -> SQLValue {
        if unsafe ClientLibrary.functions.PQgetisnull(result, row, column) == 1 { return .null }
        let length = Int(unsafe ClientLibrary.functions.PQgetlength(result, row, column))
        let bytes = unsafe UnsafeRawBufferPointer(
            start: ClientLibrary.functions.PQgetvalue(result, row, column), count: length)
        switch unsafe ClientLibrary.functions.PQftype(result, column) {
        case Wire.TypeNumber.integer64, Wire.TypeNumber.integer32, Wire.TypeNumber.integer16:
            return .integer(unsafe Self.integer(bytes))
        case Wire.TypeNumber.boolean:
            return .integer(unsafe bytes[0] == 0 ? 0 : 1)
        case Wire.TypeNumber.text, Wire.TypeNumber.varying, Wire.TypeNumber.name, Wire.TypeNumber.padded,
            Wire.TypeNumber.unknown:
            return .text(unsafe String(decoding: bytes, as: UTF8.self))
        case Wire.TypeNumber.bytes:
            return .blob(unsafe [UInt8](bytes))
        case Wire.TypeNumber.void:
            return .null
        case Wire.TypeNumber.numeric:
            guard let integer = unsafe Self.integral(numeric: bytes) else {
                throw wrong(column, "is not an integer of 64 bits; cast or divide differently")
            }
            return .integer(integer)
        case let other:
            throw wrong(column, "has PostgreSQL type number \(other), outside the portable subset; cast it")
        }
    }

    private func wrong(_ column: Int32, _ complaint: String) -> SQLError {
        let name = unsafe Self.text(ClientLibrary.functions.PQfname(result, column))
        return SQLError(.syntax, "Column \(name) \(complaint).", columns: [name])
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var value: Int64 = unsafe bytes.first.map { $0 >= 0x80 ? -1 : 0 } ?? 0
        for index in 0..<bytes.count { value = unsafe value << 8 | Int64(bytes[index]) }
        return value
    }

    /// Reads PostgreSQL's `numeric`: digits of base 10,000 after count, weight, sign and scale; nil for fractions.
    private static func integral(numeric bytes: UnsafeRawBufferPointer) -> Int64? {
        func word(_ index: Int) -> Int {
            unsafe Int(UInt16(bytes[2 * index]) << 8 | UInt16(bytes[2 * index + 1]))
        }
        let digitCount = word(0)
        let weight = Int(Int16(truncatingIfNeeded: word(1)))
        let sign: Int64
        switch word(2) {
        case 0: sign = 1
        case 0x4000: sign = -1
        default: return nil
        }
        guard weight <= 4 else { return nil }
        var value: Int64 = 0
        for index in 0..<max(digitCount, weight + 1) {
            let digit = index < digitCount ? Int64(word(4 + index)) : 0
            guard index <= weight else {
                if digit != 0 { return nil }
                continue
            }
            // Summed with its sign, because the lowest integer has no positive counterpart.
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10_000)
            let (sum, carry) = scaled.addingReportingOverflow(sign * digit)
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }
}
