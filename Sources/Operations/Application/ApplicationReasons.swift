package import Casework
import Primitives
package import Storage

/// Why an application was not taken.
extension Reason {
    /// A problem of the form, at its field.
    package init(_ problem: FormProblem) {
        self.init(problem.code.rawValue, field: problem.path, problem.chinese, problem.english)
    }

    /// What an authorisation lacks, at its member.
    init(_ problem: AuthorizationProblem) {
        self.init(
            "authorization." + problem.code.rawValue, field: "authorizations.\(problem.memberNumber)", problem.chinese,
            "A member has not authorised the check yet, or a representation is incomplete. See the member's line.")
    }

    /// A section whose questions were never answered: silence is no answer.
    static func sectionUnanswered(_ section: DraftSection) -> Reason {
        Reason(
            "sectionUnanswered", field: section.rawValue, "“\(section.chinese)”还没有填。没有的话，也请打开这一页选“没有”。",
            "A part of the form was never opened. Open it and say “none” if there is none.")
    }
    /// The draft was sent before.
    static func alreadySent(_ number: String?) -> Reason {
        Reason(
            "alreadySent", "这份申请已经提交过\(number.map { "，受理号\($0)" } ?? "")。不用再交，可以查进度。",
            "This application was sent before. There is no need to send it again; follow its progress.")
    }
    static let familyHasOpenCase = Reason(
        "familyHasOpenCase", "家里已有一份正在办理的申请，请到窗口询问。",
        "Your family already has an application in progress. Please ask at the window.")
    static func placeUnknown(_ field: String) -> Reason {
        Reason(
            "placeUnknown", field: field, "选的地方不在本地受理范围内。请重新选择，或到窗口询问。",
            "The place chosen is not served here. Choose again, or ask at the window.")
    }
    static let placeOutsideArea = Reason(
        "placeOutsideArea", field: "residenceRegion", "现住地不在您的辖区，您不能代为提交。请转给当地同事，或由本人在手机上提交。",
        "The residence lies outside your area. Pass it to a colleague there, or let the family send it by phone.")
    static func tooManyDrafts(_ most: Int) -> Reason {
        Reason(
            "tooManyDrafts", "已有\(most)份没有提交的草稿。请先接着填，或删掉不要的。",
            "There are too many unfinished drafts. Continue one or discard those not needed.")
    }
    static let phoneMissing = Reason(
        "phoneMissing", field: "phone", "代办要填申请人的手机号，用来告诉他进度。没有手机的，填家里人的。",
        "Give the applicant's phone, or a relative's, so that the family hears of the progress.")
    static let memberUnknown = Reason(
        "memberUnknown", field: "memberNumber", "没有这位家庭成员。请刷新页面再选。", "There is no such member. Reload the page.")
    static let memberIDWrong = Reason(
        "memberIDWrong", field: "memberNumber", "这位成员的身份证号还不对，先改好再授权。",
        "This member's ID number is not right yet. Correct it before authorising.")
    static let textChanged = Reason(
        "textChanged", "授权书的文字与刚才显示的不同。请重新打开，读过再授权。",
        "The text is not the one that was shown. Open it again, read it, then authorise.")
    static let evidenceUnknown = Reason(
        "evidenceUnknown", field: "evidence", "没有找到证明材料。请先上传，再选它。",
        "The evidence was not found. Upload it first, then choose it.")
    static let notProven = Reason(
        "notProven", "还没有核实您的身份，不能调出已有资料。请直接填写，或带身份证到窗口核实。",
        "Your identity is not proven yet, so data on file cannot be shown. Type it, or prove yourself at the window.")
    static let nothingOnFile = Reason(
        "nothingOnFile", "没有可以带出的家庭资料，请直接填写。", "There is nothing on file to take over. Please type it.")
    static func wrongAge(_ chinese: String, _ english: String) -> Reason {
        Reason("signerUnsuitable", field: "method", chinese, english)
    }

    /// A file of no use.
    static let uploadEmpty = Reason(
        "uploadEmpty", field: "file", "没有收到文件，或文件是空的。请重新拍照或选择。",
        "No file came, or it is empty. Take or choose it again.")
    static let uploadTooLarge = Reason(
        "uploadTooLarge", field: "file", "文件超过10MB。请拍小一点，或分几张上传。",
        "The file is over 10 MB. Take a smaller photo, or send several.")
    static func uploadsTooMany(_ most: Int) -> Reason {
        Reason(
            "uploadsTooMany", field: "file", "已经上传了\(most)份材料，不能再加。请先删掉不要的。",
            "No more files fit. Remove some that are not needed first.")
    }
    static let uploadTypeRefused = Reason(
        "uploadTypeRefused", field: "file", "只收照片和PDF。请重新选择。", "Only photos and PDF are taken. Choose again.")
}

extension DraftSection {
    /// The section as the task list names it.
    package var chinese: String {
        switch self {
        case .members: "家庭成员"
        case .incomes: "家庭收入"
        case .properties: "家庭财产"
        case .expenses: "必要支出"
        case .hardship: "困难原因"
        case .places: "户口和住址"
        case .contact: "电话和收款账号"
        case .materials: "材料照片"
        case .authorizations: "授权核对"
        case .pledge: "承诺"
        }
    }

    /// The section on English pages.
    package var english: String {
        switch self {
        case .members: "Family members"
        case .incomes: "Income"
        case .properties: "Property"
        case .expenses: "Necessary spending"
        case .hardship: "The hardship"
        case .places: "Register and residence"
        case .contact: "Phone and bank account"
        case .materials: "Photos of documents"
        case .authorizations: "Authorisation"
        case .pledge: "Pledge"
        }
    }
}
