/// Small real pictures for uploads, drawn in code: coloured rectangles that show no document and no person.
enum DemoPicture {
    private static let width = 96
    private static let height = 64

    /// A PNG of a frame with a few bars, different for each serial.
    static func png(_ serial: Int) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity(height * (width * 3 + 1))
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width { rows.append(contentsOf: pixel(x, y, serial)) }
        }
        let header = bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    private static func pixel(_ x: Int, _ y: Int, _ serial: Int) -> [UInt8] {
        let isFrame = x < 3 || y < 3 || x >= width - 3 || y >= height - 3
        if isFrame { return [70, 84, 102] }
        let isBar = (y / 8) % 2 == 1 && x > 10 && x < 30 + (serial * 13 + y / 8 * 17) % 56
        return isBar ? [92, 122, 148] : [UInt8(200 + serial * 7 % 40), UInt8(208 + serial * 11 % 32), 222]
    }

    /// A zlib stream of one stored block; a picture has fewer than 65,536 bytes.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        precondition(bytes.count < 0x10000, "A stored block holds at most 65,535 bytes.")
        let (low, high) = (UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8))
        var (first, second) = (UInt32(1), UInt32(0))
        for byte in bytes {
            first = (first + UInt32(byte)) % 65_521
            second = (second + first) % 65_521
        }
        return [0x78, 0x01, 0x01, low, high, ~low, ~high] + bytes + bigEndian(Int(second << 16 | first))
    }

    private static func chunk(_ kind: String, _ body: [UInt8]) -> [UInt8] {
        let content = Array(kind.utf8) + body
        return bigEndian(body.count) + content + bigEndian(Int(checksum(content)))
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// CRC-32 of PNG (ISO 3309).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
