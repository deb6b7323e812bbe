import SQLText

extension EngineConformance {
    static let failing: [EngineCheck] = [
        EngineCheck("A second row with the same key is a unique violation that names table and columns") { engine in
            try await createTables(engine)
            let add: Statement =
                "INSERT INTO person (id, family_id, region, number) VALUES (\(1), 1, \("371600"), \(7))"
            let again: Statement =
                "INSERT INTO person (id, family_id, region, number) VALUES (\(2), 1, \("371600"), \(7))"
            try await engine.write { transaction in
                try transaction.addFamily(1)
                try transaction.execute(add)
            }
            let error = try await expectError(.uniqueViolation, promise: "the same region and number") {
                try await engine.write { try $0.execute(again) }
            }
            try expectEqual(error.table, "person", "the table")
            try expectEqual(error.columns, ["region", "number"], "the columns")
            try expect(error.statement?.contains("INSERT INTO person") == true, "the statement is named")
            try expect(!"\(error)".contains("371600"), "an error must not carry bound values: \(error)")
            try await expectError(.uniqueViolation, promise: "the same primary key") {
                try await engine.write { try $0.addFamily(1) }
            }
        },
        EngineCheck("References hold in both directions") { engine in
            try await createTables(engine)
            try await expectError(.foreignKeyViolation, promise: "a person of no family") {
                try await engine.write { transaction in
                    try transaction.execute("INSERT INTO person (id, family_id, region, number) VALUES (1, 9, 'r', 1)")
                }
            }
            try await engine.write { transaction in
                try transaction.addFamily(9)
                try transaction.execute("INSERT INTO person (id, family_id, region, number) VALUES (1, 9, 'r', 1)")
            }
            try await expectError(.foreignKeyViolation, promise: "a family that still has a person") {
                try await engine.write { try $0.execute("DELETE FROM family") }
            }
        },
        EngineCheck("A CHECK and a missing value have codes and names of their own") { engine in
            try await createTables(engine)
            let check = try await expectError(.checkViolation, promise: "a payment of nothing") {
                try await engine.write { transaction in
                    try transaction.addFamily(1)
                    try transaction.execute("INSERT INTO person (id, family_id, region, number) VALUES (1, 1, 'r', 1)")
                    try transaction.execute("INSERT INTO payment VALUES (1, 1, \(0))")
                }
            }
            try expectEqual(check.constraint, "amount_is_positive", "the constraint")
            let missing = try await expectError(.notNullViolation, promise: "a person without region") {
                try await engine.write { transaction in
                    try transaction.addFamily(1)
                    try transaction.execute("INSERT INTO person (id, family_id, number) VALUES (1, 1, 1)")
                }
            }
            try expectEqual(missing.table, "person", "the table")
            try expectEqual(missing.columns, ["region"], "the column")
        },
        EngineCheck("Unknown tables, unknown columns, wrong kinds and bad grammar are syntax errors") { engine in
            try await createTables(engine)
            for mistake in [
                "SELECT id FROM nowhere", "SELECT nothing FROM family", "SELEKT 1", "SELECT \"nothing\" FROM family",
                "INSERT INTO family (id) VALUES (\("甲"))", "SELECT 1; SELECT 2", "SELECT $2",
            ] as [Statement] {
                try await expectError(.syntax, promise: mistake.sql) {
                    try await engine.write { _ = try $0.query(mistake) }
                }
            }
        },
        EngineCheck("A column asked for by a wrong name is an error that lists the right ones") { engine in
            try await createTables(engine)
            try await engine.write { try $0.addFamily(1, "甲") }
            let error = try await expectError(.syntax, promise: "a wrong column name") {
                _ = try await engine.read { try $0.one("SELECT id, name FROM family").text("nmae") }
            }
            try expect(error.message.contains("id, name"), "the columns are listed: \(error)")
        },
        EngineCheck("A read cannot write") { engine in
            try await createTables(engine)
            try await expectError(promise: "an INSERT in a read") { try await engine.read { try $0.addFamily(1) } }
            try expectEqual(try await engine.read { try $0.familyCount() }, 0, "families")
        },
    ]

    static let transactions: [EngineCheck] = [
        EngineCheck("A closure that throws leaves nothing behind") { engine in
            struct Change: Error {}
            try await createTables(engine)
            do {
                try await engine.write { transaction in
                    try transaction.addFamily(1)
                    try expectEqual(try transaction.familyCount(), 1, "a transaction sees its own writes")
                    throw Change()
                }
                throw ConformanceFailure("the closure's own error did not arrive")
            } catch is Change {}
            try expectEqual(try await engine.read { try $0.familyCount() }, 0, "families after a rollback")
        },
        EngineCheck("A failed statement ends its transaction even when the closure catches it") { engine in
            try await createTables(engine)
            try await expectError(.uniqueViolation, promise: "a caught failure") {
                try await engine.write { transaction in
                    try transaction.addFamily(1)
                    do { try transaction.addFamily(1) } catch {}
                }
            }
            try await expectError(.uniqueViolation, promise: "a statement after a caught failure") {
                try await engine.write { transaction in
                    try transaction.addFamily(1)
                    do { try transaction.addFamily(1) } catch {}
                    try transaction.addFamily(2)
                }
            }
            try expectEqual(try await engine.read { try $0.familyCount() }, 0, "families")
        },
        EngineCheck("A closure cannot end its transaction") { engine in
            try await createTables(engine)
            try await expectError(promise: "COMMIT inside a closure") {
                try await engine.write { try $0.execute("COMMIT") }
            }
            try await engine.write { try $0.addFamily(1) }
            try expectEqual(try await engine.read { try $0.familyCount() }, 1, "the engine goes on")
        },
        EngineCheck("A deferred reference is checked at the commit and only its own write fails") { engine in
            let integer = engine.dialect.integerType
            try await createTables(engine)
            try await engine.execute(script: [
                """
                CREATE TABLE later (id \(raw: integer) PRIMARY KEY, family_id \(raw: integer) NOT NULL
                    REFERENCES family (id) DEFERRABLE INITIALLY DEFERRED)\(raw: engine.dialect.tableSuffix)
                """
            ])
            let failures = await withTaskGroup(of: [SQLErrorCode].self) { group in
                for id in 1...20 as ClosedRange<Int64> {
                    group.addTask {
                        do {
                            try await engine.write { transaction in
                                try transaction.execute("INSERT INTO later VALUES (\(id), \(id))")
                                if id != 13 { try transaction.addFamily(id) }
                            }
                            return []
                        } catch {
                            return [(error as? SQLError)?.code ?? .other]
                        }
                    }
                }
                return await group.reduce(into: []) { $0 += $1 }
            }
            try expectEqual(failures, [.foreignKeyViolation], "failures")
            let count = try await engine.read { try $0.count("SELECT count(*) FROM later") }
            try expectEqual(count, 19, "rows that were stored")
        },
        EngineCheck("A closed engine says so") { engine in
            await engine.close()
            try await expectError(.connection, promise: "a read after closing") {
                _ = try await engine.read { try $0.query("SELECT 1") }
            }
            try await expectError(.connection, promise: "a write after closing") {
                _ = try await engine.write { try $0.query("SELECT 1") }
            }
            await engine.close()
        },
    ]
}
