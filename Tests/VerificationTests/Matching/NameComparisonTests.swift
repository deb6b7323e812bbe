import Testing
import Verification

struct NamePair: Sendable, CustomTestStringConvertible {
    let declared: String
    let registered: String
    let outcome: NameComparison
    let why: String

    init(_ declared: String, _ registered: String, _ outcome: NameComparison, _ why: String) {
        (self.declared, self.registered, self.outcome, self.why) = (declared, registered, outcome, why)
    }

    var testDescription: String { "\(why): \(declared) | \(registered)" }

    static let table: [NamePair] = [
        NamePair("赵小龙", "赵小龙", .same, "equal"),
        NamePair("赵小龙", " 赵　小 龙\u{200B}", .same, "blanks"),
        NamePair("阿不都·买买提", "阿不都•买买提", .same, "bullet"),
        NamePair("阿不都·买买提", "阿不都・买买提", .same, "katakana dot"),
        NamePair("阿不都·买买提", "阿不都．买买提", .same, "full-width stop"),
        NamePair("阿不都·买买提", "阿不都.买买提", .same, "full stop"),
        NamePair("阿不都·买买提", "阿不都‧买买提", .same, "hyphenation point"),
        NamePair("阿不都·买买提", "阿不都∙买买提", .same, "bullet operator"),
        NamePair("阿不都·买买提", "阿不都买买提", .sameFolded, "no separator, as banks write"),
        NamePair("ＡＮＮＡ　ＬＩ", "ANNA LI", .same, "full width"),
        NamePair("Anna Li", "ANNA LI", .sameFolded, "Latin case"),
        NamePair("金小明", "\u{F90A}小明", .same, "compatibility ideograph"),
        NamePair("Rene\u{301}e", "Ren\u{E9}e", .same, "composed letter"),
        NamePair("赵小龙", "趙小龍", .sameFolded, "traditional"),
        NamePair("高吉", "髙𠮷", .sameFolded, "variants"),
        NamePair("吴国强", "呉囯強", .sameFolded, "several variants"),
        NamePair("葛\u{E0100}明", "葛明", .sameFolded, "variation selector"),
        NamePair("赵小龙", "赵大龙", .different, "another character"),
        NamePair("赵小龙", "赵小", .different, "a character less"),
        NamePair("赵小龙", "龙小赵", .different, "another order"),
        NamePair("李喆", "李哲", .different, "two names, not variants"),
        NamePair("王堃", "王坤", .different, "two names of one sound"),
        NamePair("赵小龙", "", .unreadable, "nothing"),
        NamePair("赵小龙", "　", .unreadable, "only a blank"),
        NamePair("赵小龙", "赵*龙", .unreadable, "masked"),
        NamePair("赵小䶮", "赵小\u{E000}", .unreadable, "a private glyph of an older system"),
        NamePair("赵小䶮", "赵小?", .unreadable, "a glyph that was lost"),
    ]
}

@Suite struct NameComparisonTests {
    @Test(arguments: NamePair.table)
    func `two spellings compare as they should, either way round`(pair: NamePair) {
        #expect(NameComparison(pair.declared, pair.registered) == pair.outcome)
        #expect(NameComparison(pair.registered, pair.declared) == pair.outcome)
    }

    @Test func `only an equal name is taken for the same person`() {
        #expect(NameComparison.allCases.filter(\.isSame) == [.same, .sameFolded])
    }
}
