import Columns
import Primitives
import Rules

/// The households and members of a run, numbered in the order of their keys' bytes, and their own facts.
final class WatchedPeople: Sendable {
    /// Names of the households, in order.
    let households: PackedLines
    /// Packed citizen IDs of the members, by household and then by ID.
    let members: [UInt64]
    /// The household of each member.
    let householdOf: [UInt32]
    /// The first member of each household, and the end.
    let firstMember: [UInt32]
    /// Facts of the tables by the column's position there.
    let householdFacts: [Int: SubjectLane]
    let memberFacts: [Int: SubjectLane]
    /// What a report copies of each household, as CSV fields behind its name.
    let reportFields: PackedLines
    /// All members by their IDs.
    let index: SubjectIndex
    /// Rows of the tables that could not be read.
    let problems: [String]

    /// Reads the households, all or those listed, and their members.
    init(_ tables: SubjectTables, _ source: any RowSource, only: TextIndex? = nil) throws {
        var problems: [String] = []
        let households = try TableRows(tables.household, source, only: only, key: tables.household.key, &problems)
        let members = try TableRows(
            tables.member, source, only: only, key: tables.member.household ?? tables.member.key, &problems)
        let order = households.keys.sorted()
        self.households = households.keys.arranged(order)
        var numbers = HouseholdNumbers(self.households)
        var rows: [Member] = []
        rows.reserveCapacity(members.count)
        for row in 0..<members.count {
            guard let household = members.households.with(row, { numbers.number($0) }) else {
                problems.append("成员表中的户号 \(members.households.text(row)) 不在家庭表中。")
                continue
            }
            let id = UInt64(bitPattern: members.ids[row])
            guard PackedCitizenID(rawValue: id) != nil, id >> 63 == 0 else {
                problems.append("成员表第 \(row + 2) 行的身份号码不是 18 位；该成员未核对，请更正。")
                continue
            }
            rows.append((UInt32(household), id, row))
        }
        (rows, firstMember) = Self.byHousehold(rows, count: self.households.count)
        self.members = rows.map(\.key)
        householdOf = rows.map(\.household)
        householdFacts = households.facts(of: tables.household, order)
        memberFacts = members.facts(of: tables.member, rows.map(\.row))
        reportFields = households.report.arranged(order)
        index = SubjectIndex(keys: self.members)
        self.problems = problems
    }

    private typealias Member = (household: UInt32, key: UInt64, row: Int)

    /// Members by household and ID, and where each household's begin.
    private static func byHousehold(_ rows: [Member], count: Int) -> ([Member], [UInt32]) {
        var first = [UInt32](repeating: 0, count: count + 1)
        for row in rows { first[Int(row.household) + 1] += 1 }
        for household in 0..<count { first[household + 1] += first[household] }
        var next = first
        var sorted = rows
        for row in rows {
            var place = Int(next[Int(row.household)])
            next[Int(row.household)] += 1
            // Families are small: the members before it with a greater ID move up.
            while place > Int(first[Int(row.household)]), sorted[place - 1].key > row.key {
                sorted[place] = sorted[place - 1]
                place -= 1
            }
            sorted[place] = row
        }
        return (sorted, first)
    }

    /// The text of a member's citizen ID.
    func id(_ member: Int) -> [UInt8] { Self.id(key: members[member]) }

    /// The text of a packed citizen ID.
    static func id(key: UInt64) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 18)
        var body = key >> 6
        for position in (0..<17).reversed() {
            bytes[position] = UInt8(truncatingIfNeeded: body % 10) + 0x30
            body /= 10
        }
        let check = UInt8(truncatingIfNeeded: key & 63)
        bytes[17] = check < 10 ? check + 0x30 : check - 10 + 0x41
        return bytes
    }

    /// The day number of birth in a packed ID; nil when it is no day.
    static func birth(_ key: UInt64) -> Int64? {
        let day = Int((key >> 6) / 1000 % 100_000_000)
        return (try? CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100)).map { Int64($0.dayNumber) }
    }
}

/// The rows of a table read whole: keys and facts by row.
private struct TableRows {
    private(set) var count = 0
    /// Names of households.
    private(set) var keys = PackedLines()
    /// Packed citizen IDs of members, -1 where a field holds none.
    private(set) var ids: [Int64] = []
    private(set) var households = PackedLines()
    private(set) var report = PackedLines()
    private var facts: [Fact]

    private struct Fact {
        let column: Int
        let isText: Bool
        let isAbsentable: Bool
        var numbers: [Int64] = []
        var texts = PackedLines()
        var empty: Set<Int> = []
    }

    init(
        _ table: SubjectTables.Table, _ source: any RowSource, only: TextIndex?, key: Int, _ problems: inout [String]
    ) throws {
        var columns: [RowColumn] = []
        func want(_ position: Int) -> Int {
            let isText = CheckCompiler.type(of: table.schema.columns[position].type) == .text
            let wish = RowColumn(position, isText ? .text : .number)
            if let known = columns.firstIndex(of: wish) { return known }
            columns.append(wish)
            return columns.count - 1
        }
        let isPeople = table.schema.columns[table.key].type.isCitizenKey
        let idColumn = RowColumn(table.key, .number)
        if isPeople { columns.append(idColumn) }
        let keyColumn = isPeople ? 0 : want(table.key)
        let householdColumn = table.household.map { want($0) }
        let reportColumns = table.report.map { want($0) }
        facts = table.facts.map { position in
            let column = want(position)
            return Fact(
                column: column, isText: columns[column].form == .text,
                isAbsentable: !table.schema.columns[position].isRequired)
        }
        let lookup = RowLookup(key: key, index: only.map { .texts($0) } ?? .everything, columns: columns)
        var found: [String] = []
        try source.scan(RowRequest(schema: table.schema, lookups: [lookup])) { rows in
            for fault in rows.faults { found.append(RowTrouble.sentence(fault, in: table.schema)) }
            let first = count
            count += rows.count
            if isPeople {
                for row in 0..<rows.count {
                    ids.append(rows.isGiven(keyColumn, row) ? rows.numbers(keyColumn)[row] : -1)
                }
            }
            for row in 0..<rows.count {
                if !isPeople { keys.append(rows.text(keyColumn, row)) }
                if let householdColumn { households.append(rows.text(householdColumn, row)) }
                for column in reportColumns {
                    report.extend(UInt8(ascii: ","))
                    CSVText.write(rows.text(column, row), to: &report)
                }
                if !reportColumns.isEmpty { report.endLine() }
            }
            for fact in facts.indices {
                let column = facts[fact].column
                if facts[fact].isText {
                    for row in 0..<rows.count { facts[fact].texts.append(rows.text(column, row)) }
                } else {
                    facts[fact].numbers.append(contentsOf: rows.numbers(column))
                }
                if rows.hasEmpty(column) {
                    for row in 0..<rows.count where !rows.isGiven(column, row) { facts[fact].empty.insert(first + row) }
                }
            }
        }
        problems += found
    }

    /// The facts by their position in the table, for subjects that are the rows in an order.
    func facts(of table: SubjectTables.Table, _ order: [Int]) -> [Int: SubjectLane] {
        var made: [Int: SubjectLane] = [:]
        for (position, fact) in zip(table.facts, facts) {
            let column = SubjectLane(count: order.count, isText: fact.isText, isAbsentable: fact.isAbsentable)
            for (subject, row) in order.enumerated() where fact.empty.isEmpty || !fact.empty.contains(row) {
                if fact.isText {
                    fact.texts.with(row) { column.set(subject, $0) }
                } else {
                    column.set(subject, fact.numbers[row])
                }
            }
            made[position] = column
        }
        return made
    }
}

/// Finds a household by its name; members mostly stand together, so the last and the next are tried first.
private struct HouseholdNumbers {
    private let names: PackedLines
    private var last = 0
    private var slots: [Slot] = []

    private struct Slot {
        var print: Int64 = 0
        /// One more than the household's number; 0 is an empty slot.
        var mark: UInt32 = 0
    }

    init(_ names: PackedLines) { self.names = names }

    private func isName(_ household: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        household < names.count && names.with(household) { $0.elementsEqual(name) }
    }

    mutating func number(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
        if isName(last, name) { return last }
        if isName(last + 1, name) {
            last += 1
            return last
        }
        if slots.isEmpty { index() }
        let print = TextPrint.of(name)
        var slot = Self.slot(print, slots.count)
        while slots[slot].mark != 0 {
            let found = Int(slots[slot].mark) - 1
            if slots[slot].print == print, isName(found, name) {
                last = found
                return found
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private mutating func index() {
        var size = 16
        while size < names.count * 2 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        for number in names.indices {
            let print = names.with(number) { TextPrint.of($0) }
            var slot = Self.slot(print, size)
            while slots[slot].mark != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Slot(print: print, mark: UInt32(number) + 1)
        }
    }

    private static func slot(_ print: Int64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(bitPattern: print) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size - 1)
    }
}

/// Fields as CSV files have them.
enum CSVText {
    private static let quote = UInt8(ascii: "\"")

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    static func field(_ bytes: some Collection<UInt8>) -> [UInt8] {
        guard bytes.contains(where: { isSpecial($0) }) else { return Array(bytes) }
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }

    /// Adds a field to a line that is being written.
    static func write(_ bytes: UnsafeBufferPointer<UInt8>, to lines: inout PackedLines) {
        guard bytes.contains(where: { isSpecial($0) }) else { return lines.extend(bytes) }
        field(bytes).withUnsafeBufferPointer { lines.extend($0) }
    }
}
