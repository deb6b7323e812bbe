import Documents
import Testing

/// The picture is decoded by a real reader in `browser-tests`; here the symbol's own rules are checked.
@Suite struct QRCodeTests {
    @Test(arguments: ["https://example.org/v/3f2c", "兜底", String(repeating: "0123456789", count: 40)])
    func `three corners have a finder pattern and a white border`(text: String) throws {
        let code = try QRCode(text)
        for (top, left) in [(0, 0), (0, code.width - 7), (code.width - 7, 0)] {
            for row in 0..<7 {
                for column in 0..<7 {
                    let ring = max(abs(row - 3), abs(column - 3))
                    #expect(code[top + row, left + column] == (ring != 2), "\(top + row), \(left + column)")
                }
            }
        }
        for place in 0..<8 {
            #expect(!code[7, place] && !code[place, 7])
            #expect(!code[7, code.width - 1 - place] && !code[code.width - 8, place])
        }
    }

    @Test func `timing patterns alternate between the corners`() throws {
        let code = try QRCode("https://example.org/v/3f2c")
        for place in 8..<(code.width - 8) {
            #expect(code[6, place] == place.isMultiple(of: 2))
            #expect(code[place, 6] == place.isMultiple(of: 2))
        }
    }

    @Test(arguments: [("A", 21), (String(repeating: "a", count: 14), 21), (String(repeating: "a", count: 15), 25)])
    func `the version is the smallest that holds the text`(text: String, width: Int) throws {
        let code = try QRCode(text)
        #expect(code.width == width)
        #expect((width - 17).isMultiple(of: 4))
    }

    @Test func `the picture has a quiet zone, a role and an escaped label, and one path of dark runs`() throws {
        let code = try QRCode("A")
        let svg = code.svg(size: 160, label: #"查验 <"1" & '2'>"#)
        #expect(svg.hasPrefix(#"<svg xmlns="http://www.w3.org/2000/svg" role="img" "#))
        #expect(svg.contains(#"aria-label="查验 &lt;&quot;1&quot; &amp; &#39;2&#39;&gt;""#))
        #expect(svg.contains(#"width="160" height="160" viewBox="0 0 29 29""#))
        // The upper edge of the first finder pattern is seven modules wide, four in from the border.
        #expect(svg.contains(#"d="M4 4h7v1h-7z"#))
        let dark = (0..<21).reduce(0) { sum, row in sum + (0..<21).count { code[row, $0] } }
        let drawn = svg.split(separator: "M").dropFirst(2).reduce(0) { sum, run in
            sum + (Int(run.split(separator: "h")[1].prefix { $0.isNumber }) ?? 0)
        }
        #expect(drawn == dark)
    }

    @Test func `what is empty or too long is refused`() {
        #expect(throws: QRCodeError.empty) { try QRCode("") }
        #expect(throws: QRCodeError.tooLong(bytes: 3000)) { try QRCode(String(repeating: "a", count: 3000)) }
    }
}
