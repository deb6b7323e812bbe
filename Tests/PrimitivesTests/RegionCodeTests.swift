import Primitives
import Testing

@Suite struct RegionCodeTests {
    /// All shapes: zeros and other digits in every group of a twelve-digit code.
    private var texts: [String] {
        var texts: [String] = []
        for province in ["11", "37", "44"] {
            for city in ["00", "01", "16", "90"] {
                for county in ["00", "02", "81"] {
                    for township in ["000", "003", "100"] {
                        for village in ["000", "001", "201"] {
                            texts.append(province + city + county + township + village)
                        }
                    }
                }
            }
        }
        return texts
    }

    /// Drops groups of zeros from the end, as a person would with a pencil.
    private func groups(of padded: String) -> [String] {
        let bounds = [0, 2, 4, 6, 9, 12]
        let characters = Array(padded)
        var groups = zip(bounds, bounds.dropFirst()).map { String(characters[$0..<$1]) }
        while groups.count > 1, groups.last?.allSatisfy({ $0 == "0" }) == true { groups.removeLast() }
        return groups
    }

    @Test func `every shape has its level, text, padding and parent`() throws {
        for padded in texts {
            let (code, groups) = (try RegionCode(padded), groups(of: padded))
            #expect(code.text == groups.joined() && code.padded == padded && "\(code)" == code.text)
            #expect(code.level == RegionLevel.allCases[groups.count - 1])
            #expect(try RegionCode(code.text) == code)
            let above = groups.dropLast().joined()
            let parent = try above.isEmpty ? nil : RegionCode(above)
            #expect(code.parent == parent)
        }
    }

    @Test func `containment and order are those of the texts, for all pairs`() throws {
        let codes = try texts.map { try RegionCode($0) }
        var wrong: [String] = []
        for left in codes {
            for right in codes {
                if left.contains(right) != right.text.hasPrefix(left.text) { wrong.append("\(left) contains \(right)") }
                let before = left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
                if (left < right) != before { wrong.append("\(left) < \(right)") }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `the ancestor at a level is the prefix of that level`() throws {
        for padded in texts {
            let code = try RegionCode(padded)
            for level in RegionLevel.allCases {
                let prefix = String(padded.prefix(level.digits))
                let prefixCode = try RegionCode(prefix)
                let expected = level <= code.level && prefixCode.level == level ? prefixCode : nil
                #expect(code.ancestor(at: level) == expected, "\(code) at \(level)")
            }
        }
    }

    @Test func `a town of Dongguan lies directly in its city`() throws {
        let town = try RegionCode("441900003")
        #expect(town.level == .township)
        #expect(try town.parent == RegionCode("4419"))
        #expect(town.ancestor(at: .county) == nil)
    }

    @Test(arguments: [
        Example("3716", "3716"), Example("371600", "3716"), Example("371600000000", "3716"), Example("370000", "37"),
        Example("371602", "371602"), Example("371602001", "371602001"), Example("371602001000", "371602001"),
        Example("371602001201", "371602001201"), Example("3700", "37"),
    ])
    func `zeros of lower levels are dropped`(example: Example<String, String>) throws {
        #expect(try RegionCode(example.input).text == example.output)
    }

    @Test(arguments: [
        Example("", RegionCodeError.wrongLength("")), Example("3", .wrongLength("3")),
        Example("37160", .wrongLength("37160")), Example("3716020", .wrongLength("3716020")),
        Example("3716020010001", .wrongLength("3716020010001")), Example("37a6", .notDigits("37a6")),
        Example(" 371", .notDigits(" 371")), Example("-1", .notDigits("-1")), Example("滨", .wrongLength("滨")),
        Example("00", .noProvince("00")), Example("001600", .noProvince("001600")),
    ])
    func `what is no code is refused`(example: Example<String, RegionCodeError>) {
        #expect(throws: example.output) { try RegionCode(example.input) }
        #expect(example.output.description.hasSuffix("。"))
    }

    @Test func `every two-digit code but 00 is a province`() throws {
        for number in 1...99 {
            let code = try RegionCode(number < 10 ? "0\(number)" : "\(number)")
            #expect(code.level == .province && code.parent == nil)
        }
    }

    @Test func `a code is a string in JSON`() throws {
        #expect(try json(RegionCode("371600")) == #"["3716"]"#)
        #expect(try decoded([RegionCode].self, from: #"["371602"]"#) == [RegionCode("371602")])
        #expect(throws: DecodingError.self) { try decoded([RegionCode].self, from: #"["37160"]"#) }
        #expect(RegionLevel.allCases == RegionLevel.allCases.sorted())
        #expect(RegionLevel.allCases.allSatisfy { !$0.chinese.isEmpty })
    }
}
