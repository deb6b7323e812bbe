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

    @Test func `the catalogue has one entry for each kind, in the order of the numbers`() {
        #expect(DocumentKind.catalogue.map(\.kind) == DocumentKind.allCases)
        #expect(DocumentKind.catalogue.map(\.number) == DocumentKind.catalogue.map(\.number).sorted())
    }

    @Test func `whatever is adverse is served or sent on, numbered, and signed by a person`() {
        for entry in DocumentKind.catalogue where entry.isAdverse {
            #expect(entry.isServed || entry.kind == .penaltyReferral, "\(entry.number)")
            #expect(entry.isNumbered && entry.kind.signature == .staffAndSeal, "\(entry.number)")
        }
    }

    @Test func `every document a procedure issues with the remedies beside it is adverse or a grant`() {
        let rules = ProcedureKind.allCases.flatMap { ProcedureTable.lines(of: $0).all }
        for rule in rules where rule.documents.contains(.remedyNotice) {
            let others = rule.documents.filter { $0 != .remedyNotice }
            #expect(others.contains { $0.entry.isAdverse || $0 == .confirmationNotice }, "\(rule.event)")
        }
    }
}
