package import Primitives

/// What is known of a dataset's snapshot that is in force.
package struct SnapshotInfo: Hashable, Sendable {
    /// The dataset's name, as in its schema.
    package var dataset: String
    /// The day the department's data describe.
    package var asOf: CivilDate
    /// When the file was taken in, as given by the caller.
    package var importedAt: Instant
    /// Rows in force.
    package var rows: Int
    /// Rows set aside in the rejects file.
    package var rejected: Int
    /// A checksum of the file that was taken in, so that the same file is known again.
    package var source: UInt64
    /// The columns the snapshot was written with.
    package var schema: TableSchema
}

extension SnapshotInfo {
    func write(to writer: inout ByteWriter) {
        writer.append(dataset)
        writer.append(Int(asOf.dayNumber))
        writer.append(UInt64(bitPattern: importedAt.milliseconds))
        writer.append(rows)
        writer.append(rejected)
        writer.append(source)
        writer.append(schema.name)
        writer.append(schema.recordNumberColumn ?? "")
        writer.append(schema.columns) { writer, column in
            writer.append(column.name)
            writer.append(column.type.rawValue)
            writer.append(column.isRequired)
            writer.append(column.isIndexed)
        }
    }

    init(from reader: inout ByteReader) throws(SnapshotError) {
        dataset = try reader.text()
        asOf = CivilDate(dayNumber: Int32(truncatingIfNeeded: try reader.integer()))
        importedAt = Instant(milliseconds: Int64(bitPattern: try reader.number()))
        rows = try reader.count()
        rejected = try reader.count()
        source = try reader.number()
        let name = try reader.text()
        let recordNumber = try reader.text()
        let columns = try reader.list { reader throws(SnapshotError) in
            Column(
                try reader.text(), ColumnType(rawValue: try reader.text()) ?? .text,
                isRequired: try reader.flag(), isIndexed: try reader.flag())
        }
        schema = TableSchema(
            name: name, columns: columns, recordNumberColumn: recordNumber.isEmpty ? nil : recordNumber)
    }
}
