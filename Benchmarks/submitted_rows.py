"""What submissions wrote, read from the store before and after, as a script for bare_sqlite.c to write again."""

import sqlite3
import struct

# Written by opening and leasing the store, not by a submission.
NOT_SUBMITTED = {"node_lease", "named_lease", "schema_migration", "installation"}


def tables(store):
    names = store.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [name for (name,) in names if name not in NOT_SUBMITTED]


def rows_by_number(store, table):
    return {row[0]: row[1:] for row in store.execute(f"SELECT rowid AS number, * FROM {table} ORDER BY number")}


def value(content):
    if content is None:
        return b"\0"
    if isinstance(content, int):
        return b"\1" + struct.pack("<q", content)
    kind, content = (b"\2", content.encode()) if isinstance(content, str) else (b"\3", bytes(content))
    return kind + struct.pack("<I", len(content)) + content


def changes(before, after, table):
    """Rows that came, and rows that changed, in the order in which they were written first."""
    earlier, later = rows_by_number(before, table), rows_by_number(after, table)
    assert not earlier.keys() - later.keys(), f"{table}: a submission deletes nothing"
    came = [(number, row) for number, row in later.items() if number not in earlier]
    changed = [(number, row) for number, row in later.items() if number in earlier and earlier[number] != row]
    return came, changed


def write_script(before_path, after_path, count, script_path):
    """Deals the rows out to `count` transactions; answers how many rows each of them writes, by table.

    Rows of a table are numbered in the order in which they were written, so that each transaction gets the rows of one
    submission. A table with fewer rows than submissions counts something: every transaction writes one of its rows.
    """
    before = sqlite3.connect(f"file:{before_path}?mode=ro", uri=True)
    after = sqlite3.connect(f"file:{after_path}?mode=ro", uri=True)
    statements, dealt, per_table = [], [[] for _ in range(count)], {}

    def deal(sql, rows):
        statements.append(sql)
        number = len(statements) - 1
        if len(rows) < count:
            rows = [rows[index % len(rows)] for index in range(count)]
        for index, row in enumerate(rows):
            packed = struct.pack("<II", number, len(row)) + b"".join(map(value, row))
            dealt[index * count // len(rows)].append(packed)
        return len(rows) / count

    for table in tables(after):
        came, changed = changes(before, after, table)
        columns = [row[1] for row in after.execute(f"PRAGMA table_info({table})")]
        written = 0
        if came:
            marks = ", ".join("?" * (len(columns) + 1))
            alias = next((row[1] for row in after.execute(f"PRAGMA table_info({table})")
                          if row[5] and row[2] == "INTEGER"), None)
            if alias and all(row[columns.index(alias)] == number for number, row in came):
                sql, rows = f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(columns))})", \
                    [row for _, row in came]
            else:
                sql, rows = f"INSERT OR REPLACE INTO {table} (rowid, {', '.join(columns)}) VALUES ({marks})", \
                    [(number, *row) for number, row in came]
            if len(rows) >= count:
                sql = sql.replace("INSERT OR REPLACE", "INSERT")
            written += deal(sql, rows)
        if changed:
            settings = ", ".join(f"{column} = ?" for column in columns)
            written += deal(f"UPDATE {table} SET {settings} WHERE rowid = ?",
                            [(*row, number) for number, row in changed])
        if written:
            per_table[table] = round(written, 2)
    with open(script_path, "wb") as script:
        script.write(struct.pack("<I", len(statements)))
        for sql in statements:
            script.write(struct.pack("<I", len(sql.encode())) + sql.encode())
        script.write(struct.pack("<I", count))
        for operations in dealt:
            script.write(struct.pack("<I", len(operations)) + b"".join(operations))
    before.close()
    after.close()
    return per_table
