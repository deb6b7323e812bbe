/// How a column of numbers lies in a section: each as its distance from a base in 0, 1, 2, 4 or 8 bytes.
///
/// Code 0 is "no value", so that the base stands one below the least value.
struct NumberLayout: Hashable, Sendable {
    let section: Int
    let width: Int
    let base: Int64

    /// The layout for values from `least` to `greatest`; without any value every code is 0.
    init(section: Int, least: Int64, greatest: Int64, hasAbsent: Bool) {
        self.section = section
        base = least &- 1
        if least > greatest {
            width = 0
        } else {
            let greatestCode = UInt64(bitPattern: greatest &- base)
            switch greatestCode {
            case 1 where !hasAbsent: width = 0
            case ...0xFF: width = 1
            case ...0xFFFF: width = 2
            case ...0xFFFF_FFFF: width = 4
            default: width = 8
            }
        }
        isConstant = width == 0 && least == greatest
    }

    /// Whether every row holds the value that code 1 stands for.
    let isConstant: Bool

    private init(section: Int, width: Int, base: Int64, isConstant: Bool) {
        (self.section, self.width, self.base, self.isConstant) = (section, width, base, isConstant)
    }

    func byteCount(_ rows: Int) -> Int { rows * width }

    func write(to writer: inout ByteWriter) {
        writer.append(section)
        writer.append(width)
        writer.append(UInt64(bitPattern: base))
        writer.append(isConstant)
    }

    init(from reader: inout ByteReader) throws(SnapshotError) {
        self.init(
            section: try reader.count(), width: try reader.count(), base: Int64(bitPattern: try reader.number()),
            isConstant: try reader.flag())
    }

    /// Eight bytes as they are.
    static let word = NumberLayout(section: 0, width: 8, base: 0, isConstant: false)

    /// Raw citizen keys: any 64 bits but all ones, so that the code is one more.
    static func keys(section: Int) -> NumberLayout {
        NumberLayout(section: section, width: 8, base: -1, isConstant: false)
    }

    /// Writes the codes of some values, one behind the other.
    @inline(__always)
    func encode(_ count: Int, to target: UnsafeMutableRawPointer, _ value: (Int) -> Int64?) {
        @inline(__always) func code(_ index: Int) -> UInt64 {
            value(index).map { UInt64(bitPattern: $0 &- base) } ?? 0
        }
        switch width {
        case 1:
            for index in 0..<count {
                unsafe target.storeBytes(
                    of: UInt8(truncatingIfNeeded: code(index)), toByteOffset: index, as: UInt8.self)
            }
        case 2:
            for index in 0..<count {
                unsafe target.storeBytes(
                    of: UInt16(truncatingIfNeeded: code(index)).littleEndian, toByteOffset: index &* 2, as: UInt16.self)
            }
        case 4:
            for index in 0..<count {
                unsafe target.storeBytes(
                    of: UInt32(truncatingIfNeeded: code(index)).littleEndian, toByteOffset: index &* 4, as: UInt32.self)
            }
        case 8:
            for index in 0..<count {
                unsafe target.storeBytes(of: code(index).littleEndian, toByteOffset: index &* 8, as: UInt64.self)
            }
        default: break
        }
    }

    /// The code at a place of the section.
    @inline(__always)
    func code(_ section: UnsafeRawPointer, _ index: Int) -> UInt64 {
        switch width {
        case 1: unsafe UInt64(section.load(fromByteOffset: index, as: UInt8.self))
        case 2: unsafe UInt64(UInt16(littleEndian: section.load(fromByteOffset: index &* 2, as: UInt16.self)))
        case 4: unsafe UInt64(UInt32(littleEndian: section.load(fromByteOffset: index &* 4, as: UInt32.self)))
        case 8: unsafe UInt64(littleEndian: section.load(fromByteOffset: index &* 8, as: UInt64.self))
        default: isConstant ? 1 : 0
        }
    }
}
