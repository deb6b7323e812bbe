package import Primitives

/// Why somebody was not signed in. None of them tells whether a phone, a login or a person is known.
extension Reason {
    /// The phone number is no mobile number.
    package static let phoneInvalid = Reason(
        "phoneInvalid", field: "phone", "手机号应为 11 位数字，以 1 开头。请核对后再填。",
        "A mobile number has 11 digits and starts with 1. Check it.")
    /// A code was asked for less than a minute ago.
    package static let codeTooSoon = Reason(
        "codeTooSoon", field: "phone", "验证码刚刚发出，请等一分钟再要。", "A code was just sent. Wait a minute before asking again.")
    /// Too many codes for this phone.
    package static let codeTooOften = Reason(
        "codeTooOften", field: "phone", "这个手机号一小时内要的验证码太多了。请过一小时再试，或打电话请工作人员帮忙。",
        "Too many codes were asked for this phone within an hour. Try again in an hour, or call us.")
    /// Too many tries from this address.
    package static let addressTooOften = Reason(
        "addressTooOften", "这个网络一小时内尝试次数太多。请过一会儿再试，或换一个网络。",
        "Too many tries came from this network within an hour. Try later or from another network.")
    /// No code is open: never asked for, expired, used or tried too often.
    package static let codeNotOpen = Reason(
        "codeNotOpen", field: "code", "验证码已经失效（5 分钟内有效，最多试 5 次）。请重新获取。",
        "The code no longer works (it holds for 5 minutes and 5 tries). Ask for another one.")
    /// The ID number is not one.
    package static func idNumberInvalid(_ error: CitizenIDError) -> Reason {
        Reason("idNumberInvalid", field: "idNumber", "身份证号码不对，请照着证件逐位核对。", "\(error)")
    }
    /// No name was typed.
    package static let nameMissing = Reason(
        "nameMissing", field: "name", "请填写姓名，与证件上一致。", "Type the name as it stands on the ID.")
    /// Too many claims of one account.
    package static let claimTooOften = Reason(
        "claimTooOften", field: "idNumber", "今天核对身份的次数太多了。请明天再试，或带身份证到窗口办理。",
        "Too many identity claims today. Try tomorrow, or bring the ID card to the window.")
    /// The real-name service did not confirm.
    package static let identityNotConfirmed = Reason(
        "identityNotConfirmed", "实名核验没有通过。请核对姓名和号码，或带身份证到窗口办理。",
        "The real-name service did not confirm. Check name and number, or bring the ID card to the window.")
    /// The real-name service did not answer.
    package static let identityNoAnswer = Reason(
        "identityNoAnswer", "实名核验服务暂时没有回应。请稍后再试，或带身份证到窗口办理。",
        "The real-name service did not answer. Try later, or bring the ID card to the window.")
    /// Login and password do not go together.
    package static let signInFailed = Reason(
        "signInFailed", field: "password", "用户名或密码不对。连续 5 次不对会锁定 15 分钟。",
        "Login or password is wrong. Five failures in a row lock the login for 15 minutes.")
    /// The login is locked.
    package static let loginLocked = Reason(
        "loginLocked", "连续多次不对，已锁定 15 分钟。请稍后再试，或请系统管理员解锁。",
        "Too many failures: locked for 15 minutes. Try later, or ask an administrator to unlock.")
    /// A second factor is already enrolled.
    package static let secondFactorEnrolled = Reason(
        "secondFactorEnrolled", "您已经绑定动态口令。换手机请找系统管理员重置。",
        "A second factor is already enrolled. For another phone, ask an administrator to reset it.")
    /// Enrolment has not begun in this session.
    package static let enrolmentNotBegun = Reason(
        "enrolmentNotBegun", "请先扫描二维码绑定动态口令。", "Scan the QR code to enrol the second factor first.")
    /// No second factor is enrolled yet.
    package static let secondFactorMissing = Reason(
        "secondFactorMissing", "还没有绑定动态口令，请先绑定。", "No second factor is enrolled yet. Enrol one first.")
    /// A reason must be written.
    package static let reasonMissing = Reason(
        "reasonMissing", field: "reason", "请写明理由，理由会记入审计日志。", "Write the reason; it goes into the audit log.")
}
