import Casework
import Testing

@Suite struct DocumentKindTests {
    @Test func `documents run from D01 to D28 with the extra forms after them, each series once`() {
        let codes = DocumentKind.allCases.map(\.rawValue)
        let official = (1...28).map { number in number < 10 ? "D0\(number)" : "D\(number)" }
        #expect(Array(codes.prefix(28)) == official)
        let series = DocumentKind.allCases.compactMap(\.series)
        #expect(Set(series).count == series.count)
        #expect(Set(DocumentKind.allCases.map(\.chinese)).count == DocumentKind.allCases.count)
    }

    @Test func `whatever needs the citizen's will is signed by the citizen`() {
        let signed: Set<SignatureStrength> = [.citizenCode, .citizenHand, .bothSides]
        for kind in [DocumentKind.applicationForm, .declarationAndPledge, .verificationAuthorization, .visitForm] {
            #expect(signed.contains(kind.signature))
        }
    }
}
