import Policies
import Primitives
import Storage

/// Why a version of a policy is not written, approved or published.
extension Reason {
    /// The region is not the own one.
    static let policyOutsideRegion = Reason(
        "policy.outsideRegion", "只能办理本地区和下级地区的政策；上级的政策由上级发布。",
        "You handle policy of your own region and those below it; a higher region publishes its own.")
    /// There is no such program.
    static let policyUnknownProgram = Reason(
        "policy.unknownProgram", field: "program", "没有这个项目的政策。请从列表中选择。",
        "There is no policy of that program. Choose one from the list.")
    /// The region cannot have a file.
    static let policyUnknownRegion = Reason(
        "policy.unknownRegion", field: "region", "政策按省、市、县发布，这个地区不是，或者不在本系统内。请换一个地区。",
        "Policy is published for a province, city or county known here. Choose another region.")
    /// What the draft rests on was not said.
    static let policyNoteMissing = Reason(
        "policy.noteMissing", field: "note", "请写明依据的文号和标题，它会随版本公布。",
        "Write the number and title of the text it rests on; it is published with the version.")
    /// Somebody works on one already.
    static func policyOpenVersion(_ name: String) -> Reason {
        Reason(
            "policy.openVersion", "\(name)已经在办一份改动。请在那一份上接着改，或者先撤回它。",
            "\(name) is working on a change of this already. Continue there, or withdraw it first.")
    }
    /// Somebody else wrote the draft meanwhile; what was typed is kept.
    static func policyDraftChanged(_ name: String) -> Reason {
        Reason(
            "policy.draftChanged", "您打开以后，\(name)改过这份草稿。您填的内容还在下面：请先看对方改了什么，再保存一次就以您的为准。",
            "\(name) changed the draft after you opened it. What you typed is kept below: look at the other change; "
                + "saving again puts yours in its place.")
    }
    /// The step does not start where the version stands.
    static func policyWrongState(_ state: PackVersionState) -> Reason {
        Reason(
            "policy.wrongState", "这份版本\(state.chinese)，不能办这一步。请刷新页面。",
            "The version is \(state.rawValue), where this step does not start. Reload the page.")
    }
    /// One's own work is approved by another person.
    static let policyOwnDraft = Reason(
        "policy.ownDraft", "起草、修改或提交过这份版本的人不能批准它。请由另一位有权限的同事批准。",
        "Whoever drafted, edited or submitted a version cannot approve it. Another person with the post must.")
    /// The text is the one in force.
    static let policyNothingChanged = Reason(
        "policy.nothingChanged", "内容与当天执行的完全一样。请先改动，再提交。",
        "The text is the same as the one in force on that day. Change it first.")
    /// The file says of itself that it is not in force.
    static let policyNotInForce = Reason(
        "policy.notInForce", "文件自己写着 status: draft 或 approved，公布了也不会执行。请删去这一行。",
        "The file says status: draft or approved of itself and would decide nothing. Remove that line.")
    /// A file was given a name that no pack has.
    static func policyFileName(_ name: String) -> Reason {
        Reason(
            "policy.fileName", field: "files.\(name)", "文件名“\(name)”不对。可以是 pack.yaml、parameters.yaml 或 cases/名称.yaml。",
            "'\(name)' is no file of a pack. It may be pack.yaml, parameters.yaml or cases/NAME.yaml.")
    }
    /// A text is too long.
    static let policyTooLarge = Reason(
        "policy.tooLarge", "一个政策文件最多 200 KB。请检查是否贴错了内容。",
        "A policy file may have 200 KB. Check that the right text was pasted.")
    /// There is no such parameter.
    static let policyUnknownParameter = Reason(
        "policy.unknownParameter", field: "parameter", "这个项目没有这个参数。请从列表中选择。",
        "The program has no such parameter. Choose one from the list.")
    /// What was typed is no value.
    static func policyBadValue(_ parameter: Parameter) -> Reason {
        let (unit, name) = (parameter.unit.rawValue, parameter.unitText)
        return Reason(
            "policy.badValue", field: "value", "这个数值写得不对。单位：\(name.isEmpty ? unit : name)。",
            "This is no value of the parameter. Its unit is \(unit).")
    }
    /// The value's basis is missing.
    static let policyCitationMissing = Reason(
        "policy.citationMissing", field: "citation", "请写明这个数值的依据。", "Write the text this value rests on.")
    /// The file is written in a way that a form cannot edit.
    static let policyNeedsText = Reason(
        "policy.needsText", "这个参数在文件里的写法不能用表单改。请改用“编辑原文”。",
        "The file writes this parameter in a way that the form cannot edit. Edit the text.")
    /// The text has a mistake.
    static func policyProblem(_ problem: PolicyProblem) -> Reason {
        Reason(
            "policy.problem", field: "files.\(problem.file.split(separator: "/").dropFirst(2).joined(separator: "/"))",
            "\(problem.file) 第 \(problem.line) 行第 \(problem.column) 列：\(problem.message)",
            problem.description)
    }
    /// What it is a change of has changed.
    static let policyBaseChanged = Reason(
        "policy.baseChanged", "起草以后，同一地区又公布了别的版本，这份的比较对象变了。请退回草稿，对照新的执行内容看过再保存、提交。",
        "Another version was published for the region since this was written. Return it, compare it with what is in "
            + "force now, save and submit again.")
    /// A worked case fails.
    static func policyCaseFailed(_ name: String, _ difference: String) -> Reason {
        Reason(
            "policy.caseFailed", "算例“\(name)”算不对了：\(difference)。请改正草稿；规定确实变了的，把算例一起放进这份版本。",
            "The worked case '\(name)' fails: \(difference). Correct the draft, or bring the corrected case with it.")
    }
    /// A living family could not be computed.
    static func policyFamilyFailed(_ count: Int, _ reason: String) -> Reason {
        Reason(
            "policy.familyFailed", "在现有家庭上测算，有 \(count) 户算不出来：\(reason)。请改正后再公布。",
            "\(count) families cannot be computed: \(reason). Correct the draft before it is published.")
    }
    /// There is no trial of these texts.
    static let policyNotTried = Reason(
        "policy.notTried", "这份内容还没有试算，或者试算以后内容、执行情况、发放情况有了变化。请先试算，再公布。",
        "These texts have not been tried, or something changed since. Try the version first, then publish it.")
    /// The texts are others than those that were to be tried.
    static let policyTrialMoved = Reason(
        "policy.trialMoved", "试算期间有人改了内容，或者公布了别的版本，这次试算作废。请重新试算。",
        "The texts or what is in force changed while the trial ran; it is void. Try the version again.")
    /// No trial runs.
    static let policyTrialOver = Reason(
        "policy.trialOver", "试算已经结束，没有可以取消的。", "The trial is over; there is nothing to stop.")
    /// The day is over.
    static func policyPastDay(_ day: CivilDate) -> Reason {
        Reason(
            "policy.pastDay", field: "forThePast",
            "执行日期 \(day.text) 已经过去，当天以来的决定是按旧内容做的。确要追溯的，请勾选“追溯执行”，系统会列出每个受影响的月份。",
            "\(day.text) is over, and decisions since then were made under the earlier text. Mark it as a change for "
                + "the past; every affected month is then listed.")
    }
    /// Months from the day on have been paid.
    static let policyAlreadyPaid = Reason(
        "policy.alreadyPaid", field: "forThePast",
        "从执行日期起已经有月份发过钱。请勾选“追溯执行”，系统会列出每个月应补、多发的金额。",
        "Months from that day on have been paid. Mark it as a change for the past; what is owed and what was overpaid "
            + "is then listed for each month.")
}

extension PackVersionState {
    /// The state in words.
    package var chinese: String {
        switch self {
        case .draft: "正在起草"
        case .submitted: "等待批准"
        case .approved: "已批准，待公布"
        case .published: "已公布"
        case .withdrawn: "已撤回"
        }
    }
}
