package import Casework
package import Policies
package import Primitives

/// The dated terms of a township's decision meeting.
package struct MeetingTerms: Hashable, Sendable {
    /// Whether a delegated decision needs the vote of a meeting.
    package let isNeeded: Cited<Bool>
    /// Share of the members who must vote.
    package let quorum: Cited<Ratio>

    /// The terms of a region on a day, each with the text it rests on.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        isNeeded = try policy.citedFlag("meetingNeeded")
        quorum = try policy.citedRatio("meetingQuorum")
    }
}

/// The dated terms of the county's samples over delegated decisions.
package struct SamplingTerms: Hashable, Sendable {
    /// Smallest share an order may set.
    package let shareMin: Cited<Ratio>
    /// Fewest cases drawn in a township that decided any.
    package let least: Cited<Int>

    /// The terms of a region on a day, each with the text it rests on.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        shareMin = try policy.citedRatio("samplingShareMin")
        least = try policy.cited("samplingLeast")
    }
}

extension VisitTerms {
    /// How a household is visited for a program in a region on a day, each number with the text it rests on.
    ///
    /// Neighbours are asked only where the program's course has that step.
    package init(_ policies: PolicySet, program: Program, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        let asksNeighbours = ProgramProcedure.of(program).steps.contains(.neighbours)
        let neighbours = try policy.cited("visitNeighboursMin")
        self.init(
            visitorsMin: try policy.cited("visitorsMin"), photosMin: try policy.cited("visitPhotosMin"),
            neighboursMin: asksNeighbours ? neighbours : Cited(0, ProgramProcedure.of(program).citation),
            distanceMax: try policy.cited("visitDistanceMax"))
    }
}
