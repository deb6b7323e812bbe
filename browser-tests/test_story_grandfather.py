"""The migrant grandfather with the sick grandson, under invented names: helped where he lives, as a newcomer.

His dibao runs in another province, which is asked about his letter; the township helps first; the county sits down with
medical security, since no one office can do it alone; what was given is told to the place of his register.
"""

import datetime

import pytest

import audit
import server
from application import Family, Member
from people import choose, citizen_id, fill, look, look_at_print, send
from test_walk import City, give_opinion, let_notice_end, open_case, photograph, send_application, step

HOME = "颍上县民政局"


@pytest.fixture(scope="module")
def city(prepared, tmp_path_factory, stay):
    running = server.start(server.copy(prepared, tmp_path_factory.mktemp("grandfather") / "data"))
    yield City(running, stay)
    running.stop()


def family():
    """Husband and wife who came to work, and the grandson whose parents are dead."""
    members = [
        Member("曹守勤", citizen_id("19620214", 501), "applicant", "casualWork", is_able=True),
        Member("葛秀莲", citizen_id("19650920", 502), "spouse", "casualWork", is_able=True),
        Member("曹望舒", citizen_id("20160607", 503), "grandchild", "student", is_adult=False, health="seriousIllness"),
    ]
    return Family(
        "19800000501", members, wage="3200", deposit="2000", medical="345000", program="temporaryRelief", province="34"
    )


def act(page, case, path, seen=None, **values):
    """Something done on the page of letters and window services."""
    page.goto(f"{case}/services")
    page.locator(f'main a[href="{case}/services/{path}"]').first.click()
    for name, value in values.items():
        if page.locator(f'main input[name="{name}"][value="{value}"]').count():
            choose(page, name, value)
        else:
            fill(page, **{name: value})
    if seen:
        look(page, seen)
    send(page, f"/{path}")
    assert f"done={path}" in page.url, page.locator("main").inner_text()[:2000]


def test_he_applies_where_he_lives_and_his_letter_is_asked_about(city):
    citizen = city.citizen()
    number = send_application(citizen, family(), city, only("citizen-register", "citizen-done"))
    clerk, reviewer = city.staff("clerk"), city.staff("reviewer")
    case = city.case = open_case(clerk, number)
    step(clerk, case, "accept")
    act(
        clerk, case, "letter-take", "grandfather-letter", number="颍民低保证〔2026〕31号", office=HOME, people="曹守勤一家三口",
        purpose="2022年起享受农村低保，现仍在保", validThrough=(city.today + datetime.timedelta(days=60)).isoformat(),
        way="电话 0558-4412345，传真核对",
    )  # fmt: skip
    clerk.goto(f"{case}/services/letter-answer")
    clerk.locator('main select[name="letter"]').select_option(index=1)
    choose(clerk, "state", "genuine")
    fill(clerk, answer="颍上县民政局低保科答复：属实，三口人，在保。")
    send(clerk, "/letter-answer")
    assert "done=letter-answer" in clerk.url, clerk.locator("main").inner_text()[:2000]
    look(clerk, "grandfather-services")
    # Nothing was given yet, so there is nothing to tell the place of his register.
    reviewer.goto(f"{case}/services/tell-register")
    fill(reviewer, office=HOME)
    send(reviewer, "/tell-register")
    assert "还没有给过救助" in reviewer.locator(".error-summary").inner_text()


def only(*names):
    """Looks at some pages of a path that another test has looked at page by page."""
    return lambda page, name: look(page, f"grandfather-{name}") if name.startswith(names) else None


def test_the_township_helps_first_from_its_reserve(city):
    county, reviewer, clerk = city.staff("county"), city.staff("reviewer"), city.staff("clerk")
    case = city.case
    county.goto(case)
    place = county.locator("main").inner_text()
    county.goto("/staff/reserve")
    towns = county.locator('main a[href*="township="]')
    town = next(link for link in towns.all() if link.inner_text() in place)
    town.click()
    choose(county, "kind", "filledUp")
    fill(county, amount="20000", reference="惠财社〔2026〕8号")
    send(county, "/staff/reserve")
    look(county, "grandfather-reserve")
    assert "20,000.00" in county.locator("main").inner_text()

    # Above what a township may pay before a decision it is refused, with the ceiling.
    paid = {
        "emergency": "suddenIllness", "reportedOn": city.today.isoformat(), "reportedHour": "8", "recipient": "曹守勤",
        "signs": "yes", "witnesses": "社区干事孟凡",
    }  # fmt: skip
    reviewer.goto(f"{case}/pay-first")
    for name, value in {**paid, "amount": "6000"}.items():
        if reviewer.locator(f'main input[name="{name}"][value="{value}"]').count():
            choose(reviewer, name, value)
        else:
            fill(reviewer, **{name: value})
    send(reviewer, "/pay-first")
    audit.expect_status(reviewer, 422)
    assert "5,000" in reviewer.locator(".error-summary").inner_text()
    step(reviewer, case, "pay-first", "grandfather-pay-first", amount="4000", **paid)
    look(reviewer, "grandfather-paid-first")
    assert "还缺" in reviewer.locator("#fast").inner_text()
    step_papers(clerk, case, "identity", "application", "eventProof", "receipt")


def step_papers(page, case, *papers):
    page.goto(f"{case}/aid-papers")
    for paper in papers:
        choose(page, "papers", paper)
    send(page, "/aid-papers")
    assert "done=aid-papers" in page.url, page.locator("main").inner_text()[:1500]


def test_the_county_sits_down_with_medical_security(city):
    county, clerk = city.staff("county"), city.staff("clerk")
    case = city.case
    county.goto(f"{case}/conference")
    county.locator('main select[name="chair"]').select_option(index=1)
    due, through = (city.today + datetime.timedelta(days=days) for days in (5, 90))
    fill(
        county, ground="户籍在外省，孙子患重病，一次手术三十四万元，涉及民政和医保两个部门。", day=city.today.isoformat(),
        department1="县民政局", name1="冯立群", department2="县医疗保障局", name2="吴科长",
        minutes="一致同意按新市民给予临时救助；医保局协助异地就医备案和直接结算。", who1="县医疗保障局", act1="办理异地就医备案",
        due1=due.isoformat(), through=through.isoformat(),
    )  # fmt: skip
    for seat in ("1", "2"):
        choose(county, "signed", seat)
    look(county, "grandfather-conference")
    send(county, "/conference")
    assert "done=conference" in county.url, county.locator("main").inner_text()[:2000]
    clerk.goto(f"{case}/finish-item")
    clerk.locator('label.choice:has(input[name="item"])').first.click()
    fill(clerk, note="已备案，医院可以直接结算。")
    send(clerk, "/finish-item")
    assert "done=finish-item" in clerk.url, clerk.locator("main").inner_text()[:1500]
    county.goto(case)
    look_at_print(county, "个案会商纪要", "grandfather-minutes")


ANSWERS = {
    "reliefType": "emergency", "reliefCause": "medical", "reliefClass": "B", "reliefSelfPaid": "345000",
    "halfYearIncome": "1066.67", "reliefMultiple": "3", "livesHere": "yes", "rigidCostLarge": "yes",
    "hasNoIncome": "no", "hardshipPledge": "yes", "caseConference": "yes", "reliefSameCausePaid": "no",
}  # fmt: skip


def answer(page, case, program):
    """Sorts, and answers what the program still asks, round after round, as the papers on the desk say."""
    page.goto(f"{case}/programs")
    send(page, "/programs")
    for round_number in range(4):
        page.goto(f"{case}/programs/answers?for={program}")
        part = page.locator("main .form-part")
        if not part.count() or part.first.get_attribute("id") != f"field-part.{program}":
            return
        for name, value in ANSWERS.items():
            field = page.locator(f'main [name$=".{name}"]')
            if not field.count():
                continue
            if field.first.get_attribute("type") == "radio":
                choose(page, field.first.get_attribute("name"), value)
            elif field.first.evaluate("node => node.tagName") == "SELECT":
                field.first.select_option(value)
            else:
                field.first.fill(value)
        choose(page, "basis", "document")
        fill(page, note="入户核实、住院结算单和会商纪要")
        if round_number == 0:
            look(page, "grandfather-questions")
        send(page, "/answers")
        assert "done=sorted" in page.url, page.locator("main").inner_text()[:2500]


def test_relief_is_decided_by_one_plus_four_and_his_home_is_told(city):
    clerk, reviewer, county = city.staff("clerk"), city.staff("reviewer"), city.staff("county")
    case = city.case
    step(clerk, case, "investigate")
    for _ in range(60):
        if clerk.locator('#report a[href$="/print"], #report .difference, #report table').count():
            break
        clerk.wait_for_timeout(500)
        clerk.goto(case)
    step(
        clerk, case, "visit", purpose="investigation", day=city.today.isoformat(), secondName="严立群",
        livingConditions="租住一间平房，孙子刚做完手术。", housing="租房一间。", householdSigner="曹守勤", visitorsSigned="yes",
        placeNote="租住处", neighbourName1="房东", neighbourWords1="老两口带着孙子，日子难。", photo1="入户",
        **{"ill-3": "yes", "able-1": "yes", "able-2": "yes", "able-3": "no", "seen-1": "yes"},
    )  # fmt: skip
    step_papers(clerk, case, "identity", "application", "eventProof", "receipt", "visitForm")
    answer(clerk, case, "temporaryRelief")
    clerk.goto(f"{case}/programs")
    look(clerk, "grandfather-sorted")
    clerk.goto(f"{case}/determine")
    send(clerk, "/determine")
    assert "done=determine" in clerk.url, clerk.locator("main").inner_text()[:2500]
    said = clerk.locator("main").inner_text()
    # A tenth of what he pays himself, less what was paid first.
    assert "34,500.00" in said and "30,500.00" in said and "1+4" in said, said
    look(clerk, "grandfather-determined")
    give_opinion(reviewer, case, "positive", text="实际居住属实，孙子重病，符合新市民临时救助。")
    step(clerk, case, "post-notice")
    photograph(clerk, case, "first")
    let_notice_end(city, clerk, case)
    step(county, case, "confirm", "grandfather-confirm")
    county.goto(case)
    look(county, "grandfather-granted")
    look_at_print(county, "审核确认通知书", "grandfather-decision")

    # Both offices know of each other now: what was given here is told to where the register is.
    act(
        clerk, case, "tell-register", "grandfather-tell", office=HOME,
        matter="请核实农村低保是否在保，协助办理异地就医备案，并纳入低收入人口监测。",
    )  # fmt: skip
    clerk.goto(case)
    look_at_print(clerk, "关于居住地救助情况的告知函", "grandfather-home-letter")
    letter = clerk.locator("body").inner_text()
    for words in [HOME, "先行救助4,000.00元", "30,500.00元"]:
        assert words in letter, f"{words} is missing: {letter}"
    assert "3,200" not in letter, "the letter says what was given, and nothing of the family's means"
