import Foundation

/// How the characters of names sound, without tones.
///
/// Foundation's transform knows the usual reading of each character, also of the traditional forms, so that 張 and 张
/// sound alike. Characters that it does not know sound like nothing but themselves.
struct NameReadings: Sendable {
    /// Letters of each sound by its number; number 0 stands for "not known".
    private var syllables: [[UInt8]] = [[]]
    /// The number of each character's sound.
    private var codes: [UInt16] = []

    /// The readings of the characters given, each once.
    init(of scalars: [UInt32]) {
        let han = scalars.filter { $0 > 0x2E80 }.sorted()
        guard let last = han.last else { return }
        codes = Array(repeating: 0, count: Int(last) + 1)
        var text = ""
        for value in han {
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
            text += "\n"
        }
        let read = text.applyingTransform(.mandarinToLatin, reverse: false)?
            .applyingTransform(.stripDiacritics, reverse: false)
        let lines = (read ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        var numbers: [[UInt8]: UInt16] = [:]
        for (value, line) in zip(han, lines) {
            let letters = Array(line.lowercased().utf8)
            guard !letters.isEmpty, letters.allSatisfy({ (0x61...0x7A).contains($0) }) else { continue }
            if numbers[letters] == nil, syllables.count < 0xFFFF {
                numbers[letters] = UInt16(syllables.count)
                syllables.append(letters)
            }
            codes[Int(value)] = numbers[letters] ?? 0
        }
    }

    /// The number of a character's sound; 0 where it is not known.
    func code(of scalar: UInt32) -> UInt16 { scalar < UInt32(codes.count) ? codes[Int(scalar)] : 0 }

    /// Hashes of a name's sound: as written, and with the first word put last where it is in Latin letters.
    ///
    /// A surname's first character has the reading that it has in surnames.
    func hashes(of name: ArraySlice<UInt32>, surnameCount: Int) -> (plain: UInt64, turned: UInt64) {
        guard surnameCount == 0, let blank = name.firstIndex(of: 0x20) else {
            return (hash(name, isSurnameFirst: surnameCount > 0), 0)
        }
        return (hash(name, isSurnameFirst: false), hash(name[(blank + 1)...] + name[..<blank], isSurnameFirst: false))
    }

    private func hash(_ name: some Collection<UInt32>, isSurnameFirst: Bool) -> UInt64 {
        var hash = LinkHash()
        for (position, scalar) in name.enumerated() {
            if position == 0, isSurnameFirst, let reading = Self.surnameReadings[scalar] {
                for letter in reading.utf8 { hash.add(letter) }
            } else if code(of: scalar) != 0 {
                for letter in syllables[Int(code(of: scalar))] { hash.add(letter) }
            } else if let letter = Self.lowerCase(scalar) {
                hash.add(letter)
            }
        }
        return max(1, hash.value)
    }

    /// Small letters for large ones, nothing for blanks and signs, anything else as it is.
    private static func lowerCase(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x41...0x5A: scalar + 0x20
        case 0x61...0x7A: scalar
        case 0x00...0x7F, 0xB7: nil
        default: scalar
        }
    }

    /// Characters that are read otherwise as a surname.
    static let surnameReadings: [UInt32: String] = {
        let table: [Unicode.Scalar: String] = [
            "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "翟": "zhai", "朴": "piao",
            "盖": "ge", "乐": "yue", "员": "yun", "折": "she", "缪": "miao", "任": "ren", "华": "hua", "尉": "yu",
        ]
        return Dictionary(uniqueKeysWithValues: table.map { ($0.key.value, $0.value) })
    }()
}
