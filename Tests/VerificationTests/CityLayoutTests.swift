import Columns
import Foundation
import Primitives
import Testing
import Verification

/// A small good city to break in one place at a time.
struct SmallCity {
    var household = """
        household_id,county_code,area,program,town,start_date,declared_vehicles
        H1,371602,R,dibao,市中街道,2024-01-01,0
        H2,371602,U,monitored,市中街道,2024-01-01,1

        """
    var member = """
        household_id,member_no,id_no,name,relation,declared_income,declared_pension
        H1,1,11010519491231002X,赵小龙,head,100.00,0.00
        H2,1,37160319920519007X,谢飘凝,head,1340.00,0.00
        H2,2,371603199409130941,高莉真,spouse,730.00,0.00

        """
    var standard = "county_code,area,monthly_standard\n371602,U,1028.00\n371602,R,823.00\n"
    var pets = "rec_no,owner\n1,11010519491231002X\n"

    func read() throws -> CityReading {
        let folder = try TemporaryFolder()
        try folder.write(household, as: "household.csv")
        try folder.write(member, as: "member.csv")
        try folder.write(standard, as: "standard.csv")
        if !pets.isEmpty { try folder.write(pets, as: "pets.csv") }
        let catalogue = try Catalogue(files: [("pets.yaml", CatalogueTests.good)])
        return try CityLayout(catalogue: catalogue).read(
            folder: folder.path, asOf: try CivilDate(year: 2025, month: 6, day: 29))
    }

    func problems() throws -> [RowProblem] {
        guard case .refused(let problems) = try read() else { return [] }
        return problems.listed
    }
}

struct BrokenCity: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: @Sendable (inout SmallCity) -> Void
    let file: String
    let row: Int
    let column: String?
    let reason: ProblemReason

    init(
        _ name: String, _ file: String, _ row: Int, _ column: String?, _ reason: ProblemReason,
        _ change: @escaping @Sendable (inout SmallCity) -> Void
    ) {
        testDescription = name
        self.file = file
        self.row = row
        self.column = column
        self.reason = reason
        self.change = change
    }

    static func member(_ text: String, _ replacement: String) -> @Sendable (inout SmallCity) -> Void {
        { $0.member = $0.member.replacing(text, with: replacement) }
    }

    static func household(_ text: String, _ replacement: String) -> @Sendable (inout SmallCity) -> Void {
        { $0.household = $0.household.replacing(text, with: replacement) }
    }

    static let table: [BrokenCity] = [
        BrokenCity("wrong check character", "member.csv", 4, "id_no", .badCitizenID, member("0941", "0942")),
        BrokenCity("impossible birth date", "member.csv", 4, "id_no", .badCitizenID, member("19940913", "19941313")),
        BrokenCity("a lower-case x", "member.csv", 2, "id_no", .badCitizenID, member("002X", "002x")),
        BrokenCity(
            "fifteen digits", "member.csv", 2, "id_no", .badCitizenID,
            member("11010519491231002X", "110105491231002")),
        BrokenCity(
            "scientific notation", "member.csv", 4, "id_no", .scientificNotation,
            member("371603199409130941", "3.71603E+17")),
        BrokenCity(
            "one person in two households", "member.csv", 3, "id_no", .duplicateRecord,
            member("37160319920519007X", "11010519491231002X")),
        BrokenCity("a member of no household", "member.csv", 4, "household_id", .unknownValue, member("H2,2", "H9,2")),
        BrokenCity("no head", "household.csv", 2, "household_id", .headCount, member("赵小龙,head", "赵小龙,child")),
        BrokenCity("two heads", "household.csv", 3, "household_id", .headCount, member("高莉真,spouse", "高莉真,head")),
        BrokenCity(
            "the same number twice", "household.csv", 3, "household_id", .duplicateRecord, member("H2,2", "H2,1")),
        BrokenCity("an amount in words", "member.csv", 4, "declared_income", .badAmount, member("730.00", "七百")),
        BrokenCity("a negative amount", "member.csv", 4, "declared_income", .badAmount, member("730.00", "-730.00")),
        BrokenCity("a renamed column", "member.csv", 1, "id_no", .missingColumn, member("id_no", "身份证号")),
        BrokenCity("a household twice", "household.csv", 3, "household_id", .duplicateRecord, household("H2", "H1")),
        BrokenCity(
            "an unknown county", "household.csv", 2, "county_code", .unknownValue,
            household("H1,371602", "H1,371699")),
        BrokenCity(
            "a county of five digits", "household.csv", 2, "county_code", .unknownValue,
            household("H1,371602", "H1,37160")),
        BrokenCity("an unknown program", "household.csv", 2, "program", .unknownValue, household("dibao", "wubao")),
        BrokenCity("an unknown area", "household.csv", 2, "area", .unknownValue, household("R,dibao", "X,dibao")),
        BrokenCity(
            "a wrong date", "household.csv", 2, "start_date", .badDate,
            household("H1,371602,R,dibao,市中街道,2024-01-01", "H1,371602,R,dibao,市中街道,2024/1/1")),
        BrokenCity(
            "vehicles below zero", "household.csv", 3, "declared_vehicles", .badInteger,
            household("2024-01-01,1", "2024-01-01,-1")),
        BrokenCity("a missing file", "pets.csv", 1, nil, .unreadableFile) { $0.pets = "" },
        BrokenCity("another department's file", "pets.csv", 1, "rec_no", .missingColumn) { $0.pets = "a,b\n1,2\n" },
        BrokenCity("no members", "member.csv", 1, nil, .noRows) {
            $0.member = String($0.member.prefix { $0 != "\n" }) + "\n"
        },
        BrokenCity("a standard twice", "standard.csv", 4, "county_code", .duplicateRecord) {
            $0.standard += "371602,R,900.00\n"
        },
    ]
}

@Suite struct CityLayoutTests {
    @Test func `a good folder gives households, members and standards`() throws {
        guard case .city(let city) = try SmallCity().read() else {
            Issue.record("refused")
            return
        }
        #expect(city.households.map(\.id) == ["H1", "H2"])
        #expect(city.households[1].members.map(\.name) == ["谢飘凝", "高莉真"])
        #expect(city.households[1].members[0].monthlyIncome == Money(fen: 134_000))
        #expect(city.households[0].startDate.text == "2024-01-01")
        #expect(city.standard(of: city.households[0]) == Money(fen: 82_300))
        #expect(city.datasets.map(\.definition.code) == ["pets"])
    }

    @Test(arguments: BrokenCity.table)
    func `a wrong folder is refused whole, the place named`(broken: BrokenCity) throws {
        var city = SmallCity()
        broken.change(&city)
        let problems = try city.problems()
        let first = try #require(problems.first { $0.reason == broken.reason })
        #expect(first.file == broken.file)
        #expect(first.row == broken.row)
        #expect(first.column == broken.column)
        #expect(first.message.hasSuffix("。"))
        #expect(!first.message.contains("37160319940913"))
    }

    @Test func `one mistake is one problem`() throws {
        for broken in BrokenCity.table
        where ["wrong check character", "an unknown program"].contains(broken.testDescription) {
            var city = SmallCity()
            broken.change(&city)
            #expect(try city.problems().count == 1, "\(broken.testDescription)")
        }
    }

    @Test func `of many problems two hundred are listed and the rest counted`() throws {
        var city = SmallCity()
        city.member += (0..<500).map { "H1,\($0 + 9),x,张三,child,0.00,0.00\n" }.joined()
        guard case .refused(let problems) = try city.read() else {
            Issue.record("accepted")
            return
        }
        #expect(problems.listed.count == 200)
        #expect(problems.omitted == 300)
        #expect(problems.messages.last?.contains("300") == true)
    }
}
