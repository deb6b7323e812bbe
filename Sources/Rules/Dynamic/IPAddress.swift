/// An Internet address of version 4 or 6.
package struct IPAddress: Sendable {
    /// Version 6, also when it stands for one of version 4.
    package let isVersion6: Bool
    /// 32 or 128 bits.
    package let bits: UInt128

    /// Reads `192.168.0.1` or `2001:db8::1`; zones and mixed forms are refused.
    package init?(_ text: String) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let bits = Self.groups(text) else { return nil }
            self.init(isVersion6: true, bits: bits)
        } else {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4 else { return nil }
            var bits: UInt128 = 0
            for part in parts {
                guard part.utf8.allSatisfy(ASCII.isDigit), part == "0" || part.utf8.first != UInt8(ascii: "0"),
                    let byte = UInt8(part)
                else { return nil }
                bits = bits << 8 | UInt128(byte)
            }
            self.init(isVersion6: false, bits: bits)
        }
    }

    init(isVersion6: Bool, bits: UInt128) {
        self.isVersion6 = isVersion6
        self.bits = bits
    }

    /// How many bits an address of this version has.
    var width: Int { isVersion6 ? 128 : 32 }

    /// The canonical text: lower case, the longest run of zero groups as `::`.
    package var text: String {
        guard isVersion6 else {
            return [24, 16, 8, 0].map { "\(UInt8(truncatingIfNeeded: bits >> $0))" }.joined(separator: ".")
        }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> (112 - 16 * $0)) }
        var longest = 0..<0
        var start = 0
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > longest.count, end - start > 1 { longest = start..<end }
            start = end + 1
        }
        let words = groups.map { String($0, radix: 16) }
        guard !longest.isEmpty else { return words.joined(separator: ":") }
        return words[..<longest.lowerBound].joined(separator: ":") + "::"
            + words[longest.upperBound...].joined(separator: ":")
    }

    private static func groups(_ text: String) -> UInt128? {
        guard let gap = gap(in: Array(text.utf8)) else {
            let groups = hexGroups(Array(text.utf8)[...])
            return groups?.count == 8 ? groups.map(joined) : nil
        }
        let bytes = Array(text.utf8)
        guard let front = hexGroups(bytes[..<gap]), let back = hexGroups(bytes[(gap + 2)...]),
            front.count + back.count < 8
        else { return nil }
        return joined(front + Array(repeating: 0, count: 8 - front.count - back.count) + back)
    }

    private static func gap(in bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast().first { bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: ":") }
    }

    private static func joined(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// Groups of one to four hexadecimal digits between colons; none for an empty text.
    private static func hexGroups(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        if bytes.isEmpty { return [] }
        var groups: [UInt16] = []
        for part in bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
            guard 1...4 ~= part.count, part.allSatisfy({ ASCII.hexValue($0) != nil }),
                let group = UInt16(String(decoding: part, as: UTF8.self), radix: 16)
            else { return nil }
            groups.append(group)
        }
        return groups
    }
}

extension IPAddress: Hashable {
    /// An address of version 4 equals its form in version 6.
    package static func == (left: IPAddress, right: IPAddress) -> Bool {
        (left.unmapped.isVersion6, left.unmapped.bits) == (right.unmapped.isVersion6, right.unmapped.bits)
    }

    /// Hashes what equality compares.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(unmapped.isVersion6)
        hasher.combine(unmapped.bits)
    }

    /// The address of version 4 that `::ffff:0:0/96` stands for.
    private var unmapped: IPAddress {
        isVersion6 && bits >> 32 == 0xFFFF ? IPAddress(isVersion6: false, bits: bits & 0xFFFF_FFFF) : self
    }
}

/// A network: an address and how many of its first bits are the network's.
package struct IPNetwork: Hashable, Sendable {
    /// Any address of the network.
    package let address: IPAddress
    /// The length of the prefix in bits.
    package let prefixLength: Int

    /// Reads `10.0.0.0/8`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), parts[1].utf8.allSatisfy(ASCII.isDigit),
            parts[1] == "0" || parts[1].utf8.first != UInt8(ascii: "0"), let length = Int(parts[1]),
            length <= address.width
        else { return nil }
        self.init(address: address, prefixLength: length)
    }

    private init(address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    /// `address/length`.
    package var text: String { "\(address.text)/\(prefixLength)" }

    /// The network with the bits behind the prefix at 0.
    var masked: IPNetwork {
        let free = address.width - prefixLength
        let bits = free >= 128 ? 0 : (address.bits >> UInt128(free)) << UInt128(free)
        return IPNetwork(address: IPAddress(isVersion6: address.isVersion6, bits: bits), prefixLength: prefixLength)
    }

    func contains(_ other: IPAddress) -> Bool {
        guard other.isVersion6 == address.isVersion6 else { return false }
        return IPNetwork(address: other, prefixLength: prefixLength).masked == masked
    }

    func contains(_ other: IPNetwork) -> Bool { other.prefixLength >= prefixLength && contains(other.address) }
}
