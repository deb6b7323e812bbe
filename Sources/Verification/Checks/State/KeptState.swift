import Columns
import Primitives

/// The state of a run of everybody as it stands in its file.
struct KeptState: Sendable {
    let asOf: CivilDate
    let book: Int64
    let data: Int64
    let grants: Grants
    /// A print of everybody watched.
    let watched: PeoplePrint
    /// For each check the day on which it changes for everybody; 0 for none.
    let turning: [Int32]
    let names: MappedLines
    let atRank: MappedNumbers<UInt32>
    let members: MappedNumbers<UInt64>
    let firstMember: MappedNumbers<UInt32>
    let report: MappedLines
    let hits: MappedLines
    let hitPlaces: MappedNumbers<HitPlace>
    /// Ascending by day.
    let due: MappedNumbers<RunTrace.CheckDue>
    /// Ascending by place.
    let reads: MappedNumbers<CheckRead>
    /// A print of the file, by which a journal says that it belongs to it.
    let print: UInt64
    /// How many bytes the file has.
    let byteCount: Int
    /// How much of a report's line stands in front of its counts.
    private let copied: MappedNumbers<UInt32>
    private let householdFacts: [Fact]
    private let memberFacts: [Fact]

    private struct Fact: Sendable {
        let position: Int
        let isText: Bool
        let isAbsentable: Bool
        let lane: KeptLane
    }

    /// The arrays of the file, in order; behind them three for each fact.
    enum Part: Int {
        case head, names, nameStarts, atRank, members, firstMember
        case report, reportStarts, copied, hits, hitStarts, hitPlaces, due, reads, facts
    }

    static let kind: UInt64 = 0x3454_5343_5042_0A02

    init(_ file: ArrayFile, path: String) throws {
        func array<Number>(_ part: Part) throws -> MappedNumbers<Number> { try file.numbers(part.rawValue) }
        var head = StateReader(try array(.head).array, path: path)
        asOf = CivilDate(dayNumber: try head.one())
        book = try head.one()
        data = try head.one()
        grants = try head.grants()
        watched = PeoplePrint(bits: try head.one())
        turning = try head.many()
        names = try MappedLines(array(.names), array(.nameStarts), path: path)
        (atRank, members, firstMember) = (try array(.atRank), try array(.members), try array(.firstMember))
        report = try MappedLines(array(.report), array(.reportStarts), path: path)
        copied = try array(.copied)
        hits = try MappedLines(array(.hits), array(.hitStarts), path: path)
        (hitPlaces, due, reads) = (try array(.hitPlaces), try array(.due), try array(.reads))
        (print, byteCount) = (file.print, file.byteCount)
        var next = Part.facts.rawValue
        func facts() throws -> [Fact] {
            let count: UInt64 = try head.one()
            var made: [Fact] = []
            for _ in 0..<count {
                let (position, isText, isAbsentable): (UInt64, UInt8, UInt8) = (
                    try head.one(), try head.one(), try head.one()
                )
                made.append(
                    Fact(
                        position: Int(position), isText: isText != 0, isAbsentable: isAbsentable != 0,
                        lane: KeptLane(
                            cells: try file.numbers(next), heap: try file.numbers(next + 1),
                            wide: try file.numbers(next + 2))))
                next += 3
            }
            return made
        }
        householdFacts = try facts()
        memberFacts = try facts()
    }

    /// How many households.
    var householdCount: Int { atRank.count }

    /// The rank of each household.
    var ranks: [UInt32] {
        var ranks = [UInt32](repeating: 0, count: atRank.count)
        for rank in atRank.indices { ranks[Int(atRank[rank])] = UInt32(rank) }
        return ranks
    }

    /// Some of the households by ascending rank, and their members, as a run of them alone has them.
    ///
    /// Those of equal `masks` stand together: what one check needs to know then lies in few stretches of memory.
    func people(_ chosen: [Int], masks: [UInt64]) -> WatchedPeople {
        let order = MaskOrder(chosen.map { Int(atRank[$0]) }, masks: masks, among: householdCount)
        // Facts are read in the order of the file and put where their households stand.
        var sizes = [UInt32](repeating: 0, count: chosen.count + 1)
        for (number, place) in order.ascending {
            sizes[Int(place) + 1] = firstMember[Int(number) + 1] - firstMember[Int(number)]
        }
        let first = sizes.reduce(into: [UInt32]()) { $0.append(($0.last ?? 0) + $1) }
        var memberPlaces: [(subject: UInt32, place: UInt32)] = []
        memberPlaces.reserveCapacity(Int(first.last ?? 0))
        for (number, place) in order.ascending {
            for (offset, member) in (firstMember[Int(number)]..<firstMember[Int(number) + 1]).enumerated() {
                memberPlaces.append((member, first[Int(place)] + UInt32(offset)))
            }
        }
        var members = [UInt64](repeating: 0, count: memberPlaces.count)
        for (member, place) in memberPlaces { members[Int(place)] = self.members[Int(member)] }
        var (names, fields) = (PackedLines(), PackedLines())
        for rank in chosen {
            let nameBytes = self.names.with(rank) {
                names.append($0)
                return CSVText.length($0)
            }
            report.with(rank) { fields.append(UnsafeBufferPointer(rebasing: $0[nameBytes..<Int(copied[rank])])) }
        }
        func lanes(_ facts: [Fact], _ subjects: [(subject: UInt32, place: UInt32)]) -> [Int: SubjectLane] {
            facts.reduce(into: [:]) { lanes, fact in
                lanes[fact.position] = SubjectLane(
                    kept: fact.lane, of: subjects, isText: fact.isText, isAbsentable: fact.isAbsentable)
            }
        }
        return WatchedPeople(
            names: names, reportFields: fields, atRank: order.places, members: members, firstMember: first,
            householdFacts: lanes(householdFacts, order.ascending), memberFacts: lanes(memberFacts, memberPlaces),
            problems: [], of: watched)
    }
}

/// Lines that stand in a mapped file.
struct MappedLines: Sendable {
    private let bytes: MappedNumbers<UInt8>
    private let starts: MappedNumbers<UInt32>

    init(_ bytes: MappedNumbers<UInt8>, _ starts: MappedNumbers<UInt32>, path: String) throws {
        guard starts.count > 0, starts[0] == 0, Int(starts[starts.count - 1]) == bytes.count else {
            throw SnapshotError(.damaged, subject: path, cause: "文件不完整")
        }
        (self.bytes, self.starts) = (bytes, starts)
    }

    var count: Int { starts.count - 1 }
    var byteCount: Int { bytes.count }

    func with<Result>(_ line: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try with(line..<line + 1, body)
    }

    /// Calls a closure with the bytes of a stretch of lines.
    func with<Result>(
        _ lines: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        let range = Int(starts[lines.lowerBound])..<Int(starts[lines.upperBound])
        return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
}
