import Foundation
import Synchronization

/// How a name sounds without tones, for finding a person by the letters somebody types.
package enum NameSound {
    /// The readings by which a name is found: all its syllables together, and their first letters.
    ///
    /// A surname that is read otherwise than the same character elsewhere has both readings, its own first; ü is found
    /// as u and as v, the key that keyboards have for it. Blanks and separators fall out, Latin letters become small
    /// ones, and what has no sound stays away. Small letters only, none twice; empty for a name without any sound.
    package static func readings(of name: String) -> [String] {
        let scalars = name.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard let first = scalars.first else { return [] }
        let sounds = scalars.map(sound).filter { !$0.letters.isEmpty }
        let usual = sounds.map(\.letters)
        var spoken = [usual, sounds.map(\.keyed)]
        if let surname = NameReadings.surnameReadings[first.value] {
            spoken.insert([surname] + usual.dropFirst(), at: 0)
        }
        var found: [String] = []
        for syllables in spoken {
            for text in [syllables.joined(), String(syllables.compactMap(\.first))]
            where !text.isEmpty && !found.contains(text) {
                found.append(text)
            }
        }
        return found
    }

    /// What somebody typed as a beginning of such a reading; nil unless it is two letters or more and nothing else.
    package static func typed(_ text: String) -> String? {
        let letters = text.lowercased().filter { !$0.isWhitespace && $0 != "'" }
        guard letters.utf8.count >= 2, letters.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
        return letters
    }

    private struct Sound: Sendable {
        /// Without tones, ü as u.
        let letters: String
        /// The same with ü as v.
        let keyed: String
    }

    /// Sounds of characters met so far; a name's characters come again and again.
    private static let known = Mutex<[Unicode.Scalar: Sound]>([:])

    private static func sound(_ scalar: Unicode.Scalar) -> Sound {
        if let sound = known.withLock({ $0[scalar] }) { return sound }
        let read = (String(scalar).applyingTransform(.mandarinToLatin, reverse: false) ?? "").lowercased()
        let sound = Sound(letters: plain(read), keyed: plain(String(read.map { "üǖǘǚǜ".contains($0) ? "v" : $0 })))
        known.withLock { $0[scalar] = sound }
        return sound
    }

    private static func plain(_ text: String) -> String {
        let bare = text.applyingTransform(.stripDiacritics, reverse: false) ?? ""
        return String(decoding: bare.utf8.filter { (0x61...0x7A).contains($0) }, as: UTF8.self)
    }
}
