/// Takes an address apart at the words for county and township.
enum AddressReading {
    /// An address with its parts; nil when the bytes are not UTF-8.
    static func address(_ raw: some Collection<UInt8>, into scalars: inout [UInt32]) -> LinkAddress? {
        var address = LinkAddress()
        guard let text = FieldReading.folded(raw, into: &scalars) else { return nil }
        address.text = text
        guard !address.text.isEmpty else { return address }
        let range = address.text.range
        address.hash = LinkHash.of(scalars[range])
        for (x, y) in zip(scalars[range], scalars[range].dropFirst()) {
            address.pairs |= 1 << (UInt128(x &* 31 &+ y) & 127)
        }
        let county = end(in: scalars[range]) { counties.contains($1) && !estates.contains($0) } ?? range.lowerBound
        let town =
            end(in: scalars[county..<range.upperBound]) { towns.contains($1) || $0 == street && $1 == way } ?? county
        if county > range.lowerBound { address.county = LinkHash.of(scalars[range.lowerBound..<county].suffix(3)) }
        if town > county { address.town = LinkHash.of(scalars[county..<town]) }
        address.tail = slice(town..<range.upperBound)
        let village = scalars[town..<range.upperBound].prefix { !(0x30...0x39).contains($0) }
        address.village = slice(village.indices)
        if !address.tail.isEmpty { address.tailHash = LinkHash.of(scalars[address.tail.range]) }
        if !address.village.isEmpty { address.villageHash = LinkHash.of(village) }
        return address
    }

    private static func slice(_ range: Range<Int>) -> LinkSlice {
        LinkSlice(start: UInt32(range.lowerBound), count: UInt32(range.count))
    }

    /// The position behind the last character that ends a name, asked with the character before it.
    private static func end(in units: ArraySlice<UInt32>, _ endsName: (UInt32, UInt32) -> Bool) -> Int? {
        var found: Int?
        // A place has a name: a word at the very beginning, or right behind another, belongs to the next name.
        for index in units.indices.dropFirst() where index != found && endsName(units[index - 1], units[index]) {
            found = index + 1
        }
        return found
    }

    private static let counties = scalars("市县区旗")
    private static let towns = scalars("镇乡")
    /// 社区, 小区, 园区 and the like are no counties.
    private static let estates = scalars("社小园新校厂矿")
    private static let street: UInt32 = 0x8857
    private static let way: UInt32 = 0x9053

    private static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }
}
