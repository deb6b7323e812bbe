package import Primitives

/// One department row as it was taken in; fields are asked for by column name and type.
package struct SnapshotRow: Hashable, Sendable {
    enum Cell: Hashable, Sendable {
        case absent
        case number(Int64)
        case text([UInt8])
        case person(PackedCitizenID)
    }

    /// The columns the row was written with.
    package let schema: TableSchema
    let cells: [Cell]

    private func cell(_ column: String, _ allowed: Set<ColumnType>) throws(SnapshotError) -> Cell {
        guard let position = schema.position(of: column) else {
            throw SnapshotError(.wrongColumn, subject: "\(schema.name).\(column)", cause: "没有这一列")
        }
        guard allowed.contains(schema.columns[position].type) else {
            throw SnapshotError(
                .wrongColumn, subject: "\(schema.name).\(column)", cause: "类型是 \(schema.columns[position].type)")
        }
        return cells[position]
    }

    private func number(_ column: String, _ type: ColumnType) throws(SnapshotError) -> Int64? {
        guard case .number(let value) = try cell(column, [type]) else { return nil }
        return value
    }

    /// A whole number; nil when the department gave no value.
    package func integer(_ column: String) throws(SnapshotError) -> Int64? { try number(column, .integer) }

    /// Hundredths: fen for yuan, hundredths of a square metre for an area; nil when there is no value.
    package func hundredths(_ column: String) throws(SnapshotError) -> Int64? { try number(column, .hundredths) }

    /// A day; nil when the department gave none.
    package func date(_ column: String) throws(SnapshotError) -> CivilDate? {
        try number(column, .date).map { CivilDate(dayNumber: Int32($0)) }
    }

    /// A month; nil when the department gave none.
    package func month(_ column: String) throws(SnapshotError) -> CalendarMonth? {
        try number(column, .month).map { CalendarMonth(index: Int32($0)) }
    }

    /// Text as it came; nil when the field was empty.
    package func text(_ column: String) throws(SnapshotError) -> String? {
        guard case .text(let bytes) = try cell(column, [.text]) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The person in a citizen key column; nil when the field was empty.
    package func person(_ column: String) throws(SnapshotError) -> PackedCitizenID? {
        guard case .person(let key) = try cell(column, [.citizenKey, .citizenKeyOrLegacy]) else { return nil }
        return key
    }

    /// Whether a text column holds exactly these bytes.
    package func has(_ column: String, _ value: String) throws(SnapshotError) -> Bool {
        guard case .text(let bytes) = try cell(column, [.text]) else { return false }
        return bytes.elementsEqual(value.utf8)
    }

    /// The department's number of the record; nil when its table has none.
    package var recordNumber: Int64? {
        guard let name = schema.recordNumberColumn, let position = schema.position(of: name),
            case .number(let value) = cells[position]
        else { return nil }
        return value
    }
}
