package import Casework
package import Primitives
package import Storage

/// A ticket as the hotline passes it on.
package struct IncomingTicket: Codable, Hashable, Sendable {
    /// The hotline's number.
    package var number: String
    /// The day of the call.
    package var receivedOn: CivilDate
    /// What it is about.
    package var subject: HotlineSubject
    /// The caller's name; empty when none was given.
    package var callerName: String
    /// The caller's number; empty when none was shown.
    package var callerPhone: String
    /// What the caller said, in full.
    package var content: String
    /// What the office is told; for questions and help asked for, the content stands when it is empty.
    package var gist: String
    /// The office that deals with it.
    package var office: RegionCode
    /// The number of the case it touches; empty when none.
    package var caseNumber: String
    /// The number of the earlier ticket it repeats; empty when none.
    package var repeats: String
    /// Staff whom the call is about.
    package var about: Set<StaffID>

    /// Takes the parts.
    package init(
        number: String, receivedOn: CivilDate, subject: HotlineSubject, callerName: String, callerPhone: String,
        content: String, gist: String, office: RegionCode, caseNumber: String = "", repeats: String = "",
        about: Set<StaffID> = []
    ) {
        self.number = number
        self.receivedOn = receivedOn
        self.subject = subject
        self.callerName = callerName
        self.callerPhone = callerPhone
        self.content = content
        self.gist = gist
        self.office = office
        self.caseNumber = caseNumber
        self.repeats = repeats
        self.about = about
    }
}

/// The county takes in a ticket of the hotline and hands it to the office that deals with it.
package struct TakeTicket: Command {
    package static let name = "hotline.take"
    /// The ticket.
    package var incoming: IncomingTicket

    /// Takes the inputs.
    package init(_ incoming: IncomingTicket) { self.incoming = incoming }

    /// By a reviewer of the county; answers the ticket's id.
    package func run(in context: CommandContext) throws -> Outcome<HotlineTicketID> {
        guard let taking = try HotlineTaking(context) else { return .refused([.notAllowed]) }
        return try taking.take(incoming, isListed: false, in: context)
    }
}

/// Taking in tickets for one county: by hand one at a time, or a list at once.
struct HotlineTaking {
    let staff: StaffActor
    let reach: HotlineReach
    let terms: HotlineTerms
    let count: DeadlineCount

    /// Nil unless the actor reviews for a county.
    init?(_ context: CommandContext) throws {
        guard let staff = context.staff(as: .countyReviewer), staff.region.level == .county,
            let reach = context.hotlineReach
        else { return nil }
        self.staff = staff
        self.reach = reach
        terms = try context.hotlineTerms(at: staff.region)
        count = context.hotlineCount
    }

    /// Whether the county has a ticket of this number, whoever it is about.
    func isHeld(_ number: String, in context: CommandContext) throws -> Bool {
        try context.store.holdsHotlineNumber(number, county: staff.region)
    }

    /// Stores a ticket, or says everything that stands against it.
    func take(
        _ incoming: IncomingTicket, isListed: Bool, in context: CommandContext
    ) throws -> Outcome<HotlineTicketID> {
        let informant = HotlineInformant(name: incoming.callerName, phone: incoming.callerPhone)
        let gist = incoming.gist.isEmpty && !incoming.subject.isAgainstSomebody ? incoming.content : incoming.gist
        var reasons = try plainProblems(incoming, gist: gist, informant, in: context)
        let (row, caseProblems) = try HotlineTies.row(
            incoming.caseNumber, office: incoming.office, in: context)
        reasons += caseProblems
        var ticket = HotlineTicket(
            number: incoming.number, subject: incoming.subject, receivedOn: incoming.receivedOn,
            caller: incoming.callerName, isNamed: !incoming.callerName.isEmpty, about: incoming.about,
            caseID: row?.id, duringReview: row?.state.isUnderReview ?? false, repeats: nil, terms: terms, count: count)
        var earlier: HotlineTicketRow?
        if !incoming.repeats.isEmpty {
            earlier = try context.store.hotlineTicket(number: incoming.repeats, county: staff.region, in: reach)
            switch earlier.map({ ticket.repeating($0.ticket) }) {
            case .stands(let linked): ticket = linked
            case .refused(let found): reasons += found.map { Reason($0, field: "repeats") }
            case nil: reasons.append(.repeatUnknown)
            }
        }
        guard reasons.isEmpty else { return .refused(reasons) }
        let id = try context.store.insertHotlineTicket(
            HotlineArrival(
                ticket: ticket, county: staff.region, region: incoming.office, gist: gist, content: incoming.content,
                informant: informant, repeatsID: earlier?.id, isListed: isListed), by: staff.staffID, at: context.now)
        if let row {
            try context.store.insertComplaint(ticket, id, on: row.id, by: staff.staffID, on: context.today)
        }
        try context.audit(TakeTicket.name, "hotlineTicket", id.rawValue, region: incoming.office)
        return .done(id)
    }

    private func plainProblems(
        _ incoming: IncomingTicket, gist: String, _ informant: HotlineInformant, in context: CommandContext
    ) throws -> [Reason] {
        var found: [Reason] = []
        if !HotlineWords.isNumber(incoming.number) {
            found.append(.ticketNumberMissing)
        } else if try isHeld(incoming.number, in: context) {
            found.append(.ticketHeld(incoming.number))
        }
        if incoming.receivedOn > context.today { found.append(.receivedLater) }
        if informant.name.count > 40 { found.append(.textTooLong("caller", 40)) }
        if informant.phone.count > 30 { found.append(.textTooLong("phone", 30)) }
        found += DecisionChecks.text(incoming.content, field: "content", limit: HotlineWords.limit)
        if gist.count > HotlineWords.limit { found.append(.textTooLong("gist", HotlineWords.limit)) }
        if incoming.subject.isAgainstSomebody {
            if gist.allSatisfy(\.isWhitespace) { found.append(.gistMissing) }
            if HotlineWords.names(informant, in: gist) { found.append(.namesInformant) }
        }
        if incoming.about.contains(staff.staffID) { found.append(.aboutSelf) }
        if try !incoming.about.allSatisfy({ try context.store.staffName($0) != nil }) {
            found.append(.aboutStaffUnknown)
        }
        return try found
            + HotlineOffice.problems(incoming.office, county: staff.region, about: incoming.about, in: context)
    }
}
