package import Casework
package import Primitives
import Sealing

/// The text an adult reads before authorising the check (D05); what is signed is kept by its hash.
package struct AuthorizationText: Hashable, Sendable {
    /// How long an authorisation is good for, in months.
    ///
    /// No national text fixes it; half a year covers the procedure with its stops (`domain.md` §1.2) and is a local
    /// rule to be confirmed.
    package static let validMonths = 6
    /// What the data may be used for, as stored beside every authorisation.
    package static let purpose = "社会救助家庭经济状况核对"

    /// The person who authorises.
    package let personName: String
    /// The program applied for.
    package let program: Program
    /// The bureau that checks.
    package let bureauName: String

    /// Takes the parts.
    package init(personName: String, program: Program, bureauName: String) {
        self.personName = personName
        self.program = program
        self.bureauName = bureauName
    }

    /// The paragraphs as they are shown.
    package var paragraphs: [String] {
        [
            "我是\(personName)。我家申请\(program.chinese)，我同意\(bureauName)向有关部门和金融机构查询我的户籍、婚姻、就业、社保、税务、不动产、车辆、"
                + "工商登记、住房公积金、银行存款、证券、商业保险等信息，用来核对家庭经济状况。",
            "查到的信息只用于“\(Self.purpose)”，由经办人员依规定保密。核对结果会告诉我家，有疑问可以提出。",
            "这份授权自签署之日起\(Self.validMonths)个月内有效。我可以随时撤回；撤回后，需要授权的信息不再查询。",
        ]
    }

    /// The hash of the exact text, as the page sends it back and the row keeps it.
    package var hash: [UInt8] { Digest.sha256(Array(paragraphs.joined(separator: "\n").utf8)) }

    /// The hash as hexadecimal text, for a form field.
    package var hashText: String { Digest.hex(hash) }

    /// The last day of an authorisation given on a day.
    package static func expiry(from day: CivilDate) -> CivilDate {
        let month = day.calendarMonth.adding(months: validMonths)
        return min(month.firstDay.adding(days: day.day - 1), month.lastDay)
    }
}
