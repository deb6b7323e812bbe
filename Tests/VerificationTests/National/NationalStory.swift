import Columns
import Primitives
import Testing

/// One household of the national town: what departments hold about it, and what each check makes of that.
///
/// The tables are read by people who know the law: `V04` begins a check's stories, `+` tells one that hits (behind
/// `→` what was seen, the limit and the evidence; below, behind `=`, what the family reads), `-` one just on the other
/// side, `& V02` names another check that hits too, and the indented lines are rows: a dataset with the fields that
/// matter. `!` takes away a row that every family has; `household` and `member` change who they are.
struct NationalStory: Sendable, CustomTestStringConvertible {
    /// Number of the story; also part of its people's IDs.
    let number: Int
    /// The check; empty where none may hit.
    let code: String
    let says: String
    /// Observed, limit and evidence; nil for a near miss.
    var hit: [String]?
    /// Other checks that hit.
    let others: [String]
    var sentence = ""
    private(set) var rows: [TownRow] = []
    /// Fields of the household and of members that differ from what every family has.
    private(set) var household: [String: String] = [:]
    private(set) var members: [(name: String, fields: [String: String])] = []
    /// Quiet rows taken away: dataset and person.
    private(set) var taken: Set<String> = []

    var testDescription: String { "\(code) \(says)" }
    var householdID: String { "N" + String(1000 + number) }

    /// All stories in the order of the tables.
    static let all: [NationalStory] = read([status, property, income, aid, warning])

    private static func read(_ tables: [String]) -> [NationalStory] {
        var stories: [NationalStory] = []
        var code = ""
        for line in tables.flatMap({ $0.split(separator: "\n" as Character) }) {
            switch line.first {
            case "V": code = String(line.prefix { $0 != " " })
            case "=": code = ""
            case "+", "-": stories.append(NationalStory(stories.count + 1, code, line))
            default: stories[stories.count - 1].add(line.drop { $0 == " " })
            }
        }
        return stories
    }

    private init(_ number: Int, _ code: String, _ line: Substring) {
        (self.number, self.code) = (number, code)
        let others = line.split(separator: " & " as String).map { String($0) }
        self.others = Array(others.dropFirst())
        let parts = others[0].dropFirst(2).split(separator: " → " as String).map { String($0) }
        says = parts[0]
        if line.first == "+" {
            let words = parts[1].split(separator: " ", maxSplits: 2).map(String.init)
            hit = words.count == 3 ? words : words + [""]
        }
    }

    /// The story of a household of other standing.
    func with(household: [String: String]) -> NationalStory {
        var story = self
        story.household = household
        return story
    }

    private mutating func add(_ line: Substring) {
        if line.hasPrefix("= ") {
            sentence = String(line.dropFirst(2))
        } else if line.hasPrefix("!") {
            taken.insert(String(line.dropFirst()))
        } else {
            let row = TownRow(line)
            switch row.dataset {
            case "household": household = row.fields
            case "member": members.append((row.name, row.fields))
            default: rows.append(row)
            }
        }
    }
}

/// A row of a story: `motor_vehicle owner_id=父 vehicle_type=car`.
struct TownRow: Hashable, Sendable {
    let dataset: String
    /// A word without a value, as of `member 童`.
    let name: String
    let fields: [String: String]

    init(_ text: some StringProtocol) {
        let words = String(text).split(separator: " ").map { String($0) }
        dataset = words[0]
        name = words.dropFirst().first { !$0.contains("=") } ?? ""
        fields = words.dropFirst().reduce(into: [:]) { fields, word in
            let pair = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if pair.count == 2 { fields[pair[0]] = pair[1] }
        }
    }
}

/// The people of a story, by their part in it; their region codes, 99 and the story's number, belong to no place.
enum TownPeople {
    static let births = [
        "父": "19800101011", "母": "19820202022", "子": "20160303033", "外": "19830404044", "童": "20190615055",
        "幼": "20190616066", "少": "20100615077", "青": "20100616088", "冠": "20080615099", "弱": "20080616111",
    ]

    /// The citizen ID of a part; `父15` is the one of before 1999.
    static func id(_ part: String, story: Int) -> String? {
        let isLegacy = part.hasSuffix("15")
        guard let rest = births[isLegacy ? String(part.dropLast(2)) : part] else { return nil }
        let region = "99" + String(10_000 + story).dropFirst()
        let body = region + rest
        return isLegacy
            ? String(region + rest.dropFirst(2)) : body + String(CitizenID.checkCharacter(forFirst17: body))
    }

    /// A sentence of a story with its people's masked IDs for `〔外〕` and made-up credit codes for `〔信1〕`.
    static func sentence(_ text: String, story: Int) -> String {
        text.replacing(/〔(.+?)〕/) { match in
            let meaning = meaning(String(match.1), story: story)
            return (try? CitizenID(meaning))?.masked ?? meaning
        }
    }

    /// What a word of a story means: a person's ID, a made-up credit code, or itself.
    static func meaning(_ word: String, story: Int) -> String {
        if word.hasPrefix("信"), word.count == 2 {
            return "91990101MA0" + String(10_000 + story) + word.dropFirst() + "X"
        }
        return id(word, story: story) ?? word
    }
}
