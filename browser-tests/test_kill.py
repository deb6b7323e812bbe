"""The power fails while families press "submit": what was acknowledged is there afterwards, exactly once.

Slow, about two minutes: the program starts 50 times, and each start must become healthy before it is killed.
"""

import http.client
import json
import random
import re
import sqlite3
import threading
import time
import urllib.parse

import server

ROUNDS = 50
SENDERS = 4
DRAFTS = 600
SEED = 20260312


class Sender(threading.Thread):
    """Sends drafts one after another; each with one form-key, again and again, until the receipt is promised."""

    def __init__(self, port, drafts, acknowledged):
        super().__init__(daemon=True)
        self.port, self.drafts, self.acknowledged = port, drafts, acknowledged
        self.ended = threading.Event()

    def run(self):
        while not self.ended.is_set():
            try:
                draft = self.drafts.pop()
            except IndexError:
                return
            try:
                is_done = self.send(draft)
            except (OSError, http.client.HTTPException):
                is_done = False  # The power failed: the same key goes again after the next start.
            if is_done:
                self.acknowledged.append(draft["draft"])
            else:
                self.drafts.append(draft)

    def ask(self, method, path, draft, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Cookie": f"backstop_citizen={draft['session']}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location", ""), answer.read().decode()
        finally:
            connection.close()

    def send(self, draft):
        path = f"/apply/{draft['draft']}/check"
        if "form" not in draft:
            status, location, page = self.ask("GET", path, draft)
            assert status == 200, f"{path}: {status} {location}"
            form = page[page.index(f'action="{path}"') :]
            draft["form"] = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        status, location, page = self.ask("POST", path, draft, urllib.parse.urlencode(draft["form"]))
        assert status == 303 and location.endswith("/done"), f"{path}: {status} {location} {page[:2000]}"
        return True


def test_what_was_acknowledged_survives_fifty_power_cuts(prepared, tmp_path):
    data = server.copy(prepared, tmp_path / "data")
    lines = server.run("bench", "drafts", "--data", str(data), "--count", str(DRAFTS)).splitlines()
    drafts = [json.loads(line) for line in lines if line.startswith("{")]
    assert len(drafts) == DRAFTS
    known, acknowledged, chance = list(drafts), [], random.Random(SEED)
    faults = []
    threading.excepthook = lambda caught: faults.append(f"{caught.exc_type.__name__}: {caught.exc_value}")
    kills_under_way = 0
    for _ in range(ROUNDS):
        running = server.start(data, command="serve")
        port = int(running.url.rsplit(":", 1)[1])
        senders = [Sender(port, drafts, acknowledged) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        # A few are sent in each round, so that the last rounds have something to send too.
        time.sleep(chance.uniform(0.01, 0.25))
        kills_under_way += any(sender.is_alive() for sender in senders)
        running.kill()
        for sender in senders:
            sender.ended.set()
        for sender in senders:
            sender.join(timeout=15)
            assert not sender.is_alive()
        assert not faults, faults
    assert kills_under_way > ROUNDS * 0.6, f"only {kills_under_way} kills met somebody who was sending"
    assert len(acknowledged) > 50, len(acknowledged)
    check(data, known, acknowledged)


def check(data, known, acknowledged):
    with sqlite3.connect(f"file:{data}/backstop.sqlite?mode=ro", uri=True) as store:
        case_of = dict(store.execute("SELECT id, case_id FROM application_draft"))
        accounts = dict(store.execute("SELECT account_id, COUNT(*) FROM aid_case GROUP BY account_id"))
        cases = {row[0] for row in store.execute("SELECT id FROM aid_case")}
    for draft in acknowledged:
        assert case_of[int(draft)] in cases, f"{draft} was acknowledged and is lost"
    assert len({case_of[int(draft)] for draft in acknowledged}) == len(set(acknowledged)) == len(acknowledged)
    for line in known:
        assert accounts.get(int(line["account"]), 0) <= 1, f"draft {line['draft']} became two cases"
    assert "verifies" in server.run("audit", "verify", "--data", str(data))
