package import Casework
package import Primitives
package import Storage

/// Begins an application: a citizen's own, or one that an aide or clerk fills in for somebody (代办).
package struct StartDraft: Command {
    /// The verb's name.
    package static let name = "application.startDraft"
    /// Most unfinished drafts of one account.
    package static let openMax = 10
    /// The program asked for; the filing is sorted over all programs anyway.
    package let program: Program
    /// Where it is begun: the village of the code that was scanned, or the helper's own region.
    package let region: RegionCode
    /// The applicant's phone, which a helper must give; a citizen's own account knows it.
    package let applicantPhone: String?
    /// What was said in the self-test; nil for whoever did not take it.
    package let said: SaidBefore?

    /// Takes the inputs.
    package init(program: Program, region: RegionCode, applicantPhone: String? = nil, said: SaidBefore? = nil) {
        self.said = said
        self.program = program
        self.region = region
        self.applicantPhone = applicantPhone
    }

    /// Answers the draft's id.
    package func run(in context: CommandContext) throws -> Outcome<DraftID> {
        var content = DraftContent(program: program)
        content.said = said
        var reasons: [Reason] = []
        if try context.store.region(region) == nil { reasons.append(.placeUnknown("region")) }
        switch context.actor {
        case .citizen(let account):
            guard let phone = try context.store.accountPhone(account) else { return .refused([.notSignedIn]) }
            content.form.phone = phone
            if try context.store.openDrafts(of: context.actor.row).count >= Self.openMax {
                reasons.append(.tooManyDrafts(Self.openMax))
            }
        case .staff(let staff):
            guard DraftHelpers.roles.contains(staff.role) else { return .refused([.notAllowed]) }
            if let phone = applicantPhone.flatMap(MobilePhone.normalized) {
                content.form.phone = phone
            } else {
                reasons.append(.phoneMissing)
            }
        case .visitor, .system: return .refused([.notSignedIn])
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        if region.level == .village { content.form.residenceRegion = region }
        let id = try context.store.insertDraft(
            content, account: context.actor.account, staff: context.actor.staff?.staffID, region: region,
            at: context.businessNow)
        if context.actor.staff != nil { try context.audit(Self.name, "draft", id.rawValue, region: region) }
        return .done(id)
    }
}

/// Who may fill in an application for somebody else.
enum DraftHelpers {
    /// An aide in the village, a clerk at the window.
    static let roles: Set<Role> = [.aide, .townshipClerk]
}

/// Throws a draft away; one that was sent stays.
package struct DiscardDraft: Command {
    /// The verb's name.
    package static let name = "application.discardDraft"
    /// The draft.
    package let draftID: DraftID
    /// The version seen.
    package let version: Int64

    /// Takes the inputs.
    package init(draftID: DraftID, version: Int64) {
        self.draftID = draftID
        self.version = version
    }

    /// Answers whether it is gone.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        let draft: DraftRow
        switch try OpenDraft.load(draftID, version: version, in: context) {
        case .done(let row): draft = row
        case .refused(let reasons): return .refused(reasons)
        }
        try context.store.discardDraft(draft, of: context.actor.row, at: context.now)
        return .done(true)
    }
}

/// Reads a draft for a verb that changes it.
enum OpenDraft {
    /// The actor's own draft, not sent yet, at the version seen; every reason otherwise.
    static func load(_ id: DraftID, version: Int64?, in context: CommandContext) throws -> Outcome<DraftRow> {
        guard let draft = try context.store.draft(id, of: context.actor.row) else { return .refused([.notFound]) }
        if let sent = draft.caseID {
            return .refused([.alreadySent(try context.store.caseRow(sent, in: context.scope)?.number)])
        }
        if let version, version != draft.version { return .refused([.changedMeanwhile]) }
        return .done(draft)
    }
}
