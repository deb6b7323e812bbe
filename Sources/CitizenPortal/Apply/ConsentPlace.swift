import Casework
import Hummingbird
import Operations
import Primitives
import Storage
import WebSupport

/// Where members authorise: a draft before it is sent, the case afterwards.
///
/// The pages are the same.
struct ConsentPlace: Sendable {
    let owner: UploadOwner
    /// The address of the list.
    let address: String
    /// Where the list leads back to.
    let back: String
    let members: [DraftAuthorization]
    let form: ApplicationForm
    /// Whether anything may still be authorised.
    let isOpen: Bool
    /// The link to pass on to a member with a phone of their own; nil before sending.
    let link: String?

    /// The address of a member's page.
    func path(_ item: DraftAuthorization, _ rest: String = "") -> String {
        "\(address)/\(item.memberNumber)" + (rest.isEmpty ? "" : "/\(rest)")
    }

    /// What a code to a member's phone is for.
    func purpose(_ item: DraftAuthorization) -> PhoneCodePurpose {
        switch owner {
        case .draft(let id): .authorize(draftID: id, memberNumber: item.memberNumber)
        case .file(let id): .authorizeCase(caseID: id, memberNumber: item.memberNumber)
        }
    }
}

extension ConsentPlace {
    /// The members of a draft.
    init(_ view: DraftView) {
        self.init(
            owner: .draft(view.draft.id), address: DraftDoor.path(view, "consent"), back: DraftDoor.path(view),
            members: view.authorizations, form: view.draft.content.form,
            isOpen: true, link: nil)
    }

    /// The members of a case that was sent.
    init(_ consents: CaseConsents, publicAddress: String) {
        let progress = "/progress/\(consents.caseID.text)"
        self.init(
            owner: .file(consents.caseID), address: "\(progress)/consent", back: progress, members: consents.members,
            form: consents.form, isOpen: consents.isOpen,
            link: "\(publicAddress)/t/\(consents.trackingToken)/consent")
    }
}

/// The two doors to the pages of consent.
enum ConsentDoor: CaseIterable {
    case draft, file

    /// The address under which the pages are registered.
    var base: String { self == .draft ? "/apply/{draft}/consent" : "/progress/{case}/consent" }

    /// Opens the own draft or case; another's is not found.
    func open(
        _ portal: Portal, _ context: BackstopContext, _ body: (ConsentPlace) async throws -> Response
    ) async throws -> Response {
        switch self {
        case .draft:
            return try await DraftDoor(portal: portal).open(context) { try await body(ConsentPlace($0)) }
        case .file:
            let id = CaseID(try context.number("case"))
            guard let found = try await portal.view(context, { try CaseConsents.load(id, in: $0) }) else {
                throw PageProblem.notFound
            }
            return try await body(ConsentPlace(found, publicAddress: portal.bureau.settings.publicAddress))
        }
    }
}
