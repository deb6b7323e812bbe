import Casework
import Testing

/// Every state × event × role × competent body, against a table that a domain expert can read.
@Suite struct ProcedureTableTests {
    /// event | states | who, where `decider` is the county's or, when delegated, the township's reviewer.
    static let common = """
        submit | draft | applicant agent aide townshipClerk
        requestSupplement | submitted investigating | townshipClerk
        answerSupplement | supplement | applicant agent aide townshipClerk
        transfer | submitted | townshipClerk
        declineToAccept | submitted supplement | townshipReviewer
        accept | submitted | townshipClerk
        changeProgram | submitted accepted investigating | townshipClerk townshipReviewer
        verificationReported | investigating | verificationOfficer system
        openObjectionWindow | investigating | townshipClerk verificationOfficer system
        contestReport | objectionWindow | applicant agent aide townshipClerk
        closeObjectionWindow | objectionWindow | townshipClerk system
        appraisalRecorded | investigating recheck | townshipClerk
        visitRecorded | investigating objectionWindow | gridWorker townshipClerk
        giveFirstOpinion | investigating | townshipReviewer
        postNotice | firstOpinion publicity | townshipClerk townshipReviewer
        noticeObjected | publicity | townshipClerk townshipReviewer countyReviewer system
        objectionUpheld | recheck | townshipReviewer
        objectionDismissed | recheck | townshipReviewer
        closeNotice | publicity | townshipClerk townshipReviewer
        orderCountyVisit | confirming | countyReviewer
        countyVisitRecorded | countyVisit | countyReviewer
        confirm | confirming | decider
        refuse | confirming | decider
        returnToTownship | confirming | decider
        extendLimit | clocked | townshipReviewer countyReviewer
        stopClock | clocked | townshipReviewer countyReviewer
        restartClock | clocked | townshipClerk townshipReviewer countyReviewer
        withdraw | open inForce | applicant agent aide townshipClerk
        endNonCooperation | supplement accepted investigating recheck | townshipReviewer
        endDeath | open inForce | townshipReviewer countyReviewer
        endMoved | open inForce | townshipReviewer countyReviewer
        archive | ended | townshipClerk
        """

    /// What only dibao, marginal, rigid-expenditure and destitute cases know.
    static let recognition = """
        startInvestigation | accepted | townshipClerk
        approveProvisionally | accepted investigating | decider
        verificationReported | provisionalActive reverifying | verificationOfficer system
        visitRecorded | provisionalActive reverifying | gridWorker townshipClerk
        appraisalRecorded | provisionalActive | townshipClerk
        giveFirstOpinion | provisionalActive | townshipReviewer
        postNotice | provisionalActive | townshipClerk townshipReviewer
        noticeObjected | provisionalActive | townshipClerk townshipReviewer countyReviewer system
        objectionUpheld | provisionalActive | townshipReviewer
        objectionDismissed | provisionalActive | townshipReviewer
        closeNotice | provisionalActive | townshipClerk townshipReviewer
        orderCountyVisit | provisionalActive | countyReviewer
        countyVisitRecorded | provisionalActive | countyReviewer
        confirm | provisionalActive | decider
        revoke | provisionalActive | decider
        extendLimit | provisionalActive | townshipReviewer countyReviewer
        stopClock | provisionalActive | townshipReviewer countyReviewer
        restartClock | provisionalActive | townshipClerk townshipReviewer countyReviewer
        startReverification | active | townshipClerk system
        closeUnchanged | reverifying | townshipReviewer
        adjustAward | active reverifying | decider
        suspend | active reverifying | decider
        resume | suspended | decider
        beginGradualExit | active reverifying | decider
        terminate | inForce | decider
        """

    /// What only temporary relief knows.
    static let relief = """
        startInvestigation | accepted paidFirst | townshipClerk
        payFirst | draft submitted accepted | townshipReviewer
        verificationReported | paidFirst | verificationOfficer system
        visitRecorded | paidFirst | gridWorker townshipClerk
        completeBackfill | paidFirst | decider
        revoke | paidFirst | decider
        """

    static let groups: [String: [String]] = [
        "open": [
            "submitted", "supplement", "accepted", "investigating", "objectionWindow", "firstOpinion", "publicity",
            "recheck", "confirming", "countyVisit",
        ],
        "clocked": [
            "accepted", "investigating", "firstOpinion", "publicity", "recheck", "confirming", "countyVisit",
        ],
        "inForce": ["provisionalActive", "active", "reverifying", "suspended", "gradualExit"],
        "ended": [
            "transferred", "notAccepted", "refused", "withdrawn", "endedNonCooperation", "endedDeath", "endedMoved",
            "terminated", "revoked", "granted",
        ],
    ]

    static func expected(_ kind: ProcedureKind, _ body: CompetentBody) -> Set<String> {
        let known = Set(ProcedureTable.states(kind).map(\.rawValue))
        var cells: Set<String> = []
        for line in (common + "\n" + (kind == .recognition ? recognition : relief)).split(separator: "\n") {
            let columns = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
            for state in columns[1].flatMap({ groups[$0] ?? [$0] }) where known.contains(state) {
                for who in columns[2] {
                    let role = who == "decider" ? (body == .county ? "countyReviewer" : "townshipReviewer") : who
                    cells.insert("\(state) \(columns[0][0]) \(role)")
                }
            }
        }
        return cells
    }

    @Test(arguments: ProcedureKind.allCases, CompetentBody.allCases)
    func `every combination is allowed as the table says or refused with a sentence`(
        kind: ProcedureKind, body: CompetentBody
    ) {
        var allowed: Set<String> = []
        let (program, lines): (Program, _) =
            (kind == .recognition ? .dibao : .temporaryRelief, ProcedureTable.lines(of: kind))
        for state in CaseState.allCases {
            for event in CaseEventKind.allCases {
                let snapshot = Fixture.snapshot(state, ready: event, body: body, program: program)
                for role in Role.allCases.map(Optional.some) + [nil] {
                    let cell = "\(state.rawValue) \(event.rawValue) \(role?.rawValue ?? "system")"
                    switch Fixture.decide(Fixture.event(event), snapshot, by: role) {
                    case .allowed(let transition):
                        allowed.insert(cell)
                        #expect(transition.from == state)
                        #expect(transition.actions.first == .recordEvent(Fixture.event(event)))
                        #expect(lines.allows(role, event, in: state, body: body), "\(cell)")
                    case .refused(let refusals):
                        #expect(!refusals.isEmpty, "\(cell) was refused without a reason.")
                        #expect(refusals.allSatisfy { $0.chinese.hasSuffix("。") && $0.english.hasSuffix(".") })
                        #expect(!lines.allows(role, event, in: state, body: body), "\(cell) \(refusals)")
                    }
                }
            }
        }
        let expected = Self.expected(kind, body)
        #expect(allowed.subtracting(expected).sorted() == [])
        #expect(expected.subtracting(allowed).sorted() == [])
    }

    @Test(arguments: ProcedureKind.allCases)
    func `every state of a course can be reached from a draft and none but the archive is a dead end`(
        kind: ProcedureKind
    ) {
        let lines = ProcedureTable.lines(of: kind).all
        var reached: Set<CaseState> = [.draft]
        var grew = true
        while grew {
            let further = reached.union(lines.filter { reached.contains($0.from) }.flatMap(\.next))
            grew = further != reached
            reached = further
        }
        #expect(reached == Set(ProcedureTable.states(kind)))
        for state in reached { #expect(lines.contains { $0.from == state } == (state != .archived), "\(state)") }
    }

    @Test func `the two courses know every state and every event between them`() {
        let lines = ProcedureKind.allCases.flatMap { ProcedureTable.lines(of: $0).all }
        #expect(Set(lines.map(\.event)) == Set(CaseEventKind.allCases))
        #expect(Set(ProcedureKind.allCases.flatMap(ProcedureTable.states)) == Set(CaseState.allCases))
    }

    @Test func `every decision carries its document and every adverse one the remedies`() {
        for rule in ProcedureKind.allCases.flatMap({ ProcedureTable.lines(of: $0).all }) {
            let adverse: Set<CaseEventKind> = [
                .declineToAccept, .refuse, .suspend, .terminate, .endNonCooperation, .beginGradualExit, .revoke,
                .adjustAward,
            ]
            if rule.isDecision { #expect(!rule.documents.isEmpty, "\(rule.event)") }
            if adverse.contains(rule.event) { #expect(rule.documents.contains(.remedyNotice), "\(rule.event)") }
        }
    }

    @Test func `the platform signs nothing that decides`() {
        for rule in ProcedureKind.allCases.flatMap({ ProcedureTable.lines(of: $0).all }) where rule.isDecision {
            #expect(!rule.performer.allowsSystem, "\(rule.event)")
        }
    }

    @Test func `the printed table has a line per rule`() {
        let lines = ProcedureTable.text.split(separator: "\n")
        #expect(lines.count == ProcedureTable.rules.count)
        #expect(lines.first == "draft submit -> submitted : applicant,agent,aide,townshipClerk : D03,D04,D05")
        #expect(lines.contains("confirming confirm -> active : decider : D18,D27"))
    }

    @Test func `the desk is offered the events its role may try`() {
        let clerk = ProcedureTable.events(for: .townshipClerk, in: .submitted, body: .county)
        #expect(clerk == [.requestSupplement, .transfer, .accept, .changeProgram, .withdraw])
        #expect(ProcedureTable.events(for: .leader, in: .submitted, body: .county) == [])
        let relief = ProcedureTable.events(
            for: .townshipReviewer, in: .accepted, body: .township, of: .temporaryRelief)
        #expect(relief.contains(.payFirst) && !relief.contains(.approveProvisionally))
    }
}
