import Testing
import Verification

/// People are found by pinyin and by initials, also those whose surname is read in a way of its own.
@Suite struct NameSoundTests {
    @Test(arguments: [
        ("赵小龙", ["zhaoxiaolong", "zxl"]),
        ("单雄信", ["shanxiongxin", "sxx", "danxiongxin", "dxx"]),
        ("曾 国", ["zengguo", "zg", "cengguo", "cg"]),
        ("欧阳娜娜", ["ouyangnana", "oynn"]),
        ("阿依古丽·买买提", ["ayigulimaimaiti", "ayglmmt"]),
        ("吕布", ["lubu", "lb", "lvbu"]),
        ("Anna Li", ["annali"]),
        ("·", []),
        ("", []),
    ])
    func `a name is found by its syllables and their first letters`(_ name: String, _ readings: [String]) {
        #expect(NameSound.readings(of: name) == readings)
    }

    @Test(arguments: [
        ("ZXL", "zxl"), ("zhao xiaolong", "zhaoxiaolong"), ("xi'an", "xian"), ("z", nil), ("赵", nil), ("zx1", nil),
        ("", nil),
    ])
    func `only two letters or more are a beginning to look for`(_ text: String, _ letters: String?) {
        #expect(NameSound.typed(text) == letters)
    }
}
