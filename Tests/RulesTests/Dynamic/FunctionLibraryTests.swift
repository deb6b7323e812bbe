import Rules
import Testing

@Suite struct FunctionLibraryTests {
    @Test(
        arguments: [
            ("size('中文') + size([1]) + {'a': 1}.size() + size(b'abc')", "int 7"),
            ("'中文字'.charAt(1) + '中文字'.substring(1) + '中文字'.substring(0, 1)", "string 文文字中"),
            ("['中文中'.indexOf('中', 1), '中文中'.lastIndexOf('中'), 'a'.indexOf('b')]", "list [2, 2, -1]"),
            ("'a,b,c'.split(',', 2)", "list [a, b,c]"),
            ("'中文'.split('')", "list [中, 文]"),
            ("'aaa'.replace('a', 'b', 2) + 'ab'.replace('', '-')", "string bba-a-b-"),
            ("['a', 'b'].join('、') + ' x\\u3000'.trim() + 'aÉ'.upperAscii() + 'aÉ'.lowerAscii()", "string a、bxAÉaÉ"),
            (
                "'%s %d %.2f %e %x %X %o %b %%'.format([[1, 'a'], 7, 2.675, 12345.678, 255, 'k', 8, 5])",
                "string [1, a] 7 2.67 1.234568e+04 ff 6B 10 101 %"
            ),
            ("strings.quote('a\"\\n')", "string \"a\\\"\\n\""),
            ("base64.encode(b'hello') + string(base64.decode('aGk'))", "string aGVsbG8=hi"),
            ("math.greatest(1, 2.5, 2u)", "double 2.5"),
            ("math.least([3, 1, 2])", "int 1"),
            ("[math.round(-1.5), math.ceil(1.2), math.floor(-1.2), math.trunc(-1.7)]", "list [-2, 2, -2, -1]"),
            ("[math.bitShiftRight(-1, 60), math.bitShiftLeft(1, 64), math.bitXor(5, 3)]", "list [15, 0, 6]"),
            ("[1, [2, [3]]].flatten() + [[1, [2]]].flatten(2)", "list [1, 2, [3], 1, 2]"),
            (
                "[3, 1, 2].sort() + [1, 1.0, 2].distinct() + lists.range(2) + [1, 2, 3].slice(1, 2)",
                "list [1, 2, 3, 1, 2, 0, 1, 2]"
            ),
            ("[1, 2].first().value() + [1, 2].last().value() + [1, 2].reverse()[0]", "int 5"),
            (
                "sets.contains([1, 2], [2.0]) && sets.equivalent([1], [1, 1u]) && !sets.intersects([1], [2])",
                "bool true"
            ),
            ("[int(1.9), int('-3'), int(4u), int(timestamp('1970-01-01T00:01:00Z'))]", "list [1, -3, 4, 60]"),
            (
                "string(1.5) + string(1e6) + string(b'\\xe4\\xb8\\xad') + string(duration('90m'))",
                "string 1.51e+06中5400s"
            ),
            ("cidr('10.0.0.0/8').containsIP('10.1.2.3') && ip('::1').isLoopback()", "bool true"),
        ])
    func `functions`(text: String, answer: String) {
        #expect(Dynamic.answer(text) == answer)
    }

    @Test(
        arguments: [
            ("timestamp('2026-03-12T23:30:00Z').getDate()", "int 12"),
            ("timestamp('2026-03-12T23:30:00Z').getDate('+08:00')", "int 13"),
            ("timestamp('2026-03-12T23:30:00Z').getHours('Asia/Shanghai')", "int 7"),
            ("timestamp('2026-03-12T23:30:00Z').getDayOfWeek()", "int 4"),
            ("timestamp('2024-12-31T00:00:00Z').getDayOfYear()", "int 365"),
            ("timestamp('2026-03-12T23:30:00+08:00')", "google.protobuf.Timestamp 2026-03-12T15:30:00Z"),
            (
                "timestamp('2024-02-28T23:59:59.25Z') + duration('1s')",
                "google.protobuf.Timestamp 2024-02-29T00:00:00.25Z"
            ),
            ("duration('1h30m').getMinutes()", "int 90"),
            ("duration('-1.5s').getMilliseconds()", "int -500"),
            ("duration('1h') - duration('1ms')", "google.protobuf.Duration 3599.999s"),
            ("timestamp('0001-01-01T00:00:00Z').getFullYear()", "int 1"),
            (
                "timestamp('9999-12-31T23:59:59Z') + duration('1s')",
                "error: the timestamp is outside the years 1 to 9999"
            ),
            ("duration('300000h') + duration('3000000h')", "error: the duration is longer than 292 years"),
            (
                "timestamp('2026-01-01T00:00:00Z').getHours('Mars/Olympus')",
                "error: \"Mars/Olympus\" is no time zone such as +08:00 or Asia/Shanghai"
            ),
        ])
    func `times`(text: String, answer: String) {
        #expect(Dynamic.answer(text) == answer)
    }

    @Test func `every function with a space in front is there`() {
        for (space, names) in FunctionNames.spaces {
            for name in names {
                let answer = Dynamic.answer("\(space).\(name)(null, null, null)")
                #expect(answer.hasPrefix("error: \(space).\(name) cannot take"), "\(answer)")
            }
        }
    }
}
