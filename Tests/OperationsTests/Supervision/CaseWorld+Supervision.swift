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

extension CaseWorld {
    /// A case that a delegated township confirmed, a day ago, and who confirmed it.
    static func decidedBySecondReviewer() async throws -> (world: CaseWorld, decider: StaffActor) {
        let world = try await delegated()
        try await world.close(try await world.post())
        let second = try await world.secondReviewer()
        _ = try await world.ok(try await world.meeting(with: second), as: world.clerk)
        _ = try await world.ok(
            ConfirmCase(caseID: world.caseID, seenVersion: try await world.version()), as: second)
        world.test.clock.advance(days: 1)
        return (world, second)
    }

    /// The same world alone.
    static func decidedByTownship() async throws -> CaseWorld { try await decidedBySecondReviewer().world }
}

extension CaseWorld {
    /// The county samples yesterday's decision and finds its sum wrong; answers the correction that it opens.
    func foundWrong(_ finding: SamplingFinding = .wrongAmount) async throws -> SamplingCorrectionRow {
        let day = try await test.bureau.today()
        let id = try await ok(
            FreezeSampling(from: day.adding(days: -31), through: day.adding(days: -1), sharePermille: 100), as: county)
        _ = try await ok(
            DrawSampling(samplingID: id, seenVersion: 1, seed: "20260401073", source: "福彩3D第2026073期"), as: county)
        _ = try await ok(
            RecordFinding(samplingID: id, caseID: caseID, finding: finding, words: "少算一人"), as: county)
        guard let row = try await corrections().last else { throw WorldError("no correction") }
        return row
    }

    /// The corrections of the case.
    func corrections() async throws -> [SamplingCorrectionRow] {
        let id = caseID
        return try await test.bureau.view(as: .staff(county)) { try $0.store.corrections(of: id, in: $0.scope) }
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
