package import Casework
package import Primitives
package import Storage

/// How a member authorises, with what proves it.
package enum AuthorizationAct: Codable, Hashable, Sendable {
    /// By a code sent to the member's own phone (`PhoneCodePurpose.authorize` of the draft and member).
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
        guard let place = try Place(owner, in: context) else { return .refused([.notFound]) }
        guard let member = place.form.members.first(where: { $0.number == memberNumber }) else {
            return .refused([.memberUnknown])
        }
        guard let id = member.citizenID, let isAdult = member.isAdult(on: context.today) else {
            return .refused([.memberIDWrong])
        }
        let index = context.store.authorizationIndex(id)
        if case .later(let reason) = act {
            guard !reason.allSatisfy(\.isWhitespace) else { return .refused([.reasonMissing]) }
            try context.store.noteWaiting(reason, idIndex: index, owner: place.owner, at: context.now)
            return .done(.noted)
        }
        let text = AuthorizationText(
            personName: member.name, program: place.form.program, bureauName: context.bureau.settings.name)
        var reasons = text.hashText == textHash ? [] : [Reason.textChanged]
        reasons += try signerReasons(isAdult: isAdult, place: place, in: context)
        guard reasons.isEmpty else { return .refused(reasons) }
        if case .ownCode(let phone, let code) = act {
            guard let draft = place.draftID else { return .refused([.codeNotOpen]) }
            let purpose = PhoneCodePurpose.authorize(draftID: draft, memberNumber: memberNumber)
            switch try context.checkPhoneCode(phone: phone, code: code, purpose: purpose) {
            case .accepted: break
            case .wrong(let left): return .done(.wrongCode(triesLeft: left))
            case .noneOpen: return .refused([.codeNotOpen])
            }
        }
        let number = try record(member, index: index, text: text, place: place, in: context)
        return .done(.recorded(number: number))
    }

    private func signerReasons(isAdult: Bool, place: Place, in context: CommandContext) throws -> [Reason] {
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

    private func record(
        _ member: DeclaredMember, index: [UInt8], text: AuthorizationText, place: Place, in context: CommandContext
    ) throws -> String {
        let county = place.region.ancestor(at: .county) ?? place.region
        let sequence = try context.store.nextNumber(
            series: "authorization", region: county, year: context.today.year)
        let digits = String(sequence)
        let number =
            "SQ\(county.text)-\(context.today.year)-" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        var row = AuthorizationRow(
            id: context.store.ids.next(), owner: place.owner, idIndex: index, number: number, method: .ownCode,
            signerName: member.name, signerRelation: "", reason: "", evidenceID: nil,
            staffID: context.actor.staff?.staffID, textHash: text.hash, purpose: AuthorizationText.purpose,
            signedAt: context.now, signedDay: context.today,
            expiresDay: AuthorizationText.expiry(from: context.today))
        switch act {
        case .ownCode, .later: break
        case .beforeClerk: row.method = .beforeClerk
        case .guardian(let name):
            row.method = .guardian
            row.signerName = name
            row.signerRelation = Representation.Standing.guardian.rawValue
        case .represented(let name, let standing, let reason, let evidence):
            row.method = .represented
            row.signerName = name
            row.signerRelation = standing.rawValue
            row.reason = reason
            row.evidenceID = evidence
        }
        row.draftID = place.draftID
        try context.store.insertAuthorization(row)
        try context.store.noteWaiting("", idIndex: index, owner: place.owner, at: context.now)
        try context.audit(
            Self.name, place.row == nil ? "draft" : "case", place.row?.id.rawValue ?? place.draftID?.rawValue ?? 0,
            region: place.region, reason: row.method.rawValue)
        if let file = place.row { try AuthorizationChange.compareAgain(file, number: number, in: context) }
        return number
    }

    /// The draft or case an authorisation belongs to, read as the actor may.
    private struct Place {
        let owner: UploadOwner
        let draftID: DraftID?
        let row: CaseRow?
        let form: ApplicationForm
        let region: RegionCode

        /// A draft that was sent stands for its case.
        init?(_ asked: UploadOwner, in context: CommandContext) throws {
            switch asked {
            case .draft(let id):
                guard let draft = try context.store.draft(id, of: context.actor.row) else { return nil }
                draftID = id
                guard let sent = draft.caseID else {
                    (owner, row, form) = (asked, nil, draft.content.form)
                    region = draft.content.form.residenceRegion ?? draft.region
                    return
                }
                guard let found = try context.store.caseRow(sent, in: context.scope) else { return nil }
                (owner, row, form, region) = (.file(sent), found, found.form, found.region)
            case .file(let id):
                guard let found = try context.store.caseRow(id, in: context.scope) else { return nil }
                (owner, draftID, row, form, region) = (asked, nil, found, found.form, found.region)
            }
        }

        func uploads(in context: CommandContext) throws -> [UploadRow] {
            switch owner {
            case .draft(let id): try context.store.uploads(of: id)
            case .file(let id): try context.store.uploads(of: id, in: context.scope)
            }
        }
    }
}

extension Reason {
    static let signerMissing = Reason(
        "signerMissing", field: "name", "没有写代签人的姓名。请填写。", "The signer's name is missing.")
}
