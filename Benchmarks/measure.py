"""Times the release program. Run through `make bench`; README.md says what each figure means."""

import argparse
import http.client
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

import submitted_rows

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "browser-tests"))
import server  # noqa: E402  the same way of starting the program as in the browser tests

SESSION_COOKIE = "backstop_citizen"


def report(name, value, unit, note=""):
    print(f"{name:<30} {value:>10,.1f} {unit:<11} {note}".rstrip(), flush=True)


def figures(output):
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def watched(*arguments):
    """A command of the program, with what it printed and the most memory it held, in MiB."""
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen([str(server.binary()), *arguments], stdout=output, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode != 0:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return text, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def compiled_rival(scratch):
    """The bare loop, or None with a reason where it cannot be compiled."""
    program = scratch / "bare_sqlite"
    source = ROOT / "Benchmarks" / "bare_sqlite.c"
    command = [os.environ.get("CC", "cc"), "-O2", "-o", str(program), str(source), "-lsqlite3"]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        print(f"bare SQLite loop: not timed: {getattr(problem, 'stderr', '') or problem}")
        return None
    return program


def submissions(city, scratch, options):
    """Our submissions and the bare loop take turns, each round from the same prepared store."""
    ready = server.copy(city, scratch / "ready")
    drafts = scratch / "drafts.jsonl"
    drafts.write_text(watched("bench", "drafts", "--data", str(ready), "--count", str(options.submissions))[0])
    rival, script, per_table = compiled_rival(scratch), scratch / "script.bin", {}
    ours, theirs = [], []
    for _ in range(options.rounds):
        store = server.copy(ready, scratch / "round")
        text, _, _ = watched("bench", "submissions", "--data", str(store), "--drafts", str(drafts),
                             "--senders", str(options.senders))
        ours.append(figures(text)[0]["value"])
        if rival:
            if not per_table:
                per_table = submitted_rows.write_script(
                    ready / "backstop.sqlite", store / "backstop.sqlite", options.submissions, script)
            bare = scratch / "bare.sqlite"
            shutil.copy2(ready / "backstop.sqlite", bare)
            replay = subprocess.run([str(rival), str(bare), str(script)], capture_output=True, text=True)
            if replay.returncode != 0:
                raise SystemExit(replay.stderr)
            theirs.append(figures(replay.stdout)[0]["value"])
            for leftover in scratch.glob("bare.sqlite*"):
                leftover.unlink()
        shutil.rmtree(store)
        for leftover in scratch.glob("round.*"):
            leftover.unlink()
    note = f"{options.senders} senders; {options.rounds} rounds of {options.submissions}: " + spread(ours)
    report("submissions", statistics.median(ours), "per second", note)
    if theirs:
        report("bare SQLite loop in C", statistics.median(theirs), "per second", spread(theirs))
        ratio = statistics.median(mine / other for mine, other in zip(ours, theirs))
        report("submissions to bare loop", ratio, "times", "median of the rounds' ratios; aim: 0.5 or more")
        print(f"    rows of one submission: {sum(per_table.values()):g}: "
              + ", ".join(f"{table} {rows:g}" for table, rows in sorted(per_table.items())))


def spread(values):
    return f"{min(values):,.0f} to {max(values):,.0f}"


def start_up(folder, options, what):
    times, busy = [], []
    for _ in range(options.rounds):
        port = server.free_port()
        command = [str(server.binary()), "serve", "--data", str(folder), "--port", str(port)]
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        while not is_healthy(port):
            if process.poll() is not None or time.perf_counter() - begin > 60:
                raise SystemExit(f"{command} does not start")
            time.sleep(0.002)
        times.append((time.perf_counter() - begin) * 1000)
        process.terminate()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        busy.append((usage.ru_utime + usage.ru_stime) * 1000)
    note = f"{spread(times)}; {statistics.median(busy):,.0f} ms of CPU until stopped; aim: under 1,000"
    report(f"start-up, {what}", statistics.median(times), "ms", note)


def is_healthy(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def pages(city, scratch, options):
    """Time and bytes of the pages that a citizen opens first, one after the other over one kept connection."""
    folder = server.copy(city, scratch / "pages")
    ready = figures(watched("bench", "drafts", "--data", str(folder), "--count", "1")[0])[0]
    running = server.start(folder, command="serve")
    try:
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(running.url).netloc, timeout=10)
        for path, session in [("/", ""), ("/", ready["session"]), ("/apply", ready["session"]),
                              ("/progress", ready["session"])]:
            one_page(connection, path, session, options.visits)
    finally:
        running.stop()


def one_page(connection, path, session, visits):
    headers = {"Cookie": f"{SESSION_COOKIE}={session}"} if session else {}
    times = []
    for visit in range(visits + 50):
        begin = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        if visit >= 50:
            times.append((time.perf_counter() - begin) * 1000)
    name = f"page {path}" + (", signed in" if session else "")
    note = f"{answer.status}; p99 {percentile(times, 0.99):.1f} ms; {size:,} bytes; aim: 10 ms, 50 KB"
    report(name, statistics.median(times), "ms", note)


def city_import(scratch, options):
    files = scratch / "files"
    made = figures(watched("bench", "city", str(files), "--people", str(options.people))[0])[0]
    text, memory, seconds = watched(
        "bench", "import", str(files), "--as-of", made["asOf"], "--data", str(scratch / "imported"))
    took = figures(text)[0]
    note = f"{took['rows']:,} rows, {made['bytes'] / 1e6:,.0f} MB; {seconds:.1f} CPU seconds; aim: under 60"
    report(f"import, {options.people:,} people", took["value"], "s", note)
    report("import, most memory held", memory, "MiB", "aim: under 2,048")
    return scratch / "imported"


def determinations(parts, options):
    """One household and a million beside OpenFisca and numpy, where an interpreter has them."""
    python = options.rivals or os.environ.get("BACKSTOP_BENCH_PYTHON") or str(ROOT / ".venv-bench" / "bin" / "python")
    for part, script in [("decision", "decision.py"), ("determination", "determine.py")]:
        if part not in parts:
            continue
        if not os.access(python, os.X_OK):
            print(f"{part}: not timed: no {python}; README.md says how to make it")
            continue
        command = [sys.executable, ROOT / "Benchmarks" / script, "--python", python, "--binary", server.binary()]
        print(f"\n{part}", flush=True)
        subprocess.run([str(word) for word in command], check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--submissions", type=int, default=2_000)
    parser.add_argument("--senders", type=int, default=64)
    parser.add_argument("--visits", type=int, default=1_000)
    parser.add_argument("--people", type=int, default=400_000)
    parser.add_argument("--only", default="submissions,pages,start,import,decision,determination",
                        help="parts, comma between")
    parser.add_argument("--rivals", help="a Python that has numpy, pyarrow, PyYAML and openfisca-core")
    parser.add_argument("--scratch", help="a folder on the disk to be measured")
    options = parser.parse_args()
    parts = options.only.split(",")
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        scratch = pathlib.Path(scratch)
        city = server.prepare(scratch / "city", "2000") if set(parts) & {"submissions", "pages", "start"} else None
        if "submissions" in parts:
            submissions(city, scratch, options)
        if "pages" in parts:
            pages(city, scratch, options)
        if "start" in parts:
            start_up(city, options, "demo")
        if "import" in parts:
            start_up(city_import(scratch, options), options, "large city")
    determinations(parts, options)


if __name__ == "__main__":
    main()
