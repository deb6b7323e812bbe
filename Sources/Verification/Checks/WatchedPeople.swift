import Columns
import Primitives
import Rules

/// The households and members of a run, and their own facts.
///
/// Members are numbered household by household and then by ID, households in the order of their first member's ID. Rows
/// come by ID: what they are folded into lies near what was folded last, since a family's IDs begin with its district.
final class WatchedPeople: Sendable {
    /// Names of the households, ascending; a household's place here is its rank.
    let names: PackedLines
    /// What a report copies of each household, as CSV fields behind its name, by rank.
    let reportFields: PackedLines
    /// The rank of each household.
    let rankOf: [UInt32]
    /// The household of each rank.
    let atRank: [UInt32]
    /// Packed citizen IDs of the members, by household and then by ID.
    let members: [UInt64]
    /// The household of each member.
    let householdOf: [UInt32]
    /// The first member of each household, and the end.
    let firstMember: [UInt32]
    /// Facts of the tables by the column's position there.
    let householdFacts: [Int: SubjectLane]
    let memberFacts: [Int: SubjectLane]
    /// All members by their IDs; a set whose print it has, or some of one.
    let index: SubjectIndex
    /// Rows of the tables that could not be read.
    let problems: [String]

    /// Reads the households, all or those listed, and their members.
    convenience init(_ tables: SubjectTables, _ source: any RowSource, only: TextIndex? = nil) throws {
        let households = try HouseholdKeys(tables.household, source, only: only)
        let members = try MemberKeys(tables.member, source, only: only, households)
        let order = PeopleOrder(households, members)
        let householdTable = try TableFacts(tables.household, source, only: only, placeOf: order.householdOfRow)
        let memberTable = try TableFacts(tables.member, source, only: only, placeOf: order.memberOfRow)
        let byName = households.names.sorted()
        self.init(
            names: households.names.arranged(byName), reportFields: householdTable.report.arranged(byName),
            atRank: byName.map { UInt32(order.householdOfRow[$0]) }, members: order.members,
            firstMember: order.firstMember, householdFacts: householdTable.facts, memberFacts: memberTable.facts,
            problems: households.problems + members.problems + householdTable.problems + memberTable.problems,
            of: only == nil ? PeoplePrint(of: order.members) : nil)
    }

    /// The packed IDs of all members.
    static func keys(_ table: SubjectTables.Table, _ source: any RowSource) throws -> [UInt64] {
        let lookup = RowLookup(key: table.key, index: .everything, columns: [RowColumn(table.key, .number)])
        var keys: [UInt64] = []
        try source.scan(RowRequest(schema: table.schema, lookups: [lookup])) { rows in
            let numbers = rows.numbers(0)
            for row in 0..<rows.count where rows.isGiven(0, row) {
                let key = UInt64(bitPattern: numbers[row])
                if PackedCitizenID(rawValue: key) != nil { keys.append(key) }
            }
        }
        return keys
    }

    /// People by their parts; `print` is that of a set that all of them are some of.
    init(
        names: PackedLines, reportFields: PackedLines, atRank: [UInt32], members: [UInt64], firstMember: [UInt32],
        householdFacts: [Int: SubjectLane], memberFacts: [Int: SubjectLane], problems: [String],
        of print: PeoplePrint?
    ) {
        (self.names, self.reportFields, self.atRank) = (names, reportFields, atRank)
        (self.members, self.firstMember, self.problems) = (members, firstMember, problems)
        (self.householdFacts, self.memberFacts) = (householdFacts, memberFacts)
        var rankOf = [UInt32](repeating: 0, count: atRank.count)
        for (rank, household) in atRank.enumerated() { rankOf[Int(household)] = UInt32(rank) }
        self.rankOf = rankOf
        var householdOf: [UInt32] = []
        householdOf.reserveCapacity(members.count)
        for household in 0..<atRank.count {
            let size = Int(firstMember[household + 1] - firstMember[household])
            householdOf.append(contentsOf: repeatElement(UInt32(household), count: size))
        }
        self.householdOf = householdOf
        index =
            print.map { SubjectIndex(keys: members, first: members.count, of: $0) } ?? SubjectIndex(keys: members)
    }

    /// How many households.
    var householdCount: Int { atRank.count }

    /// The name of a household.
    func name(_ household: Int) -> String { names.text(Int(rankOf[household])) }

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

/// The names of the households by row, found by the print of a name.
struct HouseholdKeys {
    private(set) var names = PackedLines()
    private(set) var problems: [String] = []
    private var slots: [Slot] = []

    private struct Slot {
        var print: Int64 = 0
        /// One more than the row; 0 is an empty slot.
        var mark: UInt32 = 0
    }

    init(_ table: SubjectTables.Table, _ source: any RowSource, only: TextIndex?) throws {
        let lookup = RowLookup(
            key: table.key, index: only.map { .texts($0) } ?? .everything,
            columns: [RowColumn(table.key, .text), RowColumn(table.key, .print)])
        var prints: [Int64] = []
        try source.scan(RowRequest(schema: table.schema, lookups: [lookup])) { rows in
            for fault in rows.faults { problems.append(RowTrouble.sentence(fault, in: table.schema)) }
            for row in 0..<rows.count { names.append(rows.text(0, row)) }
            prints.append(contentsOf: rows.numbers(1))
        }
        var size = 16
        while size < prints.count * 2 { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        for (row, print) in prints.enumerated() {
            var slot = Self.slot(print, size)
            while slots[slot].mark != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Slot(print: print, mark: UInt32(row) + 1)
        }
    }

    /// The row of a household by the print of its name, by which texts are compared everywhere.
    func row(_ print: Int64) -> Int? {
        var slot = Self.slot(print, slots.count)
        while slots[slot].mark != 0 {
            if slots[slot].print == print { return Int(slots[slot].mark) - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func slot(_ print: Int64, _ size: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(bitPattern: print) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size - 1)
    }
}

/// The IDs of the members and their households' rows, as far as both are known.
struct MemberKeys {
    struct Member {
        let household: UInt32
        let row: UInt32
        let key: UInt64
    }

    private(set) var members: [Member] = []
    /// How many rows the table has.
    private(set) var rowCount = 0
    private(set) var problems: [String] = []

    init(_ table: SubjectTables.Table, _ source: any RowSource, only: TextIndex?, _ households: HouseholdKeys) throws {
        let household = table.household ?? table.key
        let lookup = RowLookup(
            key: household, index: only.map { .texts($0) } ?? .everything,
            columns: [RowColumn(table.key, .number), RowColumn(household, .print)])
        var strangers: [Int] = []
        var unreadable: [String] = []
        try source.scan(RowRequest(schema: table.schema, lookups: [lookup])) { rows in
            for fault in rows.faults { problems.append(RowTrouble.sentence(fault, in: table.schema)) }
            let (keys, prints) = (rows.numbers(0), rows.numbers(1))
            for row in 0..<rows.count {
                guard let place = households.row(prints[row]) else {
                    strangers.append(rowCount + row)
                    continue
                }
                let key = rows.isGiven(0, row) ? UInt64(bitPattern: keys[row]) : UInt64.max
                guard PackedCitizenID(rawValue: key) != nil, key >> 63 == 0 else {
                    unreadable.append("成员表第 \(rowCount + row + 2) 行的身份号码不是 18 位；该成员未核对，请更正。")
                    continue
                }
                members.append(Member(household: UInt32(place), row: UInt32(rowCount + row), key: key))
            }
            rowCount += rows.count
        }
        problems += try Self.names(of: strangers, household, table, source, lookup).map {
            "成员表中的户号 \($0) 不在家庭表中。"
        }
        problems += unreadable
    }

    /// The household names that some rows have; the table is read once more, which only mistakes in it ask for.
    private static func names(
        of wanted: [Int], _ household: Int, _ table: SubjectTables.Table, _ source: any RowSource, _ lookup: RowLookup
    ) throws -> [String] {
        guard !wanted.isEmpty else { return [] }
        var names: [String] = []
        var (next, before) = (0, 0)
        let again = RowLookup(key: lookup.key, index: lookup.index, columns: [RowColumn(household, .text)])
        try source.scan(RowRequest(schema: table.schema, lookups: [again])) { rows in
            while next < wanted.count, wanted[next] < before + rows.count {
                names.append(String(decoding: rows.text(0, wanted[next] - before), as: UTF8.self))
                next += 1
            }
            before += rows.count
        }
        return names
    }
}

/// Numbers for households and members: households by their first member's ID, members by household and ID.
struct PeopleOrder {
    /// The household number of each row of the households' table.
    private(set) var householdOfRow: [Int]
    /// The member number of each row of the members' table; -1 for a row that is nobody's.
    private(set) var memberOfRow: [Int]
    private(set) var members: [UInt64] = []
    private(set) var firstMember: [UInt32]

    init(_ households: HouseholdKeys, _ keys: MemberKeys) {
        let count = households.names.count
        var least = [UInt64](repeating: .max, count: count)
        var sizes = [UInt32](repeating: 0, count: count)
        for member in keys.members {
            least[Int(member.household)] = min(least[Int(member.household)], member.key)
            sizes[Int(member.household)] += 1
        }
        let order = (0..<count).map { (key: least[$0], row: $0) }.sorted { ($0.key, $0.row) < ($1.key, $1.row) }
        householdOfRow = Array(repeating: 0, count: count)
        firstMember = [0]
        firstMember.reserveCapacity(count + 1)
        for (number, household) in order.enumerated() {
            householdOfRow[household.row] = number
            firstMember.append(firstMember[number] + sizes[household.row])
        }
        memberOfRow = Array(repeating: -1, count: keys.rowCount)
        var next = firstMember
        var sorted = keys.members
        for member in keys.members {
            let household = householdOfRow[Int(member.household)]
            let first = Int(firstMember[household])
            var place = Int(next[household])
            next[household] += 1
            // Families are small: the members before it with a greater ID move up.
            while place > first, sorted[place - 1].key > member.key {
                sorted[place] = sorted[place - 1]
                place -= 1
            }
            sorted[place] = member
        }
        members.reserveCapacity(sorted.count)
        for (number, member) in sorted.enumerated() {
            members.append(member.key)
            memberOfRow[Int(member.row)] = number
        }
    }
}
