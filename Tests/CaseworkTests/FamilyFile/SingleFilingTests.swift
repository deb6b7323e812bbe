import Casework
import Primitives
import Testing

@Suite struct SingleFilingTests {
    static let terms = SingleFilingTerms(
        grounds: Cited([.severeDisability, .seriousIllness, .religiousLife, .adultSevereDisability, .local], "57号第八条"),
        religiousYears: Cited(3, "57号第八条"), severeGrade: Cited(2, "57号第八条"), severeMentalGrade: Cited(3, "57号第八条"))
    /// The 19-year-old with a level-3 intellectual disability, whose household is not eligible as a whole.
    static let nineteen = SingleFiling(
        ground: .adultSevereDisability, age: 19, disability: Disability(kind: .intellectual, grade: 3),
        illnessRecognized: false, hasWork: false, religiousYears: 0, householdIsMarginal: false,
        householdInForce: false, localBasis: "")

    private func broken(
        _ terms: SingleFilingTerms = terms, _ change: (inout SingleFiling) -> Void
    ) -> [StatedRefusal] {
        with(Self.nineteen, change).refusals(terms)
    }

    @Test func `the 19-year-old is filed alone`() { #expect(broken { _ in }.isEmpty) }

    @Test func `grade three is severe for intellectual and mental disability only, over all kinds and grades`() {
        for kind in DisabilityKind.allCases {
            for grade in 1...4 {
                let isSevere = grade <= (kind == .intellectual || kind == .mental ? 3 : 2)
                #expect(Self.terms.isSevere(Disability(kind: kind, grade: grade)) == isSevere, "\(kind) \(grade)")
            }
        }
    }

    @Test func `each ground against filing alone is named`() {
        let narrow = with(Self.terms) { $0.grounds = Cited([.seriousIllness], "本地未开展") }
        expectEachReason([
            Broken(SingleFilingReason.groundNotHere, broken(narrow) { _ in }),
            Broken(.householdNotMarginal, broken { $0.ground = .severeDisability }),
            Broken(.notSevere, broken { $0.disability = Disability(kind: .physical, grade: 3) }),
            Broken(
                .illnessNotRecognized, broken { ($0.ground, $0.householdIsMarginal) = (.seriousIllness, true) }),
            Broken(.notAdult, broken { $0.age = 17 }),
            Broken(.hasWork, broken { $0.hasWork = true }),
            Broken(.yearsTooFew, broken { ($0.ground, $0.religiousYears) = (.religiousLife, 2) }),
            Broken(.householdInForce, broken { $0.householdInForce = true }),
            Broken(.localBasisMissing, broken { $0.ground = .local }),
        ])
    }
}
