import Casework
import Primitives
import Testing

@Suite struct AppraisalTests {
    static let twoThirds = try? Ratio(2, 3)
    static let terms = AppraisalTerms(
        quorum: Cited(twoThirds ?? .one, "评议办法：到会三分之二"), assent: Cited(twoThirds ?? .one, "评议办法：三分之二同意"),
        presentMin: Cited(5, "评议办法：不少于5人"))
    /// A body of nine, six present, four agree.
    static let sound = Appraisal(
        on: day("2026-03-19"), bodyCount: 9, presentCount: 6, relatedVoters: 0, votesFor: 4, votesAgainst: 1,
        abstained: 1, organiser: StaffID(5), scanCount: 2)

    private func broken(_ change: (inout Appraisal) -> Void) -> [StatedRefusal] {
        with(Self.sound, change).refusals(on: Fixture.today, terms: Self.terms)
    }

    @Test func `an appraisal before the application is no appraisal of it`() {
        let early = Self.sound.on.adding(days: 1)
        let refusals = Self.sound.refusals(on: Fixture.today, filedOn: early, terms: Self.terms)
        #expect(refusals.map(\.code) == ["appraisal.dayImpossible"])
        #expect(Self.sound.refusals(on: Fixture.today, filedOn: Self.sound.on, terms: Self.terms).isEmpty)
    }

    @Test func `an appraisal held as the rule says has nothing against it`() {
        #expect(broken { _ in }.isEmpty)
        #expect(Self.sound.fact(on: Fixture.today, terms: Self.terms) == AppraisalFact(isPassed: true, faults: []))
    }

    @Test func `each fault is named`() {
        expectEachReason([
            Broken(AppraisalReason.quorumMissed, broken { $0.bodyCount = 10 }),
            Broken(
                .tooFewPresent,
                broken {
                    ($0.bodyCount, $0.presentCount, $0.votesFor, $0.votesAgainst, $0.abstained) = (5, 4, 4, 0, 0)
                }),
            Broken(.relatedVoted, broken { $0.relatedVoters = 1 }),
            Broken(.votesDoNotAdd, broken { $0.votesFor = 5 }),
            Broken(.organiserMissing, broken { $0.organiser = nil }),
            Broken(.dayImpossible, broken { $0.on = day("2026-03-21") }),
            Broken(.scanMissing, broken { $0.scanCount = 0 }),
        ])
    }

    @Test(arguments: 1...12)
    func `two thirds of those present must agree, abstentions counting as present`(present: Int) {
        for agree in 0...present {
            let appraisal = with(Self.sound) {
                ($0.presentCount, $0.votesFor, $0.votesAgainst, $0.abstained) = (present, agree, present - agree, 0)
            }
            #expect(appraisal.isPassed(Self.terms) == (agree * 3 >= present * 2), "\(agree) of \(present)")
        }
    }
}
