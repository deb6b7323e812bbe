package import Casework
import Foundation
package import Primitives
import Sealing
package import Storage

/// The dated reference data under `reference/`: holiday calendars and regions.
package enum ReferenceFiles {
    /// The problems of the reference files, all of them.
    package struct Failure: Error, CustomStringConvertible {
        /// One sentence a problem, with file and row.
        package let problems: [String]
        /// All problems, a line each.
        package var description: String { problems.joined(separator: "\n") }
    }

    /// The working-day calendar from `reference/holidays/YYYY.csv`.
    package static func calendar(root: String) throws -> WorkingDayCalendar {
        let folder = root + "/holidays"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }.sorted()
        var years: [HolidayYear] = []
        var problems: [String] = []
        for name in names {
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            do {
                years.append(try HolidayYear(parsing: text, fileName: name))
            } catch {
                problems.append("\(error)")
            }
        }
        guard problems.isEmpty else { throw Failure(problems: problems) }
        return WorkingDayCalendar(years: years)
    }

    /// The templates of documents from `reference/documents/*.txt`, with every problem of every file.
    package static func papers(root: String) throws -> TemplateBook {
        let folder = root + "/documents"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }.sorted()
        var templates: [DocumentTemplate] = []
        var problems: [String] = []
        for name in names {
            let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
            do {
                let digest = Digest.hex(Digest.sha256(Array(text.utf8)))
                templates.append(try DocumentTemplate(parsing: text, fileName: name, digest: digest))
            } catch {
                problems.append("\(error)")
            }
        }
        let sample = try String(contentsOfFile: folder + "/sample/CN.txt", encoding: .utf8)
        var samples = PaperSamples()
        do {
            samples = try PaperSamples(parsing: sample, fileName: "sample/CN.txt")
        } catch {
            problems.append("\(error)")
        }
        let book = TemplateBook(templates, samples: samples)
        problems += book.faults.map { "\(folder): \($0)" }
        guard problems.isEmpty else { throw Failure(problems: problems) }
        return book
    }

    /// The regions of `reference/regions/<city>.csv`, parents first.
    package static func regions(root: String, city: RegionCode) throws -> [RegionRow] {
        let name = "\(city.text)00.csv"
        let text = try String(contentsOfFile: root + "/regions/" + name, encoding: .utf8)
        var rows: [RegionRow] = []
        var problems: [String] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("code,") { continue }
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count >= 3, let code = try? RegionCode(fields[0]), code.level.rawValue == fields[2] else {
                problems.append("reference/regions/\(name), row \(index + 1): no region code with name and level")
                continue
            }
            rows.append(RegionRow(code: code, name: String(fields[1]), level: code.level))
        }
        guard problems.isEmpty else { throw Failure(problems: problems) }
        return rows.sorted { $0.code < $1.code }
    }
}
