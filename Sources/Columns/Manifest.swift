import Primitives

/// One day of a dataset that can be read: the segments whose rows, taken together, are its data.
struct ManifestDay: Hashable, Sendable {
    /// Folders under the root: a base, then the layers of the days behind it.
    var segments: [String]
    var info: SnapshotInfo

    /// How many of the segments are of a later day than the first: folders are named after their days.
    var layers: Int {
        func day(_ folder: String) -> Substring { folder.split(separator: "/").last?.prefix(10) ?? "" }
        return segments.count { day($0) != day(segments[0]) }
    }
}

/// Which days of each dataset can be read; the last of them is in force.
struct Manifest: Sendable {
    static let magic: [UInt8] = Array("BKMANI2\n".utf8)

    /// The days of each dataset, ascending.
    var days: [String: [ManifestDay]] = [:]

    func inForce(_ dataset: String) -> ManifestDay? { days[dataset]?.last }

    var folders: Set<String> { Set(days.values.joined().flatMap(\.segments)) }

    /// Puts a day in place of the same day's data, or behind them.
    mutating func put(_ day: ManifestDay) {
        var list = days[day.info.dataset] ?? []
        list.removeAll { $0.info.asOf == day.info.asOf }
        list.append(day)
        list.sort { $0.info.asOf < $1.info.asOf }
        days[day.info.dataset] = list
    }

    func encoded() -> [UInt8] {
        var writer = ByteWriter()
        let sorted = days.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        writer.append(sorted.flatMap(\.value)) { writer, day in
            day.info.write(to: &writer)
            writer.append(day.segments) { $0.append($1) }
        }
        let checksum = unsafe withUnsafeBytes(of: Checksum.of(writer.bytes).littleEndian) { unsafe Array($0) }
        return Self.magic + checksum + writer.bytes
    }

    init() {}

    init(decoding bytes: [UInt8], path: String) throws(SnapshotError) {
        guard bytes.starts(with: Self.magic) else {
            throw SnapshotError(.unknownFormat, subject: path, cause: "开头标记不符")
        }
        let content = bytes.dropFirst(16)
        let stored = bytes.dropFirst(8).prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard bytes.count >= 16, Checksum.of(Array(content)) == stored else {
            throw SnapshotError(.damaged, subject: path, cause: "校验不符")
        }
        var reader = ByteReader(content, path: path)
        let list = try reader.list { reader throws(SnapshotError) in
            let info = try SnapshotInfo(from: &reader)
            return ManifestDay(
                segments: try reader.list { reader throws(SnapshotError) in try reader.text() }, info: info)
        }
        for day in list { days[day.info.dataset, default: []].append(day) }
    }
}
