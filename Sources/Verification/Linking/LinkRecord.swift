/// A part of a table's shared text.
struct LinkSlice: Hashable, Sendable {
    var start: UInt32 = 0
    var count: UInt32 = 0

    var range: Range<Int> { Int(start)..<Int(start + count) }
    var isEmpty: Bool { count == 0 }
}

/// One record made ready for comparison: numbers and places in the table's text, nothing on the heap.
package struct LinkRecord: Sendable {
    var label = LinkSlice()
    var identity = LinkIdentity()
    var name = LinkName()
    var birth = LinkBirth()
    var address = LinkAddress()
    /// The number's digits with a 1 before them, so that leading zeros count; 0 where there is none.
    var phone: UInt64 = 0
    /// 1 for male, 2 for female, 0 where it is not said.
    var sex: UInt8 = 0
}

/// A citizen ID as written, or another number that stands for it.
struct LinkIdentity: Sendable {
    enum Kind: UInt8, Sendable { case none, modern, legacy, other }

    var kind = Kind.none
    /// Whether an 18-character ID has the check character that its digits demand.
    var isRight = false
    /// The 17 digits, a 15-digit ID's with its century put in; a hash of any other number.
    var body: UInt64 = 0
    /// The characters, upper-case, in the table's bytes.
    var text = LinkSlice()
}

/// A name after the folding of `NameKey`.
struct LinkName: Sendable {
    var text = LinkSlice()
    /// How many characters of a Han name are the surname; 0 for names written otherwise.
    var surnameCount: UInt8 = 0
    var hash: UInt64 = 0
    /// The surname's hash; the first word's of a name that is not in Han characters.
    var surname: UInt64 = 0
    /// How it sounds, without tones; also with the first word put last, for names in Latin letters.
    var sound: UInt64 = 0
    var turnedSound: UInt64 = 0
}

/// A day of birth as eight digits, also when there is no such day.
struct LinkBirth: Sendable {
    var year: Int16 = 0
    var month: UInt8 = 0
    var day: UInt8 = 0
    /// Days since 1970; nil for a day that does not exist.
    var dayNumber: Int32?

    /// The eight digits as a number; 0 where there is none.
    var digits: Int { (Int(year) * 100 + Int(month)) * 100 + Int(day) }
    var isEmpty: Bool { digits == 0 }
}

/// An address and its parts.
struct LinkAddress: Sendable {
    var text = LinkSlice()
    /// Behind the township: village or estate, with the number.
    var tail = LinkSlice()
    /// The tail up to its first digit.
    var village = LinkSlice()
    var hash: UInt64 = 0
    var tailHash: UInt64 = 0
    var villageHash: UInt64 = 0
    /// The township's name; 0 where the address names none.
    var town: UInt64 = 0
    /// Which pairs of neighbouring characters it has, one bit for many pairs.
    var pairs: UInt128 = 0
    /// The county's name, or all that stands before the township; 0 where there is none.
    var county: UInt64 = 0
}

/// Records ready for comparison, in the order of their labels' bytes.
package struct LinkTable: Sendable {
    var records: [LinkRecord] = []
    /// Labels and identity numbers.
    var bytes: [UInt8] = []
    /// Names and addresses.
    var scalars: [UInt32] = []
    /// How each character of a name sounds; parallel to `scalars`.
    var sounds: [UInt16] = []

    /// How many records there are.
    package var count: Int { records.count }

    func label(_ index: Int) -> ArraySlice<UInt8> { bytes[records[index].label.range] }

    /// What a record is called.
    package func name(of index: Int) -> String { String(decoding: label(index), as: UTF8.self) }

    func text(_ slice: LinkSlice) -> String {
        var view = String.UnicodeScalarView()
        for value in scalars[slice.range] { if let scalar = Unicode.Scalar(value) { view.append(scalar) } }
        return String(view)
    }

    /// The position of a record by its label.
    package func position(of label: String) -> Int? {
        let wanted = Array(label.utf8)
        var (low, high) = (0, records.count)
        while low < high {
            let middle = (low + high) / 2
            if self.label(middle).lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
        }
        return low < records.count && self.label(low).elementsEqual(wanted) ? low : nil
    }

    mutating func append(_ other: LinkTable) {
        let (byteShift, scalarShift) = (UInt32(bytes.count), UInt32(scalars.count))
        bytes += other.bytes
        scalars += other.scalars
        records.reserveCapacity(records.count + other.records.count)
        for var record in other.records {
            record.label.start += byteShift
            record.identity.text.start += byteShift
            record.name.text.start += scalarShift
            record.address.text.start += scalarShift
            record.address.tail.start += scalarShift
            record.address.village.start += scalarShift
            records.append(record)
        }
    }
}
