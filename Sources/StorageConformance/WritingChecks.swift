import SQLText

extension EngineConformance {
    static let writing: [EngineCheck] = [
        EngineCheck("Three related tables answer one question") { engine in
            try await createTables(engine)
            try await engine.write { transaction in
                for family in 1...3 as ClosedRange<Int64> {
                    try transaction.addFamily(family, "户\(family)")
                    for member in 1...family {
                        let person = family * 10 + member
                        try transaction.execute(
                            """
                            INSERT INTO person (id, family_id, region, number)
                            VALUES (\(person), \(family), \("371600"), \(person))
                            """)
                        try transaction.execute(
                            "INSERT INTO payment VALUES (\(person), \(person), \(member * 10_000))")
                    }
                }
            }
            let rows = try await engine.read { transaction in
                try transaction.query(
                    """
                    SELECT f.name, count(*) AS members, sum(y.amount_fen) AS total_fen
                    FROM family f JOIN person p ON p.family_id = f.id JOIN payment y ON y.person_id = p.id
                    WHERE p.region = \("371600") GROUP BY f.name HAVING count(*) > \(1) ORDER BY f.name DESC
                    """)
            }
            try expectEqual(
                rows.map(\.values),
                [[.text("户3"), .integer(3), .integer(60_000)], [.text("户2"), .integer(2), .integer(30_000)]], "sums")
        },
        EngineCheck("An upsert inserts once and updates after that") { engine in
            try await createTables(engine)
            let found = try await engine.write { transaction in
                try transaction.addFamily(1, "a")
                for name in ["b", "c"] {
                    try transaction.execute(
                        """
                        INSERT INTO family (id, name) VALUES (1, \(name))
                        ON CONFLICT (id) DO UPDATE SET name = family.name || excluded.name
                        """)
                }
                return try transaction.one("SELECT name FROM family").text("name")
            }
            try expectEqual(found, "abc", "the upserts")
        },
        EngineCheck("RETURNING gives the rows written") { engine in
            try await createTables(engine)
            let rows = try await engine.write { transaction in
                let added = try transaction.one("INSERT INTO family VALUES (1, \("a")) RETURNING id, name")
                let changed = try transaction.one("UPDATE family SET name = \("b") RETURNING name")
                let removed = try transaction.query("DELETE FROM family WHERE id > 0 RETURNING id")
                return [added.values, changed.values] + removed.map(\.values)
            }
            try expectEqual(rows, [[.integer(1), .text("a")], [.text("b")], [.integer(1)]], "rows returned")
        },
        EngineCheck("Counts of changed rows are exact, and zero for what changes none") { engine in
            try await createTables(engine)
            let integer = engine.dialect.integerType
            let counts = try await engine.write { transaction in
                [
                    try transaction.execute("INSERT INTO family VALUES (1, 'a'), (2, 'b'), (3, 'c')"),
                    try transaction.execute("INSERT INTO family VALUES (3, 'c') ON CONFLICT (id) DO NOTHING"),
                    try transaction.execute("UPDATE family SET name = 'x' WHERE id < \(3)"),
                    try transaction.execute("UPDATE family SET name = 'x' WHERE id > \(100)"),
                    try transaction.execute("CREATE TABLE other (id \(raw: integer) PRIMARY KEY)"),
                    try transaction.execute("SELECT id FROM family"),
                    try transaction.execute("DELETE FROM family WHERE id = 2 RETURNING id"),
                    try transaction.execute("DELETE FROM family"),
                ]
            }
            try expectEqual(counts, [3, 0, 2, 0, 0, 0, 1, 2], "changed rows")
        },
        EngineCheck("IN takes no, one and thousands of values") { engine in
            try await createTables(engine)
            try await engine.write { transaction in
                for id in 1...50 as ClosedRange<Int64> { try transaction.addFamily(id) }
            }
            for (members, expected) in [([], 0), ([7], 1), (Array(41...60), 10), (Array(26...5_025), 25)] {
                let list: Statement = "SELECT count(*) FROM family WHERE id IN (\(.list(members)))"
                try expectEqual(try await engine.read { try $0.count(list) }, expected, "\(members.count) values")
            }
            let text: Statement = "SELECT count(*) FROM family WHERE name IN (\(.list([String]())))"
            try expectEqual(try await engine.read { try $0.count(text) }, 0, "an empty list of text")
        },
        EngineCheck("A statement may be used again with values of other kinds") { engine in
            try await createTables(engine)
            try await engine.write { transaction in
                for (id, name) in [(1, "a"), (2, nil), (3, "c"), (4, nil)] as [(Int64, String?)] {
                    try transaction.addFamily(id, name)
                }
                for id in 5...1_000 as ClosedRange<Int64> { try transaction.addFamily(id, "n\(id)") }
            }
            let nameless: Statement = "SELECT count(*) FROM family WHERE name IS NULL"
            try expectEqual(try await engine.read { try $0.count(nameless) }, 2, "NULL among texts")
            for round in 1...600 {
                let distinct: Statement = "SELECT \(raw: "\(round)") + count(*) FROM family WHERE id = \(round)"
                try expectEqual(try await engine.read { try $0.count(distinct) }, round + 1, "many statements")
            }
        },
        EngineCheck("A script runs whole or not at all") { engine in
            try await createTables(engine)
            try await expectError(.syntax, promise: "a script with a mistake") {
                try await engine.execute(script: [
                    "INSERT INTO family VALUES (1, 'a')", "INSERT INTO nowhere VALUES (1)",
                ])
            }
            try expectEqual(try await engine.read { try $0.familyCount() }, 0, "families after a failed script")
        },
        EngineCheck("The listing names the tables in byte order") { engine in
            try await createTables(engine)
            let listing = engine.dialect.tableListing
            let names = try await engine.read { try $0.query(listing).map { try $0.text("name") } }
            try expectEqual(names, ["family", "payment", "person"], "tables")
        },
        EngineCheck("After a change of schema the same statements go on") { engine in
            try await createTables(engine)
            try await engine.write { try $0.addFamily(1, "a") }
            let everything: Statement = "SELECT * FROM family"
            try expectEqual(try await engine.read { try $0.one(everything).values.count }, 2, "columns")
            try expectEqual(try await engine.write { try $0.one(everything).values.count }, 2, "columns")
            try await engine.execute(script: ["ALTER TABLE family ADD COLUMN city TEXT"])
            for _ in 1...20 {
                try expectEqual(try await engine.read { try $0.one(everything).values.count }, 3, "columns")
                let names = try await engine.write { try $0.one(everything).columns.names }
                try expectEqual(names, ["id", "name", "city"], "columns in a write")
            }
        },
    ]

    static let reading: [EngineCheck] = [
        EngineCheck("A large result streams row by row and a thrown error ends it early") { engine in
            struct Enough: Error {}
            try await createTables(engine)
            let last: Int64 = 20_000
            try await engine.write { transaction in
                for id in 1...last { try transaction.addFamily(id, "户\(id)") }
            }
            let all: Statement = "SELECT id, name FROM family ORDER BY id"
            let sum = try await engine.read { transaction in
                var sum: Int64 = 0
                try transaction.forEach(all) { sum += try $0.integer("id") }
                return sum
            }
            try expectEqual(sum, last * (last + 1) / 2, "the sum over all rows")
            let early = try await engine.read { transaction in
                var seen = 0
                do {
                    try transaction.forEach(all) { _ in
                        seen += 1
                        if seen == 10 { throw Enough() }
                    }
                } catch is Enough {}
                return [seen, try transaction.familyCount()]
            }
            try expectEqual(early, [10, Int(last)], "rows seen, and a statement after the early end")
        },
        EngineCheck("While rows stream another statement is refused") { engine in
            try await createTables(engine)
            try await engine.write { try $0.addFamily(1) }
            try await expectError(promise: "a statement inside forEach") {
                try await engine.read { transaction in
                    try transaction.forEach("SELECT id FROM family") { _ in _ = try transaction.familyCount() }
                }
            }
            try expectEqual(try await engine.read { try $0.familyCount() }, 1, "the engine goes on")
        },
        EngineCheck("Exactly one row means one") { engine in
            try await createTables(engine)
            try await expectError(.other, promise: "none") {
                _ = try await engine.read { try $0.one("SELECT id FROM family") }
            }
            let none = try await engine.read { try $0.first("SELECT id FROM family") == nil }
            try expect(none, "first of nothing is nil")
        },
    ]
}
