/// How a document must be signed before it counts (`domain.md` §9.7).
package enum SignatureStrength: String, CaseIterable, Codable, Hashable, Sendable {
    /// Shown or kept; nobody signs.
    case none
    /// The issuing body's seal.
    case seal
    /// The signing staff member and the body's seal.
    case staffAndSeal
    /// A phone code, or anything stronger.
    case citizenCode
    /// Drawn with witness and photo, a thumbprint with two witnesses, or a scanned original.
    case citizenHand
    /// Both visitors and the household, by hand.
    case bothSides
}

/// A document of the procedure: D01 to D28 and the extra forms of `domain.md` §4.3.
package enum DocumentKind: String, CaseIterable, Codable, Hashable, Sendable {
    case leadRegister = "D01"
    case policyNotice = "D02"
    case applicationForm = "D03"
    case declarationAndPledge = "D04"
    case verificationAuthorization = "D05"
    case supplementNotice = "D06"
    case transferNotice = "D07"
    case acceptanceNotice = "D08"
    case verificationRequest = "D09"
    case visitForm = "D10"
    case verificationReport = "D11"
    case objectionRecord = "D12"
    case appraisalMinutes = "D13"
    case firstOpinion = "D14"
    case publicNotice = "D15"
    case objectionAnswer = "D16"
    case countyVisitForm = "D17"
    case confirmationNotice = "D18"
    case refusalNotice = "D19"
    case referralForm = "D20"
    case payRoster = "D21"
    case reverificationForm = "D22"
    case adjustmentNotice = "D23"
    case terminationDecision = "D24"
    case recoveryNotice = "D25"
    case penaltyReferral = "D26"
    case remedyNotice = "D27"
    case archiveIndex = "D28"
    case provisionalApprovalForm = "E01"
    case aidFirstRegister = "E02"
    case conferenceMinutes = "E03"
    case selfCareAssessment = "E04"
    case relativeRegister = "E05"
    case memberChangeForm = "E06"
    case endNotice = "E07"
    case creditDecision = "E08"
    case delegationOrder = "E09"
    case meetingMinutes = "E10"
    case neighbourInterview = "E11"
    case standingPosting = "E12"
    case fundsPosting = "E13"
    case transferOfFile = "E14"
    case certificate = "E15"
    case hotlineTicket = "E16"
    case samplingRecord = "E17"
    case statusLetter = "E18"
    case nonAcceptanceNotice = "E19"
    case registerPlaceNotice = "E20"
    case priorNotice = "E21"
    case medicalRecognition = "E22"

    /// The title printed on the document.
    package var chinese: String { form.title }
    /// What must be on the document before it counts.
    package var signature: SignatureStrength { form.signature }
    /// The character of the numbering series (机关代字后的文种字); nil for documents that carry the case number only.
    package var series: String? { form.series }

    private var form: (title: String, signature: SignatureStrength, series: String?) {
        switch self {
        case .leadRegister: ("救助线索登记表", .none, nil)
        case .policyNotice: ("社会救助政策告知书", .none, nil)
        case .applicationForm: ("社会救助申请书", .citizenCode, nil)
        case .declarationAndPledge: ("家庭经济状况声明与诚信承诺书", .citizenCode, nil)
        case .verificationAuthorization: ("家庭经济状况核对授权书", .citizenCode, nil)
        case .supplementNotice: ("一次性补正告知书", .staffAndSeal, "补")
        case .transferNotice: ("转办告知书", .staffAndSeal, "转")
        case .acceptanceNotice: ("受理通知书", .staffAndSeal, "受")
        case .verificationRequest: ("家庭经济状况核对委托书", .seal, "核委")
        case .visitForm: ("入户调查表", .bothSides, nil)
        case .verificationReport: ("家庭经济状况核对报告", .seal, "核")
        case .objectionRecord: ("异议（复核）申请与结果", .citizenCode, nil)
        case .appraisalMinutes: ("民主评议记录", .staffAndSeal, nil)
        case .firstOpinion: ("初审意见", .staffAndSeal, "审")
        case .publicNotice: ("公示", .seal, "公")
        case .objectionAnswer: ("异议处理告知书", .staffAndSeal, "异")
        case .countyVisitForm: ("县级入户核查表", .bothSides, nil)
        case .confirmationNotice: ("审核确认通知书", .staffAndSeal, "确")
        case .refusalNotice: ("不予确认告知书", .staffAndSeal, "不确")
        case .referralForm: ("转介单（一次申请分类认定表）", .staffAndSeal, "介")
        case .payRoster: ("救助资金发放花名册", .staffAndSeal, "发")
        case .reverificationForm: ("定期核查表", .bothSides, nil)
        case .adjustmentNotice: ("救助调整（增发、减发、停发）告知书", .staffAndSeal, "调")
        case .terminationDecision: ("终止（渐退）决定书", .staffAndSeal, "终")
        case .recoveryNotice: ("追缴告知书", .staffAndSeal, "追")
        case .penaltyReferral: ("行政处罚移送书", .staffAndSeal, "移")
        case .remedyNotice: ("行政复议和行政诉讼权利告知书", .seal, nil)
        case .archiveIndex: ("档案目录", .none, nil)
        case .provisionalApprovalForm: ("容缺审批表", .staffAndSeal, "容")
        case .aidFirstRegister: ("先行救助登记表", .staffAndSeal, "先")
        case .conferenceMinutes: ("个案会商纪要", .staffAndSeal, "会")
        case .selfCareAssessment: ("特困人员生活自理能力评估表", .bothSides, nil)
        case .relativeRegister: ("近亲属备案表", .citizenHand, nil)
        case .memberChangeForm: ("家庭成员增减调整表", .citizenHand, nil)
        case .endNotice: ("办理终结告知书", .staffAndSeal, "结")
        case .creditDecision: ("信用承诺失信认定（修复）决定书", .staffAndSeal, "信")
        case .delegationOrder: ("审核确认权限委托（赋权）书", .seal, "委")
        case .meetingMinutes: ("乡镇审核确认会议纪要", .staffAndSeal, "议")
        case .neighbourInterview: ("邻里访问记录", .staffAndSeal, nil)
        case .standingPosting: ("长期公示榜", .seal, "长公")
        case .fundsPosting: ("乡镇救助资金公示", .seal, "资公")
        case .transferOfFile: ("救助关系转移函", .staffAndSeal, "转移")
        case .certificate: ("社会救助证", .seal, nil)
        case .hotlineTicket: ("12345工单办理单", .staffAndSeal, nil)
        case .samplingRecord: ("县级抽查记录", .bothSides, nil)
        case .statusLetter: ("救助身份证明", .seal, "证")
        case .nonAcceptanceNotice: ("不予受理告知书", .staffAndSeal, "不受")
        case .registerPlaceNotice: ("户籍地告知函", .staffAndSeal, "户告")
        case .priorNotice: ("拟作决定事先告知书", .staffAndSeal, "先告")
        case .medicalRecognition: ("依申请医疗救助认定告知书", .staffAndSeal, "医认")
        }
    }
}
