import Columns
import FoundationEssentials
import Primitives

/// Reads one city folder; keeps what fits and collects what does not.
struct CityReader {
    let folder: String
    let asOf: CivilDate
    let limits: CSVLimits
    private(set) var problems = CityProblems()
    private(set) var standards: [CityStandard] = []
    private var households: [HouseholdRow] = []
    private var positions: [String: Int] = [:]
    private var rowOfID: [CitizenID: Int] = [:]
    private var hasStandards = false
    /// Every household number seen, also of rows with problems, so that one mistake is reported once.
    private var seenHouseholds: Set<String> = []
    private var membersHadProblems = false

    private struct HouseholdRow {
        let row: Int
        let id: String
        let county: RegionCode
        let area: CityArea
        let program: CityProgram
        let town: String
        let startDate: CivilDate
        let declaredVehicles: Int
        var members: [CityMember] = []
    }

    init(folder: String, asOf: CivilDate, limits: CSVLimits) {
        self.folder = folder
        self.asOf = asOf
        self.limits = limits
    }

    /// Whether a department file is there with the header expected.
    mutating func checkFile(_ path: String, schema: TableSchema) throws(SnapshotError) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else {
            note("\(schema.name).csv", 1, nil, nil, .unreadableFile, "缺少这个文件；请放入 \(schema.name) 的数据文件后重试。")
            return false
        }
        guard let problem = try TableReader(schema: schema, limits: limits).headerProblem(path: path) else {
            return true
        }
        problems.add(problem)
        return false
    }

    /// Every row of a file to a closure, its problems to the list; false when the file cannot be read at all.
    private mutating func each(
        _ schema: TableSchema, _ body: (inout CityReader, TableRow) -> Void
    ) throws(SnapshotError) -> Bool {
        let path = "\(folder)/\(schema.name).csv"
        guard try checkFile(path, schema: schema) else { return false }
        var copy = self
        let totals = try TableReader(schema: schema, limits: limits).read(path: path) { row throws(SnapshotError) in
            body(&copy, row)
        } onProblems: { found, _ throws(SnapshotError) in
            for problem in found { copy.problems.add(problem) }
        }
        self = copy
        if let problem = totals.fileProblem { problems.add(problem) }
        if totals.good + totals.bad == 0 {
            note("\(schema.name).csv", 1, nil, nil, .noRows, "只有表头没有数据；请检查导出范围。")
        }
        return true
    }

    mutating func readStandards() throws(SnapshotError) {
        hasStandards = try each(CityLayout.standardSchema) { reader, row in
            let place = ("standard.csv", row.row)
            guard let county = reader.county(row.text(0) ?? "", at: place),
                let area = reader.area(row.text(1) ?? "", at: place)
            else { return }
            let monthly = Money(fen: row.number(2) ?? 0)
            guard monthly > .zero else {
                return reader.note(place.0, place.1, "monthly_standard", monthly.text, .badAmount, "标准应大于零。")
            }
            if reader.standards.contains(where: { $0.county == county && $0.area == area }) {
                return reader.note(
                    place.0, place.1, "county_code", county.text, .duplicateRecord, "同一县区和城乡类别出现两次；请只保留一行。")
            }
            reader.standards.append(CityStandard(county: county, area: area, monthly: monthly))
        }
    }

    mutating func readHouseholds() throws(SnapshotError) {
        _ = try each(CityLayout.householdSchema) { reader, row in
            let place = ("household.csv", row.row)
            let id = row.text(0) ?? ""
            let county = reader.county(row.text(1) ?? "", at: place)
            let area = reader.area(row.text(2) ?? "", at: place)
            let program = CityProgram(rawValue: row.text(3) ?? "")
            if program == nil {
                reader.note(
                    place.0, place.1, "program", row.text(3), .unknownValue,
                    "应为 \(CityProgram.allCases.map(\.rawValue).joined(separator: "、")) 之一。")
            }
            let vehicles = Int(row.number(6) ?? 0)
            if !(0...1000).contains(vehicles) {
                reader.note(place.0, place.1, "declared_vehicles", "\(vehicles)", .badInteger, "应为零或正整数。")
            }
            if !reader.seenHouseholds.insert(id).inserted {
                reader.note(place.0, place.1, "household_id", id, .duplicateRecord, "这一户出现两次；请只保留一行。")
            }
            guard let county, let area else { return }
            if reader.hasStandards, !reader.standards.contains(where: { $0.county == county && $0.area == area }) {
                reader.note(
                    place.0, place.1, "county_code", county.text, .unknownValue,
                    "standard.csv 中没有这个县区（\(area.rawValue)）的标准；请核对区划代码，或补充标准。")
            }
            guard let program, reader.positions[id] == nil, let start = row.number(5) else { return }
            reader.positions[id] = reader.households.count
            reader.households.append(
                HouseholdRow(
                    row: row.row, id: id, county: county, area: area, program: program, town: row.text(4) ?? "",
                    startDate: CivilDate(dayNumber: Int32(start)), declaredVehicles: vehicles))
        }
    }

    mutating func readMembers() throws(SnapshotError) {
        let knowsHouseholds = !seenHouseholds.isEmpty
        let before = problems.count
        _ = try each(CityLayout.memberSchema) { reader, row in
            let household = row.text(0) ?? ""
            let position = reader.positions[household]
            if knowsHouseholds, !reader.seenHouseholds.contains(household) {
                reader.note(
                    "member.csv", row.row, "household_id", household, .unknownValue,
                    "household.csv 中没有这一户；请补充该户，或删除这名成员。")
            }
            let income = row.number(5) ?? 0
            let pension = row.number(6) ?? 0
            for (column, amount) in [("declared_income", income), ("declared_pension", pension)] where amount < 0 {
                reader.note("member.csv", row.row, column, Money(fen: amount).text, .badAmount, "不能是负数。")
            }
            guard let id = reader.citizen(row.text(2) ?? "", row: row.row) else { return }
            if let first = reader.rowOfID[id] {
                return reader.note(
                    "member.csv", row.row, "id_no", RowProblem.shown(id.text, masked: true),
                    .duplicateRecord, "同一身份号码已在第 \(first) 行出现；一人只能在一户中出现一次，请核实后删除一行。")
            }
            reader.rowOfID[id] = row.row
            guard let position else { return }
            reader.households[position].members.append(
                CityMember(
                    number: Int(row.number(1) ?? 0), id: id, name: row.text(3) ?? "", relation: row.text(4) ?? "",
                    monthlyIncome: Money(fen: income), monthlyPension: Money(fen: pension)))
        }
        membersHadProblems = problems.count > before
    }

    /// The households with their members, after each is seen to have one head and no number twice.
    mutating func finishedHouseholds() -> [CityHousehold] {
        let checksHeads = !rowOfID.isEmpty && !membersHadProblems
        return households.map { household in
            let heads = household.members.count { $0.relation == "head" }
            if checksHeads, heads != 1 {
                note(
                    "household.csv", household.row, "household_id", household.id, .headCount,
                    heads == 0
                        ? "这一户没有户主（relation 为 head 的成员）；请在 member.csv 中补充。"
                        : "这一户有 \(heads) 名户主；请在 member.csv 中只保留一名。")
            }
            if Set(household.members.map(\.number)).count != household.members.count {
                note(
                    "household.csv", household.row, "household_id", household.id, .duplicateRecord,
                    "这一户有两名成员的 member_no 相同；请在 member.csv 中改正。")
            }
            return CityHousehold(
                id: household.id, county: household.county, area: household.area, program: household.program,
                town: household.town, startDate: household.startDate, declaredVehicles: household.declaredVehicles,
                members: household.members.sorted { $0.number < $1.number })
        }
    }

    private mutating func citizen(_ text: String, row: Int) -> CitizenID? {
        let shown = RowProblem.shown(text, masked: true)
        if text.utf8.count != 18 {
            let isScientific = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") }
            note(
                "member.csv", row, "id_no", shown, isScientific ? .scientificNotation : .badCitizenID,
                isScientific
                    ? "被表格软件改成了科学计数法，号码已丢失；请把该列设为文本格式后重新导出。"
                    : "应为 18 位公民身份号码，前后不留空格。")
            return nil
        }
        do throws(CitizenIDError) {
            let id = try CitizenID(text)
            try id.checkAge(on: asOf)
            if id.text.utf8.elementsEqual(text.utf8) { return id }
            note("member.csv", row, "id_no", shown, .badCitizenID, "末位的 x 应写作大写 X，号码中不留空格。")
        } catch {
            note("member.csv", row, "id_no", shown, .badCitizenID, "不是有效的公民身份号码（\(error)）；请对照证件改正。")
        }
        return nil
    }

    private mutating func county(_ text: String, at place: (String, Int)) -> RegionCode? {
        if text.utf8.count == 6, let code = try? RegionCode(text), code.level == .county { return code }
        note(place.0, place.1, "county_code", text, .unknownValue, "应为六位县级区划代码，如 371602。")
        return nil
    }

    private mutating func area(_ text: String, at place: (String, Int)) -> CityArea? {
        if let area = CityArea(rawValue: text) { return area }
        note(place.0, place.1, "area", text, .unknownValue, "应为 U（城镇）或 R（农村）。")
        return nil
    }

    private mutating func note(
        _ file: String, _ row: Int, _ column: String?, _ value: String?, _ reason: ProblemReason, _ advice: String
    ) {
        problems.add(
            RowProblem(
                file: file, row: row, column: column, value: value.map { RowProblem.shown($0, masked: false) },
                reason: reason, advice: advice))
    }
}
