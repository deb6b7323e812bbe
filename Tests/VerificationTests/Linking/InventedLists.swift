import Columns
import Foundation
import Primitives
import Verification

/// One line of a list to be linked.
struct Person {
    var label: String
    var id = ""
    var name = ""
    var sex = ""
    var birth = ""
    var address = ""
    var phone = ""

    var line: String { [label, id, name, sex, birth, address, phone].joined(separator: ",") }

    static let header = "rec_id,id_no,name,sex,birth_date,address,phone"
}

/// Linking as the program does it, in memory and on one thread.
enum Linking {
    static func table(_ text: String) throws -> (table: LinkTable, problems: [RowProblem]) {
        let folder = try TemporaryFolder()
        try folder.write(text, as: "list.csv")
        let file = try LinkFile(path: "\(folder.path)/list.csv")
        return file.table(try file.whole.map { try file.read($0) })
    }

    static func tables(_ a: [Person], _ b: [Person]) throws -> LinkTables {
        let texts = [a, b].map { ([Person.header] + $0.map(\.line)).joined(separator: "\n") + "\n" }
        return LinkTables(a: try table(texts[0]).table, b: try table(texts[1]).table)
    }

    static func link(_ a: [Person], _ b: [Person], model: LinkModel? = nil, piece: Int = 1_000) throws -> LinkResult {
        let tables = try tables(a, b)
        let blocking = LinkBlocking(tables.b)
        let starts = stride(from: 0, to: tables.a.count, by: piece)
        let pairs = starts.map { tables.candidates(blocking, for: $0..<min($0 + piece, tables.a.count)) }
        var chance = ChanceTally()
        let draws = min(40_000, tables.chanceDraws)
        for start in stride(from: 0, to: draws, by: piece * 7) {
            chance.add(tables.chance(start..<min(start + piece * 7, draws)))
        }
        let trained = LinkTraining(tables, chance: chance)
            .model(from: Array(pairs.joined()), named: [], at: nil)
        let scoring = LinkScoring(tables, model: model ?? trained)
        return LinkResult(scoring, pairs.map { scoring.scores(ofEach: $0) }, threshold: 0.9, lowest: 0.5)
    }
}

/// A register and applicants whose fields are wrong at rates that the caller plants.
struct InventedLists {
    var register: [Person] = []
    var applicants: [Person] = []
    /// Which register record an applicant is.
    var truth: [String: String] = [:]

    /// How often an applicant's field is wrong or missing.
    struct Rates {
        var noID = 0.4, idSlip = 0.3, nameChanged = 0.1, birthSwapped = 0.06, moved = 0.2, phoneChanged = 0.3
    }

    private static let surnames = Array("王李张刘陈杨赵黄周吴徐孙马胡朱郭何林高罗")
    private static let given = Array("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文斌辉波宁鹏飞燕玲梅琴云")
    private static let towns = Array("甲乙丙丁戊己庚辛").map { "\($0)家镇" }

    init(register size: Int, applicants count: Int, rates: Rates = Rates(), seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<size { register.append(try Self.person(number, &random)) }
        for (number, person) in register.shuffled(using: &random).prefix(count).enumerated() {
            var mine = person
            mine.label = "a\(String(number + 100_000).dropFirst())"
            truth[mine.label] = person.label
            Self.blur(&mine, rates, &random)
            applicants.append(mine)
        }
    }

    private static func person(_ number: Int, _ random: inout SeededGenerator) throws -> Person {
        let day = CivilDate(dayNumber: Int32.random(in: -10_000...18_000, using: &random))
        let body = "371602" + day.text.filter(\.isNumber) + String(1_000 + number % 1_000).dropFirst()
        let name =
            String(surnames.randomElement(using: &random) ?? "王")
            + String((0..<2).map { _ in given.randomElement(using: &random) ?? "伟" })
        return Person(
            label: "b\(String(number + 100_000).dropFirst())",
            id: body + String(CitizenID.checkCharacter(forFirst17: body)), name: name,
            sex: Bool.random(using: &random) ? "男" : "女", birth: day.text,
            address: "滨州市\(towns.randomElement(using: &random) ?? "")东王村\(number)号",
            phone: "13\(Int.random(in: 100_000_000...999_999_999, using: &random))")
    }

    private static func blur(_ person: inout Person, _ rates: Rates, _ random: inout SeededGenerator) {
        func comes(_ rate: Double) -> Bool { Double.random(in: 0..<1, using: &random) < rate }
        let chance = Double.random(in: 0..<1, using: &random)
        if chance < rates.noID {
            person.id = ""
        } else if chance < rates.noID + rates.idSlip {
            var id = Array(person.id)
            id[16] = id[16] == "9" ? "0" : Character(String((id[16].wholeNumberValue ?? 0) + 1))
            person.id = String(id)
        }
        if comes(rates.nameChanged) {
            var name = Array(person.name)
            name[1] = given.first { $0 != name[1] } ?? "伟"
            person.name = String(name)
        }
        let parts = person.birth.split(separator: "-")
        if comes(rates.birthSwapped), (Int(parts[2]) ?? 99) <= 12, parts[1] != parts[2] {
            person.birth = [parts[0], parts[2], parts[1]].joined(separator: "-")
        }
        if comes(rates.moved) { person.address = "济南市历下区别处街道\(Int.random(in: 1...9_999, using: &random))号" }
        if comes(rates.phoneChanged) { person.phone = "15\(Int.random(in: 100_000_000...999_999_999, using: &random))" }
    }
}
