import Casework
import Foundation
import HTTPTypes
import Operations
import Primitives
import Testing
import WebSupport

/// What the page of a step may ask the device for.
@Suite struct CaseStepTests {
    @Test func `only the form of a visit may ask the phone where it is`() async throws {
        let desk = try await PayDesk.open()
        let id = try await desk.fileAtWindow()
        let name = try #require(HTTPField.Name("Permissions-Policy"))
        func place(_ path: String) async throws -> String? {
            try await desk.get(path, as: "clerk").headers[name]?.split(separator: ", ").map(String.init)
                .first { $0.hasPrefix("geolocation") }
        }
        #expect(try await place("/staff/cases/\(id.text)/visit") == "geolocation=(self)")
        for path in ["", "/accept", "/supplement", "/children"] {
            #expect(try await place("/staff/cases/\(id.text)\(path)") == "geolocation=()", "\(path)")
        }
        #expect(try await place("/staff") == "geolocation=()")
        await desk.close()
    }
}
