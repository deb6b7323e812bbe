import FoundationEssentials
import Glibc
package import Primitives

/// One day of a dataset, for a list.
package struct SnapshotDay: Hashable, Sendable {
    /// What the day holds.
    package let info: SnapshotInfo
    /// How many layers lie on its base.
    package let layers: Int
    /// Bytes of all its segments, which days may share.
    package let bytes: Int
    /// Whether every segment is sealed.
    package let isSealed: Bool
    /// Whether it is the day that is read now.
    package let isInForce: Bool
    /// The folders of its segments under the root, base first.
    package let folders: [String]
}

/// Looking after a store: what is there, merging layers, keeping so many days.
extension SnapshotStore {
    /// Every day that can be read, by dataset and day.
    package func days() throws(SnapshotError) -> [SnapshotDay] {
        let manifest = try manifest()
        var list: [SnapshotDay] = []
        for dataset in manifest.days.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let days = manifest.days[dataset] ?? []
            for (position, day) in days.enumerated() {
                var (bytes, isSealed) = (0, true)
                for folder in day.segments {
                    let path = "\(root)/\(folder)/\(Self.snapshotName)"
                    bytes += try FileAccess.size(path)
                    let beginning = try FileAccess.beginning(path, 8)
                    isSealed = isSealed && beginning == SegmentHeader.sealedMagic
                }
                list.append(
                    SnapshotDay(
                        info: day.info, layers: day.layers, bytes: bytes, isSealed: isSealed,
                        isInForce: position == days.count - 1, folders: day.segments))
            }
        }
        return list
    }

    /// Merges the layers of a dataset's day in force into a base of their own; reads stay what they were.
    ///
    /// Returns false when there is nothing to merge. Earlier days keep their segments.
    @discardableResult
    package func compact(_ dataset: String) throws(SnapshotError) -> Bool {
        guard let day = try manifest().inForce(dataset) else {
            throw SnapshotError(.noSnapshot, subject: dataset, cause: "清单中没有")
        }
        let chain = try SnapshotChain(root: root, day, cipher: cipher)
        let parts = chain.parts
        guard parts.count < day.segments.count else { return false }
        var folders: [String] = []
        for part in parts {
            let table = try RowTable(merging: chain, part.segments)
            let builder = try SegmentBuilder(
                table, info: day.info, earlier: folders, strangersTo: part.strangersTo)
            let folder = try claimFolder(dataset: dataset, asOf: day.info.asOf)
            try write(builder, to: folder)
            folders.append(folder)
        }
        try change { manifest throws(SnapshotError) in
            guard manifest.inForce(dataset) == day else {
                throw SnapshotError(.superseded, subject: dataset, cause: "合并期间有新数据生效")
            }
            manifest.put(ManifestDay(segments: folders, info: day.info))
        }
        return true
    }

    /// Forgets a day, but not the one in force; segments that other days need stay.
    package func remove(_ dataset: String, _ day: CivilDate) throws(SnapshotError) {
        try change { manifest throws(SnapshotError) in
            guard let days = manifest.days[dataset], let last = days.last else {
                throw SnapshotError(.noSnapshot, subject: dataset, cause: "清单中没有")
            }
            guard days.contains(where: { $0.info.asOf == day }) else {
                throw SnapshotError(.noSnapshot, subject: "\(dataset) \(day.text)", cause: "清单中没有这一天")
            }
            guard last.info.asOf != day else {
                throw SnapshotError(.inUse, subject: "\(dataset) \(day.text)", cause: "它是现行数据")
            }
            manifest.days[dataset] = days.filter { $0.info.asOf != day }
        }
        try removeUnreferenced()
    }

    /// Keeps the last days of each dataset, at least the one in force, and removes what no day needs.
    package func retain(_ days: (_ dataset: String) -> Int) throws(SnapshotError) {
        try change { manifest throws(SnapshotError) in
            for (dataset, list) in manifest.days { manifest.days[dataset] = list.suffix(max(1, days(dataset))) }
        }
        try removeUnreferenced()
    }

    /// Removes folders that the manifest does not name: interrupted imports and days no longer kept.
    ///
    /// Only for a time when nothing is being staged.
    package func removeUnreferenced() throws(SnapshotError) {
        let kept = try manifest().folders
        let files = FileManager.default
        for dataset in (try? files.contentsOfDirectory(atPath: root)) ?? [] {
            for day in (try? files.contentsOfDirectory(atPath: "\(root)/\(dataset)")) ?? []
            where !kept.contains("\(dataset)/\(day)") {
                do { try files.removeItem(atPath: "\(root)/\(dataset)/\(day)") } catch {
                    throw SnapshotError(.system, subject: "\(root)/\(dataset)/\(day)", cause: "\(error)")
                }
            }
        }
    }
}

extension RowTable {
    /// The rows that count of some segments of a chain, in the order in which they are read.
    convenience init(merging chain: SnapshotChain, _ numbers: [Int]) throws(SnapshotError) {
        var heapBytes = 64
        var rows = 0
        for segment in numbers.map({ chain.segments[$0] }) {
            rows += segment.rows
            for column in segment.header.columns {
                if case .texts(_, let heap) = column { heapBytes += segment.header.sections[heap].byteCount }
            }
        }
        try self.init(schema: chain.schema, capacity: rows, heapBytes: heapBytes, threads: 1)
        var used = [Int](repeating: 0, count: columns.count)
        for number in numbers {
            let segment = chain.segments[number]
            let taken = try chain.taken(after: number)
            for row in 0..<segment.rows {
                if let taken, taken.contains(try segment.recordNumber(row)) { continue }
                for column in columns.indices { try copy(segment, column, row, &used[column]) }
                slots += 1
            }
        }
    }

    private func copy(_ segment: SegmentFile, _ column: Int, _ row: Int, _ used: inout Int) throws(SnapshotError) {
        switch (columns[column], segment.header.columns[column]) {
        case (.numbers(let lane), .numbers(let layout)):
            lane[slots] = try segment.number(layout, row) ?? Self.absent
        case (.keys(let lane), _): lane[slots] = try segment.rawKey(column, row) ?? Self.absentKey
        case (.texts(let lane), let layout):
            let bytes = try unsafe segment.text(column, row)
            guard let base = bytes.baseAddress, !bytes.isEmpty else {
                lane[slots] = .empty
                return
            }
            if case .words = layout {
                // Sixteen bytes around the text may be read.
                let padded = unsafe [UInt8](repeating: 0, count: 16) + bytes + [UInt8](repeating: 0, count: 16)
                lane[slots] = unsafe padded.withUnsafeBufferPointer { padded in
                    unsafe TextReference(
                        word: lane.tables[0].number(padded.baseAddress.unsafelyUnwrapped + 16, bytes.count), table: 0)
                }
            } else {
                unsafe (lane.heap.base + used).update(from: base, count: bytes.count)
                lane[slots] = TextReference(offset: used, length: bytes.count)
                used += bytes.count
            }
        default: throw segment.misplaced
        }
    }
}
