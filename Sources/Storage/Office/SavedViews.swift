package import Primitives
import SQLText

/// A list narrowed in a way that its owner needs again.
package struct SavedViewRow: Hashable, Sendable {
    /// The view's id.
    package let id: SavedViewID
    /// What its owner calls it.
    package let name: String
    /// The filter as JSON, as the desk wrote it.
    package let filter: String
}

/// The subject of a saved view's identifier.
package enum SavedViewSubject {}

/// Identifies a saved view.
package typealias SavedViewID = Identifier<SavedViewSubject>

extension StoreTransaction {
    /// A person's saved views, by name: one statement.
    package func savedViews(of staff: StaffID) throws -> [SavedViewRow] {
        try sql.query("SELECT id, name, narrowing FROM saved_view WHERE staff_id = \(staff) ORDER BY name, id").map {
            row in
            SavedViewRow(id: try row.id("id"), name: try row.text("name"), filter: try row.text("narrowing"))
        }
    }

    /// Keeps a view under a name of its owner's; the same name again replaces what stood there.
    package func putSavedView(named name: String, filter: String, of staff: StaffID, at instant: Instant) throws {
        try sql.execute(
            """
            INSERT INTO saved_view (id, staff_id, name, narrowing, created_at)
            VALUES (\(ids.next(SavedViewSubject.self)), \(staff), \(name), \(filter), \(instant))
            ON CONFLICT (staff_id, name) DO UPDATE SET narrowing = excluded.narrowing
            """)
    }

    /// Forgets a view of its owner's; whether there was one.
    package func removeSavedView(_ id: SavedViewID, of staff: StaffID) throws -> Bool {
        try sql.execute("DELETE FROM saved_view WHERE id = \(id) AND staff_id = \(staff)") > 0
    }
}
