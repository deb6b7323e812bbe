import Casework
package import Primitives
import Storage

/// How a signature is taken, with the files that show it.
package enum SignatureTaking: Codable, Hashable, Sendable {
    /// Drawn on the screen before a witness, with a photo of the moment.
    case drawn(name: String, witness: String, picture: UploadID, photo: UploadID?)
    /// The code sent to the member's own phone.
    case code(memberNumber: Int, typed: String)
    /// A thumbprint before two witnesses, photographed.
    case thumbprint(name: String, witnesses: [String], picture: UploadID)
    /// The signed paper, scanned.
    case scan(name: String, pages: Int, picture: UploadID)
    /// The member of staff who is signed in.
    case staff
    /// The seal of the body; a village's comes with the scan of the sealed paper.
    case seal(scan: UploadID?)
    /// The citizen who is signed in by the own phone.
    case ownAccount
}

/// What came of signing.
package enum SigningResult: Codable, Hashable, Sendable {
    /// It stands; `lacks` says what the document still needs.
    case signed(lacks: [Reason])
    /// Not the code; with 0 tries left another must be asked for.
    case wrongCode(triesLeft: Int)
}

/// Puts one signature under a document, over the digest of the text that was shown.
package struct SignDocument: Command {
    /// The verb's name.
    package static let name = "papers.sign"
    /// The document.
    package let documentID: DocumentID
    /// The hex SHA-256 of the text that the page showed.
    package let shownDigest: String
    /// How it is signed.
    package let taking: SignatureTaking

    /// Takes the inputs.
    package init(documentID: DocumentID, shownDigest: String, taking: SignatureTaking) {
        self.documentID = documentID
        self.shownDigest = shownDigest
        self.taking = taking
    }

    /// Whoever may read the case and work on it takes the signature; a faulty one is refused and nothing is kept.
    package func run(in context: CommandContext) throws -> Outcome<SigningResult> {
        guard let standing = try DocumentStanding.load(documentID, in: context) else { return .refused([.notFound]) }
        var reasons = try standingReasons(standing, in: context)
        if !shownDigest.utf8.elementsEqual(standing.digest.utf8) { reasons.append(.paperTextDiffers) }
        if !standing.content.missing.isEmpty { reasons.append(.paperIncomplete(standing.content.missing)) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let draft: (mark: SignedMark, upload: UploadID?)
        switch try mark(standing, in: context) {
        case .refused(let reasons): return .refused(reasons)
        case .done(.wrong(let left)): return .done(.wrongCode(triesLeft: left))
        case .done(.mark(let mark, let upload)): draft = (mark, upload)
        }
        let kind = standing.content.kind
        let faults = SignatureRule.faults(of: draft.mark, on: kind, textDigest: standing.digest).map { Reason($0) }
        guard faults.isEmpty else { return .refused(faults) }
        try context.store.insertMark(
            draft.mark, on: documentID, upload: draft.upload, on: context.today, at: context.now)
        try context.audit(
            Self.name, "document", documentID.rawValue, reason: "\(kind.rawValue) \(draft.mark.side.rawValue)")
        let marks = standing.marks.map(\.mark) + [draft.mark]
        return .done(.signed(lacks: DocumentStanding.lacks(standing.content, digest: standing.digest, marks: marks)))
    }

    private enum Draft: Sendable {
        case mark(SignedMark, UploadID?)
        case wrong(Int)
    }

    /// Who may take a signature at all: staff who work on cases and are not related, or the family's own account.
    private func standingReasons(_ standing: DocumentStanding, in context: CommandContext) throws -> [Reason] {
        if context.actor.account != nil { return taking == .ownAccount ? [] : [.notAllowed] }
        let roles: Set<Role> = [
            .townshipClerk, .townshipReviewer, .countyReviewer, .gridWorker, .aide, .verificationOfficer, .payer,
        ]
        guard let staff = context.actor.staff, roles.contains(staff.role), taking != .ownAccount else {
            return [.notAllowed]
        }
        return try standing.row.caseID.map { try context.recusal(fromCase: $0) } ?? []
    }

    private func mark(_ standing: DocumentStanding, in context: CommandContext) throws -> Outcome<Draft> {
        func made(
            _ side: SignerSide, _ name: String, _ method: SignatureMethod, _ upload: UploadID? = nil
        ) throws -> Outcome<Draft> {
            if let upload, try !holds(upload, standing, in: context) { return .refused([.signatureFileMissing]) }
            return .done(
                .mark(
                    SignedMark(side: side, name: name, method: method, at: context.now, textDigest: standing.digest),
                    upload))
        }
        switch taking {
        case .drawn(let name, let witness, let picture, let photo):
            let hasPhoto = try photo.map { try holds($0, standing, in: context) } ?? false
            return try made(.household, name, .drawn(witness: witness, hasPhoto: hasPhoto), picture)
        case .thumbprint(let name, let witnesses, let picture):
            return try made(.household, name, .thumbprint(witnesses: witnesses), picture)
        case .scan(let name, let pages, let picture):
            return try made(.household, name, .scannedOriginal(pages: pages), picture)
        case .code(let number, let typed):
            return try coded(number, typed, standing, in: context, made: { try made($0, $1, $2) })
        case .staff:
            guard let staff = context.actor.staff else { return .refused([.notAllowed]) }
            let signed = standing.marks.contains { $0.mark.method == .staff(staff.staffID) }
            return signed ? .refused([.alreadySigned]) : try made(.staff, staff.name, .staff(staff.staffID))
        case .seal(let scan):
            let entry = standing.content.kind.entry
            let isVillage = entry.issuer == .village && scan != nil
            guard isVillage || PaperSeals.maySeal(entry, context.actor) else { return .refused([.sealNotHeld]) }
            let body = standing.content.issuer
            return try made(.body, body, .seal(body: body), scan)
        case .ownAccount:
            guard let row = try standing.row.caseID.flatMap({ try context.store.caseRow($0, in: context.scope) }) else {
                return .refused([.notFound])
            }
            let isOwn = try context.isOwnPhone(row.form.phone, of: context.actor)
            return try made(.household, row.applicantName, .phoneCode(isOwnPhone: isOwn))
        }
    }

    private func coded(
        _ number: Int, _ typed: String, _ standing: DocumentStanding, in context: CommandContext,
        made: (SignerSide, String, SignatureMethod) throws -> Outcome<Draft>
    ) throws -> Outcome<Draft> {
        guard let signer = try RequestSigningCode.signer(number, of: standing, in: context) else {
            return .refused([.signerPhoneMissing])
        }
        let purpose = PhoneCodePurpose.sign(documentID: documentID, memberNumber: number)
        switch try context.checkPhoneCode(phone: signer.phone, code: typed, purpose: purpose) {
        case .noneOpen: return .refused([.codeNotOpen])
        case .wrong(let left): return .done(.wrong(left))
        case .accepted: return try made(.household, signer.name, .phoneCode(isOwnPhone: true))
        }
    }

    private func holds(_ upload: UploadID, _ standing: DocumentStanding, in context: CommandContext) throws -> Bool {
        guard let caseID = standing.row.caseID else { return false }
        return try context.store.uploads(of: caseID, in: context.scope).contains { $0.id == upload }
    }
}

/// Sends the code with which an adult of the family signs a document from the own phone.
package struct RequestSigningCode: Command {
    /// The verb's name.
    package static let name = "papers.requestSigningCode"
    /// The document.
    package let documentID: DocumentID
    /// The member's number on the form.
    package let memberNumber: Int
    /// Where the request came from; never stored, only its keyed hash.
    package let addressKey: String

    /// Takes the inputs.
    package init(documentID: DocumentID, memberNumber: Int, addressKey: String) {
        self.documentID = documentID
        self.memberNumber = memberNumber
        self.addressKey = addressKey
    }

    /// The phone is the one on the form, never one that is typed now.
    package func run(in context: CommandContext) throws -> Outcome<PhoneCodeIssued> {
        guard let staff = context.actor.staff, [.townshipClerk, .aide, .gridWorker].contains(staff.role) else {
            return .refused([.notAllowed])
        }
        guard let standing = try DocumentStanding.load(documentID, in: context) else { return .refused([.notFound]) }
        guard let signer = try Self.signer(memberNumber, of: standing, in: context),
            let phone = MobilePhone.normalized(signer.phone)
        else { return .refused([.signerPhoneMissing]) }
        let purpose = PhoneCodePurpose.sign(documentID: documentID, memberNumber: memberNumber)
        return try RequestPhoneCode(phone: phone, addressKey: addressKey, purpose: purpose).send(to: phone, in: context)
    }

    /// An adult of the case with a phone of the own; the applicant's is the form's.
    static func signer(
        _ number: Int, of standing: DocumentStanding, in context: CommandContext
    ) throws -> (name: String, phone: String)? {
        guard let caseID = standing.row.caseID, let row = try context.store.caseRow(caseID, in: context.scope),
            let member = row.form.members.first(where: { $0.number == number }),
            member.isAdult(on: context.today) != false
        else { return nil }
        let phone = member.phone.isEmpty && member.relation == .applicant ? row.form.phone : member.phone
        return phone.isEmpty ? nil : (member.name, phone)
    }
}
