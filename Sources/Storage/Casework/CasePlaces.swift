package import Casework
package import Primitives
import SQLText

/// The case of a matter beside it, as a list shows it: numbers and masked names only.
package struct CasePlaceRow: Hashable, Sendable {
    /// The case.
    package let caseID: CaseID
    /// The acceptance number.
    package let number: String
    /// The program.
    package let program: Program
    /// Where the case stands.
    package let state: CaseState
    /// The applicant's name, masked.
    package let applicantMasked: String
    /// The last four characters of the applicant's ID.
    package let applicantLastFour: String
    /// The village.
    package let region: RegionCode

    /// The columns it is made of, from a case under the name `c`.
    static let columns: Statement =
        """
        c.id AS place_id, c.number AS place_number, c.program AS place_program, c.state AS place_state,
        c.applicant_name AS place_name, c.applicant_last_four AS place_last_four, c.region_code AS place_region
        """

    init(_ row: Row) throws {
        caseID = try row.id("place_id")
        number = try row.text("place_number")
        program = try row.code("place_program")
        state = try row.code("place_state")
        applicantMasked = Masking.name(try row.text("place_name"))
        applicantLastFour = try row.text("place_last_four")
        region = try row.region("place_region")
    }
}
