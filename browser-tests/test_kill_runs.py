"""The power fails while department data come in, and while a run of the checking system works: in the end all is as without it.

Slow, under a minute: the program starts some sixty times, since a power cut may come at any byte.
"""

import collections
import json
import random
import sqlite3
import subprocess
import time

import server

SEED = 20260316
KILLS_IN_RUN = 24
KILLS_IN_INTAKE = 20
KILLS_IN_IMPORT = 12
PURPOSE = "2026年第一季度定期核对"


def begin(*arguments):
    return subprocess.Popen(
        [str(server.binary()), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=server.ROOT
    )


def kill_after(seconds, *arguments):
    """Whether the program was still at work when the power failed."""
    process = begin(*arguments)
    try:
        process.wait(timeout=seconds)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True


def timed(*arguments):
    started = time.monotonic()
    server.run(*arguments)
    return time.monotonic() - started


def rows(data, statement):
    with sqlite3.connect(f"file:{data}/backstop.sqlite?mode=ro", uri=True) as store:
        return sorted(store.execute(statement))


def found(data):
    """What the runs of a store came to, without ids and times."""
    return {
        "matches": rows(
            data, "SELECT family_id, person_id, rule, status, evidence_hash, observed, limit_value FROM verification_match"
        ),
        "families": rows(data, "SELECT family_id, part, state, facts_print, silent_rules FROM verification_subject"),
        "sources": rows(data, "SELECT part, dataset, as_of_day, asked, silent FROM verification_source"),
        "tasks": rows(data, "SELECT family_id, person_id, rule, evidence_hash, state FROM verification_task"),
        "runs": rows(data, "SELECT kind, state, purpose FROM verification_run"),
    }


def start(data):
    return (
        "run", "start", "--data", str(data), "--as", "centre", "--kind", "full", "--purpose", PURPOSE,
        "--lease-seconds", "1",
    )


def test_a_run_that_was_killed_at_many_points_comes_to_the_same(prepared, tmp_path):
    whole, broken = server.copy(prepared, tmp_path / "whole"), server.copy(prepared, tmp_path / "broken")
    seconds = timed(*start(whole))
    expected = found(whole)
    assert expected["runs"] == [("full", "done", PURPOSE)] and expected["matches"] and expected["tasks"]
    chance = random.Random(SEED)
    kills = sum(kill_after(chance.uniform(0.02, seconds), *start(broken)) for _ in range(KILLS_IN_RUN))
    server.run(*start(broken))
    assert found(broken) == expected
    assert kills > KILLS_IN_RUN * 0.5, f"only {kills} kills met a run at work"
    assert "verifies" in server.run("audit", "verify", "--data", str(broken))


def test_intake_that_was_killed_at_many_points_comes_to_the_same(prepared, tmp_path):
    day = rows(prepared, "SELECT value FROM installation WHERE key = 'asOf'")[0][0]
    city = prepared / "city"

    def intake(store):
        return "snapshot", "import", "--city", str(city), "--as-of", day, "--store", str(store)

    whole, broken = tmp_path / "whole", tmp_path / "broken"
    seconds = timed(*intake(whole))
    chance = random.Random(SEED)
    kills = sum(kill_after(chance.uniform(0.02, seconds), *intake(broken)) for _ in range(KILLS_IN_INTAKE))
    server.run(*intake(broken))
    assert listing(broken) == listing(whole)
    assert "every block" in server.run("snapshot", "verify", "--store", str(broken))
    assert hits(broken, day, tmp_path) == hits(whole, day, tmp_path)
    # A dataset of people has two folders, since the rows of the watched lie apart from those of strangers.
    assert folders(broken) == folders(whole), "what a crash left behind is removed by the import that follows"
    assert kills > KILLS_IN_INTAKE * 0.4, f"only {kills} kills met an intake at work"


def folders(store):
    """How many folders each dataset has."""
    return collections.Counter(path.parent.name for path in store.glob("*/*") if path.is_dir())


def listing(store):
    """Each dataset's day, rows, rows set aside and layers.

    Not its bytes: a segment names the folder of the one before it, and a tenth attempt has a longer name than a first.
    """
    lines = server.run("snapshot", "ls", "--store", str(store)).splitlines()[1:]
    words = [line.split() for line in lines if line.strip() and not line.startswith("-")]
    return sorted(" ".join(line[:-2]) for line in words)


def hits(store, day, folder):
    """What the reference rules find in a store, and how many rows were read for it."""
    found, report = folder / f"{store.name}-hits.csv", folder / f"{store.name}-report.csv"
    server.run("verify", "--store", str(store), "--as-of", day, "--hits", str(found), "--report", str(report))
    text = found.read_bytes()
    assert text.count(b"\n") > 10, "the city has people whom the rules touch"
    return text, report.read_bytes()


def test_a_city_whose_import_was_killed_comes_in_whole_and_once(prepared, tmp_path):
    day = rows(prepared, "SELECT value FROM installation WHERE key = 'asOf'")[0][0]

    def bring(data):
        return "import", "city", str(prepared / "city"), "--as-of", day, "--data", str(data)

    tables = ("family", "person", "family_member", "family_grant", "identity_document", "region")

    def held(data):
        counts = [rows(data, f"SELECT count(*) FROM {table}")[0][0] for table in tables]
        return counts, listing_of(data)

    def listing_of(data):
        return sorted(path.name for path in (data / "snapshots").iterdir() if path.is_dir())

    def is_in_force(data):
        """Whether everything of the city has come in: what comes after is a repeat."""
        if not (data / "backstop.sqlite").exists():
            return False
        with sqlite3.connect(f"file:{data}/backstop.sqlite?mode=ro", uri=True) as store:
            if not store.execute("SELECT count(*) FROM sqlite_master WHERE name = 'installation'").fetchone()[0]:
                return False
            return bool(store.execute("SELECT 1 FROM installation WHERE key = 'cityPublished'").fetchall())

    whole, broken = tmp_path / "whole" / "data", tmp_path / "broken" / "data"
    seconds = timed(*bring(whole))
    chance = random.Random(SEED)
    kills = repeats = 0
    for _ in range(KILLS_IN_IMPORT):
        repeats += is_in_force(broken)
        kills += kill_after(chance.uniform(0.2, seconds), *bring(broken))
    repeats += is_in_force(broken)
    server.run(*bring(broken))
    assert held(broken) == held(whole)
    batches = rows(broken, "SELECT id, state, summary FROM import_batch")
    states = [state for _, state, _ in batches]
    assert "running" not in states and "waiting" not in states, states
    # The last one was not killed. What was killed after it had come in may be done too; one that began when all was
    # there is a second import of the same day, which is recognised and changes nothing.
    assert states[-1] == "done" and states.count("done") <= 1 + repeats, (states, repeats)
    changed = [number for number, state, summary in batches if state == "done" and json.loads(summary)["isChanged"]]
    assert len(changed) <= 1 and (repeats or changed), (batches, repeats)
    assert kills, "no kill met an import at work"
