package import Primitives

/// Look-ups over the department data in force; never a list of everybody.
///
/// An absent snapshot is said by `current` returning nil and by `rows` throwing `SnapshotError.noSnapshot`: it is not
/// an empty answer.
package protocol SnapshotReading: Sendable {
    /// Names of the datasets that have a snapshot in force, in the order of their bytes.
    func datasets() -> [String]

    /// What is known of a dataset's snapshot; nil when none was ever taken in.
    func current(_ dataset: String) -> SnapshotInfo?

    /// Rows whose indexed citizen key names this person, in the order of the store.
    func rows(of dataset: String, column: String, person: PackedCitizenID) throws(SnapshotError) -> [SnapshotRow]

    /// Rows whose indexed text column holds exactly these bytes, in the order of the store.
    func rows(of dataset: String, column: String, text: String) throws(SnapshotError) -> [SnapshotRow]
}
