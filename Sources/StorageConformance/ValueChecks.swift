import SQLText

extension EngineConformance {
    static let values: [EngineCheck] = [
        EngineCheck("Placeholders in reverse order take their own values") { engine in
            let reversed = Statement(
                sql: "SELECT $2 - 0 AS a, $1 - 0 AS b, $2 + $1 AS c", bindings: [.integer(1), .integer(20)])
            let row = try await engine.read { try $0.one(reversed) }
            try expectEqual(row.values, [.integer(20), .integer(1), .integer(21)], "a value went to another place")
        },
        EngineCheck("More than nine placeholders keep their order") { engine in
            let sum = Statement.joined(
                (1...12).map { "\($0) * \(raw: "1\(String(repeating: "0", count: $0 - 1))")" as Statement },
                separator: " + ")
            let found = try await engine.read { try $0.one("SELECT \(sum) AS total").integer("total") }
            try expectEqual(found, 1_320_987_654_321, "the weighted sum of 1…12")
        },
        EngineCheck("NULL goes in and comes out of every type") { engine in
            try await createTables(engine)
            let row = try await engine.write { transaction in
                try transaction.addFamily(1, nil)
                let nothing: [UInt8]? = nil
                try transaction.execute(
                    "INSERT INTO person (id, family_id, region, number, photo) VALUES (1, 1, 'r', 1, \(nothing))")
                return try transaction.one(
                    "SELECT f.name, p.note, p.photo FROM person p JOIN family f ON f.id = p.family_id")
            }
            try expectEqual(row.values, [.null, .null, .null], "NULL changed")
        },
        EngineCheck("Integers keep all 64 bits") { engine in
            for value in [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max] {
                let row = try await engine.read { try $0.one("SELECT \(value) - 0 AS x, count(*) AS n") }
                try expectEqual(try row.integer("x"), value, "an integer changed on its way")
            }
            try await createTables(engine)
            try await engine.write { transaction in
                for value in [Int64.min, .max] { try transaction.addFamily(value) }
            }
            let ids = try await engine.read { try $0.query("SELECT id FROM family ORDER BY id").map { $0[0] } }
            try expectEqual(ids, [.integer(.min), .integer(.max)], "an integer changed in the table")
        },
        EngineCheck("Text keeps every byte: Chinese, rare characters, combining marks, quotes") { engine in
            try await createTables(engine)
            let names = ["赵小龙", "𠮷田𡈽", "e\u{301}", "\u{e9}", "阿卜杜拉·买买提", "it's \"$1\" \\ %_", "👨‍👩‍👧", " ", "\n\t"]
            try await engine.write { transaction in
                for (index, name) in names.enumerated() { try transaction.addFamily(Int64(index), name) }
            }
            let found = try await engine.read { try $0.query("SELECT name FROM family ORDER BY id").map { $0[0] } }
            try expectEqual(found, names.map { .text($0) }, "text changed")
            let same = try await engine.read { try $0.count("SELECT count(*) FROM family WHERE name = \("\u{e9}")") }
            try expectEqual(same, 1, "text that only looks alike is not equal")
        },
        EngineCheck("Bytes keep zeros, and no bytes are not NULL") { engine in
            try await createTables(engine)
            let blobs: [[UInt8]] = [[0, 1, 0, 255], [], [UInt8](repeating: 0, count: 100_000), Array(0...255)]
            try await engine.write { transaction in
                try transaction.addFamily(1)
                for (index, blob) in blobs.enumerated() {
                    try transaction.execute(
                        """
                        INSERT INTO person (id, family_id, region, number, photo)
                        VALUES (\(index), 1, 'r', \(index), \(blob))
                        """)
                }
            }
            let found = try await engine.read { transaction in
                try transaction.query("SELECT photo FROM person ORDER BY id").map { try $0.blob("photo") }
            }
            try expectEqual(found, blobs, "bytes changed")
            let matching: Statement = "SELECT count(*) FROM person WHERE photo = \(blobs[0]) OR photo = \(blobs[1])"
            try expectEqual(try await engine.read { try $0.count(matching) }, 2, "bytes are found by their value")
        },
        EngineCheck("Empty text is not NULL") { engine in
            try await createTables(engine)
            try await engine.write { transaction in
                try transaction.addFamily(1, "")
                try transaction.addFamily(2, nil)
            }
            let found = try await engine.read { transaction in
                try transaction.query("SELECT id FROM family WHERE name = '' ORDER BY id").map { try $0.int("id") }
            }
            try expectEqual(found, [1], "which family has an empty name")
            let row = try await engine.read { try $0.one("SELECT name FROM family WHERE id = 1") }
            try expectEqual(row[0], .text(""), "empty text changed")
        },
        EngineCheck("Text with a NUL character is refused before it is cut short") { engine in
            try await createTables(engine)
            try await expectError(promise: "NUL in text") {
                try await engine.write { try $0.addFamily(1, "a\u{0}b") }
            }
        },
        EngineCheck("A comparison in the select list arrives as 0 or 1") { engine in
            let row = try await engine.read { try $0.one("SELECT 2 > 1 AS yes, 2 < 1 AS no") }
            try expect(try row.flag("yes") && !row.flag("no"), "a comparison is not a flag")
        },
        EngineCheck("A sum of integers is an integer, and one beyond 64 bits is an error") { engine in
            try await createTables(engine)
            let none = try await engine.read {
                try $0.one("SELECT sum(id) AS x, COALESCE(sum(id), 0) AS y FROM family")
            }
            try expectEqual(none.values, [.null, .integer(0)], "the sum of nothing")
            try await engine.write { transaction in
                for id in [Int64.max - 20_000, 20_000] { try transaction.addFamily(id) }
            }
            let total = try await engine.read { try $0.one("SELECT sum(id) AS x FROM family").integer("x") }
            try expectEqual(total, .max, "a large sum")
            try await engine.write { try $0.addFamily(1) }
            try await expectError(promise: "a sum beyond 64 bits") {
                _ = try await engine.read { try $0.query("SELECT sum(id) AS x FROM family") }
            }
        },
    ]

    static let ordering: [EngineCheck] = [
        EngineCheck("Text sorts and compares by its UTF-8 bytes") { engine in
            try await createTables(engine)
            let sorted = ["", " ", "0", "10", "9", "A", "Z", "_", "a", "ab", "b", "é", "一", "乙", "张", "張", "～", "𠮷"]
            try await engine.write { transaction in
                for (index, name) in sorted.reversed().enumerated() { try transaction.addFamily(Int64(index), name) }
            }
            let found = try await engine.read { transaction in
                try transaction.query("SELECT name FROM family ORDER BY name").map { try $0.text("name") }
            }
            try expectEqual(found, sorted, "the order of text")
            let between: Statement = "SELECT count(*) FROM family WHERE name > \("Z") AND name < \("b")"
            try expectEqual(try await engine.read { try $0.count(between) }, 3, "a range of text")
        },
        EngineCheck("NULL sorts where the statement says") { engine in
            try await createTables(engine)
            try await engine.write { transaction in
                for (id, name) in [(1, "b"), (2, nil), (3, "a")] as [(Int64, String?)] {
                    try transaction.addFamily(id, name)
                }
            }
            for (order, expected) in [
                ("name NULLS FIRST", [2, 3, 1]), ("name NULLS LAST", [3, 1, 2]), ("name DESC NULLS FIRST", [2, 1, 3]),
                ("name DESC NULLS LAST", [1, 3, 2]),
            ] {
                let found = try await engine.read { transaction in
                    try transaction.query("SELECT id FROM family ORDER BY \(raw: order)").map { try $0.int("id") }
                }
                try expectEqual(found, expected, order)
            }
        },
        EngineCheck("LIKE minds case and honours ESCAPE") { engine in
            let row = try await engine.read { transaction in
                try transaction.one(
                    """
                    SELECT \("Ab") LIKE \("a%") AS folded, \("a_b") LIKE \("a\\_b") ESCAPE '\\' AS escaped,
                        \("axb") LIKE \("a\\_b") ESCAPE '\\' AS wild, \("低保家庭") LIKE \("%保%") AS chinese
                    """)
            }
            try expectEqual(row.values, [.integer(0), .integer(1), .integer(0), .integer(1)], "LIKE")
        },
    ]
}
