/// Finds the separators of well-formed CSV text, sixty-four bytes at a time.
///
/// Sixteen bytes are compared at once; what the comparisons say becomes one bit for each byte, and bits inside quotes
/// are cleared by a running exclusive or over the quotes (as simdjson does for strings of JSON).
enum SeparatorScan {
    struct Found {
        var separators = 0
        var lineBreaks = 0
        /// Whether every quote opens or closes a field, or is doubled inside one, and the last is closed.
        var isWellFormed = true
        /// Whether all bytes are ASCII and none is NUL.
        var isPlainText = true
    }

    /// Writes where each field begins, the first at 0, one entry more than there are separators.
    ///
    /// The text is followed by sixty-four bytes that are zero.
    @unsafe static func run(
        _ text: UnsafeMutablePointer<UInt8>, _ count: Int, into starts: UnsafeMutablePointer<UInt32>
    ) -> Found {
        let comma = Lanes(repeating: UInt8(ascii: ","))
        let lineBreak = Lanes(repeating: UInt8(ascii: "\n"))
        let quote = Lanes(repeating: UInt8(ascii: "\""))
        let nul = Lanes(repeating: 0)
        var found = Found()
        unsafe starts[0] = 0
        var next = 1
        var quotes = QuoteState()
        var (highest, zeros, breaks) = (nul, nul, nul)
        var offset = 0
        while offset < count {
            let block = unsafe Block(UnsafeRawPointer(text + offset))
            let blockBreaks = block.matching(lineBreak)
            breaks &-= blockBreaks.sum
            highest |= block.union
            if offset + 64 <= count { zeros |= block.matching(nul).union }
            var separators = (blockBreaks | block.matching(comma)).bits
            let blockQuotes = block.matching(quote)
            if blockQuotes.union.isAny || quotes.isActive {
                let before = offset == 0 ? UInt8(ascii: "\n") : unsafe text[offset - 1]
                let returns = block.matching(Lanes(repeating: UInt8(ascii: "\r"))).bits
                separators = quotes.clear(separators, quotes: blockQuotes.bits, returns: returns, byteBefore: before)
                found.lineBreaks -= (blockBreaks.bits & ~separators).nonzeroBitCount
            }
            while separators != 0 {
                unsafe starts[next] = UInt32(truncatingIfNeeded: offset &+ separators.trailingZeroBitCount &+ 1)
                next &+= 1
                separators &= separators &- 1
            }
            offset &+= 64
            // A lane counts to 255, and a block adds four at most.
            if offset & 0x7FF == 0 || offset >= count {
                found.lineBreaks += breaks.total
                breaks = nul
            }
        }
        found.separators = next - 1
        found.isWellFormed = quotes.isWellFormed && !quotes.isInside
        let rest = unsafe UnsafeBufferPointer(start: text + (count & ~63), count: count & 63)
        let isASCII = !(highest & Lanes(repeating: 0x80)).isAny
        found.isPlainText = unsafe isASCII && !zeros.isAny && !rest.contains(0)
        return found
    }
}

private typealias Lanes = SIMD16<UInt8>

extension SIMD16<UInt8> {
    /// Whether any byte is not zero.
    @inline(__always)
    fileprivate var isAny: Bool {
        let halves = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
        return halves[0] | halves[1] != 0
    }

    fileprivate var total: Int { (0..<16).reduce(0) { $0 + Int(self[$1]) } }

    /// One bit for each byte, each of which is 0 or 255.
    @inline(__always)
    fileprivate var bits: UInt64 {
        // Each byte keeps the bit of its own position; the multiplication adds the eight bytes up in the highest.
        let kept = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self) & 0x8040_2010_0804_0201
        let low = (kept[0] &* 0x0101_0101_0101_0101) &>> 56
        let high = (kept[1] &* 0x0101_0101_0101_0101) &>> 56
        return low | high &<< 8
    }
}

/// Sixty-four bytes, or what a comparison says of each: 0 or 255.
private struct Block {
    private let a: Lanes
    private let b: Lanes
    private let c: Lanes
    private let d: Lanes

    @unsafe @inline(__always)
    init(_ bytes: UnsafeRawPointer) {
        a = unsafe bytes.loadUnaligned(as: Lanes.self)
        b = unsafe bytes.loadUnaligned(fromByteOffset: 16, as: Lanes.self)
        c = unsafe bytes.loadUnaligned(fromByteOffset: 32, as: Lanes.self)
        d = unsafe bytes.loadUnaligned(fromByteOffset: 48, as: Lanes.self)
    }

    @inline(__always)
    private init(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) { (self.a, self.b, self.c, self.d) = (a, b, c, d) }

    @inline(__always)
    private static func bytes(_ mask: SIMDMask<SIMD16<Int8>>) -> Lanes { unsafe unsafeBitCast(mask, to: Lanes.self) }

    /// Where the bytes equal a byte, given sixteen times.
    @inline(__always)
    func matching(_ byte: Lanes) -> Block {
        Block(Self.bytes(a .== byte), Self.bytes(b .== byte), Self.bytes(c .== byte), Self.bytes(d .== byte))
    }

    @inline(__always)
    static func | (left: Block, right: Block) -> Block {
        Block(left.a | right.a, left.b | right.b, left.c | right.c, left.d | right.d)
    }

    @inline(__always) var union: Lanes { a | b | c | d }
    @inline(__always) var sum: Lanes { a &+ b &+ c &+ d }
    @inline(__always) var bits: UInt64 { a.bits | b.bits &<< 16 | c.bits &<< 32 | d.bits &<< 48 }
}

/// What is known about quotes at the end of a block of sixty-four bytes.
private struct QuoteState {
    /// Whether the next byte stands between quotes.
    var isInside = false
    var isWellFormed = true
    /// Whether the last byte was a closing quote, so that a separator or a quote must follow.
    private var mustFollow = false

    var isActive: Bool { isInside || mustFollow }

    /// Clears the separators between quotes.
    ///
    /// Checks that quotes open behind a separator and close before one, or are doubled.
    mutating func clear(_ separators: UInt64, quotes: UInt64, returns: UInt64, byteBefore: UInt8) -> UInt64 {
        let isBehindSeparator = byteBefore == UInt8(ascii: ",") || byteBefore == UInt8(ascii: "\n")
        let mayOpen = mustFollow || (!isInside && isBehindSeparator)
        var inside = quotes
        for shift in [1, 2, 4, 8, 16, 32] { inside ^= inside << UInt64(shift) }
        if isInside { inside = ~inside }
        let outside = separators & ~inside
        let opening = quotes & inside
        let closing = quotes & ~inside
        let before = (outside | closing) << 1 | (mayOpen ? 1 : 0)
        let behind = closing << 1 | (mustFollow ? 1 : 0)
        if opening & ~before != 0 || behind & ~(outside | opening | returns) != 0 { isWellFormed = false }
        isInside = inside >> 63 != 0
        mustFollow = closing >> 63 != 0
        return outside
    }
}
