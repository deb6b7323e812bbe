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
