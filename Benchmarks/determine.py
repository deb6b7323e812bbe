#!/usr/bin/env python3
"""Determines a million households with the release program, OpenFisca and numpy in turn, and prints ratios of CPU time.

determine.py [--households N] [--rounds N] [--folder DIR] [--python PYTHON] [--binary FILE]

The rivals need numpy, pyarrow, PyYAML and openfisca-core in the interpreter given. All three outputs must be the same bytes.
"""

import argparse
import filecmp
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HERE = ROOT / "Benchmarks" / "determine"
POLICIES = ROOT / "policies" / "reference"
DEFAULT_BINARY = ROOT / ".build" / "release" / "backstop"


def run(command):
    """CPU seconds of a command, its peak memory in MiB, and what it printed."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([str(part) for part in command], stdout=output, stderr=subprocess.DEVNULL, cwd=HERE)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode != 0:
        sys.exit(f"{command[0]} {command[1]} ended with {process.returncode}: {text[-300:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def figures(text):
    """CPU seconds by kind of work: the rivals print one object, the program a line for each."""
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    if lines and "name" in lines[0]:
        return {line["name"]: line["value"] for line in lines}
    return lines[0] if lines else {}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, help="files made earlier, by households.py or the like")
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the rivals' packages")
    parser.add_argument("--binary", type=pathlib.Path, default=DEFAULT_BINARY)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        folder = given.folder or scratch / "households"
        if not given.folder:
            run([given.python, HERE / "households.py", folder, "--households", given.households])
        outputs = {name: scratch / f"{name}.csv" for name in ("backstop", "numpy", "openfisca")}
        commands = {
            "backstop": [given.binary, "determine", "--policies", POLICIES, "--households", folder, "--out",
                         outputs["backstop"], "--timings"],
            "openfisca": [given.python, HERE / "rules_openfisca.py", folder, outputs["openfisca"]],
            "numpy": [given.python, HERE / "rules_numpy.py", folder, outputs["numpy"]]}
        rounds = {name: [] for name in commands}
        for _ in range(given.rounds):
            for name, command in commands.items():
                cpu, memory, text = run(command)
                rounds[name].append((cpu, figures(text).get("calculating", float("nan")), memory))
        same = all(filecmp.cmp(outputs["backstop"], outputs[name], shallow=False) for name in ("numpy", "openfisca"))
        middle = {name: [statistics.median(column) for column in zip(*taken)] for name, taken in rounds.items()}
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {given.rounds} rounds, CPU seconds")
        print(f"{'':12}{'whole':>9}{'times':>8}{'calculation':>13}{'times':>8}{'MiB':>8}")
        for name, (cpu, calculating, memory) in middle.items():
            whole, calculation = cpu / middle["backstop"][0], calculating / middle["backstop"][1]
            print(f"{name:12}{cpu:9.2f}{whole:8.1f}{calculating:13.3f}{calculation:8.1f}{memory:8.0f}")
        print("outputs are the same bytes" if same else "OUTPUTS DIFFER")
        sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
