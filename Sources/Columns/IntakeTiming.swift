/// Reads a file to typed rows and keeps nothing: what the benchmark of the reader times.
package enum IntakeTiming {
    /// Rows and bytes of a department file, all of whose fields were typed in memory on all cores.
    package static func read(_ path: String, schema: TableSchema) throws(SnapshotError) -> (rows: Int, bytes: Int) {
        let file = try CSVFile(path: path)
        for isCareful in [false, true] {
            let intake = try Intake(file, schema: schema, limits: CSVLimits(), isCareful: isCareful)
            if let totals = try intake.run() { return (totals.good, file.size) }
        }
        return (0, 0)
    }
}
