package import Casework
package import Primitives
import SQLText

/// Marks keys of a ticket of the hotline.
package enum HotlineTicketSubject {}
/// The key of a ticket of the hotline.
package typealias HotlineTicketID = Identifier<HotlineTicketSubject>

/// Whose tickets a statement may touch, and whether it may open who called: below every query on tickets.
///
/// A ticket belongs to the office it was handed to, township or county. Nobody reaches a ticket that is about
/// themselves, by whatever list or address (信访工作条例: not to be passed to whom it speaks against).
package struct HotlineReach: Sendable {
    /// The post's scope.
    package let scope: Scope
    /// The level of the post.
    let level: RegionLevel
    /// Who reads.
    let reader: StaffID

    /// What a post of a region reaches on a day.
    package init(_ region: RegionCode, reader: StaffID, on day: CivilDate) {
        scope = .region(region, on: day)
        level = region.level
        self.reader = reader
    }

    /// The tickets within reach, to stand after FROM: without content, informant and phone, which no list ever reads.
    var table: Statement {
        """
        (SELECT id, version, number, county_code, region_code, subject, state, gist, is_named, received_day, handed_day,
        case_id, during_review, repeats_id, due_day, due_provisional, due_citation, extended, satisfied, source,
        taken_by_id, created_at FROM hotline_ticket WHERE \(covers))
        """
    }

    /// The condition that a ticket (named without alias) is within reach.
    var covers: Statement {
        """
        \(scope.covers(.hotlineTicket)) AND NOT EXISTS (SELECT 1 FROM hotline_about
        WHERE hotline_about.ticket_id = hotline_ticket.id AND hotline_about.staff_id = \(reader))
        """
    }

    /// The condition that who called may be opened: of a report or complaint, from the county upward only.
    var opensInformant: Statement {
        let open = HotlineSubject.allCases.filter { level <= .county || !$0.isAgainstSomebody }.map(\.rawValue)
        return "\(covers) AND hotline_ticket.subject IN (\(Statement.list(open)))"
    }
}

/// A ticket as lists and pages read it: who called is not in it.
package struct HotlineTicketRow: Sendable {
    /// The ticket's id.
    package let id: HotlineTicketID
    /// Rises with every change.
    package let version: Int64
    /// The ticket itself, its caller empty.
    package let ticket: HotlineTicket
    /// What the office is told to look into.
    package let gist: String
    /// The office that deals with it: a township or the county.
    package let region: RegionCode
    /// The county it came to.
    package let county: RegionCode
    /// The id of the earlier ticket it repeats.
    package let repeatsID: HotlineTicketID?
    /// Who took it in.
    package let takenBy: StaffID
    /// Whether it came on a list.
    package let isListed: Bool

    /// Whether the county itself deals with it.
    package var isCountys: Bool { region == county }
}

/// Which tickets a list is of.
package struct HotlineFilter: Hashable, Sendable {
    /// Only those that wait for somebody, or only those that do not; nil for all.
    package var isOpen: Bool?
    /// Only those about a subject.
    package var subject: HotlineSubject?
    /// Only those in a state.
    package var state: HotlineState?
    /// Only open ones by their last day.
    package var band: DeadlineBand?
    /// Only those of an office, or of the offices below it.
    package var region: RegionCode?
    /// Only those that came in on this day or later.
    package var from: CivilDate?
    /// Only those that came in on this day or earlier.
    package var through: CivilDate?
    /// A number or its beginning.
    package var number = ""
    /// Only those that touch a case.
    package var caseID: CaseID?
    /// The business day.
    package var today: CivilDate
    /// The last day of the band `soon`.
    package var soonDay: CivilDate

    /// Everything within reach.
    package init(today: CivilDate, soonDay: CivilDate) {
        self.today = today
        self.soonDay = soonDay
    }

    var condition: Statement {
        var found: [Statement] = ["1 = 1"]
        let isOpenState: Statement = "t.state NOT IN ('returned', 'closed')"
        if isOpen == true || band != nil { found.append(isOpenState) }
        if isOpen == false { found.append("NOT (\(isOpenState))") }
        if let subject { found.append("t.subject = \(subject.rawValue)") }
        if let state { found.append("t.state = \(state.rawValue)") }
        switch band {
        case .overdue: found.append("t.due_day < \(today)")
        case .today: found.append("t.due_day = \(today)")
        case .soon: found.append("t.due_day >= \(today) AND t.due_day <= \(soonDay)")
        case nil: break
        }
        if let region { found.append("t.region_code >= \(region) AND t.region_code < \(region.text + ":")") }
        if let from { found.append("t.received_day >= \(from)") }
        if let through { found.append("t.received_day <= \(through)") }
        // '~' follows every character of a number in byte order.
        if !number.isEmpty { found.append("t.number >= \(number) AND t.number < \(number + "~")") }
        if let caseID { found.append("t.case_id = \(caseID)") }
        return found.dropFirst().reduce(found[0]) { "\($0) AND \($1)" }
    }
}

extension StoreTransaction {
    /// One page of tickets within reach; two statements.
    ///
    /// Open tickets stand by their last day, a register has the latest first.
    package func hotlineTickets(
        _ filter: HotlineFilter, isRegister: Bool = false, limit: Int, offset: Int = 0, in reach: HotlineReach
    ) throws -> [HotlineTicketRow] {
        let order: Statement = isRegister ? "t.received_day DESC, t.id DESC" : "t.due_day, t.id"
        return try hotlineTickets(
            "\(filter.condition) ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)", in: reach)
    }

    /// How many tickets within reach a list has.
    package func hotlineCount(_ filter: HotlineFilter, in reach: HotlineReach) throws -> Int {
        try sql.count("SELECT count(*) FROM \(reach.table) AS t WHERE \(filter.condition)")
    }

    /// One ticket within reach; two statements.
    package func hotlineTicket(_ id: HotlineTicketID, in reach: HotlineReach) throws -> HotlineTicketRow? {
        try hotlineTickets("t.id = \(id)", in: reach).first
    }

    /// The ticket of a county by its number, within reach; two statements.
    package func hotlineTicket(
        number: String, county: RegionCode, in reach: HotlineReach
    ) throws -> HotlineTicketRow? {
        try hotlineTickets("t.county_code = \(county) AND t.number = \(number)", in: reach).first
    }

    /// Whether a county has a ticket of this number, also one that its reader may not see.
    package func holdsHotlineNumber(_ number: String, county: RegionCode) throws -> Bool {
        try sql.first("SELECT id FROM hotline_ticket WHERE county_code = \(county) AND number = \(number)") != nil
    }

    /// The tickets that repeat one, within reach, oldest first; two statements.
    package func hotlineTickets(repeating id: HotlineTicketID, in reach: HotlineReach) throws -> [HotlineTicketRow] {
        try hotlineTickets("t.repeats_id = \(id) ORDER BY t.id", in: reach)
    }

    func hotlineTickets(_ condition: Statement, in reach: HotlineReach) throws -> [HotlineTicketRow] {
        let rows = try sql.query(
            """
            SELECT t.*, (SELECT r.number FROM hotline_ticket AS r WHERE r.id = t.repeats_id) AS repeats_number
            FROM \(reach.table) AS t WHERE \(condition)
            """)
        guard !rows.isEmpty else { return [] }
        let ids = try rows.map { try $0.integer("id") }
        var about: [Int64: Set<StaffID>] = [:]
        try sql.forEach(
            "SELECT ticket_id, staff_id FROM hotline_about WHERE ticket_id IN (\(Statement.list(ids)))"
        ) { row in
            about[try row.integer("ticket_id"), default: []].insert(try row.id("staff_id"))
        }
        return try rows.map { try hotlineRow($0, about: about[try $0.integer("id")] ?? []) }
    }

    private func hotlineRow(_ row: Row, about: Set<StaffID>) throws -> HotlineTicketRow {
        let standing = HotlineTicket.Standing(
            state: try row.code("state"), handedOn: try row.date("handed_day"),
            due: Deadline(
                on: try row.date("due_day"), provisional: try row.flag("due_provisional"),
                citation: try row.text("due_citation")),
            isExtended: try row.flag("extended"), isSatisfied: try row.optionalFlag("satisfied"))
        let ticket = HotlineTicket(
            number: try row.text("number"), subject: try row.code("subject"),
            receivedOn: try row.date("received_day"), caller: "", isNamed: try row.flag("is_named"), about: about,
            caseID: try row.optionalID("case_id"), duringReview: try row.flag("during_review"),
            repeats: try row.optionalText("repeats_number"), standing: standing)
        return HotlineTicketRow(
            id: try row.id("id"), version: try row.integer("version"), ticket: ticket,
            gist: try openText(row, "hotline_ticket", "gist"), region: try row.region("region_code"),
            county: try row.region("county_code"), repeatsID: try row.optionalID("repeats_id"),
            takenBy: try row.id("taken_by_id"), isListed: try row.text("source") == "list")
    }
}
