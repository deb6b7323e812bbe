/// What can be wrong with a form; stable.
package enum FormProblemCode: String, CaseIterable, Codable, Hashable, Sendable {
    case noMembers, tooManyMembers, memberNumberRepeated
    case applicantMissing, severalApplicants, applicantMinor, severalSpouses, relationMissing
    case nameMissing, nameUnsuitable, idMissing, idMalformed, birthImpossible, memberRepeated
    case healthMissing, employmentMissing, abilityMissing
    case disabilityGradeWrong, phoneMalformed, phoneMissing
    case ownerUnknown, amountMalformed, amountNegative, amountTooLarge, periodUnsuitable
    case reasonMissing, textTooLong
    case registerRegionMissing, residenceRegionMissing, residenceNotVillage, addressMissing
    case accountMissing, accountMalformed, accountHolderUnknown
    case relativesMissing, pledgeMissing
    case aloneWithOthers
}

/// One problem of a form: where, what, and what to do.
package struct FormProblem: Hashable, Sendable {
    /// The field, such as `members.2.idNumber`, where 2 is the member's number; `incomes.0.amount` counts from 0.
    package let path: String
    /// The stable code.
    package let code: FormProblemCode
    /// What the sentence names: a member, a kind, a bound.
    package let detail: String

    /// A problem at a field.
    package init(_ path: String, _ code: FormProblemCode, _ detail: String = "") {
        self.path = path
        self.code = code
        self.detail = detail
    }

    /// The sentence beside the field, in Chinese.
    package var chinese: String {
        switch code {
        case .noMembers: "还没有填写家庭成员。请先填申请人本人。"
        case .tooManyMembers: "一份申请最多填\(detail)人。请核对是否都在一起生活。"
        case .memberNumberRepeated: "成员序号\(detail)重复。请删除重复的一行。"
        case .applicantMissing: "没有指明谁是申请人。请把一名成员的关系选为“本人”。"
        case .severalApplicants: "有几个人都填成了“本人”。申请人只能有一位，请改正其他人的关系。"
        case .applicantMinor: "申请人\(detail)未满18周岁。请由监护人代为申请，并勾选“由他人代办”。"
        case .severalSpouses: "填了不止一位配偶。请核对关系。"
        case .relationMissing: "没有选\(detail)和申请人是什么关系。请选择。"
        case .nameMissing: "没有填姓名。请按身份证填写。"
        case .nameUnsuitable: "姓名“\(detail)”中有数字或符号。请按身份证填写。"
        case .idMissing: "没有填\(detail)的身份证号。请填写18位号码。"
        case .idMalformed: "\(detail)的身份证号不对，可能抄错了一位。请对照身份证重填。"
        case .birthImpossible: "\(detail)的身份证号里的出生日期不可能（在今天之后或超过130岁）。请对照身份证重填。"
        case .memberRepeated: "\(detail)填了两次（身份证号相同）。请删除一处。"
        case .healthMissing: "没有选\(detail)的身体状况。请选择，不知道可选“不清楚”。"
        case .employmentMissing: "没有选\(detail)现在做什么。请选择。"
        case .abilityMissing: "没有选\(detail)能不能干活。请选择。"
        case .disabilityGradeWrong: "残疾等级应为1到4级。请按残疾证填写。"
        case .phoneMalformed: "手机号“\(detail)”不对。请填11位手机号。"
        case .phoneMissing: "没有填联系电话。请填一个能联系上您的手机号。"
        case .ownerUnknown: "没有指明这一项属于哪位家庭成员。请选择。"
        case .amountMalformed: "金额“\(detail)”看不懂。请只填数字，最多两位小数，例如1234.50；不知道可选“不清楚”。"
        case .amountNegative: "金额不能小于零。请重填。"
        case .amountTooLarge: "金额太大，超过了\(detail)元，可能多填了几位。请核对。"
        case .periodUnsuitable: "这一项的时间单位不合适：收入按月或按年填，财产填现在的价值。请改正。"
        case .reasonMissing: "没有写家里的困难。请用一两句话说明。"
        case .textTooLong: "写得太长了，最多\(detail)个字。请缩短。"
        case .registerRegionMissing: "没有选户口所在地。请选择。"
        case .residenceRegionMissing: "没有选现在住的村或社区。请选择。"
        case .residenceNotVillage: "现在住的地方要选到村或社区。请继续选择。"
        case .addressMissing: "没有填住址。请写到门牌号或组，方便上门。"
        case .accountMissing: "没有填收款账号。请填家里一位成员的银行账号。"
        case .accountMalformed: "银行账号应为8到30位数字。请对照存折或银行卡重填。"
        case .accountHolderUnknown: "没有指明账号是哪位家庭成员的。请选择。"
        case .relativesMissing: "没有选有没有近亲属在救助岗位或村委会工作。请选择。"
        case .pledgeMissing: "还没有确认诚信承诺。请阅读后勾选。"
        case .aloneWithOthers: "单人户只填申请人一个人。请删去其他人，或改成全家一起申请。"
        }
    }

    /// The sentence beside the field, in English.
    package var english: String {
        switch code {
        case .noMembers: "No member is entered. Begin with the applicant."
        case .tooManyMembers: "There are too many members for one application. Check who really lives together."
        case .memberNumberRepeated: "Two members have one number. Delete one of them."
        case .applicantMissing: "Nobody is marked as the applicant. Mark one member as self."
        case .severalApplicants: "Several members are marked as the applicant. Keep one."
        case .applicantMinor: "The applicant is under 18. A guardian must file for them."
        case .severalSpouses: "More than one spouse is entered. Check the relations."
        case .relationMissing: "It is not said how \(detail) is related to the applicant. Choose one."
        case .nameMissing: "The name is missing. Copy it from the ID card."
        case .nameUnsuitable: "The name has digits or symbols in it. Copy it from the ID card."
        case .idMissing: "The ID number is missing. Enter its 18 characters."
        case .idMalformed: "The ID number is wrong, perhaps by one digit. Copy it again from the card."
        case .birthImpossible: "The birth date in the ID number cannot be. Copy it again from the card."
        case .memberRepeated: "This person is entered twice. Delete one entry."
        case .healthMissing: "The health of a member is not said. Choose it; “not known” is an answer too."
        case .employmentMissing: "It is not said what a member does now. Choose it."
        case .abilityMissing: "It is not said whether a member can work. Choose it."
        case .disabilityGradeWrong: "The grade must be 1 to 4. Copy it from the certificate."
        case .phoneMalformed: "The phone number is wrong. Enter 11 digits."
        case .phoneMissing: "The phone number is missing. Enter one that reaches you."
        case .ownerUnknown: "It is not said whose this is. Choose a member."
        case .amountMalformed: "The sum cannot be read. Enter digits with at most two decimals, or choose “not known”."
        case .amountNegative: "The sum is below zero. Enter it again."
        case .amountTooLarge: "The sum is too large; perhaps a few digits too many. Check it."
        case .periodUnsuitable: "The period does not fit: income is monthly or yearly, property its present worth."
        case .reasonMissing: "The hardship is not described. Say it in a sentence or two."
        case .textTooLong: "The text is too long. Shorten it."
        case .registerRegionMissing: "The place of household register is missing. Choose it."
        case .residenceRegionMissing: "The place you live in is missing. Choose it."
        case .residenceNotVillage: "Choose the village or community as well."
        case .addressMissing: "The address is missing. Enter it so that we can visit."
        case .accountMissing: "The account is missing. Enter one of a member."
        case .accountMalformed: "The account must have 8 to 30 digits. Copy it again from the card."
        case .accountHolderUnknown: "It is not said whose account this is. Choose a member."
        case .relativesMissing: "It is not said whether a close relative works in assistance or the village. Choose it."
        case .pledgeMissing: "The honesty pledge is not confirmed. Read and tick it."
        case .aloneWithOthers: "One person files alone. Take the others out, or file as a household."
        }
    }
}
