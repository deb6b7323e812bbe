package import Casework
package import Primitives
package import Storage

/// How a member authorises, with what proves it.
package enum AuthorizationAct: Codable, Hashable, Sendable {
    /// By a code sent to the member's own phone (`PhoneCodePurpose.authorize` or `.authorizeCase`).
    case ownCode(phone: String, code: String)
    /// By hand, before the clerk who records it.
    case beforeClerk
    /// By a guardian or close relative, because the adult cannot sign.
    case represented(name: String, standing: Representation.Standing, reason: String, evidence: UploadID)
    /// For a minor, by the guardian.
    case guardian(name: String)
    /// Not yet: the reason stands in its place, and the sources that need it wait.
    case later(reason: String)
}

/// What comes of the act.
///
/// A wrong code is an answer and not a refusal, so that the try stays counted.
package enum AuthorizationOutcome: Codable, Hashable, Sendable {
    /// It stands, under this number.
    case recorded(number: String)
    /// The reason is noted.
    case noted
    /// Not the code.
    case wrongCode(triesLeft: Int)
}

/// Records a member's authorisation of the check, for a draft or, once it was sent, for its case.
package struct RecordAuthorization: Command {
    /// The verb's name.
    package static let name = "application.authorize"
    /// The draft or the case.
    package let owner: UploadOwner
    /// The member's number in the form.
    package let memberNumber: Int
    /// What was done.
    package let act: AuthorizationAct
    /// `AuthorizationText.hashText` of the text that was on the page.
    package let textHash: String

    /// Takes the inputs.
    package init(owner: UploadOwner, memberNumber: Int, act: AuthorizationAct, textHash: String) {
        self.owner = owner
        self.memberNumber = memberNumber
        self.act = act
        self.textHash = textHash
    }

    /// Checks who acts, what was read and who signs; numbers and keeps it.
    package func run(in context: CommandContext) throws -> Outcome<AuthorizationOutcome> {
        guard let place = try AuthorizationPlace.load(owner, in: context) else { return .refused([.notFound]) }
        if place.row?.state.isEnded == true { return .refused([.caseClosed]) }
        let subject: AuthorizationSubject
        switch place.member(memberNumber, in: context) {
        case .done(let found): subject = found
        case .refused(let reasons): return .refused(reasons)
        }
        if case .later(let reason) = act {
            guard !reason.allSatisfy(\.isWhitespace) else { return .refused([.reasonMissing]) }
            try context.store.noteWaiting(reason, idIndex: subject.index, owner: place.owner, at: context.now)
            return .done(.noted)
        }
        let text = AuthorizationText(
            personName: subject.member.name, program: place.form.program, bureauName: context.bureau.settings.name)
        var reasons = text.hashText == textHash ? [] : [Reason.textChanged]
        reasons += try signerReasons(isAdult: subject.isAdult, place: place, in: context)
        guard reasons.isEmpty else { return .refused(reasons) }
        if case .ownCode(let phone, let code) = act {
            switch try context.checkPhoneCode(phone: phone, code: code, purpose: purpose) {
            case .accepted: break
            case .wrong(let left): return .done(.wrongCode(triesLeft: left))
            case .noneOpen: return .refused([.codeNotOpen])
            }
        }
        return .done(
            .recorded(
                number: try place.record(act, of: subject, textHash: text.hash, verb: Self.name, in: context)))
    }

    /// A code asked for before sending still opens the case that came of the draft.
    private var purpose: PhoneCodePurpose {
        switch owner {
        case .draft(let id): .authorize(draftID: id, memberNumber: memberNumber)
        case .file(let id): .authorizeCase(caseID: id, memberNumber: memberNumber)
        }
    }

    private func signerReasons(isAdult: Bool, place: AuthorizationPlace, in context: CommandContext) throws -> [Reason]
    {
        switch act {
        case .ownCode where !isAdult, .beforeClerk where !isAdult:
            return [
                .wrongAge("未满18周岁，不能自己授权。请由监护人代签。", "A minor cannot authorise. The guardian signs.")
            ]
        case .beforeClerk:
            return context.actor.staff?.role == .townshipClerk ? [] : [.notAllowed]
        case .guardian(let name):
            if isAdult {
                return [.wrongAge("已满18周岁，请本人授权，或写明代签原因。", "An adult authorises, or says why somebody else signs.")]
            }
            return name.allSatisfy(\.isWhitespace) ? [.signerMissing] : []
        case .represented(let name, _, let reason, let evidence):
            var reasons: [Reason] = []
            if name.allSatisfy(\.isWhitespace) { reasons.append(.signerMissing) }
            if reason.allSatisfy(\.isWhitespace) { reasons.append(.reasonMissing) }
            let held = try place.uploads(in: context).contains {
                $0.id == evidence && $0.purpose == UploadPurpose.authorizationEvidence.rawValue
            }
            return held ? reasons : reasons + [.evidenceUnknown]
        case .ownCode, .later: return []
        }
    }
}

extension Reason {
    static let signerMissing = Reason(
        "signerMissing", field: "name", "没有写代签人的姓名。请填写。", "The signer's name is missing.")
    static let caseClosed = Reason(
        "caseClosed", "这份申请已经办结，不用再授权。以后再申请时再授权。",
        "This application is closed, so nothing needs to be authorised any more.")
}
