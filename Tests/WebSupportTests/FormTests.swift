import Primitives
import Testing
import WebSupport

/// Forms as a browser without scripts sends them.
@Suite struct FormTests {
    @Test(arguments: [
        ("a=1&b=2", [("a", "1"), ("b", "2")]), ("name=%E8%B5%B5+%E9%BE%99", [("name", "赵 龙")]),
        ("a=&b", [("a", ""), ("b", "")]),
        ("a=x%0D%0Ay%00z", [("a", "x\nyz")]), ("", []),
    ])
    func `reads names and values`(text: String, pairs: [(String, String)]) throws {
        #expect(try FormValues(parsing: text.utf8) == FormValues(pairs))
    }

    @Test(arguments: ["a=%", "a=%2", "a=%zz", "a=%ff%fe", "%c3=1"])
    func `refuses what is no text`(text: String) {
        #expect(throws: FormError.malformed) { try FormValues(parsing: text.utf8) }
    }

    @Test func `refuses too many fields and too many bytes`() {
        let many = Array(repeating: "a=1", count: 601).joined(separator: "&")
        #expect(throws: FormError.tooManyFields(limit: 600)) { try FormValues(parsing: many.utf8) }
        let long = "a=" + String(repeating: "x", count: 256 << 10)
        #expect(throws: FormError.tooLarge(limitBytes: 256 << 10)) { try FormValues(parsing: long.utf8) }
    }

    @Test func `a token holds for its session only and no two are equal`() {
        let counter = Counter()
        let forms = FormGuard(secret: Array(repeating: 5, count: 32)) { UInt64(counter.next()) }
        let other = FormGuard(secret: Array(repeating: 6, count: 32)) { 1 }
        let token = forms.token(boundTo: [1, 2, 3])
        #expect(forms.accepts(token, boundTo: [1, 2, 3]))
        #expect(!forms.accepts(token, boundTo: [1, 2, 4]))
        #expect(!other.accepts(token, boundTo: [1, 2, 3]))
        #expect(token != forms.token(boundTo: [1, 2, 3]))
        for bad in ["", "x", token + "A", String(token.dropLast()), token.replacing("A", with: "B") + "!"] {
            #expect(!forms.accepts(bad, boundTo: [1, 2, 3]))
        }
    }

    @Test func `one reading reports every problem, in the words of the page`() throws {
        let context = BackstopContext(try Catalogue.load()[.chinese])
        var reader = FormReader(
            FormValues([
                ("phone", "123"), ("birth-year", "1990"), ("birth-month", "2"), ("birth-day", "30"), ("work", "x"),
            ]),
            context)
        #expect(reader.text("name", label: "姓名") == nil)
        #expect(reader.phone("phone", label: "手机号") == nil)
        #expect(reader.date("birth", label: "出生日期") == nil)
        #expect(reader.money("income", label: "收入", isRequired: false) == nil)
        #expect(reader.choice("work", label: "干活", among: ["yes"]) == nil)
        #expect(reader.state.problems.map(\.field) == ["name", "phone", "birth", "work"])
        #expect(reader.state.problem(at: "name") == "请填写“姓名”")
    }

    @Test func `a page, a version and a sum stay within what can be computed with`() throws {
        let largest = "9223372036854775807"
        #expect(FormValues([("page", largest), ("version", "x")]).page == 100_000)
        #expect(FormValues([("page", "-4")]).page == 1 && FormValues().page == 1)
        #expect(FormValues([("version", "7")]).seenVersion() == 7 && FormValues().seenVersion("seen") == 0)
        var reader = FormReader(
            FormValues([("sum", "1000000000.01"), ("place", "3716x")]), BackstopContext(try Catalogue.load()[.chinese]))
        #expect(reader.money("sum", label: "金额") == nil)
        #expect(reader.region("place", label: "村") == nil)
        #expect(reader.state.problems.map(\.message) == ["“金额”不能超过 1,000,000,000.00 元", "“村”请填 6、9 或 12 位的行政区划代码"])
    }

    @Test func `digits of Chinese keyboards are digits`() throws {
        let context = BackstopContext(try Catalogue.load()[.chinese])
        var reader = FormReader(
            FormValues([("m", "１，２３４．５０ 元"), ("p", "138 0000 0000"), ("n", "３"), ("d", "2026-03-12")]), context)
        #expect(reader.money("m", label: "") == Money(fen: 123_450))
        #expect(reader.phone("p", label: "") == "13800000000")
        #expect(reader.integer("n", label: "", in: 1...9) == 3)
        #expect(reader.date("d", label: "") == (try CivilDate(year: 2026, month: 3, day: 12)))
        #expect(reader.state.isValid)
    }

    @Test func `deadlines, money and dates read in both languages`() throws {
        let catalogue = try Catalogue.load()
        let day = try CivilDate(year: 2026, month: 3, day: 18)
        let chinese = Formats(BackstopContext(catalogue[.chinese]))
        let english = Formats(BackstopContext(catalogue[.english]))
        #expect(chinese.date(day) == "2026年3月18日")
        #expect(english.date(day) == "18 March 2026")
        #expect(chinese.money(Money(fen: 123_450)) == "1,234.50 元")
        #expect(english.money(Money(fen: 123_450)) == "CNY 1,234.50")
        #expect(chinese.deadline(day, workingDaysLeft: 3).child(named: "text") as? String == "还剩 3 个工作日")
        #expect(chinese.count(-1_234_567) == "-1,234,567")
        #expect(chinese.count(999) == "999")
    }
}
