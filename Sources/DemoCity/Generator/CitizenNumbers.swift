import Primitives

/// Citizen IDs of invented people: real region codes and check characters, sequences counted up.
enum CitizenNumbers {
    /// Codes of the counties before Binzhou became a city in 2000; people keep the number they were given.
    private static let formerCodes = ["372301", "372325", "372321", "372323", "372324", "372328", "372330"]
    private static let elsewhere = ["370102", "370303", "370523", "370126", "130902", "230602", "320311", "410105"]

    /// Eighteen bytes for each person, all different.
    static func assign(to city: City) -> [UInt8] {
        var random = SeededGenerator(seed: city.plan.seed, purpose: "citizen numbers")
        let codes = city.map.counties.map(\.code.text)
        var used: [Int: Int] = [:]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(city.people.count * 18)
        for person in city.people {
            let county = city.place(of: city.households[person.household]).county
            let (year, month, day) = person.birth.components
            let region: String
            switch random.below(100) {
            case ..<30 where year < 1999: region = formerCodes[county]
            case ..<88: region = codes[county]
            case ..<95: region = random.pick(codes)
            default: region = random.pick(elsewhere)
            }
            let date = (year * 100 + month) * 100 + day
            let slot = ((Int(region) ?? 0) * 100_000_000 + date) * 2 + (person.sex == .male ? 1 : 0)
            let rank = used[slot, default: 0]
            used[slot] = rank + 1
            precondition(rank < 499, "More people of one sex, birthday and county than a sequence can number.")
            // 499 is prime, so ranks map one to one onto sequences that do not look counted up.
            let sequence = (rank * 211 + slot % 97) % 499 * 2 + (person.sex == .male ? 1 : 0)
            let padding = sequence < 10 ? "00" : sequence < 100 ? "0" : ""
            let body = region + String(date) + padding + String(sequence)
            bytes.append(contentsOf: body.utf8)
            bytes.append(CitizenID.checkCharacter(forFirst17: body).asciiValue ?? 0)
        }
        return bytes
    }
}

/// Bank cards and telephone numbers that nobody has.
enum InventedContacts {
    /// A card of 19 digits with its Luhn digit; the same serial gives the same card.
    static func bankCard(_ serial: Int) -> String {
        let digits = String((serial &* 7_368_787 + 1_234_577) % 1_000_000_000)
        let body = "621700371" + String(repeating: "0", count: 9 - digits.count) + digits
        guard let check = Luhn.checkDigit(body) else { preconditionFailure("A card number is made of digits.") }
        return body + String(check)
    }

    /// A telephone number of the range 199.
    static func phone(_ serial: Int) -> String {
        let digits = String((serial &* 48_611 + 27_182_818) % 100_000_000)
        return "199" + String(repeating: "0", count: 8 - digits.count) + digits
    }
}
