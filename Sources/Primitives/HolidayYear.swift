/// The days off and make-up working days of one year, as the State Council's notice orders them.
package struct HolidayYear: Hashable, Sendable {
    /// The year that all days lie in.
    package let year: Int
    /// Days of rest by the notice, weekends inside a holiday included.
    package let offDays: Set<CivilDate>
    /// Saturdays and Sundays that are worked.
    package let makeUpDays: Set<CivilDate>
    /// The notice, or where the days were taken from.
    package let source: String

    /// The days of a year.
    package init(year: Int, offDays: Set<CivilDate>, makeUpDays: Set<CivilDate>, source: String) {
        self.year = year
        self.offDays = offDays
        self.makeUpDays = makeUpDays
        self.source = source
    }
}

/// Everything that is wrong with a holiday file.
package struct HolidayFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One thing to put right.
    package struct Problem: Hashable, Sendable {
        /// The line, counted from 1; 0 for the file as a whole.
        package let row: Int
        /// The column's name; empty for the line as a whole.
        package let column: String
        /// What is wrong and what to do.
        package let message: String
    }

    /// The name of the file.
    package let fileName: String
    /// The problems in the order of the file.
    package let problems: [Problem]

    /// One line for each problem: file, row, column, message.
    package var description: String {
        problems.map { problem in
            let place = problem.column.isEmpty ? "" : "（\(problem.column)列）"
            return problem.row == 0
                ? "\(fileName)：\(problem.message)" : "\(fileName) 第\(problem.row)行\(place)：\(problem.message)"
        }.joined(separator: "\n")
    }
}

extension HolidayYear {
    /// Reads a file `YYYY.csv`: `# source: …`, then `date,kind,name` with kind off or makeup; collects all problems.
    package init(parsing text: some StringProtocol, fileName: String) throws(HolidayFileError) {
        var reader = HolidayFileReader(fileName: fileName)
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var bytes = Array(text.utf8)[...]
        if bytes.starts(with: byteOrderMark) { bytes.removeFirst(byteOrderMark.count) }
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let withoutReturn = line.last == 0x0D ? line.dropLast() : line
            reader.read(String(decoding: withoutReturn, as: UTF8.self), row: index + 1)
        }
        self = try reader.finish()
    }
}

/// Gathers the rows and the problems of one holiday file.
private struct HolidayFileReader {
    let fileName: String
    let year: Int?
    var source: String?
    var hasHeader = false
    var days: [CivilDate: Bool] = [:]
    var problems: [HolidayFileError.Problem] = []

    init(fileName: String) {
        self.fileName = fileName
        let stem = fileName.split(separator: "/").last ?? ""
        let isYearFile = stem.utf8.count == 8 && stem.hasSuffix(".csv")
        year = isYearFile ? DecimalText.value(of: stem.utf8.prefix(4)).map(Int.init) : nil
        if year == nil { report(0, "", "文件名应为四位年份加 .csv，例如 2026.csv。") }
    }

    mutating func read(_ line: String, row: Int) {
        if line.isEmpty { return }
        if line.hasPrefix("#") {
            let prefix = "# source: "
            if source == nil, line.hasPrefix(prefix) { source = String(line.dropFirst(prefix.count)) }
        } else if !hasHeader {
            hasHeader = true
            if line != "date,kind,name" { report(row, "", "表头应为 date,kind,name。") }
        } else {
            readDay(line.split(separator: ",", omittingEmptySubsequences: false), row: row)
        }
    }

    private mutating func readDay(_ fields: [Substring], row: Int) {
        guard fields.count == 3 else { return report(row, "", "应有 3 列，现在是 \(fields.count) 列。") }
        let isWorking = fields[1] == "makeup"
        if !isWorking, fields[1] != "off" { report(row, "kind", "“\(fields[1])”应为 off（放假）或 makeup（上班）。") }
        if fields[2].isEmpty { report(row, "name", "缺少节日名称。") }
        do throws(CivilDateError) {
            let date = try CivilDate(parsing: fields[0])
            if let year, date.year != year { report(row, "date", "\(date)不在\(year)年，请移到该年的文件。") }
            if isWorking, !date.weekday.isWeekend { report(row, "kind", "\(date)是\(date.weekday.chinese)，本来就上班，不是调休。") }
            if days.updateValue(isWorking, forKey: date) != nil { report(row, "date", "\(date)重复出现，请只留一行。") }
        } catch {
            report(row, "date", error.description)
        }
    }

    mutating func finish() throws(HolidayFileError) -> HolidayYear {
        if source == nil { report(0, "", "缺少“# source: ”一行，请写明放假通知的文号或来源。") }
        if !days.values.contains(false) { report(0, "", "没有任何放假日，请检查文件是否完整。") }
        guard problems.isEmpty, let year, let source else {
            throw HolidayFileError(fileName: fileName, problems: problems)
        }
        return HolidayYear(
            year: year, offDays: Set(days.filter { !$0.value }.keys), makeUpDays: Set(days.filter(\.value).keys),
            source: source)
    }

    private mutating func report(_ row: Int, _ column: String, _ message: String) {
        problems.append(HolidayFileError.Problem(row: row, column: column, message: message))
    }
}
