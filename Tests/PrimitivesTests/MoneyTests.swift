import Primitives
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [
        Example("0", Int64(0)), Example("0.00", 0), Example("-0.00", 0), Example("1234", 123_400),
        Example("1234.5", 123_450), Example("1234.50", 123_450), Example("0.01", 1), Example("-0.01", -1),
        Example("-1234.56", -123_456), Example("007", 700), Example("92233720368547758.07", .max),
        Example("-92233720368547758.07", -Int64.max),
    ])
    func `an amount is read exactly`(example: Example<String, Int64>) throws {
        #expect(try Money(parsing: example.input).fen == example.output)
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "-.5", "+1", "1,234.50", " 1", "1 ", "1e3", "１２", "一百", "1.2.3", "--1", "1-", "0x1",
        "1.-5",
    ])
    func `what is not an amount is refused`(text: String) {
        #expect(throws: MoneyError.notAnAmount(text)) { try Money(parsing: text) }
    }

    @Test func `parts of a fen and amounts out of range are refused`() {
        #expect(throws: MoneyError.tooManyDecimals("1.005")) { try Money(parsing: "1.005") }
        #expect(throws: MoneyError.tooManyDecimals("1.000")) { try Money(parsing: "1.000") }
        #expect(throws: MoneyError.outOfRange) { try Money(parsing: "92233720368547758.08") }
        #expect(throws: MoneyError.outOfRange) { try Money(parsing: "99999999999999999999999999") }
    }

    @Test(arguments: [
        Example(Int64(0), "0.00"), Example(1, "0.01"), Example(-1, "-0.01"), Example(123_450, "1,234.50"),
        Example(99_999, "999.99"), Example(-100_000, "-1,000.00"), Example(100_000_000_000, "1,000,000,000.00"),
        Example(.max, "92,233,720,368,547,758.07"), Example(.min, "-92,233,720,368,547,758.08"),
    ])
    func `an amount is written with two decimals and in groups of three`(example: Example<Int64, String>) {
        let money = Money(fen: example.input)
        #expect(money.grouped == example.output)
        #expect(money.text == example.output.replacing(",", with: ""))
        #expect(money.description == money.text)
    }

    @Test func `every amount up to two hundred yuan survives text and JSON`() throws {
        var wrong: [Int64] = []
        for fen in Int64(-20_000)...20_000 where try Money(parsing: Money(fen: fen).text).fen != fen {
            wrong.append(fen)
        }
        #expect(wrong.isEmpty)
        #expect(try json(Money(fen: -12_345)) == "[-12345]")
        #expect(try decoded([Money].self, from: "[-12345]") == [Money(fen: -12_345)])
        #expect(throws: DecodingError.self) { try decoded([Money].self, from: "[1.5]") }
        #expect(throws: DecodingError.self) { try decoded([Money].self, from: "[\"1.50\"]") }
    }

    @Test func `amounts are added, subtracted, negated, multiplied and compared`() {
        var money = Money(yuan: 3)
        money += Money(fen: 50)
        money -= Money(fen: 1)
        #expect(money == Money(fen: 349))
        #expect(-money == Money(fen: -349))
        #expect(money * 3 == Money(fen: 1047))
        #expect(Money(yuan: -1) < .zero && .zero < Money(fen: 1))
        #expect([Money(fen: 1), Money(fen: 2)].total() == Money(fen: 3))
        #expect([Money]().total() == .zero)
    }

    @Test func `a share is what its rounding promises`() {
        var random = SeededGenerator(seed: 31)
        var wrong: [String] = []
        for _ in 0..<20_000 {
            let fen = Int64.random(in: -2_000_000...2_000_000, using: &random)
            let count = Int64.random(in: 1...400, using: &random)
            for rounding in Rounding.allCases {
                let share = Money(fen: fen).share(of: count, rounding: rounding).fen
                if !keepsPromise(share, of: fen, count: count, rounding: rounding) {
                    wrong.append("\(fen)/\(count) \(rounding) gave \(share)")
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    /// Stated over products only, so that no division is needed to check a division.
    private func keepsPromise(_ share: Int64, of fen: Int64, count: Int64, rounding: Rounding) -> Bool {
        let (whole, part) = (Int64(fen.magnitude), Int64(share.magnitude))
        guard share == 0 || (share < 0) == (fen < 0) else { return false }
        switch rounding {
        case .down: return part * count <= whole && whole < (part + 1) * count
        case .up: return part * count >= whole && whole > (part - 1) * count
        case .halfUp: return 2 * whole < (2 * part + 1) * count && (2 * part - 1) * count <= 2 * whole
        }
    }

    @Test(arguments: [
        Example(Rounding.halfUp, [Int64(-2), -1, 0, 1, 2]), Example(.up, [-2, -1, 0, 1, 2]),
        Example(.down, [-1, 0, 0, 0, 1]),
    ])
    func `halves go away from zero unless dropped`(example: Example<Rounding, [Int64]>) {
        let shares = [Int64(-3), -1, 0, 1, 3].map { Money(fen: $0).share(of: 2, rounding: example.input).fen }
        #expect(shares == example.output)
    }

    @Test func `dividing the annual total once differs from rounding per head`() {
        // 632 × 3 − 1894 = 2, but rounding the income per head up first would give 3 (domain rule on rounding last).
        let gap = Money(yuan: 632) * 3 - Money(yuan: 1894)
        #expect(gap == Money(yuan: 2))
    }

    @Test func `an amount is rounded to a unit`() throws {
        #expect(try Money(fen: 12_345).rounded(to: 100, rounding: .up) == Money(fen: 12_400))
        #expect(try Money(fen: 12_345).rounded(to: 10, rounding: .halfUp) == Money(fen: 12_350))
        #expect(try Money(fen: 12_345).rounded(to: 1000, rounding: .down) == Money(fen: 12_000))
        #expect(throws: MoneyError.outOfRange) { try Money(fen: .max).rounded(to: 100, rounding: .up) }
    }

    @Test func `overflow and senseless divisors stop the program`() async {
        await #expect(processExitsWith: .failure) { _ = Money(fen: .max) + Money(fen: 1) }
        await #expect(processExitsWith: .failure) { _ = Money(fen: .min) - Money(fen: 1) }
        await #expect(processExitsWith: .failure) { _ = -Money(fen: .min) }
        await #expect(processExitsWith: .failure) { _ = Money(fen: .max) * 2 }
        await #expect(processExitsWith: .failure) { _ = Money(yuan: .max) }
        await #expect(processExitsWith: .failure) { _ = Money(yuan: 1).share(of: 0, rounding: .down) }
    }

    @Test(arguments: [MoneyError.notAnAmount("1,0"), .tooManyDecimals("1.005"), .outOfRange])
    func `an error says what to do`(error: MoneyError) {
        #expect(error.description.hasSuffix("。"))
    }
}
