/// Compares records of two tables field by field.
struct PairComparing: Sendable {
    let a: LinkTable
    let b: LinkTable

    /// The levels of a pair.
    func pattern(_ left: Int, _ right: Int) -> LinkPattern {
        let (x, y) = (a.records[left], b.records[right])
        var pattern = LinkPattern()
        pattern[.identity] = identity(x.identity, y.identity)
        pattern[.name] = name(x.name, y.name)
        pattern[.birthDate] = birth(x.birth, y.birth)
        pattern[.address] = address(x.address, y.address)
        pattern[.phone] = phone(x.phone, y.phone)
        pattern[.sex] = x.sex == 0 || y.sex == 0 ? 0 : x.sex == y.sex ? LinkLevel.Sex.same : LinkLevel.Sex.other
        return pattern
    }

    private func identity(_ x: LinkIdentity, _ y: LinkIdentity) -> Int {
        typealias Level = LinkLevel.Identity
        if x.kind == .none || y.kind == .none { return 0 }
        if x.kind == y.kind, x.body == y.body, a.bytes[x.text.range] == b.bytes[y.text.range] { return Level.same }
        if x.body == y.body, (x.kind == .legacy) != (y.kind == .legacy), x.kind != .other, y.kind != .other {
            return Level.shortForm
        }
        // Two numbers whose check characters are right are two people: one slip never leaves the check right.
        let bothRight = x.kind == .modern && y.kind == .modern && x.isRight && y.isRight
        let isSlip = !bothRight && OneSlip.separates(a.bytes[x.text.range], b.bytes[y.text.range])
        return isSlip ? Level.slip : Level.other
    }

    private func name(_ x: LinkName, _ y: LinkName) -> Int {
        typealias Level = LinkLevel.Name
        if x.text.isEmpty || y.text.isEmpty { return 0 }
        if x.hash == y.hash, a.scalars[x.text.range] == b.scalars[y.text.range] { return Level.same }
        if x.sound == y.sound || x.turnedSound == y.sound || x.sound == y.turnedSound { return Level.soundsAlike }
        if x.surnameCount > 0, y.surnameCount > 0 { return hanName(x, y) }
        let (left, right) = (a.scalars[x.text.range], b.scalars[y.text.range])
        if OneSlip.separates(left, right) { return Level.oneCharacter }
        if min(left.count, right.count) >= 8, OneSlip.areWithin(2, left, right) { return Level.oneCharacter }
        return x.surname == y.surname ? Level.surname : Level.other
    }

    private func hanName(_ x: LinkName, _ y: LinkName) -> Int {
        typealias Level = LinkLevel.Name
        let (left, right) = (x.text.range, y.text.range)
        let sameSurname = x.surname == y.surname
        guard left.count == right.count else {
            let isOneShort = sameSurname && abs(left.count - right.count) == 1
            let isMissing = isOneShort && OneSlip.separates(a.scalars[left], b.scalars[right])
            return isMissing ? Level.oneCharacter : sameSurname ? Level.surname : Level.other
        }
        var (differing, sounding, last) = (0, 0, 0)
        for offset in 0..<left.count {
            let (p, q) = (left.lowerBound + offset, right.lowerBound + offset)
            if a.scalars[p] == b.scalars[q] { continue }
            differing += 1
            last = offset
            if a.sounds[p] != 0, a.sounds[p] == b.sounds[q] { sounding += 1 }
        }
        if differing == sounding { return Level.soundsAlike }
        let given = left.count - Int(x.surnameCount)
        if differing == 1, given >= 2 {
            return last == left.count - 1 ? Level.lastCharacter : Level.oneCharacter
        }
        if !sameSurname { return Level.other }
        return given == 1 ? Level.onlyCharacter : Level.surname
    }

    private func birth(_ x: LinkBirth, _ y: LinkBirth) -> Int {
        typealias Level = LinkLevel.BirthDate
        if x.isEmpty || y.isEmpty { return 0 }
        if x.digits == y.digits { return Level.same }
        if x.year == y.year, x.month == y.day, x.day == y.month { return Level.swapped }
        let apart = x.dayNumber.flatMap { day in y.dayNumber.map { abs(day - $0) } }
        if let apart, apart <= 10 { return Level.near }
        if x.month == y.month, x.day == y.day, abs(x.year - y.year) == 1 { return Level.year }
        if differsInOneDigit(x.digits, y.digits) { return Level.digit }
        // A day of the lunar calendar written as if it were of the civil one is 17 to 53 days early.
        if let apart, (17...53).contains(apart) { return Level.lunar }
        return Level.other
    }

    private func differsInOneDigit(_ x: Int, _ y: Int) -> Bool {
        var (p, q, differing) = (x, y, 0)
        while p > 0 || q > 0 {
            if p % 10 != q % 10 { differing += 1 }
            (p, q) = (p / 10, q / 10)
        }
        return differing == 1
    }

    private func address(_ x: LinkAddress, _ y: LinkAddress) -> Int {
        typealias Level = LinkLevel.Address
        if x.text.isEmpty || y.text.isEmpty { return 0 }
        if x.hash == y.hash { return Level.same }
        let (left, right) = (a.scalars[x.text.range], b.scalars[y.text.range])
        let hasDoor = x.tail.count > x.village.count && !x.village.isEmpty
        if x.tailHash == y.tailHash, hasDoor, isEnd(left, of: right) || isEnd(right, of: left) {
            return Level.shortened
        }
        let mayBeOneTown = x.town == y.town || x.town == 0 || y.town == 0
        let mayBeOneCounty = x.county == y.county || x.county == 0 || y.county == 0
        if !x.village.isEmpty, x.villageHash == y.villageHash, mayBeOneTown, mayBeOneCounty { return Level.village }
        if x.town == y.town, x.town != 0, mayBeOneCounty {
            return isAlike(x.tail, y.tail) ? Level.alike : Level.town
        }
        if x.town == 0, y.town == 0, mayBeAlike(x, y), isAlike(x.text, y.text) { return Level.alike }
        return Level.other
    }

    private func isEnd(_ short: ArraySlice<UInt32>, of long: ArraySlice<UInt32>) -> Bool {
        short.count < long.count && long.suffix(short.count).elementsEqual(short)
    }

    /// Whether few enough pairs of characters are missing on either side for the texts to be alike.
    private func mayBeAlike(_ x: LinkAddress, _ y: LinkAddress) -> Bool {
        let sum = Int(x.text.count + y.text.count) - 2
        let most = max(Int(x.text.count), Int(y.text.count)) - 1 - 7 * sum / 20
        return max((x.pairs & ~y.pairs).nonzeroBitCount, (y.pairs & ~x.pairs).nonzeroBitCount) <= most
    }

    /// Whether at least seven in ten pairs of neighbouring characters are common to both.
    private func isAlike(_ x: LinkSlice, _ y: LinkSlice) -> Bool {
        guard min(x.count, y.count) >= 6, min(x.count, y.count) * 3 >= max(x.count, y.count) else { return false }
        let (left, right) = (a.scalars[x.range], b.scalars[y.range])
        var taken: UInt64 = 0
        var common = 0
        for (p, q) in zip(left, left.dropFirst()) {
            for (place, pair) in zip(right, right.dropFirst()).prefix(64).enumerated()
            where taken >> UInt64(place) & 1 == 0 && pair == (p, q) {
                taken |= 1 << UInt64(place)
                common += 1
                break
            }
        }
        return 20 * common >= 7 * (left.count + right.count - 2)
    }

    private func phone(_ x: UInt64, _ y: UInt64) -> Int {
        typealias Level = LinkLevel.Phone
        if x == 0 || y == 0 { return 0 }
        if x == y { return Level.same }
        return Self.isOneSlip(x, y) ? Level.slip : Level.other
    }

    /// Whether two numbers are one digit or two exchanged neighbouring digits apart, or one has a digit more.
    private static func isOneSlip(_ x: UInt64, _ y: UInt64) -> Bool {
        let (low, high) = (min(x, y), max(x, y))
        if high >= low &* 4 { return OneSlip.separates(digits(x)[...], digits(y)[...]) }
        var (p, q, differing) = (x, y, 0)
        var last = (UInt64(0), UInt64(0))
        var isExchanged = false
        var (place, lastPlace) = (0, -2)
        while p > 0 || q > 0 {
            let pair = (p % 10, q % 10)
            if pair.0 != pair.1 {
                differing += 1
                if differing > 2 { return false }
                isExchanged = lastPlace == place - 1 && pair == (last.1, last.0)
                (last, lastPlace) = (pair, place)
            }
            (p, q, place) = (p / 10, q / 10, place + 1)
        }
        return differing == 1 || differing == 2 && isExchanged
    }

    private static func digits(_ number: UInt64) -> [UInt8] { String(number).utf8.reversed() }
}
