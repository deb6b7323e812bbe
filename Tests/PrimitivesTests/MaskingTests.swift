import Primitives
import Testing

@Suite struct MaskingTests {
    @Test(arguments: [
        Example("赵小龙", "赵*龙"), Example("王芳", "王*"), Example("欧阳小龙", "欧**龙"), Example("王", "*"), Example("", ""),
        Example("阿不都·买买提", "阿**·**提"), Example("尼玛·次仁·卓玛", "尼*·**·*玛"), Example("𠮷田子", "𠮷*子"),
    ])
    func `a name keeps its ends`(example: Example<String, String>) {
        #expect(Masking.name(example.input) == example.output)
    }

    @Test(arguments: [
        Example("13812345678", "138****5678"), Example("138 1234 5678", "138****5678"),
        Example("0543-3162345", "****2345"), Example("3162345", "****"), Example("110", "****"), Example("", "****"),
        Example("+8613812345678", "****5678"),
    ])
    func `a telephone number keeps what people recognise`(example: Example<String, String>) {
        #expect(Masking.phone(example.input) == example.output)
    }

    @Test func `accounts and citizen IDs keep their last four`() throws {
        #expect(Masking.account("6222021234567890128") == "****0128")
        #expect(Masking.account("1234567") == "****" && Masking.account("") == "****")
        #expect(try Masking.citizenID(CitizenID("11010519491231002X")) == "****002X")
    }

    @Test(arguments: [
        Example("阿不都•买买提", "阿不都·买买提"), Example("阿不都・买买提", "阿不都·买买提"), Example("阿不都．买买提", "阿不都·买买提"),
        Example("阿不都.买买提", "阿不都·买买提"), Example("阿不都‧买买提", "阿不都·买买提"), Example("阿不都∙买买提", "阿不都·买买提"),
        Example("阿不都 · 买买提", "阿不都·买买提"), Example(" 王　芳 ", "王芳"), Example("王\u{00A0}芳\u{200B}", "王芳"),
        Example("ＪＯＨＮ　ＳＭＩＴＨ", "JOHN SMITH"), Example("  Anna   Li ", "Anna Li"), Example("", ""), Example("　", ""),
        Example("〇一", "〇一"), Example("趙小龍", "趙小龍"), Example("\u{E000} 明", "\u{E000}明"),
    ])
    func `spellings of one name have one key`(example: Example<String, String>) {
        #expect(Array(NameKey.matchKey(example.input).utf8) == Array(example.output.utf8))
        #expect(NameKey.matchKey(example.output) == example.output)
    }
}
