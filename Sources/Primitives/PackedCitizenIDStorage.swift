extension PackedCitizenID {
    /// Takes a packed key back from storage; nil when no key packs to this number.
    package init?(rawValue: UInt64) {
        let isLegacy = rawValue >> 63 == 1
        let (body, check) = ((rawValue & ~Self.legacyBit) >> 6, rawValue & 63)
        guard body < 100_000_000_000_000_000, isLegacy ? check == Self.noCheck : check < 36 else { return nil }
        // Digits 7 and 8 of a 15-digit key are the century that packing put in.
        if isLegacy, body / 1_000_000_000 % 100 != 19 { return nil }
        self.init(body: body, check: check, kind: isLegacy ? Self.legacyBit : 0)
    }
}
