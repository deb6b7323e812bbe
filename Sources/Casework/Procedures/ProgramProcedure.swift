/// When the village appraisal is held.
package enum AppraisalUse: String, CaseIterable, Codable, Hashable, Sendable {
    case always, onDoubt, never

    /// The use in words.
    package var chinese: String {
        switch self {
        case .always: "必经"
        case .onDoubt: "有异议或疑问时"
        case .never: "不评议"
        }
    }
}

/// A step of the inquiry that a program needs.
package enum InquiryStep: String, CaseIterable, Codable, Hashable, Sendable {
    case verification, visit, neighbours, selfCareAssessment, obligorCheck, spendingProof, eventProof

    /// The step in words.
    package var chinese: String {
        switch self {
        case .verification: "信息核对"
        case .visit: "入户调查"
        case .neighbours: "邻里访问"
        case .selfCareAssessment: "生活自理能力评估"
        case .obligorCheck: "法定义务人核查"
        case .spendingProof: "刚性支出核实"
        case .eventProof: "困难事由核实"
        }
    }
}

/// What is particular to a program's course: steps, papers, clocks and who decides, as data.
package struct ProgramProcedure: Hashable, Sendable {
    /// The program.
    package let program: Program
    /// Steps of the inquiry.
    package let steps: [InquiryStep]
    /// When the village appraises.
    package let appraisal: AppraisalUse
    /// Papers of the family beside application, declaration and authorisation; never what a dataset holds.
    package let papers: [String]
    /// Parameters that take the place of the common ones of `ProcedureLimits`, by the common one's name.
    package let limitNames: [String: String]
    /// Whether a county may hand the decision to a township.
    package let isDelegable: Bool
    /// Months a recognition lasts; nil where re-verification ends it.
    package let statusMonths: Int?
    /// Whether it may be approved before the check is back.
    package let allowsProvisional: Bool
    /// Documents a confirmation needs in the file.
    package let documents: [DocumentKind]
    /// The texts it rests on.
    package let citation: String

    /// What is particular to a program.
    package static func of(_ program: Program) -> ProgramProcedure {
        switch program {
        case .dibao: dibao
        case .marginalHousehold: marginal
        case .rigidExpenseHousehold: rigid
        case .destituteSupport: destitute
        case .temporaryRelief: relief
        }
    }

    private static let filed: [DocumentKind] = [.applicationForm, .declarationAndPledge, .verificationAuthorization]

    private static let dibao = ProgramProcedure(
        program: .dibao, steps: [.verification, .visit, .neighbours], appraisal: .onDoubt, papers: [],
        limitNames: [:], isDelegable: true, statusMonths: nil, allowsProvisional: true,
        documents: filed + [.acceptanceNotice, .verificationReport, .visitForm, .firstOpinion, .publicNotice],
        citation: "《社会救助暂行办法》第十一条；民发〔2021〕57号")

    private static let marginal = ProgramProcedure(
        program: .marginalHousehold, steps: [.verification, .visit, .neighbours], appraisal: .onDoubt, papers: [],
        limitNames: [:], isDelegable: true, statusMonths: 12, allowsProvisional: true,
        documents: filed + [.acceptanceNotice, .verificationReport, .visitForm, .firstOpinion, .publicNotice],
        citation: "民发〔2021〕57号；有效期按年，演示值")

    private static let rigid = ProgramProcedure(
        program: .rigidExpenseHousehold, steps: [.verification, .visit, .neighbours, .spendingProof],
        appraisal: .onDoubt, papers: ["近12个月医疗、教育、康复等支出票据（部门数据查不到的）"], limitNames: [:], isDelegable: true,
        statusMonths: 12, allowsProvisional: true,
        documents: filed + [.acceptanceNotice, .verificationReport, .visitForm, .firstOpinion, .publicNotice],
        citation: "《刚性支出困难家庭认定办法》（2024年）")

    private static let destitute = ProgramProcedure(
        program: .destituteSupport,
        steps: [.verification, .visit, .neighbours, .selfCareAssessment, .obligorCheck], appraisal: .onDoubt,
        papers: ["法定义务人情况说明（部门数据查不到的）"],
        limitNames: [
            "totalDays": "destituteTotalWorkingDays", "confirmationDays": "destituteConfirmationWorkingDays",
            "objectionDays": "destituteObjectionWorkingDays",
        ], isDelegable: true, statusMonths: nil, allowsProvisional: true,
        documents: filed + [
            .acceptanceNotice, .verificationReport, .visitForm, .selfCareAssessment, .firstOpinion,
        ],
        citation: "民发〔2021〕43号")

    private static let relief = ProgramProcedure(
        program: .temporaryRelief, steps: [.verification, .visit, .eventProof], appraisal: .never,
        papers: ["困难事由证明（事后可补）"],
        limitNames: ["totalDays": "reliefTotalWorkingDays", "confirmationDays": "reliefConfirmationWorkingDays"],
        isDelegable: true, statusMonths: nil, allowsProvisional: false,
        documents: filed + [.acceptanceNotice, .visitForm, .firstOpinion],
        citation: "《社会救助暂行办法》第四十七条至第四十九条；国发〔2014〕47号")

    /// Papers that may follow the confirmation when whoever decides says why (容缺后补).
    ///
    /// The assessment sets the care grade of somebody who is recognised anyway; no other paper of the inquiry may wait,
    /// since the decision rests on it (`domain.md` §4.2, §4.4).
    package static let mayFollow: Set<DocumentKind> = [.selfCareAssessment]

    /// The papers of the inquiry that keep a confirmation back; what filing itself issues was asked for by filing.
    package func withheld(having documents: Set<DocumentKind>, isNoticeExempt: Bool) -> [DocumentKind] {
        missing(having: documents, isNoticeExempt: isNoticeExempt).filter { !Self.filed.contains($0) }
    }

    /// The documents a confirmation of this program still lacks; nothing is posted for an exempt household.
    package func missing(having documents: Set<DocumentKind>, isNoticeExempt: Bool) -> [DocumentKind] {
        self.documents.filter { !documents.contains($0) && !($0 == .publicNotice && isNoticeExempt) }
    }
}
