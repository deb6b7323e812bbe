import Columns
import Foundation
import Primitives
import Testing
import Verification

/// Mistakes in check files, and checks that are files alone.
@Suite struct CheckBookTests {
    static func problems(_ edit: (inout [Catalogue.File]) -> Void) throws -> [CatalogueProblem] {
        var files = try ReferenceChecks.files()
        edit(&files)
        do {
            _ = try CheckBook(catalogue: try ReferenceData.catalogue(), files: files)
            return []
        } catch let error as CatalogueError { return error.problems }
    }

    static func replace(_ files: inout [Catalogue.File], _ name: String, _ old: String, _ text: String) {
        for index in files.indices where files[index].name.hasSuffix(name) {
            files[index].text = files[index].text.replacing(old, with: text)
        }
    }

    @Test(arguments: [
        ("R02.yaml", "owner_id", "owner", 9, "没有身份号码列 owner"),
        ("R02.yaml", "of: vehicle", "of: vehicles", 8, "没有数据集 vehicles"),
        ("R02.yaml", "count,", "counts,", 11, "应为 count、sum"),
        ("R03.yaml", "p.carValueMost\nobserved", "p.carValueMax\nobserved", 12, "no parameter"),
        ("R05.yaml", "floor(homeShares / 100)", "homeShares / 100", 14, "floor"),
        ("R09.yaml", "severity: red", "severity: orange", 3, "red、yellow、care"),
        ("R14.yaml", "person: spouse", "person: wife", 13, "没有名为 wife 的汇总值"),
        ("R16.yaml", "from_date <= asOf", "from_date <= 5", 10, "before or behind"),
        ("R20.yaml", "hit:", "hits:", 13, "不认识的键 hits"),
    ])
    func `a mistake is named with file, line and what is expected`(
        _ file: String, _ old: String, _ text: String, _ line: Int, _ says: String
    ) throws {
        let problems = try Self.problems { Self.replace(&$0, file, old, text) }
        let found = problems.contains {
            $0.file.hasSuffix(file) && abs($0.line - line) <= 1 && $0.message.contains(says)
        }
        #expect(found, "\(problems.map(\.description).joined(separator: "\n"))")
    }

    @Test func `all mistakes of all files come together`() throws {
        let problems = try Self.problems { files in
            Self.replace(&files, "R02.yaml", "owner_id", "owner")
            Self.replace(&files, "R09.yaml", "sum(balance)", "sum(balanc)")
            Self.replace(&files, "R22.yaml", "severity: yellow", "severity: blue")
        }
        for file in ["R02.yaml", "R09.yaml", "R22.yaml"] {
            #expect(problems.contains { $0.file.hasSuffix(file) }, "\(file): \(problems)")
        }
    }

    @Test func `aggregates that wait for each other are refused`() throws {
        let problems = try Self.problems { files in
            Self.replace(&files, "R19.yaml", "program == \"HLBT\"", "worstGrade > 0 && program == \"HLBT\"")
            Self.replace(&files, "R19.yaml", "(grade == 1", "(careSubsidies > 0 || grade == 1")
        }
        #expect(problems.contains { $0.message.contains("互相等待") }, "\(problems)")
    }

    @Test func `a dataset and a check are two files away`() throws {
        let dataset = """
            code: boat
            name: 渔船
            department: 农业农村
            item: L01
            kind: property
            cadence: weekly
            sensitivity: property
            needsAuthorization: false
            legalBasis: 社会救助暂行办法第五十八条
            recordNumber: rec_no
            columns:
              - {name: rec_no, type: integer}
              - {name: owner, type: citizenKey, key: true}
              - {name: hull, type: text}
              - {name: value, type: hundredths}
            """
        let check = """
            code: X01
            subject: household
            severity: red
            label: 名下有渔船
            legalBasis: 社会救助暂行办法第五十八条
            sentence: 名下有渔船，价值{observed}元。
            aggregates:
              - {of: boat, key: owner, give: {boatValue: sum(value), hull: min(hull)}}
            hit: boatValue > yuan(100)
            observed: boatValue
            limit: yuan(100)
            evidence: hull
            """
        let names = try FileManager.default.contentsOfDirectory(atPath: ReferenceChecks.folder)
            .filter { $0.hasSuffix(".yaml") && !["parameters.yaml", "report.yaml"].contains($0) }
        let texts = try names.map {
            ($0, try String(contentsOfFile: "\(ReferenceChecks.folder)/\($0)", encoding: .utf8))
        }
        let catalogue = try Catalogue(files: texts + [("boat.yaml", dataset)])
        let book = try CheckBook(
            catalogue: catalogue, files: try ReferenceChecks.files() + [("checks/X01.yaml", check)])
        let city = try CheckedCity(
            CheckedCity.quiet + ["boat owner=父 hull=鲁渔2 value=60.00", "boat owner=子 hull=鲁渔1 value=40.01"], book: book)
        let result = try city.run()
        let hit = try #require(result.hits.first)
        #expect(result.hits.count == 1)
        #expect(result.sentence(of: hit) == "名下有渔船，价值100.01元。")
        #expect(hit.evidence == "鲁渔1")
    }
}
