import Foundation
import Testing

/// Tests of `backstop verify` over a city of one household, written field by field.
@Suite struct VerifyCommandTests {
    /// A folder with a file of every dataset; what is not said has a header only.
    struct SmallCity {
        static let father = "37160219800101011X"
        static let tables = [
            "household": "household_id,county_code,area,program,town,start_date,declared_vehicles",
            "member": "household_id,member_no,id_no,name,relation,declared_income,declared_pension",
            "standard": "county_code,area,monthly_standard",
        ]
        /// One family with one man, who declares no car and has one.
        static let rows = [
            "household": ["H1,371602,U,dibao,,,0"], "member": ["H1,1,\(father),张三,self,1000.00,0.00"],
            "standard": ["371602,U,1000.00"], "population": ["id_no=\(father) name=张三"],
            "vehicle": ["rec_no=7 plate_no=鲁M1 owner_id=\(father) vtype=K assessed_value=100.00 status=A"],
        ]
        let installation: Installation
        var folder: String { installation.folder }

        init(without silent: Set<String> = []) throws {
            installation = try Installation.empty()
            for (name, header) in Self.tables { try write(name, header, Self.rows[name] ?? []) }
            for (name, columns) in try Self.datasets() where !silent.contains(name) {
                let lines = (Self.rows[name] ?? []).map { row in
                    let pairs = row.split(separator: " ").map { $0.split(separator: "=").map(String.init) }
                    let fields = Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
                    return columns.map { fields[$0] ?? ($0 == "rec_no" ? "1" : "") }.joined(separator: ",")
                }
                try write(name, columns.joined(separator: ","), lines)
            }
        }

        /// The columns of every dataset, as their descriptions list them.
        static func datasets() throws -> [String: [String]] {
            let folder = "\(Program.home)/catalogue/reference"
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".yaml") && $0 != "parameters.yaml" }
            return try files.reduce(into: [:]) { datasets, file in
                let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
                datasets[String(file.dropLast(5))] = text.matches(of: /\n  - \{name: (\w+)/).map { String($0.1) }
            }
        }

        private func write(_ name: String, _ header: String, _ lines: [String]) throws {
            try ([header] + lines).joined(separator: "\n").appending("\n")
                .write(toFile: "\(folder)/\(name).csv", atomically: true, encoding: .utf8)
        }

        func text(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

        func verify(_ arguments: String..., day: String = "2025-06-29") async throws -> Program.Answer {
            try await Program.run(
                ["verify", "--as-of", day, "--catalogue", "\(Program.home)/catalogue/reference"] + arguments)
        }
    }

    static let hitLines = "rule,household_id,id_no,observed,limit,evidence\nR02,H1,,1.00,0.00,鲁M1\n"

    @Test func `files become hits and a report, and a store and the day behind it give the same`() async throws {
        let city = try SmallCity()
        defer { city.installation.remove() }
        let outputs = ["--hits", "\(city.folder)/hits.out", "--report", "\(city.folder)/report.out"]
        let answer = try await city.verify("--city", city.folder, outputs[0], outputs[1], outputs[2], outputs[3])
        #expect(answer.status == 0 && answer.output == "1 hits in 1 households.\n", "\(answer)")
        #expect(try city.text("hits.out") == Self.hitLines)
        let report = try city.text("report.out").split(separator: "\n")
        #expect(report.count == 2 && report[1] == "H1,371602,dibao,1,1,1,0,0,RED,R02", "\(report)")

        let store = "\(city.folder)/store"
        let taken = try await Program.run(
            "snapshot", "import", "--city", city.folder, "--as-of", "2025-06-29", "--store", store, "--catalogue",
            "\(Program.home)/catalogue/reference")
        #expect(taken.status == 0, "\(taken)")
        let stored = try await city.verify("--store", store, "--hits", "\(city.folder)/stored.out")
        #expect(stored.status == 0, "\(stored)")
        #expect(try city.text("stored.out") == Self.hitLines)

        let delta = "\(city.folder)/delta"
        try FileManager.default.createDirectory(atPath: delta, withIntermediateDirectories: true)
        let columns = try #require(try SmallCity.datasets()["vehicle"])
        let line = columns.map { ["rec_no": "7", "owner_id": SmallCity.father, "assessed_value": "1.00"][$0] ?? "X" }
        let dated = zip(columns, line).map { $0 == "register_date" ? "" : $1 }
        try "op,\(columns.joined(separator: ","))\nD,\(dated.joined(separator: ","))\n"
            .write(toFile: "\(delta)/vehicle.csv", atomically: true, encoding: .utf8)
        let next = try await city.verify(
            "--store", store, "--delta", delta, "--hits", "\(city.folder)/next.out", day: "2025-06-30")
        #expect(next.status == 0, "\(next)")
        #expect(try city.text("next.out") == "rule,household_id,id_no,observed,limit,evidence\n")
    }

    @Test func `one household is told in plain words, without its members' numbers`() async throws {
        let city = try SmallCity()
        defer { city.installation.remove() }
        let answer = try await city.verify("--city", city.folder, "--household", "H1")
        #expect(answer.status == 0 && answer.output.contains("R02 机动车多于申报（全户）：家庭成员名下登记有1辆汽车"), "\(answer)")
        #expect(!answer.all.contains(SmallCity.father))
        let nobody = try await city.verify("--city", city.folder, "--household", "H9")
        #expect(nobody.output.contains("没有这一户"), "\(nobody)")
    }

    @Test func `a silent department is an error, and with leave its checks have no answer`() async throws {
        let city = try SmallCity(without: ["deposit"])
        defer { city.installation.remove() }
        let refused = try await city.verify("--city", city.folder, "--hits", "\(city.folder)/hits.out")
        #expect(refused.status == 1 && refused.errors.contains("No answer from: deposit."), "\(refused)")
        #expect(!FileManager.default.fileExists(atPath: "\(city.folder)/hits.out"))
        let told = try await city.verify("--city", city.folder, "--household", "H1", "--allow-silent")
        #expect(told.status == 0 && told.output.contains("R09 存款超过限额：有部门未回复"), "\(told)")
    }

    @Test func `a wrong path or day is named, and nothing is left behind`() async throws {
        let city = try SmallCity()
        defer { city.installation.remove() }
        let nowhere = "\(city.folder)/nowhere"
        let missing = try await city.verify("--city", nowhere)
        #expect(missing.status == 1 && missing.errors.contains("There is no folder \(nowhere)"), "\(missing)")
        let unstored = try await city.verify("--store", nowhere)
        #expect(unstored.status == 1 && unstored.errors.contains("There is no folder \(nowhere)"), "\(unstored)")
        let unwritable = try await city.verify("--city", city.folder, "--hits", "\(nowhere)/hits.out")
        #expect(unwritable.status == 1 && unwritable.errors.contains("\(nowhere)/hits.out"), "\(unwritable)")
        #expect(!FileManager.default.fileExists(atPath: nowhere))
        let noDay = try await city.verify("--city", city.folder, day: "2025-02-30")
        #expect(noDay.status == 1 && noDay.errors.contains("2月没有30日"), "\(noDay)")
        try FileManager.default.removeItem(atPath: "\(city.folder)/member.csv")
        let unknown = try await city.verify("--city", city.folder)
        #expect(unknown.status == 1 && unknown.errors.contains("There is no member"), "\(unknown)")
    }

    @Test func `options that do not go together are said before anything is read`() async throws {
        let both = try await Program.run("verify", "--city", "a", "--store", "b", "--as-of", "2025-06-29")
        #expect(both.status == 64 && both.errors.contains("one of them"), "\(both)")
        let undated = try await Program.run("verify", "--store", "a", "--delta", "b")
        #expect(undated.status == 64 && undated.errors.contains("--delta needs --as-of"), "\(undated)")
        let written = try await Program.run("verify", "--store", "a", "--household", "H1", "--hits", "c")
        #expect(written.status == 64 && written.errors.contains("--household goes without"), "\(written)")
    }
}
