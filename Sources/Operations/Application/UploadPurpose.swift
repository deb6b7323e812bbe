/// What an uploaded file shows.
package enum UploadPurpose: String, CaseIterable, Codable, Hashable, Sendable {
    case identityCard, householdRegister, illness, disability, income, property, expense, other
    case authorizationEvidence, supplement, objection
    case visitPhoto, visitForm, noticePhoto, signature
    case appraisalRecord, pledge

    /// The purpose in words.
    package var chinese: String {
        switch self {
        case .identityCard: "身份证"
        case .householdRegister: "户口本"
        case .illness: "诊断、住院材料"
        case .disability: "残疾证"
        case .income: "收入证明"
        case .property: "财产材料"
        case .expense: "支出票据"
        case .other: "其他材料"
        case .authorizationEvidence: "代签证明"
        case .supplement: "补交材料"
        case .objection: "异议证明"
        case .visitPhoto: "入户照片"
        case .visitForm: "入户调查表"
        case .noticePhoto: "公示照片"
        case .signature: "签字图片或签字原件"
        case .appraisalRecord: "民主评议签到和记录"
        case .pledge: "信用承诺书"
        }
    }

    /// The purpose in English.
    package var english: String {
        switch self {
        case .identityCard: "Identity card"
        case .householdRegister: "Household register"
        case .illness: "Medical papers"
        case .disability: "Disability certificate"
        case .income: "Proof of income"
        case .property: "Property papers"
        case .expense: "Bills"
        case .other: "Other papers"
        case .authorizationEvidence: "Proof for a representative"
        case .supplement: "Items asked for later"
        case .objection: "Proof for an objection"
        case .visitPhoto: "Photo of the visit"
        case .visitForm: "Signed visit form"
        case .noticePhoto: "Photo of the notice"
        case .signature: "Picture or original of a signature"
        case .appraisalRecord: "Signed appraisal list and minutes"
        case .pledge: "Signed credit pledge"
        }
    }

    /// Whether only staff bring it.
    var isForStaff: Bool { [.visitPhoto, .visitForm, .noticePhoto, .appraisalRecord, .signature].contains(self) }
}
