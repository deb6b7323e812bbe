import DemoCity
import Foundation
import Primitives
import Testing

@Suite struct DemoCityGeneratorTests {
    private let city: CityFiles

    init() throws { city = try CityFiles.shared.get() }

    @Test func `the same plan gives the same bytes and the same facts`() throws {
        let again = try CityFiles(city.facts.plan)
        #expect(again.content == city.content)
        #expect(again.summary == city.summary)
    }

    @Test(arguments: [("seed", 8, "2026-03-02"), ("day", 7, "2026-03-03")] as [(String, UInt64, String)])
    func `another seed or day gives other bytes`(_ what: String, _ seed: UInt64, _ day: String) throws {
        let other = try CityFiles(DemoCityPlan(people: 4_000, seed: seed, asOf: CivilDate(parsing: day)))
        for (name, bytes) in other.content where name != "standard" {
            #expect(bytes != city.content[name], "\(name).csv does not depend on the \(what).")
        }
        #expect(other.content["standard"] == city.content["standard"])
    }

    @Test(arguments: Layout.all) func `each file has the columns of the reference city`(_ layout: Layout) {
        let text = String(decoding: city.content[layout.name] ?? Data(), as: UTF8.self)
        #expect(text.prefix { $0 != "\n" } == layout.columns)
        #expect(!text.contains("\r"))
        #expect(text.hasSuffix("\n"))
        let file = city.summary.files.first { $0.name == layout.name }
        #expect(file?.rows == city[layout.name].count)
        #expect(file?.bytes == city.content[layout.name]?.count)
        #expect(!city[layout.name].isEmpty)
        if layout.columns.hasPrefix("rec_no,") {
            #expect(Set(city[layout.name].map { $0["rec_no"] }).count == city[layout.name].count)
        }
    }

    @Test func `nothing but the files of the reference city is written`() {
        #expect(Set(city.content.keys) == Set(Layout.all.map(\.name)))
        #expect(Layout.all.count { $0.columns.hasPrefix("rec_no,") } == 28)
    }

    @Test func `standards are those of the reference city`() {
        let expected = """
            county_code,area,monthly_standard
            371602,U,1028.00
            371602,R,823.00
            371603,U,1010.00
            371603,R,810.00
            371621,U,995.00
            371621,R,800.00
            371622,U,995.00
            371622,R,800.00
            371623,U,1005.00
            371623,R,805.00
            371625,U,1020.00
            371625,R,820.00
            371681,U,1028.00
            371681,R,823.00

            """
        #expect(String(decoding: city.content["standard"] ?? Data(), as: UTF8.self) == expected)
    }

    @Test func `the city has the size and the shares that were asked for`() {
        #expect(city["population"].count == 4_000)
        #expect(9...14 ~= city.summary.totalRows / 4_000)
        let families = Set(city["population"].map { $0["household_reg_no"] }).count
        #expect(13...21 ~= city["household"].count * 100 / families)
        #expect(city["household"].count == city.facts.watchedHouseholds)
        #expect(city["member"].count == city.facts.watchedPeople)
        let programs = Set(city["household"].map { $0["program"] })
        #expect(programs == Set(DemoProgram.allCases.map(\.rawValue)))
    }

    @Test func `payments end with the month before the day`() {
        #expect(city["assistance_payment"].compactMap { $0["month"] }.max() == "2026-02")
        #expect(city.facts.plan.lastPaidMonth.text == "2026-02")
        #expect(DemoCityPlan.openingDay.text == "2026-03-02")
    }

    @Test(arguments: [1_999, 400_001]) func `a city of an unsupported size is refused`(_ people: Int) {
        #expect(throws: DemoCityPlanError.peopleOutOfRange(people)) { try DemoCityPlan(people: people) }
    }

    @Test func `a day far from the demo is refused`() throws {
        let day = try CivilDate(year: 2019, month: 12, day: 31)
        #expect(throws: DemoCityPlanError.dayOutOfRange(day)) { try DemoCityPlan(asOf: day) }
    }
}

/// A file and its header line.
struct Layout: Sendable, CustomTestStringConvertible {
    let name: String
    let columns: String
    var testDescription: String { name }

    init(_ name: String, _ columns: String) { (self.name, self.columns) = (name, columns) }

    static let all = [
        Layout("household", "household_id,county_code,area,program,town,start_date,declared_vehicles"),
        Layout("member", "household_id,member_no,id_no,name,relation,declared_income,declared_pension"),
        Layout("standard", "county_code,area,monthly_standard"),
        Layout("truth", "rule,household_id,id_no"),
        Layout("population", "rec_no,id_no,name,sex,county_code,household_reg_no,address,reg_status"),
        Layout("death", "rec_no,id_no,name,death_date,source"),
        Layout("vehicle", "rec_no,plate_no,owner_id,vtype,brand,register_date,assessed_value,status"),
        Layout(
            "property",
            "rec_no,cert_no,owner_id,share_pct,area_m2,usage,county_code,address,register_date,status"),
        Layout("employ_insurance", "rec_no,id_no,employer_code,month,base"),
        Layout("pension", "rec_no,id_no,month,amount,kind"),
        Layout("resident_pension", "rec_no,id_no,month,amount,status"),
        Layout("business_reg", "rec_no,uscc,name,legal_rep_id,btype,capital,reg_date,status"),
        Layout("shareholder", "rec_no,uscc,holder_id,ratio_pct"),
        Layout("deposit", "rec_no,id_no,bank_code,acct_no,balance,snapshot_date"),
        Layout("securities", "rec_no,id_no,broker_code,market_value,snapshot_date"),
        Layout("tax_income", "rec_no,id_no,year,item,income"),
        Layout("marriage", "rec_no,cert_no,kind,id_a,id_b,reg_date"),
        Layout("hospital", "rec_no,id_no,hospital_code,admit_date,total_cost,insured_pay,self_pay"),
        Layout("disability", "rec_no,id_no,category,grade,issue_date,status"),
        Layout("school", "rec_no,id_no,school_code,stage,school_year,status"),
        Layout("prison", "rec_no,id_no,facility_code,from_date,to_date"),
        Layout("exit_entry", "rec_no,id_no,passport_no,out_date,in_date,dest"),
        Layout("housing_fund", "rec_no,id_no,employer_code,month,amount"),
        Layout("unemployment", "rec_no,id_no,month,amount"),
        Layout("farm_subsidy", "rec_no,id_no,year,item,amount"),
        Layout("dept_subsidy", "rec_no,id_no,program,amount,status"),
        Layout("assistance_payment", "rec_no,id_no,county_code,program,month,amount"),
        Layout("power", "rec_no,account_no,owner_id,month,kwh"),
        Layout("insurance", "rec_no,policy_no,id_no,company_code,annual_premium,status"),
        Layout("realty_tx", "rec_no,contract_no,seller_id,buyer_id,price,tx_date"),
        Layout("agri_machine", "rec_no,machine_no,owner_id,mtype,value,status"),
        Layout("residence", "rec_no,id_no,region_code,start_date,status"),
    ]
}
