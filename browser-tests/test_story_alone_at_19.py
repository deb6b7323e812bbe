"""The nineteen-year-old with an intellectual disability whose household is not poor enough as a whole: filed alone.

The village's assistant reports him, the clerk files him alone at the window, the county confirms; he gets a certificate
whose code says valid and nothing else; and when his father comes home, his own assistance stands.
"""

import re

import pytest

import server
from application import nothing
from conftest import PHONE
from people import choose, citizen_id, fill, look, send
from test_walk import City, determine, give_opinion, let_notice_end, photograph, step

NAME = "郝文朗"
BORN = "20060815"


@pytest.fixture(scope="module")
def city(prepared, tmp_path_factory, stay):
    running = server.start(server.copy(prepared, tmp_path_factory.mktemp("alone") / "data"))
    yield City(running, stay)
    running.stop()


@pytest.fixture(scope="module")
def clerk(city):
    return city.staff("clerk")


def part(page, draft, section, **values):
    page.goto(f"{draft}/part/{section}")
    for name, value in values.items():
        if page.locator(f'main input[name="{name}"][value="{value}"]').count():
            choose(page, name, value)
        elif page.locator(f'main select[name="{name}"]').count():
            page.select_option(f'main select[name="{name}"]', value)
        else:
            fill(page, **{name: value})
    send(page, f"/part/{section}")
    assert page.url.endswith(draft), f"{page.url}: {page.locator('main').inner_text()[:1500]}"


def mode(page, draft, seen):
    page.goto(f"{draft}/mode")
    choose(page, "mode", "alone")
    page.select_option('main select[name="ground"]', "adultSevereDisability")
    seen(page, "alone-mode")
    send(page, "/mode")
    assert page.url.endswith(draft), page.locator("main").inner_text()[:1500]


def member(page, name, sequence, grade):
    page.locator('main a[href*="/member/"]').first.click()
    fill(page, name=name, idNumber=citizen_id(BORN, sequence), grade=grade)
    chosen = {"relation": "applicant", "health": "healthy", "disability": "intellectual", "work": "unemployed"}
    for field, value in chosen.items():
        page.select_option(f'main select[name="{field}"]', value)
    choose(page, "able", "no")
    choose(page, "student", "no")
    send(page)


def file_alone(page, name, sequence, grade, seen=nothing):
    """Answers the address of the draft, filled in for one person."""
    page.goto("/staff/filing")
    page.select_option('main select[name="program"]', "dibao")
    page.select_option('main select[name="region"]', index=1)
    fill(page, phone=f"198000060{sequence}")
    send(page, "/staff/filing")
    draft = "/" + page.url.split("/", 3)[3]
    seen(page, "alone-draft")
    mode(page, draft, seen)
    member(page, name, sequence, grade)
    for section in ("incomes", "properties", "expenses"):
        part(page, draft, section)
    part(page, draft, "hardship", hardship="智力残疾，没有工作，靠父亲打工养活。")
    page.goto(f"{draft}/part/places")
    village = page.locator('main select[name="residence"] option:checked').get_attribute("value")
    part(page, draft, "places", register=village, address="二组7号")
    part(page, draft, "contact", account="62170000000000" + str(sequence), holder="1")
    part(page, draft, "pledge", pledge="yes", relative="no")
    page.goto(f"{draft}/authorization/1")
    choose(page, "way", "beforeClerk")
    send(page)
    page.goto(draft)
    seen(page, "alone-draft-ready")
    return draft


def test_he_is_filed_alone_and_confirmed(city, clerk):
    draft = file_alone(clerk, NAME, 19, "3", look)
    send(clerk, "/submit")
    assert "done=filed" in clerk.url, clerk.locator("main").inner_text()[:2000]
    case = "/" + clerk.url.split("?")[0].split("/", 3)[3]
    look(clerk, "alone-case")
    assert draft != case
    step(clerk, case, "accept")
    step(clerk, case, "investigate")
    for _ in range(20):
        if clerk.locator('#report a[href$="/print"], #report .difference, #report table').count():
            break
        clerk.wait_for_timeout(1000)
        clerk.goto(case)
    step(
        clerk, case, "visit", purpose="investigation", day=city.today.isoformat(), secondName="严立群",
        livingConditions="与父母、弟弟同住，需要人看护。", housing="砖房三间。", householdSigner=NAME,
        visitorsSigned="yes", placeNote="家里", neighbourName1="邻居张某", neighbourWords1="他自己过不了日子。",
        photo1="入户", **{"able-1": "no", "seen-1": "yes"},
    )  # fmt: skip
    determine(clerk, case)
    give_opinion(city.staff("reviewer"), case, "positive", text="成年无业重度残疾人，按单人户认定。")
    step(clerk, case, "post-notice")
    photograph(clerk, case, "first")
    let_notice_end(city, clerk, case)
    step(city.staff("county"), case, "confirm", "alone-confirm")
    city.case = case


def test_his_certificate_says_valid_and_nothing_else(city, clerk):
    services = f"{city.case}/services"
    clerk.goto(services)
    clerk.locator(f'main a[href="{services}/certificate"]').click()
    look(clerk, "alone-certificate-issue")
    send(clerk, "/certificate")
    assert "done=certificate" in clerk.url, clerk.locator("main").inner_text()[:1500]
    look(clerk, "alone-services")
    check = clerk.locator('main a[href*="/certificate/"]').last.get_attribute("href")
    clerk.goto(clerk.locator('main a[href^="/staff/certificates/"]').first.get_attribute("href"))
    look(clerk, "alone-certificate-print")
    assert NAME in clerk.locator("main").inner_text()
    stranger = city.visit(PHONE, scripts=False, base_url=city.running.url)
    stranger.goto("/" + check.split("/", 3)[3])
    look(stranger, "alone-certificate-status")
    said = stranger.locator("main").inner_text()
    assert "有效" in said and NAME not in said and not re.search(r"[A-Z]{2}\d{6}", said), said
    clerk.goto(f"{services}/certificate-change")
    choose(clerk, "event", "reportLoss")
    fill(clerk, reason="在集市上丢了")
    send(clerk, "/certificate-change")
    stranger.reload()
    assert "无效" in stranger.locator("main").inner_text()


def test_his_father_comes_home_and_his_own_assistance_stands(city, clerk):
    clerk.goto(city.case)
    family = clerk.locator('main a[href^="/staff/objects/"]').first.get_attribute("href")
    clerk.goto(family)
    look(clerk, "alone-family")
    clerk.locator(f'main a[href="{family}/join"]').click()
    fill(clerk, name="郝小满", idNumber=citizen_id("19780101", 21), day=city.today.isoformat())
    for name, value in (("relation", "parent"), ("cause", "returned"), ("health", "healthy"), ("work", "casualWork")):
        clerk.select_option(f'main select[name="{name}"]', value)
    choose(clerk, "able", "yes")
    fill(clerk, evidence="户口簿", reason="父亲回家共同生活")
    look(clerk, "alone-family-join")
    send(clerk, "/join")
    assert "done=join" in clerk.url, clerk.locator("main").inner_text()[:1500]
    look(clerk, "alone-family-joined")
    said = clerk.locator("main").inner_text()
    assert "郝*满" in said and "郝小满" not in said and "重新测算" not in said, said
    clerk.goto(city.case)
    assert "保障中" in clerk.locator("main .title").inner_text(), clerk.locator("main .title").inner_text()
    clerk.goto(f"{family}/print")
    look(clerk, "alone-family-print")


def test_a_disability_that_is_not_severe_is_told_to_file_as_a_household(city, clerk):
    file_alone(clerk, "郝文亮", 23, "4")
    send(clerk, "/submit")
    assert "残疾等级没有达到重度" in clerk.locator("main").inner_text(), clerk.locator("main").inner_text()[:1500]
