import Casework
import Primitives
import Testing

@Suite struct SignatureRuleTests {
    static let digest = "9f2c"

    static func mark(
        _ side: SignerSide, _ method: SignatureMethod, name: String = "周桂兰", digest: String = digest
    ) -> SignedMark {
        SignedMark(side: side, name: name, method: method, at: Instant(milliseconds: 0), textDigest: digest)
    }

    static let thumb = mark(.household, .thumbprint(witnesses: ["李二", "张三"]))
    static let drawn = mark(.household, .drawn(witness: "李二", hasPhoto: true))
    static let scan = mark(.household, .scannedOriginal(pages: 1))
    static let code = mark(.household, .phoneCode(isOwnPhone: true))
    static let clerk = mark(.staff, .staff(StaffID(1)), name: "王经办")
    static let second = mark(.staff, .staff(StaffID(2)), name: "刘经办")
    static let seal = mark(.body, .seal(body: "清河镇人民政府"), name: "清河镇人民政府")

    private func codes(_ kind: DocumentKind, _ marks: SignedMark...) -> [String] {
        SignatureRule.refusals(of: kind, textDigest: Self.digest, marks: marks).map(\.code)
    }

    @Test func `an elder without a phone signs by thumbprint before two witnesses, by hand or on paper`() {
        for hand in [Self.thumb, Self.drawn, Self.scan] {
            #expect(codes(.applicationForm, hand).isEmpty)
            #expect(codes(.objectionRecord, hand).isEmpty)
            #expect(codes(.memberChangeForm, hand).isEmpty)
            #expect(codes(.visitForm, hand, Self.clerk, Self.second).isEmpty)
        }
        #expect(codes(.applicationForm, Self.code).isEmpty)
        #expect(codes(.objectionRecord, Self.code).isEmpty, "whoever objects from the own phone has signed by its code")
    }

    @Test(arguments: DocumentKind.allCases)
    func `each kind of document asks for what its strength says, and nothing stands unsigned but what nobody signs`(
        kind: DocumentKind
    ) {
        let all = [Self.thumb, Self.clerk, Self.second, Self.seal]
        #expect(SignatureRule.refusals(of: kind, textDigest: Self.digest, marks: all).isEmpty)
        let none = SignatureRule.refusals(of: kind, textDigest: Self.digest, marks: [])
        #expect(none.isEmpty == (kind.signature == .none))
    }

    @Test func `each fault is named`() {
        func refusals(_ kind: DocumentKind, _ marks: SignedMark...) -> [StatedRefusal] {
            SignatureRule.refusals(of: kind, textDigest: Self.digest, marks: marks)
        }
        expectEachReason([
            Broken(SignatureReason.householdMissing, refusals(.applicationForm)),
            Broken(.staffMissing, refusals(.firstOpinion, Self.seal)),
            Broken(.sealMissing, refusals(.firstOpinion, Self.clerk)),
            Broken(.secondStaffMissing, refusals(.visitForm, Self.thumb, Self.clerk)),
            Broken(.codeTooWeak, refusals(.memberChangeForm, Self.code)),
            Broken(.foreignPhone, refusals(.applicationForm, Self.mark(.household, .phoneCode(isOwnPhone: false)))),
            Broken(
                .witnessMissing,
                refusals(.applicationForm, Self.mark(.household, .drawn(witness: "", hasPhoto: true)))),
            Broken(
                .photoMissing,
                refusals(.applicationForm, Self.mark(.household, .drawn(witness: "李二", hasPhoto: false)))),
            Broken(
                .twoWitnessesMissing,
                refusals(.applicationForm, Self.mark(.household, .thumbprint(witnesses: ["李二", "李二"])))),
            Broken(
                .witnessSigns,
                refusals(.applicationForm, Self.mark(.household, .thumbprint(witnesses: ["李二", "周桂兰"])))),
            Broken(.pagesMissing, refusals(.applicationForm, Self.mark(.household, .scannedOriginal(pages: 0)))),
            Broken(
                .textDiffers,
                refusals(.applicationForm, Self.mark(.household, .phoneCode(isOwnPhone: true), digest: "0000"))),
            Broken(
                .nameMissing,
                refusals(.applicationForm, Self.mark(.household, .phoneCode(isOwnPhone: true), name: " "))),
        ])
    }

    @Test func `a document may ask for less than its kind, and then for nothing it does not name`() {
        let none = SignatureRule.refusals(
            of: .objectionRecord, asked: SignatureStrength.none, textDigest: Self.digest, marks: [])
        #expect(none.isEmpty)
        #expect(
            SignatureRule.refusals(of: .objectionRecord, textDigest: Self.digest, marks: []).map(\.code)
                == ["signature.householdMissing"])
    }
}
