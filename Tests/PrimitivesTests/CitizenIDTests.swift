import Primitives
import Testing

@Suite struct CitizenIDTests {
    private let sample = "11010519491231002X"

    @Test(arguments: [
        "11010519491231002X", "11010519491231002x", "  11010519491231002X ", "\t11010519491231002X\r\n",
        "\u{3000}11010519491231002X\u{3000}", "１１０１０５１９４９１２３１００２Ｘ", "110105491231002", " 110105491231002 ",
    ])
    func `the ways people write one number give one number`(text: String) throws {
        #expect(try CitizenID(text).text == sample)
    }

    @Test func `a number tells birth, sex, division and last four`() throws {
        let woman = try CitizenID(sample)
        #expect(try woman.birthDate == day("1949-12-31"))
        #expect(woman.sex == .female && woman.divisionCode == "110105" && woman.lastFour == "002X")
        #expect(woman.masked == "1101**********002X" && "\(woman)" == woman.masked)
        let man = try CitizenID("440524188001010014")
        #expect(man.sex == .male && man.sex.chinese == "男" && Sex.female.chinese == "女")
    }

    @Test func `a right check character does not excuse an age above 130`() throws {
        let old = try CitizenID("440524188001010014")
        #expect(throws: CitizenIDError.tooOld) { try old.checkAge(on: day("2026-03-12")) }
        #expect(throws: Never.self) { try old.checkAge(on: day("2010-12-31")) }
        #expect(throws: Never.self) { try old.checkAge(on: day("2010-01-01")) }
        #expect(throws: CitizenIDError.tooOld) { try old.checkAge(on: day("2011-01-01")) }
        #expect(throws: CitizenIDError.bornInFuture) { try old.checkAge(on: day("1879-12-31")) }
        #expect(throws: Never.self) { try old.checkAge(on: day("1880-01-01")) }
        #expect(try old.age(on: day("1898-01-01")) == 18 && old.age(on: day("1897-12-31")) == 17)
    }

    @Test func `of all characters exactly one is the check character`() throws {
        for first17 in ["11010519491231002", "37160219800229123", "44052418800101001", "37168120240101999"] {
            let right = CitizenID.checkCharacter(forFirst17: first17)
            for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
                if character == right {
                    #expect(try CitizenID(first17 + String(character)).text.last == right)
                } else {
                    #expect(throws: CitizenIDError.wrongCheckCharacter) {
                        try CitizenID(first17 + String(character))
                    }
                }
            }
        }
    }

    @Test func `the check characters agree with the table of the standard`() {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let table = Array("10X98765432")
        var random = SeededGenerator(seed: 11)
        var seen: Set<Character> = []
        for _ in 0..<2000 {
            let digits = (0..<17).map { _ in Int.random(in: 0...9, using: &random) }
            let expected = table[zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11]
            #expect(CitizenID.checkCharacter(forFirst17: digits.map(String.init).joined()) == expected)
            seen.insert(expected)
        }
        #expect(seen == Set(table))
    }

    @Test func `no single wrong digit and no swap of neighbours passes`() {
        let right = Array(sample)
        for position in 0..<17 {
            for digit in "0123456789" where digit != right[position] {
                var wrong = right
                wrong[position] = digit
                #expect(throws: CitizenIDError.self) { try CitizenID(String(wrong)) }
            }
            if position < 16, right[position] != right[position + 1] {
                var swapped = right
                swapped.swapAt(position, position + 1)
                #expect(throws: CitizenIDError.self) { try CitizenID(String(swapped)) }
            }
        }
    }

    @Test(arguments: [
        Example("", CitizenIDError.wrongLength(0)), Example("   ", .wrongLength(0)),
        Example("1101051949123100", .wrongLength(16)), Example("11010519491231002XX", .wrongLength(19)),
        Example("赵", .wrongLength(1)), Example("11010519491231002-", .wrongCharacter(position: 18)),
        Example("11010519491231002兔", .wrongCharacter(position: 18)),
        Example("1101051949123100ZX", .wrongCharacter(position: 17)),
        Example("X1010519491231002X", .wrongCharacter(position: 1)),
        Example("11010549123100X", .wrongCharacter(position: 15)),
        Example("110105 9491231002X", .wrongCharacter(position: 7)),
        Example("11010519490229002X", .impossibleBirthDate), Example("11010519491301002X", .impossibleBirthDate),
        Example("110105000012310020", .impossibleBirthDate), Example("110105490230002", .impossibleBirthDate),
        Example("110105194912310021", .wrongCheckCharacter),
    ])
    func `what is no number is refused with its reason`(example: Example<String, CitizenIDError>) {
        #expect(throws: example.output) { try CitizenID(example.input) }
        #expect(example.output.description.hasSuffix("。"))
    }

    @Test func `numbers are ordered as bytes and kept in JSON as a string`() throws {
        var random = SeededGenerator(seed: 3)
        let ids = (0..<300).compactMap { _ in
            let first17 = "3716021980010" + String(Int.random(in: 1000...9999, using: &random))
            return try? CitizenID(first17 + String(CitizenID.checkCharacter(forFirst17: first17)))
        }
        #expect(ids.count > 100)
        let bytewise = ids.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(ids.sorted().map(\.text) == bytewise)
        #expect(try json(CitizenID(sample)) == "[\"\(sample)\"]")
        #expect(try decoded([CitizenID].self, from: #"["110105491231002"]"#) == [CitizenID(sample)])
        #expect(throws: DecodingError.self) { try decoded([CitizenID].self, from: #"["1"]"#) }
    }

    @Test func `only 17 digits have a check character`() async {
        await #expect(processExitsWith: .failure) { _ = CitizenID.checkCharacter(forFirst17: "123") }
        await #expect(processExitsWith: .failure) { _ = CitizenID.checkCharacter(forFirst17: "1101051949123100X") }
    }
}
