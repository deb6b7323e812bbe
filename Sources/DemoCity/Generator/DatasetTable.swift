import Foundation
import Primitives

/// One field of a department file.
enum Cell {
    /// A clean citizen ID.
    case id(Int)
    /// A citizen ID whose X may be lower-case.
    case looseID(Int)
    /// The same, and there may be a space before or after.
    case spacedID(Int)
    /// The same as `looseID`, and people born before 2000 may stand under 15 digits.
    case legacyID(Int)
    case name(Int)
    /// Fen as yuan with two decimals; also hundredths of a square metre.
    case money(Int)
    case number(Int)
    case date(CivilDate)
    case month(CalendarMonth)
    /// A prefix and a number of so many digits.
    case serial(String, Int, digits: Int)
    case word(String)
    /// A text that is quoted because it holds a comma or quotes.
    case quoted(String)
    case empty
}

/// The rows of one file as bytes, without their record numbers, until they are written in random order.
struct DatasetTable {
    let name: String
    let columns: String
    let city: City
    var random: SeededGenerator
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var serial = 0

    init(_ name: String, _ columns: String, of city: City) {
        (self.name, self.columns, self.city) = (name, columns, city)
        random = SeededGenerator(seed: city.plan.seed, purpose: name)
    }

    /// The next number of certificates, accounts and the like.
    mutating func nextSerial() -> Int {
        serial += 1
        return serial
    }

    mutating func append(_ cells: Cell...) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell)
        }
        bytes.append(UInt8(ascii: "\n"))
        ends.append(bytes.count)
    }

    private mutating func append(_ cell: Cell) {
        switch cell {
        case .id(let person): bytes.append(contentsOf: city.idBytes[person * 18..<person * 18 + 18])
        case .looseID(let person): appendLoose(person)
        case .spacedID(let person): appendSpaced(person)
        case .legacyID(let person): appendLegacy(person)
        case .name(let person): append(text: InventedNames.text(city.people[person].name))
        case .money(let fen):
            append(number: fen / 100, digits: 1)
            bytes.append(UInt8(ascii: "."))
            append(number: fen % 100, digits: 2)
        case .number(let number): append(number: number, digits: 1)
        case .date(let date):
            let (year, month, day) = date.components
            append(number: year, digits: 4)
            bytes.append(UInt8(ascii: "-"))
            append(number: month, digits: 2)
            bytes.append(UInt8(ascii: "-"))
            append(number: day, digits: 2)
        case .month(let month):
            append(number: month.year, digits: 4)
            bytes.append(UInt8(ascii: "-"))
            append(number: month.month, digits: 2)
        case .serial(let prefix, let number, let digits):
            append(text: prefix)
            append(number: number, digits: digits)
        case .word(let text): append(text: text)
        case .quoted(let text):
            append(text: "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))
            bytes.append(UInt8(ascii: "\""))
        case .empty: break
        }
    }

    private mutating func append(text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func append(number: Int, digits: Int) {
        precondition(number >= 0, "The department files hold no negative numbers.")
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0 || bytes.count - start < digits
        bytes[start...].reverse()
    }

    private mutating func appendLoose(_ person: Int) {
        append(.id(person))
        if bytes.last == UInt8(ascii: "X"), random.chance(200) { bytes[bytes.count - 1] = UInt8(ascii: "x") }
    }

    private mutating func appendSpaced(_ person: Int) {
        // Clerks type the numbers of families in hardship by hand more often than those of others.
        let permille = city.households[city.people[person].household].isObserved ? 150 : 3
        let draw = random.below(1000)
        if draw < permille { bytes.append(UInt8(ascii: " ")) }
        appendLoose(person)
        if draw >= permille, draw < 2 * permille { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func appendLegacy(_ person: Int) {
        guard city.people[person].birth.year < 2000, random.chance(30) else { return appendLoose(person) }
        let start = person * 18
        bytes.append(contentsOf: city.idBytes[start..<start + 6])
        bytes.append(contentsOf: city.idBytes[start + 8..<start + 17])
    }

    /// Writes the file with record numbers over rows in random order.
    consuming func write(to folder: URL) throws -> DemoCityFile {
        var order = Array(0..<ends.count)
        order.shuffle(using: &random)
        var file = try BufferedFile(folder.appending(path: name + ".csv"))
        try file.append("rec_no," + columns + "\n")
        for (position, row) in order.enumerated() {
            try file.append(String(position + 1) + ",")
            try file.append(bytes[(row == 0 ? 0 : ends[row - 1])..<ends[row]])
        }
        return DemoCityFile(name: name, rows: ends.count, bytes: try file.close())
    }

    /// Writes the file without record numbers in the order of the rows, as the watched registers are.
    consuming func writeInOrder(to folder: URL) throws -> DemoCityFile {
        var file = try BufferedFile(folder.appending(path: name + ".csv"))
        try file.append(columns + "\n")
        try file.append(bytes[...])
        return DemoCityFile(name: name, rows: ends.count, bytes: try file.close())
    }
}

/// A file written in pieces of about a mebibyte.
struct BufferedFile {
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var size = 0
    private static let pieceSize = 1 << 20

    init(_ url: URL) throws {
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
        buffer.reserveCapacity(Self.pieceSize + 1024)
    }

    mutating func append(_ text: String) throws {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.pieceSize { try flush() }
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) throws {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.pieceSize { try flush() }
    }

    /// Writes what is left and returns the size in bytes.
    consuming func close() throws -> Int {
        try flush()
        try handle.close()
        return size
    }

    private mutating func flush() throws {
        try handle.write(contentsOf: Data(buffer))
        size += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
