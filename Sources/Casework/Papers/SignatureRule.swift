package import Primitives

/// How somebody signed (`domain.md` §9.7).
package enum SignatureMethod: Codable, Hashable, Sendable {
    /// Drawn on the screen before a witness, with a photo of the moment.
    case drawn(witness: String, hasPhoto: Bool)
    /// A code sent to the signer's own phone.
    case phoneCode(isOwnPhone: Bool)
    /// A thumbprint, for whoever cannot write, before two witnesses.
    case thumbprint(witnesses: [String])
    /// The paper with the signature, scanned.
    case scannedOriginal(pages: Int)
    /// A member of staff, signed in with a second factor.
    case staff(StaffID)
    /// The seal of the body.
    case seal(body: String)

    /// Whether a citizen's hand made it.
    var isByHand: Bool {
        switch self {
        case .drawn, .thumbprint, .scannedOriginal: true
        case .phoneCode, .staff, .seal: false
        }
    }
}

/// Who signed.
package enum SignerSide: String, CaseIterable, Codable, Hashable, Sendable {
    case household, staff, body

    /// The side in words.
    package var chinese: String {
        switch self {
        case .household: "家庭"
        case .staff: "工作人员"
        case .body: "单位"
        }
    }
}

/// A signature on a document, over the digest of the text that was shown.
package struct SignedMark: Codable, Hashable, Sendable {
    /// Who signed.
    package var side: SignerSide
    /// The name.
    package var name: String
    /// How.
    package var method: SignatureMethod
    /// When.
    package var at: Instant
    /// The hex SHA-256 of the text that was shown when it was signed.
    package var textDigest: String

    /// A signature.
    package init(side: SignerSide, name: String, method: SignatureMethod, at instant: Instant, textDigest: String) {
        self.side = side
        self.name = name
        self.method = method
        self.at = instant
        self.textDigest = textDigest
    }
}

/// Why a document does not count as signed.
package enum SignatureReason: String, RefusalReason {
    case householdMissing, staffMissing, sealMissing, secondStaffMissing, codeTooWeak, foreignPhone, witnessMissing
    case photoMissing, twoWitnessesMissing, witnessSigns, pagesMissing, textDiffers, nameMissing

    /// The area of the codes.
    package static let area = "signature"
    /// The sentences.
    package var wording: RefusalWording {
        switch self {
        case .householdMissing: RefusalWording("家庭还没有签字。请本人签字；不能写字的按指印并有两名见证人。", "The household has not signed.")
        case .staffMissing: RefusalWording("工作人员还没有签字。请经办人签字。", "No member of staff has signed.")
        case .sealMissing: RefusalWording("还没有盖章。请加盖单位印章。", "The seal is missing.")
        case .secondStaffMissing: RefusalWording("入户的两名工作人员都要签字。请补签。", "Both visitors sign. One signature is missing.")
        case .codeTooWeak: RefusalWording("这份文书须本人手签、按指印或上传签字原件，验证码不够。", "A code is too weak for this document.")
        case .foreignPhone: RefusalWording("验证码发到了别人的手机，不能代表本人。请用本人手机或当面签字。", "The code went to somebody else's phone.")
        case .witnessMissing: RefusalWording("屏幕手写签名要有见证人。请填写见证人。", "A drawn signature needs a witness.")
        case .photoMissing: RefusalWording("屏幕手写签名要有签字时的照片。请补拍。", "A drawn signature needs a photo of the moment.")
        case .twoWitnessesMissing: RefusalWording("按指印要有两名不同的见证人。请补充。", "A thumbprint needs two different witnesses.")
        case .witnessSigns: RefusalWording("见证人不能是签字人本人。请换人。", "The signer cannot be the witness.")
        case .pagesMissing: RefusalWording("没有上传签字原件。请上传。", "The scanned original is missing. Upload it.")
        case .textDiffers:
            RefusalWording("%签的不是这一版文书，内容已经改动。请按现在的内容重新签字。", "What was signed is not this text. Sign again.")
        case .nameMissing: RefusalWording("有一处签字没有姓名。请填写。", "A signature has no name. Fill it in.")
        }
    }
}

/// What a document of a kind must bear before it counts.
package enum SignatureRule {
    /// Everything that a document still lacks, whose text has this digest.
    ///
    /// `asked` is what this one document asks for where that is not what its kind does.
    package static func refusals(
        of kind: DocumentKind, asked: SignatureStrength? = nil, textDigest: String, marks: [SignedMark]
    ) -> [StatedRefusal] {
        var found = Refusals<SignatureReason>()
        for mark in marks { judge(mark, textDigest, &found) }
        let household = marks.filter { $0.side == .household }
        let staff = Set(
            marks.compactMap { mark -> StaffID? in
                if case .staff(let id) = mark.method { id } else { nil }
            })
        let isSealed = marks.contains { if case .seal = $0.method { true } else { false } }
        switch asked ?? kind.signature {
        case .none: break
        case .seal: found.refuse(when: !isSealed, .sealMissing)
        case .staffAndSeal:
            found.refuse(when: staff.isEmpty, .staffMissing)
            found.refuse(when: !isSealed, .sealMissing)
        case .citizenCode: found.refuse(when: household.isEmpty, .householdMissing)
        case .citizenHand:
            found.refuse(when: household.isEmpty, .householdMissing)
            found.refuse(when: !household.isEmpty && !household.contains { $0.method.isByHand }, .codeTooWeak)
        case .bothSides:
            found.refuse(when: household.isEmpty, .householdMissing)
            found.refuse(when: !household.isEmpty && !household.contains { $0.method.isByHand }, .codeTooWeak)
            found.refuse(when: staff.isEmpty, .staffMissing)
            found.refuse(when: staff.count == 1, .secondStaffMissing)
        }
        return found.list
    }

    /// What is wrong with one signature by itself, whatever else the document still needs.
    package static func faults(of mark: SignedMark, on kind: DocumentKind, textDigest: String) -> [StatedRefusal] {
        var found = Refusals<SignatureReason>()
        judge(mark, textDigest, &found)
        let needsHand = [.citizenHand, .bothSides].contains(kind.signature)
        found.refuse(when: needsHand && mark.side == .household && !mark.method.isByHand, .codeTooWeak)
        return found.list
    }

    private static func judge(_ mark: SignedMark, _ digest: String, _ found: inout Refusals<SignatureReason>) {
        found.refuse(when: isBlank(mark.name), .nameMissing)
        found.refuse(when: !mark.textDigest.utf8.elementsEqual(digest.utf8), .textDiffers, mark.side.chinese)
        switch mark.method {
        case .drawn(let witness, let hasPhoto):
            found.refuse(when: isBlank(witness), .witnessMissing)
            found.refuse(when: !isBlank(witness) && same(witness, mark.name), .witnessSigns)
            found.refuse(when: !hasPhoto, .photoMissing)
        case .phoneCode(let isOwnPhone): found.refuse(when: !isOwnPhone, .foreignPhone)
        case .thumbprint(let witnesses):
            let named = Set(witnesses.filter { !isBlank($0) })
            found.refuse(when: named.count < 2, .twoWitnessesMissing)
            found.refuse(when: named.contains { same($0, mark.name) }, .witnessSigns)
        case .scannedOriginal(let pages): found.refuse(when: pages < 1, .pagesMissing)
        case .staff, .seal: break
        }
    }

    private static func same(_ first: String, _ second: String) -> Bool { first.utf8.elementsEqual(second.utf8) }
}

extension SignedMark {
    /// The signature in one line, as it is printed: who, how, when.
    package var chinese: String {
        let how =
            switch method {
            case .drawn(let witness, _): "屏幕手写签名，见证人\(witness)"
            case .phoneCode: "本人手机验证码"
            case .thumbprint(let witnesses): "按指印，见证人\(witnesses.joined(separator: "、"))"
            case .scannedOriginal(let pages): "签字原件\(pages)页"
            case .staff: "工作人员签名"
            case .seal: "盖章"
            }
        return "\(side.chinese)：\(name)（\(how)，\(at.chinaTimeText)）"
    }
}
