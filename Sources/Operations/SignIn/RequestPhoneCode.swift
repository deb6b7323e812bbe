import Casework
import Primitives
import Sealing
package import Storage

/// What the page shows after a code was sent.
package struct PhoneCodeIssued: Codable, Hashable, Sendable {
    /// The code itself, in an installation that shows codes on the page; nil elsewhere.
    package let shownCode: String?
    /// Seconds the code holds.
    package let seconds: Int64
}

/// Sends a code to a phone: 5 minutes, 5 tries; the codes before it for the same purpose end.
///
/// A visitor asks to sign in; the owner of a draft, or the clerk who keeps it, asks for one adult's consent.
package struct RequestPhoneCode: Command {
    /// The verb's name.
    package static let name = "signIn.requestPhoneCode"
    /// The phone as typed.
    package let phone: String
    /// Where the request came from, such as the client's IP address; never stored, only its keyed hash.
    package let addressKey: String
    /// What the code is for.
    package let purpose: PhoneCodePurpose

    /// Takes the parts.
    package init(phone: String, addressKey: String, purpose: PhoneCodePurpose = .signIn) {
        self.phone = phone
        self.addressKey = addressKey
        self.purpose = purpose
    }

    /// Checks number, purpose and limits, keeps the code and puts the message into the outbox.
    package func run(in context: CommandContext) throws -> Outcome<PhoneCodeIssued> {
        guard let phone = MobilePhone.normalized(phone) else { return .refused([.phoneInvalid]) }
        guard try mayAsk(in: context) else { return .refused([.notFound]) }
        return try send(to: phone, in: context)
    }

    /// Sends the code once it is settled that whoever asks may; the phone is in its normal form.
    func send(to phone: String, in context: CommandContext) throws -> Outcome<PhoneCodeIssued> {
        let reasons = try limitReasons(phone, in: context)
        guard reasons.isEmpty else { return .refused(reasons) }
        let code = Token.phoneCode()
        try context.store.putPhoneCode(
            code, phone: phone, purpose: purpose, expiresAt: context.now.adding(seconds: SignInLimits.codeSeconds),
            at: context.now)
        try context.store.enqueueMessage(
            channel: "sms", template: "phoneCode.\(purpose.name)", recipient: phone,
            recipientMasked: Masking.phone(phone), body: text(code, in: context), caseID: nil, at: context.now,
            on: context.today)
        return .done(
            PhoneCodeIssued(
                shownCode: context.bureau.settings.showsPhoneCodes ? code : nil, seconds: SignInLimits.codeSeconds))
    }

    /// Consent is asked for by whoever keeps the draft or may see the case.
    private func mayAsk(in context: CommandContext) throws -> Bool {
        switch purpose {
        case .signIn: return true
        case .authorize(let draftID, let memberNumber):
            guard memberNumber > 0 else { return false }
            return try context.store.keepsDraft(
                draftID, account: context.actor.account, staff: context.actor.staff?.staffID)
        case .authorizeCase(let caseID, let memberNumber):
            let row = try context.store.caseRow(caseID, in: context.scope)
            return row?.form.members.contains { $0.number == memberNumber } == true
        // The code of a signature goes to the phone on the form: `RequestSigningCode` sends it.
        case .sign: return false
        }
    }

    private func limitReasons(_ phone: String, in context: CommandContext) throws -> [Reason] {
        let store = context.store
        let byPhone = SignInLimits.bucket("code.phone", phone, store)
        // The gap is per purpose: whoever has just signed in may ask at once for the code that authorises.
        let byPurpose = SignInLimits.bucket("code.gap.\(purpose.name)", phone, store)
        let byAddress = SignInLimits.bucket("code.address", addressKey, store)
        let hourAgo = context.now.adding(seconds: -SignInLimits.hourSeconds)
        var reasons: [Reason] = []
        if try store.rateCount(byPhone, since: hourAgo) >= SignInLimits.codesPerPhone {
            reasons.append(.codeTooOften)
        } else if try store.rateCount(byPurpose, since: context.now.adding(seconds: -SignInLimits.codeGapSeconds)) > 0 {
            reasons.append(.codeTooSoon)
        }
        if try store.rateCount(byAddress, since: hourAgo) >= SignInLimits.codesPerAddress {
            reasons.append(.addressTooOften)
        }
        try store.recordRate(byPhone, at: context.now)
        try store.recordRate(byPurpose, at: context.now)
        try store.recordRate(byAddress, at: context.now)
        return reasons
    }

    private func text(_ code: String, in context: CommandContext) -> String {
        let use =
            switch purpose {
            case .signIn: "登录"
            case .authorize, .authorizeCase: "授权核对家庭信息"
            case .sign: "文书签字"
            }
        return "【\(context.bureau.settings.name)】\(use)验证码\(code)，5分钟内有效。不要告诉他人，工作人员也不会向您要。"
    }
}

extension CommandContext {
    /// Tries a phone code inside a verb of another room, such as an adult's consent.
    ///
    /// The try is counted in this transaction: answer `.done` for a wrong code, or the count is rolled back with the
    /// refusal.
    package func checkPhoneCode(phone: String, code: String, purpose: PhoneCodePurpose) throws -> PhoneCodeCheck {
        guard let phone = MobilePhone.normalized(phone) else { return .noneOpen }
        return try store.tryPhoneCode(code.filter { !$0.isWhitespace }, phone: phone, purpose: purpose, at: now)
    }
}
