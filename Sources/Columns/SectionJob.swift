/// What a section is filled with.
enum SectionJob {
    /// Numbers of a column in the order of the rows.
    case numbers(NumberLayout, NumberLane)
    /// Raw keys of a column in the order of the rows.
    case keys(NumberLayout, Lane<UInt64>)
    /// Check characters of the keys that sort the rows, in their order; `KeyTails.absent` is no value.
    case tails(NumberLayout, Lane<UInt8>)
    /// Words of a column by their number in the segment's list, through a list for each thread's table.
    case words(NumberLayout, TextLane, [[UInt32]])
    /// Where the texts of a column begin, and where the last ends.
    case offsets(NumberLayout, TextLane)
    /// The texts of a column one behind the other.
    case heap(TextLane)
    /// Numbers as they are.
    case list(NumberLayout, [Int64])
    case lane(NumberLayout, Lane<UInt32>, base: Int64)
    /// Keys as they are, each so many.
    case fixed(Lane<UInt64>, step: Int)
    case bytes([UInt8])
}

/// Fills the pieces of one section after the other; each thread has its own.
@safe final class SectionFiller {
    private let piece: UnsafeMutableRawPointer
    private let pieceBytes: Int
    /// How many bytes the next piece may have; the first of a section is shorter where others are to end evenly.
    private var room = 0
    /// Rows in their order in the segment.
    private let order: Lane<UInt32>
    private let rows: Int

    /// `pieceBytes` are handed over at once, a multiple of 8; no section has more than `longestBytes`.
    init(order: Lane<UInt32>, rows: Int, pieceBytes: Int, longestBytes: Int) {
        (self.order, self.rows, self.pieceBytes) = (order, rows, pieceBytes)
        unsafe piece = .allocate(byteCount: max(1, min(pieceBytes, longestBytes)), alignment: 64)
    }

    deinit { unsafe piece.deallocate() }

    /// Calls `emit` with each piece of a section in turn, the first of them of `firstBytes`, a multiple of 8.
    func fill(
        _ job: SectionJob, byteCount: Int, firstBytes: Int,
        _ emit: (UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let order = unsafe order.base
        room = firstBytes
        switch job {
        case .numbers(let layout, let lane): try unsafe values(layout, lane, emit)
        case .keys(let layout, let lane):
            let values = unsafe lane.base
            try unsafe numbers(layout, rows, emit) { index in
                let value = unsafe values[Int(order[index])]
                return value == RowTable.absentKey ? nil : Int64(bitPattern: value)
            }
        case .tails(let layout, let lane):
            let values = unsafe lane.base
            try unsafe numbers(layout, rows, emit) { index in
                let value = unsafe values[index]
                return value == KeyTails.absent ? nil : Int64(value)
            }
        case .words(let layout, let lane, let numbers):
            try unsafe self.numbers(layout, rows, emit) { index in
                let reference = unsafe lane[Int(order[index])]
                return reference.bits == 0 ? nil : Int64(numbers[reference.table][reference.word])
            }
        case .offsets(let layout, let lane):
            var offset = 0
            try unsafe numbers(layout, rows + 1, emit) { index in
                defer { if index < rows { offset += unsafe lane.length(lane[Int(order[index])]) } }
                return Int64(offset)
            }
        case .heap(let lane): try unsafe heap(lane, emit)
        case .list(let layout, let values): try unsafe numbers(layout, values.count, emit) { values[$0] }
        case .lane(let layout, let lane, let base):
            let values = unsafe lane.base
            try unsafe numbers(layout, layout.width == 0 ? 0 : byteCount / layout.width, emit) { index in
                let value = unsafe values[index]
                return value == 0 ? nil : base + Int64(value)
            }
        case .fixed(let lane, let step):
            let values = unsafe lane.base
            let layout = NumberLayout.word
            try unsafe numbers(layout, byteCount / 8, emit) { Int64(bitPattern: unsafe values[$0 * step]) }
        case .bytes(let bytes):
            var start = 0
            while start < bytes.count {
                let part = Array(bytes[start..<min(start + room, bytes.count)])
                var failure: SnapshotError?
                unsafe part.withUnsafeBytes { part in
                    do throws(SnapshotError) { try unsafe emit(part) } catch { failure = error }
                }
                if let failure { throw failure }
                start += part.count
                room = pieceBytes
            }
        }
    }

    private func values(
        _ layout: NumberLayout, _ lane: NumberLane, _ emit: (UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let order = unsafe order.base
        guard lane.bits.usesHigh else {
            // No value is absent either.
            let values = unsafe lane.bits.lowBase
            return try unsafe numbers(layout, rows, emit) { unsafe Int64(values[Int(order[$0])]) }
        }
        try unsafe numbers(layout, rows, emit) { index in
            let value = unsafe lane[Int(order[index])]
            return value == RowTable.absent ? nil : value
        }
    }

    @inline(__always)
    private func numbers(
        _ layout: NumberLayout, _ count: Int, _ emit: (UnsafeRawBufferPointer) throws(SnapshotError) -> Void,
        _ value: (Int) -> Int64?
    ) throws(SnapshotError) {
        guard layout.width > 0 else { return }
        var first = 0
        while first < count {
            let number = min(room / layout.width, count - first)
            unsafe layout.encode(number, to: piece) { value(first &+ $0) }
            try unsafe emit(UnsafeRawBufferPointer(start: piece, count: number * layout.width))
            first += number
            room = pieceBytes
        }
    }

    private func heap(
        _ lane: TextLane, _ emit: (UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        var used = 0
        for index in 0..<rows {
            let reference = lane[Int(order[index])]
            let length = lane.length(reference)
            var done = 0
            while done < length {
                let part = min(length - done, room - used)
                unsafe lane.withBytes(reference) { bytes in
                    unsafe (piece + used).copyMemory(from: bytes.baseAddress.unsafelyUnwrapped + done, byteCount: part)
                }
                used += part
                done += part
                if used == room {
                    try unsafe emit(UnsafeRawBufferPointer(start: piece, count: used))
                    (used, room) = (0, pieceBytes)
                }
            }
        }
        if used > 0 { try unsafe emit(UnsafeRawBufferPointer(start: piece, count: used)) }
    }
}
