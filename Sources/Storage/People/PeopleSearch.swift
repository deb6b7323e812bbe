import Primitives
import SQLText
import Sealing
import Verification

/// What one search box may mean, as conditions of statements whose scope stands outside them.
///
/// A whole ID, the last four of one, letters as a name sounds, or the beginning of a name, a village or a township.
struct SearchText {
    private let text: String
    private let citizenID: CitizenID?

    /// The text as typed; nil when it holds nothing.
    init?(_ typed: String) {
        text = typed.trimmingSpaces
        guard !text.isEmpty else { return nil }
        citizenID = try? CitizenID(text)
    }

    /// Ids of the people it may mean.
    func people(in transaction: StoreTransaction) -> Statement {
        if let citizenID {
            return """
                SELECT d.person_id FROM identity_document AS d WHERE d.kind = 'citizenID'
                AND d.number_index = \(transaction.keys.blindIndex(citizenID.text, purpose: "citizenID"))
                """
        }
        if let letters = NameSound.typed(text) {
            return "SELECT n.person_id FROM name_reading AS n WHERE \(Self.begins("n.reading", with: letters))"
        }
        return """
            SELECT p.id FROM person AS p WHERE \(Self.begins("p.name_key", with: NameKey.matchKey(text)))
            UNION SELECT e.person_id FROM identity_document AS e WHERE e.last_four = \(text.uppercased())
            """
    }

    /// Codes of the villages it may name, by their own name or their township's; nil when it cannot name a place.
    var villages: Statement? {
        guard citizenID == nil, text.count >= 2, text.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) else {
            return nil
        }
        return """
            SELECT v.code FROM region AS v LEFT JOIN region AS t ON t.code = v.parent_code
            WHERE \(Self.begins("v.name", with: text)) OR \(Self.begins("t.name", with: text))
            """
    }

    /// The condition that an acceptance number in a column is the one meant, whole or by its running number.
    func number(_ column: String) -> Statement {
        guard text.utf8.count <= 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return "\(raw: column) = \(text)"
        }
        let running = "-" + String(repeating: "0", count: 6 - text.utf8.count) + text
        return "(\(raw: column) = \(text) OR substr(\(raw: column), length(\(raw: column)) - 6) = \(running))"
    }

    /// The condition that a case has a certificate of this number; its scope stands in the outer statement.
    func certificate(_ column: String) -> Statement {
        "\(raw: column) IN (SELECT k.case_id FROM aid_certificate AS k WHERE k.number = \(text))"
    }

    /// Text that stands first in a column; bytes decide, so that an index can be used.
    private static func begins(_ column: String, with text: String) -> Statement {
        "\(raw: column) >= \(text) AND \(raw: column) < \(text + "\u{10FFFF}")"
    }
}
