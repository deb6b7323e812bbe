/// Reads the wanted columns of matched rows out of a segment.
final class ColumnGather {
    private let segment: SegmentFile
    private let rows: MatchedRows
    /// Prints of the words of a column, by its position.
    private var prints: [Int: [Int64]] = [:]
    private let emptyPrint = unsafe TextPrint.of(UnsafeBufferPointer(start: nil, count: 0))

    init(_ segment: SegmentFile, _ rows: MatchedRows) { (self.segment, self.rows) = (segment, rows) }

    func read(
        _ column: Int, _ form: RowColumn.Form, of matched: [UInt32], to place: Int
    ) throws(SnapshotError) {
        switch (segment.header.columns[column], form) {
        case (.numbers(let layout), .number): try numbers(layout, matched, place)
        case (.words(let codes, let offsets, let heap, let count), .print):
            let prints = try self.prints(column, offsets, heap, count)
            let target = unsafe rows.numberTarget(place)
            for position in matched.indices {
                let code = try segment.code(codes, Int(matched[position]))
                guard code <= UInt64(count) else { throw segment.misplaced }
                if code == 0 { rows.markEmpty(place, position) }
                unsafe target[position] = prints[Int(code)]
            }
        case (.words, .text), (.texts, _):
            try texts(column, form, matched, place)
        case (.numbers, _), (.sortKey, _):
            guard segment.header.info.schema.columns[column].type.isCitizenKey else { throw segment.misplaced }
            try keys(column, form, matched, place)
        case (.words, .number): throw segment.misplaced
        }
    }

    private func numbers(_ layout: NumberLayout, _ matched: [UInt32], _ place: Int) throws(SnapshotError) {
        switch layout.width {
        case 1: try codes(layout, matched, place, as: UInt8.self)
        case 2: try codes(layout, matched, place, as: UInt16.self)
        case 4: try codes(layout, matched, place, as: UInt32.self)
        case 8: try codes(layout, matched, place, as: UInt64.self)
        default:
            let target = unsafe rows.numberTarget(place)
            for position in matched.indices {
                unsafe target[position] = layout.isConstant ? layout.base &+ 1 : 0
                if !layout.isConstant { rows.markEmpty(place, position) }
            }
        }
    }

    private func codes<Code: FixedWidthInteger & BitwiseCopyable>(
        _ layout: NumberLayout, _ matched: [UInt32], _ place: Int, as _: Code.Type
    ) throws(SnapshotError) {
        let target = unsafe rows.numberTarget(place)
        let source = unsafe segment.start(layout.section).assumingMemoryBound(to: Code.self)
        let perBlock = SegmentHeader.blockBytes / MemoryLayout<Code>.size
        var touched = -1
        for position in matched.indices {
            let row = Int(matched[position])
            if row / perBlock != touched {
                touched = row / perBlock
                try segment.touch(layout.section, byte: row &* MemoryLayout<Code>.size)
            }
            let code = unsafe Code(littleEndian: source[row])
            if code == 0 {
                rows.markEmpty(place, position)
                unsafe target[position] = 0
            } else {
                unsafe target[position] = layout.base &+ Int64(truncatingIfNeeded: code)
            }
        }
    }

    private func prints(
        _ column: Int, _ offsets: NumberLayout, _ heap: Int, _ count: Int
    ) throws(SnapshotError) -> [Int64] {
        if let known = prints[column] { return known }
        var list = [emptyPrint]
        for word in 0..<count { list.append(unsafe TextPrint.of(try segment.bytes(offsets, heap, word))) }
        prints[column] = list
        return list
    }

    private func texts(
        _ column: Int, _ form: RowColumn.Form, _ matched: [UInt32], _ place: Int
    ) throws(SnapshotError) {
        for position in matched.indices {
            let bytes = try unsafe segment.text(column, Int(matched[position]))
            if bytes.isEmpty { rows.markEmpty(place, position) }
            try unsafe put(bytes, form, position, place)
        }
    }

    private func keys(
        _ column: Int, _ form: RowColumn.Form, _ matched: [UInt32], _ place: Int
    ) throws(SnapshotError) {
        for position in matched.indices {
            let raw = try segment.rawKey(column, Int(matched[position]))
            if raw == nil { rows.markEmpty(place, position) }
            try unsafe put(rows.keep(raw.map(KeyText.bytes) ?? []), form, position, place)
        }
    }

    private func put(
        _ bytes: UnsafeBufferPointer<UInt8>, _ form: RowColumn.Form, _ position: Int, _ place: Int
    ) throws(SnapshotError) {
        switch form {
        case .print: unsafe rows.numberTarget(place)[position] = TextPrint.of(bytes)
        case .text: unsafe rows.textTarget(place)[position] = bytes
        case .number: throw segment.misplaced
        }
    }
}

/// Citizen keys as they are written.
enum KeyText {
    /// The 18 characters of a raw key, or the 15 of the time before 1999.
    static func bytes(_ raw: UInt64) -> [UInt8] {
        var body = (raw & ~(1 << 63)) >> 6
        var digits = [UInt8](repeating: 0, count: 17)
        for position in stride(from: 16, through: 0, by: -1) {
            digits[position] = UInt8(ascii: "0") + UInt8(body % 10)
            body /= 10
        }
        if raw >> 63 != 0 { return Array(digits[..<6] + digits[8...]) }
        let check = UInt8(raw & 63)
        return digits + [check < 10 ? UInt8(ascii: "0") + check : UInt8(ascii: "A") + check - 10]
    }
}
