import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage

/// A village, its township and county, and what they know of a family in hardship.
struct LeadWorld: BureauWorld {
    let test: TestBureau
    let aide: StaffActor
    let gridWorker: StaffActor
    let clerk: StaffActor
    let reviewer: StaffActor
    let county: StaffActor
    let auditor: StaffActor
    let stranger: StaffActor

    static let village = "371621001201"
    static let town = "371621001"

    static func make() async throws -> LeadWorld {
        let test = try await TestBureau.make(on: try CivilDate(parsing: "2026-03-02"))
        return LeadWorld(
            test: test, aide: try await test.staff(.aide, at: village, name: "李协理"),
            gridWorker: try await test.staff(.gridWorker, at: village, name: "李网格"),
            clerk: try await test.staff(.townshipClerk, at: town, name: "钱经办"),
            reviewer: try await test.staff(.townshipReviewer, at: town, name: "孙审核"),
            county: try await test.staff(.countyReviewer, at: "371621", name: "周县级"),
            auditor: try await test.staff(.auditor, at: "371621", name: "冯审计"),
            stranger: try await test.staff(.townshipClerk, at: "371621101", name: "王外乡"))
    }

    static func report(_ change: (inout ReportedLead) throws -> Void = { _ in }) throws -> RecordLead {
        var reported = ReportedLead(
            source: .visit, region: try RegionCode(village), personName: "王老汉",
            content: LeadContent(
                idNumber: "11010519491231002X", phone: "13900000009", place: "三组村东头", hint: "老人独居，近日摔伤，没有人照料。"),
            informant: LeadInformant(name: "赵邻居", phone: "13805430000"))
        try change(&reported)
        return RecordLead(reported)
    }

    func record() async throws -> LeadID { try await ok(Self.report(), as: gridWorker) }

    /// A lead as somebody reads it; nil when it is out of reach.
    func view(_ id: LeadID, as staff: StaffActor) async throws -> LeadView? {
        try await test.bureau.view(as: .staff(staff)) { try LeadView.load(id, in: $0) }
    }

    func version(_ id: LeadID) async throws -> Int64 {
        guard let view = try await view(id, as: county) else { throw WorldError("no lead") }
        return view.line.row.version
    }

    func step(_ id: LeadID, _ event: LeadEvent, _ words: String = "") async throws -> StepLead {
        StepLead(leadID: id, seenVersion: try await version(id), event: event, words: words)
    }

    func take(_ id: LeadID, at village: String = village, name: String = "王老汉") async throws -> TakeLead {
        TakeLead(
            leadID: id, seenVersion: try await version(id), region: try RegionCode(village), personName: name,
            idNumber: "11010519491231002X", phone: "13900000009", place: "三组")
    }

    func draft(_ id: LeadID, phone: String = "13900000009") async throws -> OpenLeadDraft {
        OpenLeadDraft(leadID: id, seenVersion: try await version(id), program: .dibao, phone: phone)
    }

    /// A ticket that asks for help, handed to the township.
    func ticket(
        _ number: String = "SD20260302000002", gist: String = "反映王惠理村有老人独居摔伤。",
        subject: HotlineSubject = .helpAsked
    ) async throws -> HotlineTicketID {
        let incoming = IncomingTicket(
            number: number, receivedOn: try await test.bureau.today(), subject: subject, callerName: "王桂花",
            callerPhone: "13805431234", content: "我是他邻居，老人没人管。", gist: gist, office: try RegionCode(Self.town))
        return try await ok(TakeTicket(incoming), as: county)
    }
}
