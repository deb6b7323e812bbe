package import Casework
package import Primitives
import Storage

/// The adults of a case behind its progress link, each to authorise or take back on their own phone.
///
/// Names are masked and the code goes only to the phone that the application names for the person, so the link tells
/// nothing and opens nothing by itself. Three statements.
package struct LinkConsent: Sendable {
    /// One adult.
    package struct Person: Sendable {
        /// The number in the form.
        package let number: Int
        /// The name, masked.
        package let nameMasked: String
        /// Where the code goes, masked; nil when the application names no phone.
        package let phoneMasked: String?
        /// The number of the authorisation that stands.
        package let authorization: String?
        /// The last day it is good for.
        package let expiresDay: CivilDate?
        /// The text to read, with the masked name; its hash goes back with the code.
        package let text: AuthorizationText
    }

    /// The program applied for.
    package let program: Program
    /// The adults, in the order of the form.
    package let people: [Person]
    /// Whether anything may still be authorised.
    package let isOpen: Bool

    static let scope = Scope.system(
        "an adult authorises by the progress link and a code to the phone in the application")

    /// The adults of the case of a link; nil for a token that opens nothing.
    package static func load(token: String, in context: CommandContext) throws -> LinkConsent? {
        guard let row = try context.store.caseRow(trackingToken: token) else { return nil }
        let rows = try context.store.authorizations(of: row.id, in: scope)
        let waiting = try context.store.waitingReasons(of: row.id)
        let statuses = try AuthorizationStatuses.resolve(row.form, rows: rows, waiting: waiting, in: context)
        let people = zip(row.form.members, statuses).filter { $1.member.isAdult }.map { member, item in
            Person(
                number: member.number, nameMasked: Masking.name(member.name),
                phoneMasked: MobilePhone.normalized(member.phone).map { Masking.phone($0) },
                authorization: item.row?.number, expiresDay: item.row?.expiresDay,
                text: text(of: member, row.program, context))
        }
        return LinkConsent(
            program: row.program, people: people, isOpen: !row.state.isEnded && row.state != .archived)
    }

    static func text(of member: DeclaredMember, _ program: Program, _ context: CommandContext) -> AuthorizationText {
        AuthorizationText(
            personName: Masking.name(member.name), program: program, bureauName: context.bureau.settings.name)
    }
}

/// Finds the adult of a link with the phone that the application names.
private struct LinkedAdult {
    let row: CaseRow
    let place: AuthorizationPlace
    let subject: AuthorizationSubject
    let phone: String

    static func load(token: String, number: Int, in context: CommandContext) throws -> Outcome<LinkedAdult> {
        guard let row = try context.store.caseRow(trackingToken: token) else { return .refused([.notFound]) }
        guard !row.state.isEnded, row.state != .archived else { return .refused([.caseClosed]) }
        let place = AuthorizationPlace(row)
        switch place.member(number, in: context) {
        case .refused: return .refused([.notFound])
        case .done(let subject):
            guard subject.isAdult else { return .refused([.notFound]) }
            guard let phone = MobilePhone.normalized(subject.member.phone) else { return .refused([.linkPhoneMissing]) }
            return .done(LinkedAdult(row: row, place: place, subject: subject, phone: phone))
        }
    }
}

/// Sends the code for an adult of a link to the phone that the application names, whoever presses.
package struct RequestLinkCode: Command {
    /// The verb's name.
    package static let name = "application.requestLinkCode"
    /// The token of the progress link.
    package let token: String
    /// The member's number in the form.
    package let memberNumber: Int
    /// Where the request came from; never stored, only its keyed hash.
    package let addressKey: String

    /// Takes the inputs.
    package init(token: String, memberNumber: Int, addressKey: String) {
        self.token = token
        self.memberNumber = memberNumber
        self.addressKey = addressKey
    }

    /// Keeps the limits of all phone codes.
    package func run(in context: CommandContext) throws -> Outcome<PhoneCodeIssued> {
        switch try LinkedAdult.load(token: token, number: memberNumber, in: context) {
        case .refused(let reasons): return .refused(reasons)
        case .done(let adult):
            let purpose = PhoneCodePurpose.authorizeCase(caseID: adult.row.id, memberNumber: memberNumber)
            return try RequestPhoneCode(phone: adult.phone, addressKey: addressKey, purpose: purpose)
                .send(to: adult.phone, in: context)
        }
    }
}

/// An adult authorises, or takes the authorisation back, by the progress link and the code on the own phone.
package struct AuthorizeByLink: Command {
    /// The verb's name.
    package static let name = "application.authorizeByLink"
    /// The token of the progress link.
    package let token: String
    /// The member's number in the form.
    package let memberNumber: Int
    /// The code as typed.
    package let code: String
    /// `AuthorizationText.hashText` of the text that was on the page, with the masked name.
    package let textHash: String
    /// Whether the authorisation is taken back instead.
    package let isWithdrawal: Bool

    /// Takes the inputs.
    package init(token: String, memberNumber: Int, code: String, textHash: String, isWithdrawal: Bool = false) {
        self.token = token
        self.memberNumber = memberNumber
        self.code = code
        self.textHash = textHash
        self.isWithdrawal = isWithdrawal
    }

    /// Refuses another text than was shown; a wrong code is an answer, so that the try stays counted.
    package func run(in context: CommandContext) throws -> Outcome<AuthorizationOutcome> {
        let adult: LinkedAdult
        switch try LinkedAdult.load(token: token, number: memberNumber, in: context) {
        case .refused(let reasons): return .refused(reasons)
        case .done(let found): adult = found
        }
        let text = LinkConsent.text(of: adult.subject.member, adult.row.program, context)
        guard isWithdrawal || text.hashText == textHash else { return .refused([.textChanged]) }
        let purpose = PhoneCodePurpose.authorizeCase(caseID: adult.row.id, memberNumber: memberNumber)
        switch try context.checkPhoneCode(phone: adult.phone, code: code, purpose: purpose) {
        case .accepted: break
        case .wrong(let left): return .done(.wrongCode(triesLeft: left))
        case .noneOpen: return .refused([.codeNotOpen])
        }
        guard isWithdrawal else {
            let act = AuthorizationAct.ownCode(phone: adult.phone, code: code)
            return .done(
                .recorded(
                    number: try adult.place.record(
                        act, of: adult.subject, textHash: text.hash, verb: Self.name, in: context)))
        }
        let rows = try context.store.authorizations(of: adult.row.id, in: LinkConsent.scope)
        for row in rows where row.idIndex == adult.subject.index && row.isValid(on: context.today) {
            var row = row
            try AuthorizationChange.withdraw(
                &row, reason: "", verb: WithdrawAuthorization.name, scope: LinkConsent.scope, in: context)
        }
        return .done(.noted)
    }
}

extension Reason {
    static let linkPhoneMissing = Reason(
        "linkPhoneMissing", "申请里没有写这个人的手机号，不能用链接授权。请申请人在自己手机上办，或到乡镇窗口办。",
        "The application names no phone for this person. Do it on the applicant's phone, or at the township window.")
}
