import Rules
import Testing

@Suite struct LexerTests {
    static func constant(_ text: String) throws -> Literal? {
        guard case .literal(let literal) = try Parser.parse(text).root.kind else { return nil }
        return literal
    }

    @Test(
        arguments: [
            ("0", .int(0)),
            ("9223372036854775807", .int(.max)),
            ("-9223372036854775808", .int(.min)),
            ("-0x8000000000000000", .int(.min)),
            ("0x7fffFFFFffffFFFF", .int(.max)),
            ("18446744073709551615u", .uint(.max)),
            ("0xFFFFFFFFFFFFFFFFU", .uint(.max)),
            ("1.5", .double(1.5, digits: "1.5")),
            (".5", .double(0.5, digits: ".5")),
            ("1e-3", .double(0.001, digits: "1e-3")),
            ("-2.50E+1", .double(-25, digits: "-2.50E+1")),
            ("true", .bool(true)),
            ("null", .null),
        ] as [(String, Literal)])
    func `numbers are read exactly`(text: String, literal: Literal) throws {
        #expect(try Self.constant(text) == literal)
    }

    @Test(
        arguments: [
            (#"'a"b'"#, #"a"b"#),
            (#""a'b""#, "a'b"),
            (#"'\a\b\f\n\r\t\v\\\?\"\'\`'"#, "\u{07}\u{08}\u{0C}\n\r\t\u{0B}\\?\"'`"),
            (#"'\x41\u4e2d\U0001F600\101'"#, "A中😀A"),
            (#"'\xff\377'"#, "ÿÿ"),
            (#"r'\n\'"#, #"\n\"#),
            (#"R"\""#, #"\"#),
            ("'''a'b\n''c'''", "a'b\n''c"),
            (#""""a""b\n""""#, "a\"\"b\n"),
            (#"r"""\n""""#, #"\n"#),
        ])
    func `strings are read with their escapes`(text: String, content: String) throws {
        #expect(try Self.constant(text) == .string(content))
    }

    @Test(
        arguments: [
            (#"b'\xff\377a'"#, [0xFF, 0xFF, 0x61]),
            (#"B"中""#, [0xE4, 0xB8, 0xAD]),
            (#"br'\n'"#, [0x5C, 0x6E]),
            (#"rb'\n'"#, [0x5C, 0x6E]),
            (#"b'''\n'''"#, [0x0A]),
        ] as [(String, [UInt8])])
    func `bytes are octets`(text: String, content: [UInt8]) throws {
        #expect(try Self.constant(text) == .bytes(content))
    }

    @Test(
        arguments: [
            "'a\nb'", "\"a", "'''a''", #"'\'"#, #"'\400'"#, #"b'\u0041'"#, #"'\U00110000'"#, "1.2.3", "0x", "1e", "1u2",
            "#", "@index0", "`a`", "$", "\u{0}",
        ])
    func `what is no token is refused`(text: String) {
        #expect(throws: SyntaxErrors.self) { try Parser.parse(text) }
    }
}
