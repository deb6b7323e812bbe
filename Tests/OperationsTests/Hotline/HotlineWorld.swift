import Casework
import Operations
import OperationsTestKit
import Primitives
import SQLText
import Storage

/// A county with a township that deals with its hotline's tickets; no case unless a test makes one.
struct HotlineWorld: BureauWorld {
    let test: TestBureau
    let county: StaffActor
    let clerk: StaffActor
    let reviewer: StaffActor
    let auditor: StaffActor
    let leader: StaffActor
    let stranger: StaffActor

    static let town = "371621001"
    static let caller = "王桂花"
    static let phone = "13805431234"
    /// Said by the caller, and in no text that a township may read.
    static let mark = "我家就在他家东隔壁"
    static let secrets = [caller, phone, mark]

    static func make() async throws -> HotlineWorld {
        let test = try await TestBureau.make(on: try CivilDate(parsing: "2026-03-02"))
        return HotlineWorld(
            test: test, county: try await test.staff(.countyReviewer, at: "371621", name: "周县级"),
            clerk: try await test.staff(.townshipClerk, at: town, name: "钱经办"),
            reviewer: try await test.staff(.townshipReviewer, at: town, name: "孙审核"),
            auditor: try await test.staff(.auditor, at: "371621", name: "冯审计"),
            leader: try await test.staff(.leader, at: "371621", name: "蒋领导"),
            stranger: try await test.staff(.townshipReviewer, at: "371621101", name: "王外乡"))
    }

    /// A named report handed to the township.
    static func report(
        _ number: String = "SD20260302000001", on day: String = "2026-03-02"
    ) throws -> IncomingTicket {
        IncomingTicket(
            number: number, receivedOn: try CivilDate(parsing: day), subject: .report, callerName: caller,
            callerPhone: phone, content: "\(mark)，他们家有车还拿低保。", gist: "反映王惠理村有低保户家中有车，请核查。",
            office: try RegionCode(town))
    }

    /// A call for help without anything to hide.
    static func help(_ number: String = "SD20260302000002") throws -> IncomingTicket {
        var incoming = try report(number)
        (incoming.subject, incoming.content, incoming.gist) = (.helpAsked, "老人独居，想问怎么申请救助。", "")
        return incoming
    }

    func take(_ incoming: IncomingTicket) async throws -> HotlineTicketID {
        try await ok(TakeTicket(incoming), as: county)
    }

    /// A ticket as somebody reads it; nil when it is out of reach.
    func row(_ id: HotlineTicketID, as staff: StaffActor) async throws -> HotlineTicketRow? {
        try await test.bureau.view(as: .staff(staff)) { context in
            try context.hotlineReach.flatMap { try context.store.hotlineTicket(id, in: $0) }
        }
    }

    func state(_ id: HotlineTicketID) async throws -> HotlineState? {
        try await row(id, as: county)?.ticket.state
    }

    /// A ticket taken in and signed in by the township: version 2.
    func signedIn(_ incoming: IncomingTicket) async throws -> HotlineTicketID {
        let id = try await take(incoming)
        _ = try await ok(SignInTicket(ticketID: id, seenVersion: 1), as: clerk)
        return id
    }
}
