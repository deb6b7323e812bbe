package import Primitives

/// A bank account number of 16 to 19 digits.
///
/// A failed Luhn check is only a warning: passbook numbers need not pass it (domain reference §5.4).
package struct BankAccount: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The digits, without spaces or hyphens.
    package let number: String

    /// Reads an account number; spaces and hyphens are dropped.
    package init(_ text: some StringProtocol) throws(BankAccountError) {
        let kept = text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        guard kept.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { throw .notDigits }
        guard (16...19).contains(kept.count) else { throw .wrongLength(kept.count) }
        number = String(decoding: kept, as: UTF8.self)
    }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    /// What a clerk should look at again before relying on the number.
    package var warnings: [BankAccountWarning] {
        Luhn.isValid(number) ? [] : [.checkDigitFails]
    }

    /// The last four digits behind stars, for lists and logs.
    package var masked: String {
        String(repeating: "*", count: number.utf8.count - 4) + number.suffix(4)
    }

    /// The masked number, so that a stray print never shows the account.
    package var description: String { masked }
}

/// Why a text is not a bank account number.
package enum BankAccountError: Error, Hashable, Sendable, CustomStringConvertible {
    case notDigits
    case wrongLength(Int)

    package var description: String {
        switch self {
        case .notDigits: "银行账号只能由数字组成，请对照银行卡或存折重新填写"
        case .wrongLength(let digits): "银行账号应为16至19位数字，现为\(digits)位，请对照银行卡或存折重新填写"
        }
    }
}

/// A doubt about an account number that does not stop the work.
package enum BankAccountWarning: String, Hashable, Sendable, Codable, CustomStringConvertible {
    case checkDigitFails

    package var description: String { "账号校验位不符：存折账号可能如此，银行卡请再核对一遍" }
}

/// Who holds the account a benefit is paid into, and on what footing.
package struct PayeeAccount: Hashable, Sendable, Codable {
    /// On what footing the holder receives the money (domain reference §9 note 1).
    package enum Custody: Hashable, Sendable, Codable {
        /// The holder is a member of the family.
        case own
        /// The account of the institution where the person lives.
        case institution
        /// Another person keeps the card under a written agreement that is on file under this number.
        case custodian(agreement: String)
    }

    /// The person who holds the account; nil for an institution.
    package let person: PersonID?
    /// The holder's name as the bank knows it.
    package let holderName: String
    package let account: BankAccount
    package let custody: Custody

    /// A payee account; a person is named unless an institution holds it.
    package init(person: PersonID?, holderName: String, account: BankAccount, custody: Custody = .own) {
        precondition(person != nil || custody == .institution, "an account without a person belongs to an institution")
        self.person = person
        self.holderName = holderName
        self.account = account
        self.custody = custody
    }
}
