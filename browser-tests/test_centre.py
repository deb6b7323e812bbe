"""The verification centre: data come in through the page, a run finds a hidden car, a person looks into it, nothing is raised twice."""

import csv
import datetime
import re
import sqlite3
import time

import pytest

import audit
import server
from people import Office, choose, fill, look, send

CENTRE = "/staff/verification"


@pytest.fixture(scope="module")
def running(prepared, tmp_path_factory):
    started = server.start(server.copy(prepared, tmp_path_factory.mktemp("centre") / "data"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def staff(running, stay):
    return Office(stay, running.url)


@pytest.fixture(scope="module")
def today(running):
    return datetime.date.fromisoformat(re.search(r"business day (\d{4}-\d\d-\d\d)", running.output).group(1))


def table(folder, name):
    with (folder / "city" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def owner(running):
    """The first member of a helped family of the centre's area that has no car and declared none."""
    with sqlite3.connect(f"file:{running.folder}/backstop.sqlite?mode=ro", uri=True) as store:
        area = store.execute(
            "SELECT p.region_code FROM staff_post AS p JOIN staff_user AS u ON u.id = p.staff_id WHERE u.login = 'centre'"
        ).fetchone()[0]
    helped = {
        row["household_id"] for row in table(running.folder, "household")
        if row["program"] == "dibao" and row["county_code"].startswith(area[:6])
    }
    drivers = {row["owner_id"] for row in table(running.folder, "vehicle")}
    families = {}
    for row in table(running.folder, "member"):
        families.setdefault(row["household_id"], []).append(row)
    free = {row["household_id"] for row in table(running.folder, "household") if row["declared_vehicles"] == "0"}
    for household, members in families.items():
        if household in helped & free and not {row["id_no"] for row in members} & drivers:
            return members[0]
    raise AssertionError("no helped family without a car")


def prepare(running, name, rows):
    """A folder in the inbox with the city's vehicles and some more."""
    folder = running.folder / "inbox" / name
    folder.mkdir(parents=True)
    known = table(running.folder, "vehicle")
    with (folder / "vehicle.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=known[0].keys())
        writer.writeheader()
        writer.writerows(known + rows)


def take(page, folder, day):
    page.goto(f"{CENTRE}/imports")
    page.select_option('main [name="folder"]', folder)
    fill(page, asOf=day.isoformat())
    send(page, "/imports")
    return wait(page)


def wait(page, seconds=60):
    """Until what the page shows is no longer on its way."""
    deadline = time.monotonic() + seconds
    while page.locator("#centre-progress").count() and time.monotonic() < deadline:
        page.wait_for_timeout(500)
        page.goto(page.url)
    assert not page.locator("#centre-progress").count(), page.locator("main").inner_text()
    return page.locator("main").inner_text()


def ask(page, kind, purpose):
    page.goto(f"{CENTRE}/runs")
    choose(page, "kind", kind)
    fill(page, purpose=purpose)
    send(page, "/runs")
    return wait(page)


def car(number, owner):
    return {
        "rec_no": str(number), "plate_no": "鲁M88888", "owner_id": owner["id_no"], "vtype": "K", "brand": "丰田",
        "register_date": "2024-05-06", "assessed_value": "180000.00", "status": "A",
    }


def test_a_hidden_car_comes_in_is_found_once_and_is_looked_into(running, staff, today, owner):
    page = staff("centre")
    page.goto(CENTRE)
    look(page, "centre-overview")
    page.goto(f"{CENTRE}/datasets")
    look(page, "centre-datasets")
    page.goto(f"{CENTRE}/datasets/vehicle")
    look(page, "centre-dataset")

    prepare(running, "0001", [{**car(9_900_001, owner), "register_date": "2024/5/6"}] * 60)
    assert "已拒收" in take(page, "0001", today)
    look(page, "centre-import-refused")
    text = page.locator("main").inner_text()
    assert "日期格式不对" in text and "上一次的好数据继续使用" in text

    prepare(running, "0002", [car(9_900_002, owner)])
    assert "已启用" in take(page, "0002", today)
    look(page, "centre-import-done")
    page.goto(f"{CENTRE}/imports")
    look(page, "centre-imports")

    assert "已完成" in ask(page, "recheck", "第一季度定期核对")
    look(page, "centre-run")
    text = page.locator("main").inner_text()
    assert "鲁M88888" in text and "《社会救助暂行办法》" in text
    address = page.url
    page.goto(f"{CENTRE}/runs")
    look(page, "centre-runs")
    assert "没有重复建立" in ask(page, "recheck", "再核对一次")
    assert page.url.split("?")[0] == address

    page.goto(f"{CENTRE}/tasks")
    look(page, "centre-tasks")
    waiting = page.locator('main tr:has-text("鲁M88888")').count()
    page.locator('main tr:has-text("鲁M88888") a').first.click()
    look(page, "centre-task")
    send(page)
    audit.expect_status(page, 422)
    assert "请选择核实结果" in page.locator("main").inner_text()
    choose(page, "outcome", "confirmed")
    fill(page, note="入户核实，车辆停在院内，由本人使用。")
    send(page)
    assert "已记录核实结果" in page.locator("main").inner_text()

    assert "已完成" in ask(page, "full", "全部核对")
    page.goto(f"{CENTRE}/tasks")
    left = page.locator('main tr:has-text("鲁M88888")').count()
    assert left == waiting - 1, "the same evidence opens no second task"


def test_what_changed_is_computed_and_the_rest_taken_over(running, staff, today, owner):
    page = staff("centre")
    running.run("demo", "advance", "1d", "--data", str(running.folder))
    prepare(running, "0003", [])
    assert "已启用" in take(page, "0003", today + datetime.timedelta(days=1))
    text = ask(page, "incremental", "增量核对")
    look(page, "centre-increment")
    assert re.search(r"数据变动 [1-9]\d* 户", text), text
    assert "鲁M88888" not in text


def test_requests_sources_and_upkeep_have_their_pages(staff):
    page = staff("centre")
    for name in ("requests", "sources", "links"):
        page.goto(f"{CENTRE}/{name}")
        look(page, f"centre-{name}")
    page.goto(f"{CENTRE}/care")
    send(page, "/care/compact")
    wait(page)
    look(page, "centre-care")
    assert "处理" in page.locator("main").inner_text()


def test_the_township_finds_what_it_has_to_look_into(staff):
    page = staff("clerk")
    page.goto(f"{CENTRE}/tasks")
    look(page, "clerk-tasks")
    assert page.request.get(page.url.replace("/tasks", "/runs")).status == 403


@pytest.fixture(scope="module")
def accepted(running):
    """An accepted case of the centre's area, nobody of which has a car, and one of its members."""
    with sqlite3.connect(f"file:{running.folder}/backstop.sqlite?mode=ro", uri=True) as store:
        area = store.execute(
            "SELECT p.region_code FROM staff_post AS p JOIN staff_user AS u ON u.id = p.staff_id WHERE u.login = 'centre'"
        ).fetchone()[0]
        cases = store.execute(
            "SELECT id, region_code FROM aid_case WHERE state = 'accepted' AND region_code LIKE ? ORDER BY id", (area[:6] + "%",)
        ).fetchall()
        members = {
            case: store.execute("SELECT name, id_last_four FROM case_member WHERE case_id = ? ORDER BY member_number", (case,)).fetchall()
            for case, _ in cases
        }
        clerks = dict(store.execute(
            "SELECT p.region_code, u.login FROM staff_post AS p JOIN staff_user AS u ON u.id = p.staff_id WHERE p.role = 'townshipClerk'"
        ).fetchall())
    drivers = {row["owner_id"] for row in table(running.folder, "vehicle")}
    people = {}
    for row in table(running.folder, "population"):
        people.setdefault((row["name"], row["id_no"][-4:]), row["id_no"])
    for case, region in cases:
        known = [people.get(member) for member in members[case]]
        if region[:9] in clerks and all(known) and not drivers & set(known):
            return {"case": case, "id_no": known[0], "clerk": clerks[region[:9]]}
    raise AssertionError("no accepted case without a car")


def next_day(running, today):
    running.run("demo", "advance", "1d", "--data", str(running.folder))
    with sqlite3.connect(f"file:{running.folder}/backstop.sqlite?mode=ro", uri=True) as store:
        last = store.execute("SELECT MAX(as_of_day) FROM import_batch WHERE state = 'done'").fetchone()[0]
    return max(today, datetime.date(1970, 1, 1) + datetime.timedelta(days=last + 1))


def silence(running, dataset):
    """A department's file goes bad on the disk: what stands in it cannot be read, which is never "nothing there"."""
    files = {path: path.read_bytes() for path in (running.folder / "snapshots" / dataset).glob("*/snapshot.bin")}
    for path, content in files.items():
        half = len(content) // 2
        path.write_bytes(content[:half] + bytes(byte ^ 1 for byte in content[half:-8]) + content[-8:])
    return files


def test_an_objection_refutes_the_record_in_the_report_and_in_the_second_run(running, staff, today, accepted):
    centre, clerk = staff("centre"), staff(accepted["clerk"])
    prepare(running, "0004", [car(9_900_004, accepted)])
    assert "已启用" in take(centre, "0004", next_day(running, today))
    whole = silence(running, "deposit")

    # The program compares and makes the report: a hidden car, and a bank that cannot answer.
    case = f"/staff/cases/{accepted['case']}"
    clerk.goto(f"{case}/investigate")
    send(clerk)
    for _ in range(40):
        clerk.goto(f"{case}/check")
        if "核对报告" in clerk.locator("main").inner_text():
            break
        clerk.wait_for_timeout(500)
    look(clerk, "report-with-a-car")
    text = clerk.locator("main").inner_text()
    assert "鲁M88888" in text and "存款与理财余额" in text, text
    touched = clerk.locator('#findings tr:has-text("鲁M88888")').count()
    assert touched >= 2, "one car touches the number and the value"
    for path, content in whole.items():
        path.write_bytes(content)

    # One objection for the one car; the family's words, filed by the clerk.
    assert "已完成" in ask(centre, "precheck", "申请家庭事前核对")
    found = centre.locator('main tr:has-text("鲁M88888")').count()
    assert found >= 2
    label = clerk.locator('form[action$="/object"] label.choice:has-text("鲁M88888")').first
    label.click()
    fill(clerk, text="这辆车去年已经过户给别人，行驶证和过户证明都在。")
    send(clerk, "/check/object")
    look(clerk, "objection-filed")
    assert clerk.locator('form[action$="/object"] label.choice:has-text("鲁M88888")').count() == 0

    centre.goto(f"{CENTRE}/objections")
    centre.locator('main tbody tr:has-text("鲁M88888") a').first.click()
    look(centre, "objection-to-decide")
    choose(centre, "outcome", "upheld")
    fill(centre, reason="车管所回函：该车已于去年过户，登记尚未更新。")
    send(centre)
    assert "复核结果已登记" in centre.locator("main").inner_text()
    centre.goto(f"{CENTRE}/tickets")
    centre.locator('main tbody a').first.click()
    look(centre, "correction-ticket")
    assert "9900004" in centre.locator("main").inner_text()
    centre.goto(f"{CENTRE}/suppressions")
    look(centre, "suppressions")

    # The next version counts the car nowhere and says what is answered.
    for _ in range(40):
        clerk.goto(f"{case}/check")
        if "第" in clerk.locator("h1").inner_text() and clerk.locator('#findings tr:has-text("鲁M88888")').count() == 0:
            break
        clerk.wait_for_timeout(500)
    look(clerk, "report-without-the-car")
    assert clerk.locator('#findings tr:has-text("鲁M88888")').count() == 0
    assert clerk.locator('#findings li:has-text("鲁M88888")').count() == touched

    # The second run finds the same rows and raises nothing of them.
    assert "已完成" in ask(centre, "precheck", "申请家庭再次事前核对")
    look(centre, "second-run")
    rows = centre.locator('main tr:has-text("鲁M88888")')
    assert all("已由 GZ" in row for row in rows.all_inner_texts()), rows.all_inner_texts()
    centre.goto(f"{CENTRE}/sources")
    look(centre, "sources-with-refuted")
