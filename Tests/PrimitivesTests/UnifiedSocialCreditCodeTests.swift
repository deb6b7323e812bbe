import Primitives
import Testing

@Suite struct UnifiedSocialCreditCodeTests {
    private let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    private let sample = "91350100M000100Y43"

    @Test func `of all characters exactly one is the check character`() throws {
        for character in alphabet {
            let text = String(sample.dropLast()) + String(character)
            if character == "3" {
                #expect(try UnifiedSocialCreditCode(text).text == sample)
            } else {
                #expect(throws: UnifiedSocialCreditCodeError.wrongCheckCharacter) { try UnifiedSocialCreditCode(text) }
            }
        }
    }

    @Test func `no single wrong character passes`() {
        let right = Array(sample)
        for position in right.indices {
            for character in alphabet where character != right[position] {
                var wrong = right
                wrong[position] = character
                #expect(throws: UnifiedSocialCreditCodeError.wrongCheckCharacter) {
                    try UnifiedSocialCreditCode(String(wrong))
                }
            }
        }
    }

    @Test func `a code tells its authority, division and organisation`() throws {
        let code = try UnifiedSocialCreditCode(" 91350100m000100y43 ")
        #expect(code.text == sample && "\(code)" == sample)
        #expect(code.authority == "9" && code.divisionCode == "350100" && code.organizationCode == "M000100Y4")
        #expect(code.hasRightOrganizationCode)
        #expect(UnifiedSocialCreditCode.organizationCheckCharacter(forFirst8: "M000100Y") == "4")
        #expect(UnifiedSocialCreditCode.organizationCheckCharacter(forFirst8: "M000100") == nil)
        #expect(UnifiedSocialCreditCode.organizationCheckCharacter(forFirst8: "M000100-") == nil)
    }

    @Test func `an organisation code can have every check character from 0 to X`() {
        let found = Set(
            (10..<100).compactMap { number in
                UnifiedSocialCreditCode.organizationCheckCharacter(forFirst8: "000000\(number)")
            })
        #expect(found == Set("0123456789X"))
        // 7 × 5 = 35 leaves 2 of 11, so the check is 9; 2 × 6 = 12 leaves 1, so it is X; 2 × 0 leaves 0, so it is 0.
        #expect(UnifiedSocialCreditCode.organizationCheckCharacter(forFirst8: "05000000") == "9")
        #expect(UnifiedSocialCreditCode.organizationCheckCharacter(forFirst8: "00000006") == "X")
        #expect(UnifiedSocialCreditCode.organizationCheckCharacter(forFirst8: "00000000") == "0")
    }

    @Test(arguments: [
        Example("", UnifiedSocialCreditCodeError.wrongLength(0)), Example("91350100M000100Y4", .wrongLength(17)),
        Example("91350100M000100Y433", .wrongLength(19)), Example("9135010IM000100Y43", .wrongCharacter(position: 8)),
        Example("91350100M000100Y4O", .wrongCharacter(position: 18)),
        Example("兔1350100M000100Y43", .wrongCharacter(position: 1)),
    ])
    func `what is no code is refused with its reason`(example: Example<String, UnifiedSocialCreditCodeError>) {
        #expect(throws: example.output) { try UnifiedSocialCreditCode(example.input) }
        #expect(example.output.description.hasSuffix("。"))
    }

    @Test func `a code is a string in JSON and ordered by bytes`() throws {
        let code = try UnifiedSocialCreditCode(sample)
        #expect(try json(code) == "[\"\(sample)\"]")
        #expect(try decoded([UnifiedSocialCreditCode].self, from: "[\"\(sample)\"]") == [code])
        #expect(throws: DecodingError.self) { try decoded([UnifiedSocialCreditCode].self, from: #"["9"]"#) }
        #expect(!(code < code))
    }
}

@Suite struct LuhnTests {
    @Test(arguments: [
        Example("6222021234567890128", true), Example("6222021234567890127", false), Example("79927398713", true),
        Example("18", true), Example("00", true), Example("0", false), Example("", false), Example("622202 1", false),
        Example("６２", false),
    ])
    func `the check digit is verified`(example: Example<String, Bool>) {
        #expect(Luhn.isValid(example.input) == example.output)
    }

    @Test func `of ten digits exactly one is right`() throws {
        for body in ["622202123456789012", "1", "0", "4539148803436"] {
            let right = try #require(Luhn.checkDigit(body))
            let passing = "0123456789".filter { Luhn.isValid(body + String($0)) }
            #expect(passing == String(right))
        }
        #expect(Luhn.checkDigit("") == nil && Luhn.checkDigit("12a") == nil)
    }

    @Test func `a bank card has 16 to 19 digits`() throws {
        for length in 1...24 {
            let body = String(repeating: "6", count: length - 1)
            let text = body + (Luhn.checkDigit(body).map(String.init) ?? "")
            #expect(Luhn.isBankCardNumber(text) == (16...19).contains(length), "\(length)")
        }
    }
}
