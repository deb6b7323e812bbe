package import Casework
package import Primitives
import SQLText

extension FamilyProgram {
    /// The layer a program's confirmation brings a family into; nil for a single sum.
    package init?(_ program: Program) {
        switch program {
        case .dibao: self = .dibao
        case .destituteSupport: self = .tekun
        case .marginalHousehold: self = .edge
        case .rigidExpenseHousehold, .temporaryRelief: return nil
        }
    }
}

extension StoreTransaction {
    /// Moves a family of a case that was itself read within the asker's scope into a layer of the library.
    package func setLayer(_ program: FamilyProgram, of family: FamilyID) throws {
        try sql.execute(
            """
            UPDATE family SET program = \(program.rawValue), version = version + 1
            WHERE id = \(family) AND program <> \(program.rawValue) AND \(Self.caseAwards.covers(.family))
            """)
    }
}
