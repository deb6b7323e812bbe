import Primitives
import Testing

@Suite struct RatioTests {
    @Test func `every small ratio is reduced with a denominator above zero and keeps its value`() throws {
        var wrong: [String] = []
        for above in Int64(-40)...40 {
            for below in Int64(-40)...40 where below != 0 {
                let ratio = try Ratio(above, below)
                let common = (2...40).contains { ratio.numerator % $0 == 0 && ratio.denominator % $0 == 0 }
                let sameValue = ratio.numerator * below == above * ratio.denominator
                if ratio.denominator < 1 || !sameValue || (common && ratio.numerator != 0) {
                    wrong.append("\(above)/\(below)")
                }
            }
        }
        #expect(wrong.isEmpty)
        #expect(try Ratio(0, -7) == .zero)
    }

    @Test func `ratios are ordered by value, however large`() throws {
        #expect(try Ratio(1, 3) < Ratio(34, 100))
        #expect(try Ratio(-1, 2) < .zero)
        let (large, larger) = (try Ratio(.max - 1, .max), try Ratio(.max, .max - 1))
        #expect(large < .one && .one < larger && large < larger)
    }

    @Test func `percent and permille are the fractions they say`() throws {
        #expect(try Ratio(percent: 150) == Ratio(3, 2))
        #expect(try Ratio(permille: 35) == Ratio(7, 200))
        #expect(Ratio(percent: 0) == .zero && Ratio(permille: 1000) == .one)
        #expect(try Ratio(percent: -25) == Ratio(-1, 4))
        #expect(try Ratio(percent: .min) == Ratio(.min / 4, 25))
    }

    @Test func `numbers that are no ratio are refused`() {
        #expect(throws: RatioError.zeroDenominator) { try Ratio(1, 0) }
        #expect(throws: RatioError.zeroDenominator) { try Ratio(0, 0) }
        #expect(throws: RatioError.outOfRange) { try Ratio(1, .min) }
        #expect(throws: RatioError.outOfRange) { try Ratio(.min, -1) }
        #expect(throws: Never.self) { try Ratio(.min, .min) }
    }

    @Test(arguments: ["", "/", "1/", "/2", "1/2/3", "0.5", "60%", "1 /2", "一半"])
    func `text that is no ratio is refused`(text: String) {
        #expect(throws: RatioError.malformed(text)) { try Ratio(parsing: text) }
    }

    @Test func `a ratio is a string in JSON`() throws {
        #expect(try decoded([Ratio].self, from: #"["6/10", "2"]"#) == [Ratio(3, 5), Ratio(2, 1)])
        #expect(try decoded([Ratio].self, from: json(Ratio(permille: 1500))) == [Ratio(3, 2)])
        #expect(throws: DecodingError.self) { try decoded([Ratio].self, from: #"["1/0"]"#) }
        #expect(throws: DecodingError.self) { try decoded([Ratio].self, from: "[0.5]") }
        #expect(Ratio(percent: 60).description == "3/5")
    }

    @Test(arguments: [
        Example(Rounding.halfUp, Int64(33_400)), Example(.up, 33_400), Example(.down, 33_300),
    ])
    func `scaling rounds once to the unit`(example: Example<Rounding, Int64>) throws {
        let third = try Ratio(1, 3)
        let scaled = try third.scale(Money(fen: 100_100), to: 100, rounding: example.input)
        #expect(scaled.fen == example.output)
    }

    @Test func `scaling agrees with a count of units by hand`() throws {
        var random = SeededGenerator(seed: 7)
        var wrong: [String] = []
        for _ in 0..<5000 {
            let fen = Int64.random(in: 0...500_000, using: &random)
            let (above, below) = (
                Int64.random(in: 0...3000, using: &random), Int64.random(in: 1...1000, using: &random)
            )
            let unit: Int64 = [1, 10, 100, 1000].randomElement(using: &random) ?? 1
            let scaled = try Ratio(above, below).scale(Money(fen: fen), to: unit, rounding: .up).fen
            let enough = scaled * below >= fen * above
            let notTooMuch = scaled == 0 || (scaled - unit) * below < fen * above
            if !enough || !notTooMuch || scaled % unit != 0 { wrong.append("\(fen)×\(above)/\(below) to \(unit)") }
        }
        #expect(wrong.isEmpty)
    }

    @Test func `an exact amount is rounded last`() throws {
        let exact = try Money(fen: 100).multiplied(by: Ratio(1, 3))
        #expect(try exact.rounded(rounding: .down) == Money(fen: 33))
        #expect(try exact.rounded(rounding: .up) == Money(fen: 34))
        #expect(try exact == Money(fen: 200).multiplied(by: Ratio(1, 6)))
        #expect(try exact < Money(fen: 101).multiplied(by: Ratio(1, 3)))
        #expect(try Money(fen: -100).multiplied(by: Ratio(1, 3)) < exact)
        #expect(try Money(fen: -101).multiplied(by: Ratio(1, 3)) < Money(fen: -100).multiplied(by: Ratio(1, 3)))
        let huge = try Money(fen: .max - 1).multiplied(by: Ratio(.max - 1, .max))
        #expect(try huge < Money(fen: .max).multiplied(by: .one))
    }

    @Test func `products out of range are refused, not wrapped`() {
        #expect(throws: MoneyError.outOfRange) { try Money(fen: .max).multiplied(by: Ratio(2, 1)) }
        #expect(throws: MoneyError.outOfRange) { try Ratio(2, 1).scale(Money(fen: .max), to: 1, rounding: .down) }
        #expect(throws: Never.self) { try Ratio(1, 2).scale(Money(fen: .max), to: .max, rounding: .up) }
    }

    @Test(arguments: [RatioError.zeroDenominator, .outOfRange, .malformed("x")])
    func `an error says what to do`(error: RatioError) {
        #expect(error.description.hasSuffix("。"))
    }
}
