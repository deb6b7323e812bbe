#!/usr/bin/env python3
"""Reads a city's department files into typed columns with the release program, Polars and DuckDB in turn, by CPU time.

intake.py --folder DIR [--rounds N] [--python PYTHON] [--binary FILE]

DIR holds <dataset>.csv files of the reference catalogue (`backstop bench city DIR` writes some). The rivals need polars and
duckdb in the interpreter given; each reads every column of every file with its own types, and keeps nothing.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEFAULT_BINARY = ROOT / ".build" / "release" / "backstop"
POLARS = """
import pathlib, sys, polars
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    if path.stem in sys.argv[2].split(","):
        polars.read_csv(path, infer_schema_length=1000, ignore_errors=True)
"""
DUCKDB = """
import pathlib, sys, duckdb
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.csv")):
    if path.stem in sys.argv[2].split(","):
        base = duckdb.connect()
        base.execute(f"create table t as select * from read_csv('{path}')")
"""


def cpu(command):
    """CPU seconds of a command and what it printed."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([str(part) for part in command], stdout=output, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--binary", type=pathlib.Path, default=DEFAULT_BINARY)
    given = parser.parse_args()
    names = [path.stem for path in sorted((ROOT / "catalogue" / "reference").glob("*.yaml"))]
    names = [name for name in names if (given.folder / f"{name}.csv").exists()]
    size = sum((given.folder / f"{name}.csv").stat().st_size for name in names)
    seconds = {"backstop": [], "polars": [], "duckdb": []}
    for _ in range(given.rounds):
        _, text = cpu([given.binary, "bench", "intake", given.folder, "--rounds", 2])
        figures = {line["name"]: line["value"] for line in map(json.loads, text.splitlines())}
        seconds["backstop"].append(figures["intake.cpu"])
        for name, script in (("polars", POLARS), ("duckdb", DUCKDB)):
            seconds[name].append(cpu([given.python, "-c", script, given.folder, ",".join(names)])[0])
    print(f"{len(names)} files, {size / 1e9:.2f} GB, load {os.getloadavg()[0]:.1f}")
    for name, values in seconds.items():
        value = statistics.median(values)
        print(f"{name:10} {value:8.2f} CPU s  {size / 1e9 / value:6.2f} GB per CPU s")


if __name__ == "__main__":
    main()
