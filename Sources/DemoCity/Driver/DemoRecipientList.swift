import Casework
import Documents
import Operations
import Payments
import Primitives
import Storage

// The families that a county paid before the platform came, taken over as a county would hand them over.
extension DemoRun {
    /// Imports the list of a county's recipients; it equals the last paid roster to the fen.
    func takeOverRecipients(of county: RegionCode) async throws -> ImportedRecipients? {
        let rows = facts.recipients.rows.filter { $0.certificate.hasPrefix("DB" + county.text) }
        guard !rows.isEmpty else { return nil }
        let outcome = try await bureau.importRecipients(
            Array(Self.list(rows).utf8), reader: SpreadsheetReader(python: ""), county: county, program: .dibao,
            as: try actor("payer"), key: "demo-\(next())")
        guard case .done(let imported) = outcome else {
            throw DemoRefused(step: "recipients of \(county.text)", reasons: outcome.reasons)
        }
        return imported
    }

    /// The list under the headings of the county's template.
    private static func list(_ rows: [DemoRecipient]) -> String {
        var text = RecipientRoster.Column.allCases.map(\.rawValue).joined(separator: ",") + "\n"
        for row in rows {
            let members = row.memberIDs.map(\.text)
            text += [
                row.certificate, row.applicantName, members[0], members.joined(separator: ";"),
                row.classification.rawValue, row.monthlyAmount.text, row.account, row.fromMonth.text,
            ].joined(separator: ",")
            text += "\n"
        }
        return text
    }
}
