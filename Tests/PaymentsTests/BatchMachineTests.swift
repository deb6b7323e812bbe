import Payments
import Primitives
import Testing

@Suite struct BatchMachineTests {
    static let events: [(String, BatchEvent)] = [
        ("lock", .lock), ("check", .check), ("request", .requestFunds), ("approve", .approveFunds),
        ("return", .returnToDraft(reason: "金额有误")), ("instruct", .instruct), ("answer", .recordAnswer),
        ("close", .close),
    ]

    /// What happens to each state on each step, taken by the role whose step it is (the return by the finance officer
    /// where the money has been asked for, else by the reviewer): a state to move to, `=` done before, `-` refused.
    static let table = """
        state          lock    check    request         approve        return  instruct    answer    close
        draft          locked  -        -               -              -       -           -         -
        locked         =       checked  -               -              draft   -           -         -
        checked        =       =        fundsRequested  -              -       -           -         -
        fundsRequested =       =        =               fundsApproved  draft   -           -         -
        fundsApproved  =       =        =               =              -       instructed  -         -
        instructed     =       =        =               =              -       =           answered  -
        answered       =       =        =               =              -       =           =         closed
        closed         =       =        =               =              -       =           =         =
        """

    struct Cell: CustomTestStringConvertible, Sendable {
        let state: BatchState
        let event: BatchEvent
        let expected: String
        var testDescription: String { "\(state) \(event) → \(expected)" }
    }

    static let cells: [Cell] = table.split(separator: "\n").dropFirst().flatMap { line -> [Cell] in
        let words = line.split(separator: " ").map(String.init)
        return zip(events, words.dropFirst()).compactMap { event, expected in
            BatchState(rawValue: words[0]).map { Cell(state: $0, event: event.1, expected: expected) }
        }
    }

    static func role(of event: BatchEvent, in state: BatchState) -> PayRole {
        switch event {
        case .lock, .requestFunds, .instruct, .recordAnswer: .payrollClerk
        case .check, .close: .payrollReviewer
        case .approveFunds: .financeOfficer
        case .returnToDraft: state == .fundsRequested ? .financeOfficer : .payrollReviewer
        }
    }

    static func standing(_ state: BatchState) -> BatchStanding {
        BatchStanding(state: state, maker: StaffID(1), checker: StaffID(2), approver: StaffID(3))
    }

    @Test func `the table has every state and step`() {
        #expect(Self.cells.count == 64)
    }

    @Test(arguments: cells)
    func `each state answers each step as the table says`(cell: Cell) {
        let actor = BatchActor(StaffID(9), as: Self.role(of: cell.event, in: cell.state))
        switch BatchMachine.decide(cell.event, on: Self.standing(cell.state), by: actor) {
        case .moved(let standing): #expect(standing.state.rawValue == cell.expected)
        case .alreadyDone: #expect(cell.expected == "=")
        case .refused(let refusal):
            #expect(cell.expected == "-")
            #expect(refusal.code == "batch.wrongState" && refusal.sentence.hasPrefix("批次现为"))
        }
    }

    @Test(arguments: cells, PayRole.allCases)
    func `nobody takes the step of another role`(cell: Cell, role: PayRole) {
        guard role != Self.role(of: cell.event, in: cell.state) else { return }
        let decision = BatchMachine.decide(
            cell.event, on: Self.standing(cell.state), by: BatchActor(StaffID(9), as: role))
        guard case .refused(let refusal) = decision else {
            Issue.record("\(decision)")
            return
        }
        #expect(["batch.wrongRole", "batch.wrongState"].contains(refusal.code))
    }

    struct Pair: CustomTestStringConvertible, Sendable {
        let state: BatchState
        let event: BatchEvent
        let staff: Int64
        let refused: Bool
        var testDescription: String { "\(event) by \(staff)" }
    }

    @Test(arguments: [
        Pair(state: .locked, event: .check, staff: 1, refused: true),
        Pair(state: .locked, event: .check, staff: 4, refused: false),
        Pair(state: .fundsRequested, event: .approveFunds, staff: 1, refused: true),
        Pair(state: .fundsRequested, event: .approveFunds, staff: 2, refused: true),
        Pair(state: .fundsRequested, event: .approveFunds, staff: 4, refused: false),
    ])
    func `maker, checker and approver are three persons`(pair: Pair) {
        let actor = BatchActor(StaffID(pair.staff), as: Self.role(of: pair.event, in: pair.state))
        let decision = BatchMachine.decide(pair.event, on: Self.standing(pair.state), by: actor)
        #expect((decision == .refused(.samePerson(pair.event))) == pair.refused)
    }

    @Test func `a return needs a reason, clears who signed, and may be asked twice`() {
        let finance = BatchActor(StaffID(3), as: .financeOfficer)
        let asked = Self.standing(.fundsRequested)
        #expect(BatchMachine.decide(.returnToDraft(reason: " 　"), on: asked, by: finance) == .refused(.missingReason))
        let returned = BatchStanding(state: .draft, returnReason: "缺少附件")
        #expect(BatchMachine.decide(.returnToDraft(reason: "缺少附件"), on: asked, by: finance) == .moved(returned))
        #expect(BatchMachine.decide(.returnToDraft(reason: "缺少附件"), on: returned, by: finance) == .alreadyDone)
        let maker = BatchActor(StaffID(5), as: .payrollClerk)
        let locked = BatchStanding(state: .locked, maker: StaffID(5))
        #expect(BatchMachine.decide(.lock, on: returned, by: maker) == .moved(locked))
    }

    @Test func `each refusal says what to do`() {
        let refusals: [BatchRefusal] = [
            .wrongRole(.check, allowed: [.payrollReviewer]), .wrongState(.instruct, .draft), .samePerson(.check),
            .samePerson(.approveFunds), .missingReason,
        ]
        #expect(
            refusals.map(\.sentence) == [
                "“复核”应由发放复核办理，请转交相应岗位", "批次现为“编制中”，不能生成银行文件",
                "复核人不能是本批次的经办人，请由另一名工作人员办理",
                "财政审核人不能是本批次的经办人或复核人，请由另一名工作人员审核", "退回须写明理由，经办人据此更正",
            ])
    }
}
