#!/usr/bin/env python3
"""Compares a city's households by the 32 reference checks with the release program and with DuckDB in turn.

verify.py CITY [--rounds N] [--python PYTHON] [--binary FILE] [--scratch FOLDER]

CITY holds the department files and delta/, the changes of the next day. Three ways, each from process start to both
files written: from the CSV files; from the store, or DuckDB's own database file; the next day by its changes. DuckDB's
next day takes the changes in and compares everybody, since that is no slower there than anything finer. The day is
measured against DuckDB's full run on its file: that is what a night would cost without increments.
Results must be the same to the byte. The rival needs duckdb in the interpreter given.
"""

import argparse
import datetime
import filecmp
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "Benchmarks" / "verify"
DEFAULT_BINARY = ROOT / ".build" / "release" / "backstop"


def run(command):
    """CPU seconds of a command and its peak memory in MiB."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command[:3]))} ended with {process.returncode}: {complaint.decode()[-400:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Store:
    """A prepared store or database of the first day, put back before the next day's changes are taken in."""

    def __init__(self, path):
        self.path = path
        self.kept = path.with_name(path.name + "-first-day")

    def keep(self):
        if self.path.is_dir():
            # Only what a day changes is copied back; the segments of the first day never change.
            self.kept.mkdir()
            for name in ("manifest.bin", "checks.state"):
                shutil.copy(self.path / name, self.kept / name)
            self.first = {entry for entry in self.path.glob("*/*")}
        else:
            shutil.copy(self.path, self.kept)

    def put_back(self):
        if self.path.is_dir():
            for entry in set(self.path.glob("*/*")) - self.first:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            (self.path / "checks.state.journal").unlink(missing_ok=True)
            for file in self.kept.iterdir():
                shutil.copy(file, self.path / file.name)
        else:
            shutil.copy(self.kept, self.path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("city", type=pathlib.Path)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=datetime.date(2025, 6, 29))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has duckdb")
    parser.add_argument("--binary", type=pathlib.Path, default=DEFAULT_BINARY)
    parser.add_argument("--catalogue", type=pathlib.Path, default=ROOT / "catalogue" / "reference")
    parser.add_argument("--scratch", help="a folder with room for the files, the store and two databases")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        compare(given, pathlib.Path(scratch))


def compare(given, scratch):
    today, tomorrow = given.as_of, given.as_of + datetime.timedelta(1)
    store, database = Store(scratch / "store"), Store(scratch / "rival.db")
    catalogue = ["--catalogue", given.catalogue]
    rival = [given.python, HERE / "rival.py"]
    city, changes = given.city, given.city / "delta"
    taken = {"ours": run([given.binary, "snapshot", "import", "--store", store.path, "--city", city,
                          "--as-of", today, *catalogue]),
             "DuckDB": run([*rival, "load", city, "--database", database.path])}
    ways = {
        ("from CSV", "ours"): ["verify", "--city", city, "--as-of", today],
        ("from CSV", "DuckDB"): ["csv", city, "--as-of", today],
        ("from the store", "ours"): ["verify", "--store", store.path, "--as-of", today],
        ("from the store", "DuckDB"): ["db", "--database", database.path, "--as-of", today],
        ("next day", "ours"): ["verify", "--store", store.path, "--delta", changes, "--as-of", tomorrow],
        ("next day", "DuckDB"): ["day", "--database", database.path, "--changes", changes, "--as-of", tomorrow]}
    figures = {key: [] for key in ways}
    for number in range(given.rounds):
        for (way, who), words in ways.items():
            outputs = {name: scratch / f"{who}-{name}.csv" for name in ("hits", "report")}
            program = [given.binary] if who == "ours" else rival
            options = [part for name, path in outputs.items() for part in (f"--{name}", path)]
            if way == "next day":
                place = store if who == "ours" else database
                place.put_back() if number else place.keep()
            figures[way, who].append(run([*program, *words, *options, *(catalogue if who == "ours" else [])]))
            if way == "next day":
                (store if who == "ours" else database).put_back()
            if who == "DuckDB":
                for name in outputs:
                    if not filecmp.cmp(scratch / f"ours-{name}.csv", outputs[name], shallow=False):
                        sys.exit(f"{way}: the {name} of both differ")
    report(given, taken, figures)


def report(given, taken, figures):
    middle = {key: [statistics.median(column) for column in zip(*values)] for key, values in figures.items()}
    print(f"{given.city.name}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
          f"medians of {given.rounds} rounds; results equal")
    print(f"{'':16}{'ours':>8}{'MiB':>7}{'DuckDB':>9}{'MiB':>7}{'ratio':>8}   CPU seconds")
    for way in ("from CSV", "from the store", "next day"):
        ours, theirs = middle[way, "ours"], middle[way, "DuckDB"]
        print(f"{way:16}{ours[0]:8.2f}{ours[1]:7.0f}{theirs[0]:9.2f}{theirs[1]:7.0f}{ours[0] / theirs[0]:8.3f}")
    full = middle["from the store", "DuckDB"][0]
    print(f"the next day is {full / middle['next day', 'ours'][0]:.1f} times faster than DuckDB's full run on its file")
    print(f"taking the files in, once: {taken['ours'][0]:.1f} CPU s, {taken['ours'][1]:.0f} MiB; "
          f"DuckDB {taken['DuckDB'][0]:.1f} CPU s, {taken['DuckDB'][1]:.0f} MiB")


if __name__ == "__main__":
    main()
