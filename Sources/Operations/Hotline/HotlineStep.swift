package import Casework
package import Primitives
package import Storage

/// A step of a ticket: read within reach, ruled by the ticket itself, kept with its words.
package protocol HotlineStep: Command where Result == Int64 {
    /// The step.
    static var event: HotlineEvent { get }
    /// The ticket.
    var ticketID: HotlineTicketID { get }
    /// The version the person looked at.
    var seenVersion: Int64 { get }
    /// What was written.
    var words: String { get }
    /// The office it goes to; nil where it stays.
    var office: RegionCode? { get }

    /// What the step says, which is its words unless it knows more; `row` is the ticket.
    func note(on row: HotlineTicketRow, in context: CommandContext) throws -> HotlineTicket.Note
    /// The paper the step issues; nil where it issues none.
    func paper(
        of row: HotlineTicketRow, note: HotlineTicket.Note, in context: CommandContext
    ) throws -> DocumentID?
}

extension HotlineStep {
    /// The ticket stays where it is.
    package var office: RegionCode? { nil }

    /// The words.
    package func note(on row: HotlineTicketRow, in context: CommandContext) throws -> HotlineTicket.Note {
        HotlineTicket.Note(words: words)
    }

    /// No paper.
    package func paper(
        of row: HotlineTicketRow, note: HotlineTicket.Note, in context: CommandContext
    ) throws -> DocumentID? { nil }

    /// Answers the ticket's version afterwards.
    package func run(in context: CommandContext) throws -> Outcome<Int64> {
        guard let staff = context.actor.staff, HotlineAuthority.handlers.contains(staff.role),
            let actor = context.actor.caseActor, let reach = context.hotlineReach
        else { return .refused([.notAllowed]) }
        guard let row = try context.store.hotlineTicket(ticketID, in: reach) else { return .refused([.notFound]) }
        let note = try note(on: row, in: context)
        var reasons: [Reason] = row.version == seenVersion ? [] : [.changedMeanwhile]
        reasons += try wordProblems(note.words, of: row, reach, in: context)
        if let office { reasons += try officeProblems(office, of: row, in: context) }
        let ruling = row.ticket.applying(
            Self.event, by: actor, note: note, on: context.today, terms: try context.hotlineTerms(at: row.county),
            count: context.hotlineCount)
        reasons += ruling.refusals.map { Reason($0) }
        guard reasons.isEmpty, let after = ruling.value else { return .refused(reasons) }
        let document = try paper(of: row, note: note, in: context)
        let region = office ?? row.region
        try context.store.updateHotlineTicket(row, to: after, region: region, in: reach)
        try context.store.insertHotlineStep(
            HotlineStepRow(
                event: Self.event, next: after.state, due: row.ticket.due.on, words: note.words,
                isSatisfied: Self.event == .callBack ? note.isSatisfied : nil, region: region, documentID: document,
                staff: staff.staffID, on: context.today), from: row, at: context.now)
        try context.audit(Self.name, "hotlineTicket", row.id.rawValue, region: region)
        return .done(row.version + 1)
    }

    /// The words must be short enough, and those of a report must not tell the office who called.
    ///
    /// Who may not know the caller is not told by a refusal either: then nothing is compared.
    private func wordProblems(
        _ words: String, of row: HotlineTicketRow, _ reach: HotlineReach, in context: CommandContext
    ) throws -> [Reason] {
        var found: [Reason] = words.count > HotlineWords.limit ? [.textTooLong("words", HotlineWords.limit)] : []
        if row.ticket.subject.isAgainstSomebody, !words.isEmpty,
            let sealed = try context.store.hotlineInformant(row.id, in: reach),
            HotlineWords.names(sealed.informant, in: words)
        {
            found.append(Reason.namesInformant.at("words"))
        }
        return found
    }

    private func officeProblems(
        _ office: RegionCode, of row: HotlineTicketRow, in context: CommandContext
    ) throws -> [Reason] {
        if office == row.region { return [.sameOffice] }
        return try HotlineOffice.problems(office, county: row.county, about: row.ticket.about, in: context)
    }
}

extension Reason {
    /// The same reason at another field of a form.
    func at(_ field: String) -> Reason { Reason(code, field: field, chinese, english) }
}
