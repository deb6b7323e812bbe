/// The SQL that means the same on SQLite and PostgreSQL, and is the only SQL Backstop writes.
///
/// **Types.** `\(raw: dialect.integerType)`, `TEXT`, `\(raw: dialect.blobType)`, and `\(raw: dialect.tableSuffix)`
/// after the table. No REAL, NUMERIC, BOOLEAN, DATE, JSON; no generated keys (`IdentifierMaker` makes them). A flag is
/// an integer with `CHECK (x IN (0, 1))`, tested as `x = 1`: a bare `WHERE x` is an error on PostgreSQL. A comparison
/// in the select list arrives as 0 or 1.
///
/// **Values.** Always bound. Bound integers are 64 bits wide, bound text is `text`, bound bytes are `bytea`, so casts
/// are rarely needed; NULL takes the type of its place. Write `CAST(\(x) AS TEXT)` where nothing gives a bound NULL a
/// type (a select list, arms of CASE or COALESCE that are all bound). Never compare text with an integer. Text holds no
/// NUL. A bound value cannot be a name or a sort direction: splice a constant with `raw:`.
///
/// **Order.** Text compares and sorts by its UTF-8 bytes. Where NULL can occur in ORDER BY say `NULLS FIRST` or
/// `NULLS LAST`: the defaults differ. Without ORDER BY there is no order.
///
/// **Writing.** `INSERT … ON CONFLICT (columns) DO UPDATE SET a = excluded.a` or `DO NOTHING`, and `RETURNING`. After
/// `INSERT … SELECT … FROM t` put `WHERE 1 = 1` before ON CONFLICT, which SQLite's grammar needs. In an upsert name the
/// table before an existing column (`t.n + 1`). No `REPLACE`, `INSERT OR …`, `UPDATE … LIMIT`, `rowid`.
///
/// **Reading.** Every column outside an aggregate stands in GROUP BY. `sum` of integers is an integer; write
/// `COALESCE(sum(x), 0)` for none. No `avg`, `round`, `/` on anything but integers, `now()`, `random()`, `printf`.
/// `LIKE` minds case on both; give `ESCAPE '\'`. `lower` and `upper` change ASCII letters only. Names stay unquoted,
/// lower case. Subqueries in FROM have an alias. Constants of text in single quotes only.
///
/// **Failing.** A failed statement ends its transaction, also when the closure catches the error: use ON CONFLICT, or
/// look first. While `forEach` runs no other statement may start. One statement binds at most 32,766 values.
package enum PortableSubset {}
