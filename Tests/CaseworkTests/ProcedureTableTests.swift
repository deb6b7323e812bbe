import Casework
import Testing

/// Every state × event × role × competent body, against a table that a domain expert can read.
@Suite struct ProcedureTableTests {
    /// event | states | who, where `decider` is the county's or, when delegated, the township's reviewer.
    static let golden = """
        submit | draft | applicant agent aide townshipClerk
        requestSupplement | submitted investigating | townshipClerk
        answerSupplement | supplement | applicant agent aide townshipClerk
        transfer | submitted | townshipClerk
        accept | submitted | townshipClerk
        changeProgram | submitted accepted investigating | townshipClerk townshipReviewer
        startInvestigation | accepted | townshipClerk
        verificationReported | investigating | verificationOfficer system
        visitRecorded | investigating | gridWorker townshipClerk
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
        withdraw | open inForce | applicant agent townshipClerk
        endNonCooperation | supplement accepted investigating recheck | townshipReviewer
        endDeath | open inForce | townshipReviewer countyReviewer
        endMoved | open inForce | townshipReviewer countyReviewer
        suspend | active | decider
        resume | suspended | decider
        beginGradualExit | active | decider
        terminate | inForce | decider
        archive | ended | townshipClerk
        """

    static let groups: [String: [String]] = [
        "open": [
            "submitted", "supplement", "accepted", "investigating", "firstOpinion", "publicity", "recheck",
            "confirming", "countyVisit",
        ],
        "inForce": ["active", "suspended", "gradualExit"],
        "ended": [
            "transferred", "refused", "withdrawn", "endedNonCooperation", "endedDeath", "endedMoved", "terminated",
        ],
    ]

    static func expected(_ body: CompetentBody) -> Set<String> {
        var cells: Set<String> = []
        for line in golden.split(separator: "\n") {
            let columns = line.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
            for state in columns[1].flatMap({ groups[$0] ?? [$0] }) {
                for who in columns[2] {
                    let role = who == "decider" ? (body == .county ? "countyReviewer" : "townshipReviewer") : who
                    cells.insert("\(state) \(columns[0][0]) \(role)")
                }
            }
        }
        return cells
    }

    @Test(arguments: CompetentBody.allCases)
    func `every combination is allowed as the table says or refused with a sentence`(body: CompetentBody) {
        var allowed: Set<String> = []
        for state in CaseState.allCases {
            let snapshot = Fixture.snapshot(state, body: body)
            for kind in CaseEventKind.allCases {
                for role in Role.allCases.map(Optional.some) + [nil] {
                    let cell = "\(state.rawValue) \(kind.rawValue) \(role?.rawValue ?? "system")"
                    switch Fixture.decide(Fixture.event(kind), snapshot, by: role) {
                    case .allowed(let transition):
                        allowed.insert(cell)
                        #expect(transition.from == state)
                        #expect(transition.actions.first == .recordEvent(Fixture.event(kind)))
                        #expect(ProcedureTable.allows(role, kind, in: state, body: body), "\(cell)")
                    case .refused(let refusals):
                        #expect(!refusals.isEmpty, "\(cell) was refused without a reason.")
                        #expect(refusals.allSatisfy { $0.chinese.hasSuffix("。") && $0.english.hasSuffix(".") })
                        #expect(!ProcedureTable.allows(role, kind, in: state, body: body), "\(cell) \(refusals)")
                    }
                }
            }
        }
        let expected = Self.expected(body)
        #expect(allowed.subtracting(expected).sorted() == [])
        #expect(expected.subtracting(allowed).sorted() == [])
    }

    @Test func `every state can be reached from a draft and every event has a line`() {
        var reached: Set<CaseState> = [.draft]
        var grew = true
        while grew {
            let further = reached.union(ProcedureTable.rules.filter { reached.contains($0.from) }.flatMap(\.next))
            grew = further != reached
            reached = further
        }
        #expect(reached == Set(CaseState.allCases))
        #expect(Set(ProcedureTable.rules.map(\.event)) == Set(CaseEventKind.allCases))
    }

    @Test func `no state but the archive is a dead end`() {
        for state in CaseState.allCases where state != .archived {
            #expect(ProcedureTable.rules.contains { $0.from == state }, "\(state) leads nowhere.")
        }
        #expect(!ProcedureTable.rules.contains { $0.from == .archived })
    }

    @Test func `every decision carries its document and every adverse one the remedies`() {
        for rule in ProcedureTable.rules {
            let adverse: Set<CaseEventKind> = [.refuse, .suspend, .terminate, .endNonCooperation, .beginGradualExit]
            if rule.isDecision { #expect(!rule.documents.isEmpty, "\(rule.event)") }
            if adverse.contains(rule.event) { #expect(rule.documents.contains(.remedyNotice), "\(rule.event)") }
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
    }
}
