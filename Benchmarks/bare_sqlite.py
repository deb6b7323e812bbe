"""The rival of a submission: a bare SQLite loop that commits the same number of rows, as durably, on the same disk."""

import os
import sqlite3
import time

SEALED = 96


def commits_per_second(path, rows, seconds=5.0):
    """How often a second a transaction of `rows` rows, half of them sealed values, reaches the disk."""
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = FULL")
    for table in range(rows):
        store.execute(f"CREATE TABLE t{table} (id INTEGER PRIMARY KEY, day INTEGER, code TEXT, sealed BLOB) STRICT")
    inserts = [f"INSERT INTO t{table} (day, code, sealed) VALUES (?, ?, ?)" for table in range(rows)]
    sealed = os.urandom(SEALED)
    done = 0
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        store.execute("BEGIN IMMEDIATE")
        for insert in inserts:
            store.execute(insert, (20_000 + done % 365, "371621", sealed))
        store.execute("COMMIT")
        done += 1
    elapsed = time.perf_counter() - start
    store.close()
    return done / elapsed
