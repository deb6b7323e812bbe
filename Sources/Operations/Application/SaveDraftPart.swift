import Casework
package import Primitives
import Storage

/// What comes of a saved part.
package struct SavedPart: Codable, Hashable, Sendable {
    /// The draft's version now.
    package let version: Int64
    /// The member it was about.
    package let memberNumber: Int?
    /// What is still missing or wrong in this part, each at its field; the answers are kept all the same.
    package let problems: [Reason]
}

/// Saves one page's answers, complete or not, and says what is still wrong with them.
package struct SaveDraftPart: Command {
    /// The verb's name.
    package static let name = "application.savePart"
    /// The draft.
    package let draftID: DraftID
    /// The version the page was made from.
    package let version: Int64
    /// The answers.
    package let part: DraftPart

    /// Takes the inputs.
    package init(draftID: DraftID, version: Int64, part: DraftPart) {
        self.draftID = draftID
        self.version = version
        self.part = part
    }

    /// Refuses another's draft, one that was sent, and one changed meanwhile.
    package func run(in context: CommandContext) throws -> Outcome<SavedPart> {
        var draft: DraftRow
        switch try OpenDraft.load(draftID, version: version, in: context) {
        case .done(let row): draft = row
        case .refused(let reasons): return .refused(reasons)
        }
        if case .member(let member) = part, member.number != 0,
            !draft.content.form.members.contains(where: { $0.number == member.number })
        {
            return .refused([.memberUnknown])
        }
        let number = part.apply(to: &draft.content.form)
        draft.content.answered.insert(part.section)
        if part.section == .members { draft.content.isPrefilled = false }
        try context.store.updateDraft(&draft, of: context.actor.row, at: context.businessNow)
        let problems = draft.content.form.problems(on: context.today).filter { problem in
            guard let number else { return part.section.holds(problem.path) }
            return problem.path.hasPrefix("members.\(number).")
        }
        return .done(SavedPart(version: draft.version, memberNumber: number, problems: problems.map(Reason.init)))
    }
}

/// Puts the family of a proven person into the draft, to be confirmed member by member; never for a mere claim.
package struct PrefillFromFile: Command {
    /// The verb's name.
    package static let name = "application.prefill"
    /// The draft.
    package let draftID: DraftID
    /// The version the page was made from.
    package let version: Int64

    /// Takes the inputs.
    package init(draftID: DraftID, version: Int64) {
        self.draftID = draftID
        self.version = version
    }

    /// Members typed already stay; those on file are added behind them.
    package func run(in context: CommandContext) throws -> Outcome<SavedPart> {
        var draft: DraftRow
        switch try OpenDraft.load(draftID, version: version, in: context) {
        case .done(let row): draft = row
        case .refused(let reasons): return .refused(reasons)
        }
        guard let account = context.actor.account,
            let own = try context.store.provenPersons(of: account).first?.id
        else { return .refused([.notProven]) }
        guard let family = try context.store.familyID(of: own) else { return .refused([.nothingOnFile]) }
        _ = try HeldFamily.add(family, applicant: own, to: &draft.content.form, in: context)
        draft.content.isPrefilled = true
        try context.store.updateDraft(&draft, of: context.actor.row, at: context.businessNow)
        try context.audit(
            Self.name, "family", family.rawValue, reason: "prefill of the proven person's own application")
        return .done(SavedPart(version: draft.version, memberNumber: nil, problems: []))
    }
}
