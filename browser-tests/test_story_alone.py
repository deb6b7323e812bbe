"""The old man who lives alone: his brother is the village's secretary, so the village is heard and the county comes
itself; and the county looks again at what a township decided in its name."""

import datetime
import hashlib
import re

import pytest

import audit
import server
from application import Family, Member
from conftest import DESK
from people import choose, citizen_id, fill, look, photo, send
from test_walk import City, determine, give_opinion, let_notice_end, open_case, photograph, send_application, step


@pytest.fixture(scope="module")
def running(prepared, tmp_path_factory):
    started = server.start(server.copy(prepared, tmp_path_factory.mktemp("alone") / "data"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def city(running, stay):
    return City(running, stay)


BROTHER = "向守田"


def old_man():
    """A man of 73 by himself, who cannot work and has a little saved; nobody in any register has his number."""
    member = Member("向守山", citizen_id("19530410", 701), "applicant", "unable", health="chronicIllness")
    return Family("19800000701", [member], wage="0", deposit="1200", medical="3600")


def visit(page, case, path, city, man, purpose, second):
    step(
        page, case, path, f"alone-{path}", purpose=purpose, day=city.today.isoformat(), secondName=second,
        livingConditions="一个人住，灯光昏暗，灶台旧，冬天靠火盆取暖。", housing="土坯房两间，电线老化。",
        **{"seen-1": "yes", "ill-1": "yes", "able-1": "no"}, placeNote="老屋堂屋",
        neighbourName1="隔壁邻居", neighbourWords1="他一个人过，腿脚不好，平时靠种点菜。", photo1="老屋",
        householdSigner=man.name, visitorsSigned="yes",
    )  # fmt: skip


def test_the_village_is_heard_and_the_county_comes_because_of_his_brother(city):
    family = old_man()
    man = family.members[0]
    number = send_application(city.citizen(), family, city)
    clerk, reviewer, county = city.staff("clerk"), city.staff("reviewer"), city.staff("county")

    # The village's secretary is on the list, and declares who his relatives are.
    clerk.goto("/staff/relatives")
    look(clerk, "relatives-empty")
    clerk.click('main a[href="/staff/relatives/officials/add"]')
    fill(clerk, name=BROTHER, duty="村党支部书记")
    clerk.locator('select[name="region"]').select_option(index=1)
    send(clerk, "/officials/add")
    clerk.locator('main li:has-text("向守田") a[href^="/staff/declare-relatives"]').click()
    fill(clerk, name1=man.name, id1=man.id_number)
    clerk.locator('select[name="kinship1"]').select_option("sibling")
    choose(clerk, "truth", "yes")
    look(clerk, "relatives-declare")
    send(clerk)
    assert "done=declare&added=1" in clerk.url, clerk.locator("main").inner_text()
    look(clerk, "relatives-ledger")

    case = open_case(clerk, number)
    step(clerk, case, "accept")
    step(clerk, case, "investigate")
    for _ in range(20):
        if clerk.locator("#report table").count():
            break
        clerk.wait_for_timeout(1000)
        clerk.goto(case)
    visit(clerk, case, "visit", city, man, "investigation", "严立群")

    # A meeting without its quorum is refused with the reason; the village is called again.
    held = {
        "day": city.today.isoformat(), "place": "村委会", "body": "15", "present": "6", "related": "0", "agree": "6",
        "disagree": "0", "abstain": "0", "attendees": "村民代表6人", "minutes": "都说他一个人过得难。", "photo1": "签到表",
    }  # fmt: skip
    clerk.goto(f"{case}/appraisal")
    clerk.locator('select[name="organiser"]').select_option(index=1)
    for name, value in held.items():
        if name.startswith("photo"):
            clerk.set_input_files(f'main input[name="{name}"]', photo(value))
        else:
            fill(clerk, **{name: value})
    send(clerk, "/appraisal")
    assert "没有达到规定的到会人数" in clerk.locator(".error-summary").inner_text()
    audit.expect_status(clerk, 422)
    look(clerk, "alone-appraisal-refused")
    fill(clerk, present="12", agree="11", disagree="1", attendees="村民代表12人")
    send(clerk, "/appraisal")
    assert "done=appraisal" in clerk.url, clerk.locator("main").inner_text()[:2000]
    look(clerk, "alone-appraisal")

    determine(clerk, case)
    give_opinion(reviewer, case, "positive")
    step(clerk, case, "post-notice")
    photograph(clerk, case, "first")
    let_notice_end(city, clerk, case)

    # Nobody confirms before the county has been to the house itself.
    county.goto(case)
    said = county.locator(".sticky").inner_text()
    assert "县级入户核查" in said and "近亲属备案" in said, said
    look(county, "alone-county-visit-owed")
    step(county, case, "order-visit", reason="registeredRelative")
    visitor = city.staff("county-b")
    visit(visitor, case, "county-visit", city, man, "county", "乡镇干部严立群")
    step(county, case, "confirm", "alone-confirm")
    look(county, "alone-confirmed")
    text = county.locator("#supervision").inner_text()
    assert BROTHER in text and "兄弟姐妹" in text and "通过" in text, text
    assert "隔壁邻居" not in county.locator("main").inner_text(), "who the neighbour was stays in the file"


def test_the_county_looks_again_at_what_a_township_decided_in_its_name(city):
    county = city.staff("county")
    county.goto("/staff/delegations")
    look(county, "delegations")
    assert "委托" in county.locator("main table").inner_text()
    city.advance(1)
    county.goto("/staff/samplings/freeze")
    fill(county, share="20")
    county.fill('input[name="from"]', (city.today - datetime.timedelta(days=120)).isoformat())
    county.fill('input[name="through"]', (city.today - datetime.timedelta(days=1)).isoformat())
    look(county, "sampling-freeze")
    send(county, "/freeze")
    assert "done=freeze" in county.url, county.locator("main").inner_text()
    look(county, "sampling-frozen")
    digest = re.search(r"\b[0-9a-f]{64}\b", county.locator("main").inner_text()).group(0)
    with county.expect_download() as download:
        county.click('main a[href$="/list"]')
    assert hashlib.sha256(download.value.path().read_bytes()).hexdigest() == digest
    fill(county, seed="20260731", source="当天福利彩票3D开奖号码，科室三人在场")
    send(county, "/draw")
    assert "done=draw" in county.url and "重新抽取，结果相同" in county.locator("main").inner_text()
    look(county, "sampling-drawn")
    checker = city.staff("county-b", DESK)
    checker.goto(county.url.split("?")[0])
    checker.locator('main a[href*="/cases/"]:has-text("记录结论")').first.click()
    choose(checker, "finding", "wrongAmount")
    fill(checker, words="少算了一口人的分档。")
    look(checker, "sampling-finding")
    send(checker)
    assert "done=finding" in checker.url, checker.locator("main").inner_text()
    assert re.search(r"\d+\.\d%", checker.locator("main").inner_text())
    look(checker, "sampling-rates")
