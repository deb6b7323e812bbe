import Casework
import Operations
import OperationsTestKit
import Primitives
import Storage

extension CaseWorld {
    /// A case whose inquiry has begun.
    static func investigating() async throws -> CaseWorld {
        let world = try await make()
        _ = try await world.ok(
            StartInvestigation(caseID: world.caseID, seenVersion: try await world.version()), as: world.clerk)
        return world
    }

    /// A sound appraisal of today: 15 members, 12 present, 10 for, 2 against.
    func appraisal() async throws -> RecordAppraisal {
        RecordAppraisal(
            caseID: caseID, seenVersion: try await version(),
            appraisal: Appraisal(
                on: try await test.bureau.today(), bodyCount: 15, presentCount: 12, relatedVoters: 0, votesFor: 10,
                votesAgainst: 2, abstained: 0, organiser: clerk.staffID, scanCount: 0),
            place: "村委会", attendees: "王代表、李代表等12人", minutes: "大家说这家确实困难。",
            scanIDs: [try await photo("appraisal")])
    }
}

extension CaseWorld {
    /// Lets the township of the case decide from today on; cases accepted before stay with the county.
    @discardableResult
    func delegate(_ kind: DelegationKind = .entrusted) async throws -> DelegationID {
        let township = String(clerk.region.text.prefix(9))
        return try await ok(
            try IssueDelegation.sample([township], kind: kind, on: try await test.bureau.today()), as: county)
    }

    /// A world whose township decides: the order is older than the case's acceptance.
    static func delegated(_ kind: DelegationKind = .entrusted) async throws -> CaseWorld {
        try await make(before: { try await $0.delegate(kind) })
    }

    /// A second reviewer of the township, who did not give the first opinion.
    func secondReviewer() async throws -> StaffActor {
        try await test.staff(.townshipReviewer, at: clerk.region.text, name: "冯副镇")
    }

    /// A meeting of two reviewers and the clerk, who visited and withdrew.
    func meeting(
        with second: StaffActor, _ votes: (MeetingVote, MeetingVote) = (.agree, .agree)
    ) async throws -> RecordMeeting {
        RecordMeeting(
            caseID: caseID, seenVersion: try await version(),
            meeting: DecisionMeeting(
                on: try await test.bureau.today(), members: [reviewer.staffID, second.staffID, clerk.staffID],
                recused: [clerk.staffID],
                ballots: [.init(by: reviewer.staffID, votes.0), .init(by: second.staffID, votes.1)],
                chair: second.staffID, minutes: "逐项核对了报告、入户和公示情况。"))
    }
}

extension IssueDelegation {
    /// An order over townships for dibao and two more programs, published and in force on a day.
    static func sample(
        _ townships: [String], kind: DelegationKind = .entrusted, on day: CivilDate
    ) throws -> IssueDelegation {
        IssueDelegation(
            kind: kind, townships: Set(try townships.map { try RegionCode($0) }),
            programs: [.dibao, .marginalHousehold, .temporaryRelief], basis: "惠民政办发〔2026〕3号", from: day,
            through: nil, publishedOn: day, samplingPermille: 100, reliefCeiling: Money(yuan: 1_000))
    }
}
