"""Times every list of the desk and the case page with many open cases. README.md says what each figure means."""

import argparse
import http.client
import os
import pathlib
import platform
import re
import sqlite3
import statistics
import tempfile
import time
import urllib.parse

from measure import figures, percentile, report, server, watched

PASSWORD = "Backstop-demo-2026"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Lists that are not the desk's own: files, and pages whose work is a download.
LEFT_OUT = re.compile(r"\.(csv|xlsx|pdf|json)$|/export|/sign-|/print$|/stream$|/events$")


class Desk:
    """A member of staff over one kept connection."""

    def __init__(self, url, login):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=60)
        self.cookies = {}
        self.sign_in(login)

    def ask(self, path, form=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is None:
            self.connection.request("GET", path, headers=headers)
        else:
            self.connection.request("POST", path, urllib.parse.urlencode(form), {**headers, **FORM})
        answer = self.connection.getresponse()
        body = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if answer.status in (302, 303):
            return self.ask(answer.headers["Location"])
        return answer.status, body

    def send(self, page, path, **values):
        hidden = dict(re.findall(r'name="(form-\w+)" value="([^"]*)"', page))
        return self.ask(path, {**hidden, **values})

    def sign_in(self, login):
        page = self.ask("/staff/sign-in")[1]
        page = self.send(page, "/staff/sign-in", login=login, password=PASSWORD)[1]
        code = re.search(r"<b>(\d{6})</b>", page)
        if not code:
            raise SystemExit(f"no second factor is shown to {login}: {page[:400]}")
        status, page = self.send(page, "/staff/sign-in/code", code=code.group(1))
        post = re.search(r'name="post" value="([^"]+)"', page)
        if post:
            status, page = self.send(page, "/staff/sign-in/post", post=post.group(1))
        if status != 200:
            raise SystemExit(f"{login} cannot sign in: {status}")

    def timed(self, path, visits):
        """Milliseconds of each visit, the status and the bytes; the first three warm up."""
        times = []
        for visit in range(visits + 3):
            begin = time.perf_counter()
            status, body = self.ask(path)
            if visit >= 3:
                times.append((time.perf_counter() - begin) * 1000)
        return times, status, len(body.encode())


def list_routes(folder):
    text = watched("routes", "--data", str(folder))[0]
    found = re.findall(r"GET\s+(/staff\S*)", text)
    return [path for path in dict.fromkeys(found) if "{" not in path and not LEFT_OUT.search(path)]


def fullest_case(folder):
    """The case with the most rows about it: reports, visits, opinions, notices and events."""
    with sqlite3.connect(f"file:{folder}/backstop.sqlite?mode=ro", uri=True) as store:
        counts = " + ".join(
            f"(SELECT count(*) FROM {table} WHERE case_id = c.id)"
            for table in ("visit", "opinion", "publicity_notice", "case_event", "determination")
            if store.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone())
        return store.execute(f"SELECT c.id FROM aid_case AS c ORDER BY {counts} DESC LIMIT 1").fetchone()[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--visits", type=int, default=20)
    parser.add_argument("--logins", default="clerk,reviewer,county", help="comma between")
    parser.add_argument("--scratch", help="a folder on the disk to be measured")
    options = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        scratch = pathlib.Path(scratch)
        city = server.prepare(scratch / "city", "2000")
        drafts = scratch / "drafts.jsonl"
        drafts.write_text(watched("bench", "drafts", "--data", str(city), "--count", str(options.cases))[0])
        text, _, _ = watched("bench", "submissions", "--data", str(city), "--drafts", str(drafts))
        report("submitted first", options.cases, "cases", f"{figures(text)[0]['value']:,.0f} per second")
        routes, fullest = list_routes(city), fullest_case(city)
        running = server.start(city)
        try:
            slowest = 0
            for login in options.logins.split(","):
                desk = Desk(running.url, login)
                for path in routes + [f"/staff/cases/{fullest}"]:
                    times, status, size = desk.timed(path, options.visits)
                    if status != 200:
                        continue
                    middle = statistics.median(times)
                    slowest = max(slowest, middle)
                    name = re.sub(r"\d{6,}", "{id}", path)
                    report(f"{login} {name}", middle, "ms", f"p95 {percentile(times, 0.95):.1f}; {size:,} bytes")
            report("slowest page", slowest, "ms", "median of its visits; aim: under 50 at the server")
        finally:
            running.stop()


if __name__ == "__main__":
    main()
