import Columns
import Foundation
import Primitives
import Testing
import Verification

/// One row of the table below: what the departments hold, and what a check makes of it.
struct CheckCase: CustomTestStringConvertible {
    let code: String
    let says: String
    let rows: [String]
    /// Observed, limit and evidence of the hit; nil for a near miss.
    let hit: String?

    init(_ code: String, _ says: String, _ rows: [String], _ hit: String?) {
        (self.code, self.says, self.rows, self.hit) = (code, says, rows, hit)
    }

    var testDescription: String { "\(code) \(says)" }
}

/// Each check with a hit and a near miss at its boundary.
///
/// `!` takes rows of the quiet family away.
private let cases: [CheckCase] = [
    .init("R01", "死亡登记在核对日", ["death id_no=父 death_date=2025-06-29"], "0.00 0.00 2025-06-29"),
    .init("R01", "死亡登记在次日", ["death id_no=父 death_date=2025-06-30"], nil),
    .init(
        "R01", "死亡次月起的发放才计月",
        [
            "death id_no=父 death_date=2025-04-10",
            "assistance_payment id_no=父 month=2025-04",
            "assistance_payment id_no=父 month=2025-05",
        ], "1.00 0.00 2025-04-10"),
    .init(
        "R02", "两辆车，申报一辆",
        [
            "vehicle owner_id=父 vtype=K status=A assessed_value=1.00 plate_no=鲁M2",
            "vehicle owner_id=母 vtype=H status=A assessed_value=1.00 plate_no=鲁M1",
        ], "2.00 1.00 鲁M1"),
    .init("R02", "一辆车，申报一辆", ["vehicle owner_id=父 vtype=K status=A assessed_value=1.00 plate_no=鲁M2"], nil),
    .init(
        "R03", "车价比限额多一分",
        [
            "vehicle owner_id=父 vtype=K status=A assessed_value=30000.01 plate_no=鲁M2"
        ], "30000.01 30000.00 鲁M2"),
    .init("R03", "车价正好是限额", ["vehicle owner_id=父 vtype=K status=A assessed_value=30000.00 plate_no=鲁M2"], nil),
    .init(
        "R04", "两本权证",
        [
            "property owner_id=父 status=A usage=R cert_no=B2 area_m2=1.00 share_pct=100",
            "property owner_id=母 status=A usage=R cert_no=B1 area_m2=1.00 share_pct=100",
        ], "2.00 1.00 B1"),
    .init(
        "R04", "夫妻共有一套",
        [
            "property owner_id=父 status=A usage=R cert_no=B1 area_m2=1.00 share_pct=50",
            "property owner_id=母 status=A usage=R cert_no=B1 area_m2=1.00 share_pct=50",
        ], nil),
    .init(
        "R05", "三人一百八十平方米多一点",
        [
            "property owner_id=父 status=A usage=R cert_no=B1 area_m2=180.01 share_pct=100"
        ], "180.01 180.00 B1"),
    .init(
        "R05", "三人正好一百八十平方米",
        [
            "property owner_id=父 status=A usage=R cert_no=B1 area_m2=180.00 share_pct=100"
        ], nil),
    .init("R06", "一处商铺", ["property owner_id=父 status=A usage=S cert_no=B9"], "1.00 0.00 B9"),
    .init("R06", "商铺已注销", ["property owner_id=父 status=X usage=S cert_no=B9"], nil),
    .init("R07", "公司法定代表人", ["business_reg legal_rep_id=父 status=A btype=Y uscc=U1"], "1.00 0.00 U1"),
    .init("R07", "个体工商户不算", ["business_reg legal_rep_id=父 status=A btype=G uscc=U1"], nil),
    .init(
        "R08", "存续企业的股东",
        [
            "shareholder holder_id=父 uscc=U1",
            "business_reg uscc=U1 status=A",
        ], "1.00 0.00 U1"),
    .init("R08", "注销企业的股东", ["shareholder holder_id=父 uscc=U1", "business_reg uscc=U1 status=X"], nil),
    .init(
        "R09", "存款比二十四个月标准多一分",
        [
            "deposit id_no=父 balance=72000.00",
            "deposit id_no=子 balance=0.01",
        ], "72000.01 72000.00 2"),
    .init("R09", "存款正好二十四个月标准", ["deposit id_no=父 balance=72000.00"], nil),
    .init("R10", "证券多一分", ["securities id_no=父 market_value=50000.01"], "50000.01 50000.00 1"),
    .init("R10", "证券正好是限额", ["securities id_no=父 market_value=50000.00"], nil),
    .init(
        "R11", "月均多一分",
        [
            "employ_insurance id_no=父 month=2025-01 base=7200.06 employer_code=E1"
        ], "1200.01 1200.00 E1"),
    .init("R11", "月均不到多一分", ["employ_insurance id_no=父 month=2025-01 base=7200.05 employer_code=E1"], nil),
    .init("R11", "七个月前的工资不算", ["employ_insurance id_no=父 month=2024-12 base=99999.00 employer_code=E1"], nil),
    .init(
        "R12", "最近一个月多一分",
        [
            "pension id_no=父 month=2025-05 amount=50.01",
            "pension id_no=父 month=2025-04 amount=9999.00",
        ], "50.01 50.00 2025-05"),
    .init(
        "R12", "最近一个月正好",
        [
            "pension id_no=父 month=2025-05 amount=50.00",
            "pension id_no=父 month=2025-04 amount=9999.00",
        ], nil),
    .init("R13", "比申报的1.2倍多一分", ["tax_income id_no=父 year=2024 income=14400.01"], "1200.00 1200.00 2024"),
    .init("R13", "正好申报的1.2倍", ["tax_income id_no=父 year=2024 income=14400.00"], nil),
    .init(
        "R14", "配偶在外且有工资",
        [
            "marriage id_a=父 id_b=外人 kind=M reg_date=2020-01-01 cert_no=J1",
            "employ_insurance id_no=外人 month=2025-06 base=6.00 employer_code=E1",
        ], "1.00 0.00 外人"),
    .init(
        "R14", "配偶就在户内",
        [
            "marriage id_a=父 id_b=母 kind=M reg_date=2020-01-01 cert_no=J1",
            "employ_insurance id_no=母 month=2025-06 base=6.00 employer_code=E1",
        ], nil),
    .init(
        "R14", "后来离了婚",
        [
            "marriage id_a=父 id_b=外人 kind=M reg_date=2020-01-01 cert_no=J1",
            "marriage id_a=父 id_b=外人 kind=D reg_date=2020-01-01 cert_no=J2",
            "employ_insurance id_no=外人 month=2025-06 base=6.00 employer_code=E1",
        ], nil),
    .init(
        "R15", "同月两县",
        [
            "assistance_payment id_no=父 month=2025-06 county_code=371621",
            "assistance_payment id_no=父 month=2025-06 county_code=371602",
        ], "2.00 1.00 371602|371621"),
    .init(
        "R15", "前后两月各一县",
        [
            "assistance_payment id_no=父 month=2025-05 county_code=371621",
            "assistance_payment id_no=父 month=2025-06 county_code=371602",
        ], nil),
    .init("R16", "刑期到核对日", ["prison id_no=父 from_date=2020-01-01 to_date=2025-06-29"], "1.00 0.00 2020-01-01"),
    .init("R16", "没有写到期日", ["prison id_no=父 from_date=2020-01-01 to_date="], "1.00 0.00 2020-01-01"),
    .init("R16", "前一天刑满", ["prison id_no=父 from_date=2020-01-01 to_date=2025-06-28"], nil),
    .init("R17", "未归，已出境六十一天", ["exit_entry id_no=父 out_date=2025-04-29 in_date="], "61.00 60.00 1"),
    .init("R17", "未归，已出境六十天", ["exit_entry id_no=父 out_date=2025-04-30 in_date="], nil),
    .init("R17", "一年前的出境不算", ["exit_entry id_no=父 out_date=2024-06-29 in_date="], nil),
    .init("R18", "自付两万元", ["hospital id_no=子 admit_date=2025-01-01 self_pay=20000.00"], "20000.00 20000.00 1"),
    .init("R18", "自付少一分", ["hospital id_no=子 admit_date=2025-01-01 self_pay=19999.99"], nil),
    .init(
        "R19", "二级肢体和视力残疾",
        [
            "disability id_no=父 grade=2 category=vision status=A",
            "disability id_no=父 grade=2 category=limb status=A",
        ], "2.00 2.00 limb"),
    .init(
        "R19", "已领护理补贴",
        [
            "disability id_no=父 grade=1 category=limb status=A",
            "dept_subsidy id_no=父 program=HLBT status=A",
        ], nil),
    .init("R19", "三级残疾", ["disability id_no=父 grade=3 category=limb status=A"], nil),
    .init("R20", "学籍是前年的", ["!school", "school id_no=子 school_year=2023 status=A"], "9.00 7.00 "),
    .init("R20", "学籍在读", [], nil),
    .init(
        "R21", "三百元公积金",
        [
            "housing_fund id_no=父 month=2025-06 amount=300.00 employer_code=E1"
        ], "300.00 300.00 E1"),
    .init("R21", "少一分", ["housing_fund id_no=父 month=2025-06 amount=299.99 employer_code=E1"], nil),
    .init(
        "R21", "同月有社保",
        [
            "housing_fund id_no=父 month=2025-06 amount=300.00",
            "employ_insurance id_no=父 month=2025-06 base=0.01 employer_code=E1",
        ], nil),
    .init("R22", "保费多一分", ["insurance id_no=父 status=A annual_premium=10000.01"], "10000.01 10000.00 1"),
    .init("R22", "保费正好", ["insurance id_no=父 status=A annual_premium=10000.00"], nil),
    .init("R23", "三个月一千五百零一度", ["power owner_id=父 month=2025-04 kwh=1501 account_no=D1"], "1501.00 1500.00 1"),
    .init(
        "R23", "三个月一千五百度",
        [
            "power owner_id=父 month=2025-04 kwh=1500 account_no=D1",
            "power owner_id=父 month=2025-03 kwh=9 account_no=D1",
        ], nil),
    .init("R24", "有户号而用电为零", ["power owner_id=父 month=2025-05 kwh=0 account_no=D1"], "0.00 0.00 1"),
    .init("R24", "没有户号", [], nil),
    .init("R25", "户籍姓名不同", ["!population id_no=父", "population id_no=父 name=付"], "1.00 0.00 付"),
    .init("R25", "户籍姓名相同", [], nil),
    .init("R26", "没有户籍登记", ["!population id_no=父"], "0.00 1.00 "),
    .init("R26", "没有户籍而有死亡登记", ["!population id_no=父", "death id_no=父 death_date=2030-01-01"], nil),
    .init(
        "R27", "售价多一分",
        [
            "realty_tx seller_id=父 tx_date=2024-06-30 price=100000.01 contract_no=C1"
        ], "100000.01 100000.00 C1"),
    .init("R27", "一年零一天前出售", ["realty_tx seller_id=父 tx_date=2024-06-29 price=100000.01"], nil),
    .init("R28", "农机多一分", ["agri_machine owner_id=父 status=A value=50000.01"], "50000.01 50000.00 1"),
    .init("R28", "农机正好", ["agri_machine owner_id=父 status=A value=50000.00"], nil),
    .init("R29", "农业补贴多一分", ["farm_subsidy id_no=父 year=2024 amount=3000.01"], "3000.01 3000.00 1"),
    .init("R29", "农业补贴正好", ["farm_subsidy id_no=父 year=2024 amount=3000.00"], nil),
    .init("R30", "失业金多一分", ["unemployment id_no=父 month=2025-06 amount=1000.01"], "1000.01 1000.00 2025-06"),
    .init("R30", "失业金等于申报收入", ["unemployment id_no=父 month=2025-06 amount=1000.00"], nil),
    .init(
        "R31", "在外整一百八十天",
        [
            "residence id_no=父 status=A region_code=370102 start_date=2024-12-31"
        ], "180.00 180.00 370102"),
    .init("R31", "在外一百七十九天", ["residence id_no=父 status=A region_code=370102 start_date=2025-01-01"], nil),
    .init("R31", "住在本市别的县", ["residence id_no=父 status=A region_code=371621 start_date=2024-12-31"], nil),
    .init(
        "R32", "同月两种养老金",
        [
            "resident_pension id_no=父 month=2025-06 amount=9.00 status=A",
            "pension id_no=父 month=2025-06 amount=1.00",
        ], "9.00 0.00 2025-06"),
    .init(
        "R32", "职工养老金在上月",
        [
            "resident_pension id_no=父 month=2025-06 amount=9.00 status=A",
            "pension id_no=父 month=2025-05 amount=1.00",
        ], nil),
]

/// The 32 checks of the reference city, at their boundaries.
@Suite struct ReferenceCheckTests {
    @Test(arguments: cases)
    func `a check hits at its boundary and not before`(_ one: CheckCase) throws {
        let taken = one.rows.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) }
        let quiet = CheckedCity.quiet.filter { row in !taken.contains { row.hasPrefix($0) } }
        let city = try CheckedCity(quiet + one.rows.filter { !$0.hasPrefix("!") }, book: try CheckBook.reference.get())
        let result = try city.run()
        let hits = result.hits.filter { result.book.checks[$0.check].code == one.code }
            .map { [CheckHit.text($0.observedHundredths), CheckHit.text($0.limitHundredths), $0.evidence] }
        let wanted = one.hit.map { text in
            text.split(separator: " ", omittingEmptySubsequences: false).map { CheckedCity.id(String($0)) }
        }
        #expect(hits == (wanted.map { [$0] } ?? []))
        #expect(result.problems.isEmpty)
    }

    @Test func `every check has a hit and a near miss above`() throws {
        for check in try CheckBook.reference.get().checks {
            #expect(cases.contains { $0.code == check.code && $0.hit != nil }, "\(check.code)")
            #expect(cases.contains { $0.code == check.code && $0.hit == nil }, "\(check.code)")
        }
    }

    @Test func `a silent department leaves its checks without an answer, never without a hit`() throws {
        let book = try CheckBook.reference.get()
        let city = try CheckedCity(CheckedCity.quiet, book: book, without: ["deposit", "business_reg"])
        let result = try city.run()
        let silent = result.silentChecks.map { book.checks[$0].code }.sorted()
        #expect(silent == ["R07", "R08", "R09"])
        let deposits = try #require(book.checks.firstIndex { $0.code == "R09" })
        #expect(result.status(of: deposits, household: "H1", person: "") == .noAnswer)
        #expect(result.status(of: deposits + 1, household: "H1", person: "") == .noHit)
    }

    @Test func `a row that cannot be read makes its person's answer an error with file, line and column`() throws {
        let book = try CheckBook.reference.get()
        let city = try CheckedCity(
            CheckedCity.quiet + [
                "insurance id_no=父 status=A annual_premium=1.00", "insurance id_no=母 status=A annual_premium=abc",
            ],
            book: book)
        let result = try city.run()
        let insurance = try #require(book.checks.firstIndex { $0.code == "R22" })
        #expect(result.status(of: insurance, household: "H1", person: CheckedCity.id("母")) == .error)
        #expect(result.status(of: insurance, household: "H1", person: CheckedCity.id("子")) == .noHit)
        #expect(result.problems.contains { $0.contains("insurance 第 3 行 annual_premium 列") })
    }
}
