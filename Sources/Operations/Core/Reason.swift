package import Casework

/// Why a verb did not do what was asked: what happened, why it matters, what to do next.
///
/// The same reason disables the button, answers the form and stands in the log.
package struct Reason: Codable, Hashable, Sendable {
    /// A stable code, for tests and for the interface.
    package let code: String
    /// The form field it is about, when it is about one.
    package let field: String?
    /// The sentence in Chinese.
    package let chinese: String
    /// The sentence in English.
    package let english: String

    /// Makes a reason.
    package init(_ code: String, field: String? = nil, _ chinese: String, _ english: String) {
        self.code = code
        self.field = field
        self.chinese = chinese
        self.english = english
    }

    /// The reason a state machine gives.
    package init(_ refusal: Refusal) {
        self.init(refusal.code.rawValue, refusal.chinese, refusal.english)
    }

    /// The reason a rule of the procedures beside the machine gives.
    package init(_ refusal: StatedRefusal, field: String? = nil) {
        self.init(refusal.code, field: field, refusal.chinese, refusal.english)
    }

    /// The row does not exist or is outside the asker's scope; the two look the same on purpose.
    package static let notFound = Reason(
        "notFound", "没有找到，或者不在您的辖区内。请核对编号。", "Not found, or not in your area. Check the number.")
    /// The role may not do this.
    package static let notAllowed = Reason(
        "notAllowed", "您的岗位不能办这件事。请转给有权限的同事。", "Your post may not do this. Pass it to a colleague who may.")
    /// Nobody is signed in, or the session ended.
    package static let notSignedIn = Reason(
        "notSignedIn", "请先登录。您填的内容已经保存。", "Sign in first. What you typed is kept.")
    /// Somebody changed the row meanwhile.
    package static let changedMeanwhile = Reason(
        "changedMeanwhile", "刚才有人改过这件事。请刷新页面，看过新内容再办。",
        "Someone changed this meanwhile. Reload, read what is new, then repeat.")
    /// One idempotency key came with two different requests.
    package static let keyReused = Reason(
        "keyReused", "这张表已经提交过，内容与上次不同。请重新打开页面再填。",
        "This form was sent before with other contents. Open the page again and fill it in.")
}

/// What a verb answers: its result, or every reason why not.
package enum Outcome<Value: Sendable>: Sendable {
    /// It was done, now or earlier under the same key.
    case done(Value)
    /// Nothing was changed.
    case refused([Reason])

    /// The result, when it was done.
    package var value: Value? {
        if case .done(let value) = self { value } else { nil }
    }

    /// The reasons, when it was not.
    package var reasons: [Reason] {
        if case .refused(let reasons) = self { reasons } else { [] }
    }

    /// The same outcome with another result.
    package func map<Other: Sendable>(_ change: (Value) throws -> Other) rethrows -> Outcome<Other> {
        switch self {
        case .done(let value): .done(try change(value))
        case .refused(let reasons): .refused(reasons)
        }
    }
}

extension Outcome: Equatable where Value: Equatable {}
