import Casework
import Testing

@Suite struct CaseNumbersTests {
    @Test func `an acceptance number prints and reads back`() throws {
        let number = AcceptanceNumber(county: region("371621"), year: 2025, sequence: 412)
        #expect(number.text == "371621-2025-000412")
        #expect(AcceptanceNumber(parsing: "371621-2025-000412") == number)
    }

    @Test(arguments: [
        "", "371621-2025-412", "371621-2025-000000", "371600-2025-000001", "371621-2025-000412 ",
        "371621_2025_000412", "371621-2025-00041x", "371621--000412", "371621-+025-000412", "３71621-2025-000412",
    ])
    func `anything but the printed form is no acceptance number`(text: String) {
        #expect(AcceptanceNumber(parsing: text) == nil)
    }

    @Test func `numbers sort by county, year and sequence`() {
        let texts = ["371621-2025-000002", "371602-2026-000001", "371621-2024-000009"]
        let sorted = texts.compactMap { AcceptanceNumber(parsing: $0) }.sorted().map(\.text)
        #expect(sorted == ["371602-2026-000001", "371621-2024-000009", "371621-2025-000002"])
    }

    @Test func `a document number is the official form and names its series`() throws {
        let number = try #require(
            DocumentNumber(issuer: "惠民救", kind: .confirmationNotice, year: 2025, sequence: 12))
        #expect(number.text == "惠民救确〔2025〕12号")
        #expect(number.seriesKey == "D18/惠民救/2025")
        #expect(DocumentNumber(issuer: "惠民救", kind: .applicationForm, year: 2025, sequence: 1) == nil)
    }
}
