import Columns
import Primitives

/// What a run of everybody leaves behind, before it is written down.
struct FreshState: Sendable {
    let asOf: CivilDate
    /// A print of the checks that ran.
    let book: Int64
    /// A print of the data they ran over.
    let data: Int64
    let grants: Grants
    let people: WatchedPeople
    /// The report's lines by rank of the household, and the lines of hits.
    let report: PackedLines
    let hits: PackedLines
    private let result: CheckResult

    init(_ result: CheckResult, grants: Grants, data: Int64) {
        (asOf, book, self.data, self.grants) = (result.asOf, result.book.print, data, grants)
        (people, self.result) = (result.people, result)
        report = CheckFiles.reportLines(result, CheckFiles.byHousehold(result))
        hits = CheckFiles.hitLines(result)
    }

    /// Facts of a table in the order in which their arrays are written.
    private static func facts(_ facts: [Int: SubjectLane]) -> [(position: Int, lane: SubjectLane)] {
        facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func head() -> [UInt8] {
        var writer = StateWriter()
        writer.one(asOf.dayNumber)
        writer.one(book)
        writer.one(data)
        writer.grants(grants)
        writer.one(people.index.print?.bits ?? 0)
        writer.many((result.trace?.turning ?? []).map { $0?.dayNumber ?? 0 })
        for facts in [Self.facts(people.householdFacts), Self.facts(people.memberFacts)] {
            writer.one(UInt64(facts.count))
            for (position, lane) in facts {
                writer.one(UInt64(position))
                writer.one(UInt8(lane.isText ? 1 : 0))
                writer.one(UInt8(lane.isAbsentable ? 1 : 0))
            }
        }
        return writer.bytes
    }

    /// Writes the arrays in the order of `KeptState.Part`.
    func write(to file: inout ArrayFileWriter) throws {
        try file.append(head())
        try file.append(people.names.bytes)
        try file.append(people.names.starts)
        try file.append(people.atRank)
        try file.append(people.members)
        try file.append(people.firstMember)
        try file.append(report.bytes)
        try file.append(report.starts)
        try file.append(
            people.names.indices.map { rank in
                let copied = people.reportFields.starts[rank + 1] - people.reportFields.starts[rank]
                return UInt32(people.names.with(rank) { CSVText.length($0) }) + copied
            })
        try file.append(hits.bytes)
        try file.append(hits.starts)
        try file.append(result.hits.map { HitPlace(check: UInt32($0.check), rank: people.rankOf[$0.householdNumber]) })
        try file.append(
            (result.trace?.due ?? []).map {
                RunTrace.CheckDue(day: $0.day, check: $0.check, household: people.rankOf[Int($0.household)])
            }.sorted { $0.day < $1.day })
        try file.append(
            (result.trace?.reads ?? []).map {
                CheckRead(
                    place: $0.place, print: $0.print, key: $0.key, check: $0.check,
                    household: people.rankOf[Int($0.household)])
            }.sorted { $0.place < $1.place })
        for (_, lane) in Self.facts(people.householdFacts) + Self.facts(people.memberFacts) {
            try lane.withKept { cells, heap, wide in
                try file.append(cells)
                try file.append(heap)
                try file.append(wide)
            }
        }
    }
}

/// Which check of which household a line of hits belongs to; hits stand in this order.
struct HitPlace: Hashable, Comparable, Sendable, BitwiseCopyable {
    let check: UInt32
    /// The household's rank.
    let rank: UInt32

    static func < (left: Self, right: Self) -> Bool { (left.check, left.rank) < (right.check, right.rank) }
}
