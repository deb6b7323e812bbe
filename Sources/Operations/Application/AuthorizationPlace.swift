import Casework
import Primitives
import Storage

/// The draft or case that an authorisation belongs to, read as the actor may, and how one is written there.
struct AuthorizationPlace {
    let owner: UploadOwner
    let draftID: DraftID?
    let row: CaseRow?
    let form: ApplicationForm
    let region: RegionCode

    /// A draft or case of the actor's; a draft that was sent stands for its case.
    static func load(_ asked: UploadOwner, in context: CommandContext) throws -> AuthorizationPlace? {
        switch asked {
        case .draft(let id):
            guard let draft = try context.store.draft(id, of: context.actor.row) else { return nil }
            if let sent = draft.caseID {
                return try context.store.caseRow(sent, in: context.scope).map { AuthorizationPlace($0, draftID: id) }
            }
            let form = draft.content.form
            return AuthorizationPlace(
                owner: asked, draftID: id, row: nil, form: form, region: form.residenceRegion ?? draft.region)
        case .file(let id):
            return try context.store.caseRow(id, in: context.scope).map { AuthorizationPlace($0) }
        }
    }

    /// A member of the form by number, with the ID and whether of age; every reason otherwise.
    func member(_ number: Int, in context: CommandContext) -> Outcome<AuthorizationSubject> {
        guard let member = form.members.first(where: { $0.number == number }) else {
            return .refused([.memberUnknown])
        }
        guard let id = member.citizenID, let isAdult = member.isAdult(on: context.today) else {
            return .refused([.memberIDWrong])
        }
        return .done(
            AuthorizationSubject(
                member: member, isAdult: isAdult, index: context.store.authorizationIndex(id)))
    }

    func uploads(in context: CommandContext) throws -> [UploadRow] {
        switch owner {
        case .draft(let id): try context.store.uploads(of: id)
        case .file(let id): try context.store.uploads(of: id, in: context.scope)
        }
    }

    /// Numbers and keeps an act that was checked; answers the number.
    func record(
        _ act: AuthorizationAct, of subject: AuthorizationSubject, textHash: [UInt8], verb: String,
        in context: CommandContext
    ) throws -> String {
        let county = region.ancestor(at: .county) ?? region
        let sequence = try context.store.nextNumber(series: "authorization", region: county, year: context.today.year)
        let digits = String(sequence)
        let number =
            "SQ\(county.text)-\(context.today.year)-" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        var entry = AuthorizationRow(
            id: context.store.ids.next(), owner: owner, idIndex: subject.index, number: number, method: .ownCode,
            signerName: subject.member.name, signerRelation: "", reason: "", evidenceID: nil,
            staffID: context.actor.staff?.staffID, textHash: textHash, purpose: AuthorizationText.purpose,
            signedAt: context.now, signedDay: context.today, expiresDay: AuthorizationText.expiry(from: context.today))
        entry.draftID = draftID
        entry.take(act)
        try context.store.insertAuthorization(entry)
        try context.store.noteWaiting("", idIndex: subject.index, owner: owner, at: context.now)
        try context.audit(
            verb, row == nil ? "draft" : "case", row?.id.rawValue ?? draftID?.rawValue ?? 0, region: region,
            reason: entry.method.rawValue)
        if let row { try AuthorizationChange.compareAgain(row, number: number, in: context) }
        return number
    }
}

extension AuthorizationPlace {
    /// A case that was read already.
    init(_ found: CaseRow, draftID: DraftID? = nil) {
        self.init(owner: .file(found.id), draftID: draftID, row: found, form: found.form, region: found.region)
    }
}

/// The member whom an authorisation is about.
struct AuthorizationSubject: Sendable {
    let member: DeclaredMember
    let isAdult: Bool
    let index: [UInt8]
}

extension AuthorizationRow {
    /// Who signed, and why, as the act says it.
    fileprivate mutating func take(_ act: AuthorizationAct) {
        switch act {
        case .ownCode, .later: break
        case .beforeClerk: method = .beforeClerk
        case .guardian(let name):
            method = .guardian
            signerName = name
            signerRelation = Representation.Standing.guardian.rawValue
        case .represented(let name, let standing, let why, let evidence):
            method = .represented
            signerName = name
            signerRelation = standing.rawValue
            reason = why
            evidenceID = evidence
        }
    }
}
