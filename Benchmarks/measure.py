"""Times the release program. Run through `make bench`; README.md says what each figure means."""

import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import bare_sqlite

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "browser-tests"))
import server  # noqa: E402  the same way of starting the program as in the browser tests

FIRST_PAGES = ["/", "/apply", "/progress"]
VISITS = 200


def report(name, value, unit, note=""):
    print(f"{name:<28} {value:>12,.1f} {unit:<14} {note}".rstrip(), flush=True)


def start_up(folder):
    server.start(folder, "--people", "2000").stop()
    begin = time.perf_counter()
    running = server.start(folder, command="serve")
    report("start-up, existing store", (time.perf_counter() - begin) * 1000, "ms", "polled every 100 ms; aim: 1,000")
    return running


def pages(running):
    for path in FIRST_PAGES:
        times, size = [], 0
        try:
            for _ in range(VISITS):
                begin = time.perf_counter()
                with urllib.request.urlopen(running.url + path, timeout=10) as answer:
                    size = len(answer.read())
                times.append((time.perf_counter() - begin) * 1000)
        except OSError as problem:
            print(f"page {path}: not timed: {problem}")
            continue
        times.sort()
        note = f"95 of 100 under {times[int(len(times) * 0.95)]:.1f} ms; {size:,} bytes; aim: 10 ms, 50 KB"
        report(f"page {path}", statistics.median(times), "ms", note)


def inside(name, folder):
    """The figures that `backstop bench NAME` prints."""
    command = [str(server.binary()), "bench", name, "--data", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if result.returncode != 0:
        reason = (result.stderr.strip().splitlines() or ["no reason given"])[0]
        print(f"{name}: not timed: {reason}")
        return []
    figures = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    for figure in figures:
        report(figure["name"], figure["value"], figure["unit"])
    return figures


def main():
    print(f"{platform.platform()}, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        running = start_up(scratch / "city")
        try:
            pages(running)
        finally:
            running.stop()
        rows = 14
        for figure in inside("submissions", scratch / "submissions"):
            rows = figure.get("rows", rows)
        bare = bare_sqlite.commits_per_second(scratch / "bare.sqlite", rows)
        report("bare SQLite loop", bare, "per second", f"{rows} rows each")
        inside("import", scratch / "import")


if __name__ == "__main__":
    main()
