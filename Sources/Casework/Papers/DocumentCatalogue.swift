/// Who issues a document.
package enum DocumentIssuer: String, CaseIterable, Codable, Hashable, Sendable {
    case family, village, township, county, competentBody, centre

    /// The issuer in words.
    package var chinese: String {
        switch self {
        case .family: "申请家庭"
        case .village: "村（居）民委员会"
        case .township: "乡镇（街道）"
        case .county: "县级民政部门"
        case .competentBody: "确认机关"
        case .centre: "核对机构"
        }
    }
}

/// How long a document is kept; the years are dated parameters of the archive rule.
package enum RetentionClass: String, CaseIterable, Codable, Hashable, Sendable {
    case permanent, long, short, withCase

    /// The class in words.
    package var chinese: String {
        switch self {
        case .permanent: "永久"
        case .long: "长期"
        case .short: "短期"
        case .withCase: "随案卷"
        }
    }
}

/// What the house knows of a kind of document.
package struct DocumentEntry: Hashable, Sendable {
    /// The kind.
    package let kind: DocumentKind
    /// Who issues it.
    package let issuer: DocumentIssuer
    /// How long it is kept.
    package let retention: RetentionClass
    /// Whether the family receives it.
    package let isServed: Bool
    /// Whether an act against the family rests on it, so that it must name the remedies.
    package let isAdverse: Bool

    /// The number in the list of forms, such as D18.
    package var number: String { kind.rawValue }
    /// Whether it carries a number of its own series; the others carry the case's.
    package var isNumbered: Bool { kind.series != nil }

    init(
        _ kind: DocumentKind, _ issuer: DocumentIssuer, _ retention: RetentionClass, served: Bool = false,
        adverse: Bool = false
    ) {
        self.kind = kind
        self.issuer = issuer
        self.retention = retention
        self.isServed = served
        self.isAdverse = adverse
    }
}

extension DocumentKind {
    /// The catalogue of documents, one entry for each kind, in the order of their numbers.
    package static let catalogue: [DocumentEntry] = entries + furtherEntries

    /// What the house knows of this kind.
    package var entry: DocumentEntry {
        guard let entry = Self.byKind[self] else { preconditionFailure("The catalogue has no entry for \(rawValue).") }
        return entry
    }

    private static let byKind = Dictionary(uniqueKeysWithValues: catalogue.map { ($0.kind, $0) })

    private static let entries = [
        DocumentEntry(.leadRegister, .village, .short),
        DocumentEntry(.policyNotice, .township, .short, served: true),
        DocumentEntry(.applicationForm, .family, .long),
        DocumentEntry(.declarationAndPledge, .family, .long),
        DocumentEntry(.verificationAuthorization, .family, .long),
        DocumentEntry(.supplementNotice, .township, .short, served: true),
        DocumentEntry(.transferNotice, .township, .long, served: true),
        DocumentEntry(.acceptanceNotice, .township, .short, served: true),
        DocumentEntry(.verificationRequest, .township, .long),
        DocumentEntry(.visitForm, .township, .long),
        DocumentEntry(.verificationReport, .centre, .long, served: true),
        DocumentEntry(.objectionRecord, .family, .long),
        DocumentEntry(.appraisalMinutes, .village, .long),
        DocumentEntry(.firstOpinion, .township, .long),
        DocumentEntry(.publicNotice, .township, .short),
        DocumentEntry(.objectionAnswer, .township, .long, served: true, adverse: true),
        DocumentEntry(.countyVisitForm, .county, .long),
        DocumentEntry(.confirmationNotice, .competentBody, .permanent, served: true),
        DocumentEntry(.refusalNotice, .competentBody, .permanent, served: true, adverse: true),
        DocumentEntry(.referralForm, .township, .long, served: true),
        DocumentEntry(.payRoster, .county, .permanent),
        DocumentEntry(.reverificationForm, .township, .long),
        DocumentEntry(.adjustmentNotice, .competentBody, .permanent, served: true, adverse: true),
        DocumentEntry(.terminationDecision, .competentBody, .permanent, served: true, adverse: true),
        DocumentEntry(.recoveryNotice, .county, .permanent, served: true, adverse: true),
        DocumentEntry(.penaltyReferral, .county, .permanent, adverse: true),
        DocumentEntry(.remedyNotice, .competentBody, .withCase, served: true),
        DocumentEntry(.archiveIndex, .township, .withCase),
    ]

    private static let furtherEntries = [
        DocumentEntry(.provisionalApprovalForm, .competentBody, .long, served: true),
        DocumentEntry(.aidFirstRegister, .township, .long),
        DocumentEntry(.conferenceMinutes, .county, .permanent),
        DocumentEntry(.selfCareAssessment, .township, .long),
        DocumentEntry(.relativeRegister, .township, .permanent),
        DocumentEntry(.memberChangeForm, .family, .long),
        DocumentEntry(.endNotice, .township, .long, served: true, adverse: true),
        DocumentEntry(.creditDecision, .county, .long, served: true, adverse: true),
        DocumentEntry(.delegationOrder, .county, .permanent),
        DocumentEntry(.meetingMinutes, .township, .permanent),
        DocumentEntry(.neighbourInterview, .township, .long),
        DocumentEntry(.standingPosting, .township, .short),
        DocumentEntry(.fundsPosting, .township, .short),
        DocumentEntry(.transferOfFile, .township, .long),
        DocumentEntry(.certificate, .county, .withCase, served: true),
        DocumentEntry(.hotlineTicket, .competentBody, .short),
        DocumentEntry(.samplingRecord, .county, .long),
        DocumentEntry(.statusLetter, .county, .short, served: true),
        DocumentEntry(.nonAcceptanceNotice, .township, .long, served: true, adverse: true),
        DocumentEntry(.registerPlaceNotice, .township, .long),
        // It decides nothing, so it names no remedies but the right to be heard.
        DocumentEntry(.priorNotice, .township, .long, served: true),
        DocumentEntry(.medicalRecognition, .county, .long, served: true, adverse: true),
    ]
}

extension SignatureStrength {
    /// The signature on English pages.
    package var english: String {
        switch self {
        case .none: "No signature"
        case .seal: "Seal"
        case .staffAndSeal: "Staff signature and seal"
        case .citizenCode: "Own phone code, or by hand"
        case .citizenHand: "By hand, thumbprint or signed original"
        case .bothSides: "Both visitors and the household"
        }
    }

    /// The signature in words.
    package var chinese: String {
        switch self {
        case .none: "不签字"
        case .seal: "盖章"
        case .staffAndSeal: "经办签字并盖章"
        case .citizenCode: "本人验证码或手签"
        case .citizenHand: "本人手签、按指印或签字原件"
        case .bothSides: "双方手签"
        }
    }
}
