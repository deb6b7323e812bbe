package import Casework
package import Primitives
import Storage

/// One step of a case as the family sees it.
package struct ProgressStep: Hashable, Sendable {
    /// How far the step is.
    package enum Mark: String, Sendable {
        case done, current, ahead
    }

    /// The step's name in Chinese.
    package let chinese: String
    /// The step's name in English.
    package let english: String
    /// How far it is.
    package let mark: Mark
    /// The day it was done.
    package let day: CivilDate?
}

/// What the family is asked for.
package struct AwaitedSupplement: Hashable, Sendable {
    /// The items; empty when only the progress link is held, since they may tell an illness.
    package let items: [String]
    /// How many there are.
    package let count: Int
    /// The last day.
    package let dueDay: CivilDate
}

/// When money comes: for the family's own account only.
package struct ProgressMoney: Hashable, Sendable {
    /// The sum a month.
    package let amount: Money
    /// The first month paid.
    package let firstMonth: CalendarMonth?
}

/// The progress page (C12): what happened, what comes, what is awaited of the family.
///
/// At most 17 statements.
package struct CitizenProgress: Sendable {
    /// The case.
    package let caseID: CaseID
    /// What the link to pass on carries.
    package let trackingToken: String
    /// Its version, for the forms of the page.
    package let version: Int64
    /// The acceptance number.
    package let number: String
    /// The program.
    package let program: Program
    /// The applicant: whole for the own account, masked by link.
    package let applicant: String
    /// Where it stands.
    package let state: CaseState
    /// What that means, in a sentence.
    package let sentence: String
    /// The same in English.
    package let sentenceEnglish: String
    /// The steps.
    package let steps: [ProgressStep]
    /// What is awaited of the family, if anything.
    package let awaited: AwaitedSupplement?
    /// The day by which a decision must be made, while one is due.
    package let decisionDue: Deadline?
    /// The money, for the own account of an approved case.
    package let money: ProgressMoney?
    /// The documents with the tokens that show and verify them; empty by link.
    package let documents: [ProgressDocument]
    /// Adults whose authorisation is still to come; empty by link.
    package let waitingAuthorizations: [String]
    /// How many of them there are, by link too.
    package let waitingCount: Int
    /// Whether the family may withdraw here and now.
    package let canWithdraw: Bool
    /// Whether only the progress link is held.
    package let isByLink: Bool

    /// The progress of a case of the asker's own account.
    package static func load(_ id: CaseID, in context: CommandContext) throws -> CitizenProgress? {
        guard context.actor.account != nil, let row = try context.store.caseRow(id, in: context.scope) else {
            return nil
        }
        return try make(row, isByLink: false, in: context)
    }

    /// The progress by the token of the link in a message: masked, without sums, items and documents.
    package static func load(token: String, in context: CommandContext) throws -> CitizenProgress? {
        guard let row = try context.store.caseRow(trackingToken: token) else { return nil }
        return try make(row, isByLink: true, in: context)
    }

    private static func make(
        _ row: CaseRow, isByLink: Bool, in context: CommandContext
    ) throws -> CitizenProgress {
        let scope = isByLink ? ProgressSteps.linkScope : context.scope
        let events = try context.store.caseEvents(row.id, in: scope)
        let supplement = try context.store.supplement(of: row.id, in: scope)
        let count = DeadlineCount(calendar: context.bureau.calendar)
        let due = row.clock.flatMap { $0.isFinished ? nil : $0.deadline(on: context.today, count: count) }
        let isOpen = supplement?.answeredDay == nil && row.state == .supplement
        let firstMonth = ProgressSteps.firstMonth(events)
        let dates = ProgressDates(
            noticeClosesOn: try ProgressSteps.noticeCloses(row, in: scope, context),
            supplementDueOn: isOpen ? supplement?.dueDay : nil, decisionDue: due, firstMonth: firstMonth)
        let documents = isByLink ? [] : try ProgressDocument.list(row.id, in: context)
        let missing = try ProgressSteps.waiting(row, in: scope, context)
        let waiting = isByLink ? [] : missing
        return CitizenProgress(
            caseID: row.id, trackingToken: row.trackingToken, version: row.version, number: row.number,
            program: row.program,
            applicant: isByLink ? Masking.name(row.applicantName) : row.applicantName, state: row.state,
            sentence: row.state.citizenSentence(dates), sentenceEnglish: row.state.citizenSentenceEnglish(dates),
            steps: ProgressSteps.steps(row.state, events: events),
            awaited: isOpen
                ? supplement.map {
                    AwaitedSupplement(items: isByLink ? [] : $0.items, count: $0.items.count, dueDay: $0.dueDay)
                } : nil,
            decisionDue: due,
            money: isByLink || !row.state.isInForce
                ? nil : row.amount.map { ProgressMoney(amount: $0, firstMonth: firstMonth) },
            documents: documents, waitingAuthorizations: waiting, waitingCount: missing.count,
            canWithdraw: !isByLink
                && ProcedureTable.lines(of: row.program.procedureKind)
                    .allows(.applicant, .withdraw, in: row.state, body: row.competentBody),
            isByLink: isByLink)
    }
}

/// A document of the case for the family.
package struct ProgressDocument: Hashable, Sendable {
    /// The document.
    package let id: DocumentID
    /// Its title.
    package let title: String
    /// Its number.
    package let number: String
    /// The token of its verifying QR code.
    package let token: String
    /// The day of issue.
    package let issuedDay: CivilDate
    /// Whether the family has still to sign it, which its own phone can do.
    package var needsSignature = false

    /// Kinds that are for the family: its own and all it is served; the others are papers among offices.
    ///
    /// Report and certificate have pages of their own.
    private static let forFamily: Set<DocumentKind> = Set(
        DocumentKind.catalogue.filter(\.isServed).map(\.kind)
            + [.applicationForm, .declarationAndPledge, .verificationAuthorization]
    ).subtracting([.verificationReport, .certificate])

    static func list(_ id: CaseID, in context: CommandContext) throws -> [ProgressDocument] {
        let marks = try context.store.marks(ofCase: id, in: context.scope)
        return try context.store.documents(of: id, in: context.scope).compactMap { row in
            guard let kind = DocumentKind(rawValue: row.kind), forFamily.contains(kind) else { return nil }
            let isSigned = (marks[row.id] ?? []).contains { $0.mark.side == .household }
            return ProgressDocument(
                id: row.id, title: row.title, number: row.number, token: row.token, issuedDay: row.issuedDay,
                needsSignature: kind.signature == .citizenCode && !isSigned)
        }
    }
}
