"""One family all the way from a village's code to the money in the bank, and the ways back; every step on a real page."""

import datetime
import re

import pytest

import server
from application import Family, apply, nothing
from conftest import PHONE
from people import Office, choose, fill, look, photo, send, village_token


class City:
    """A city whose clock this file moves, with everybody in it."""

    def __init__(self, running, visit):
        self.running, self.visit = running, visit
        self.staff = Office(visit, running.url)
        self.token = village_token(running.output)
        self.today = datetime.date.fromisoformat(re.search(r"business day (\d{4}-\d\d-\d\d)", running.output).group(1))

    def citizen(self):
        return self.visit(PHONE, scripts=False, base_url=self.running.url)

    def advance(self, days):
        self.running.run("demo", "advance", f"{days}d", "--data", str(self.running.folder))
        self.today += datetime.timedelta(days=days)


@pytest.fixture(scope="module")
def running(prepared, tmp_path_factory):
    started = server.start(server.copy(prepared, tmp_path_factory.mktemp("walk") / "data"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def city(running, stay):
    return City(running, stay)


def send_application(page, family, city, seen=nothing):
    """Answers the number of the case."""
    draft = apply(page, family, city.token, seen)
    send(page, "/check")
    assert page.url.endswith("/done"), page.locator("main").inner_text()
    seen(page, "citizen-done")
    assert draft in page.url
    return page.locator("main p.number").inner_text().strip()


def open_case(page, number):
    page.goto(f"/staff/cases?q={number}")
    page.locator(f'main a[href^="/staff/cases/"]:has-text("{number}"), main tr:has-text("{number}") a').first.click()
    assert re.search(r"/staff/cases/\d+", page.url), page.url
    return "/" + page.url.split("?")[0].split("/", 3)[3]


def step(page, case, path, seen=None, **values):
    """Opens a step from the case's page, fills it in and does it."""
    page.goto(case)
    link = page.locator(f'main a[href="{case}/{path}"]')
    assert link.count(), f"{path} is not offered: {page.locator('.sticky').inner_text()}"
    link.first.click()
    for name, value in values.items():
        if name.startswith("photo"):
            page.set_input_files(f'main input[name="{name}"]', photo(value))
        elif page.locator(f'main input[name="{name}"][value="{value}"]').count():
            choose(page, name, value)
        else:
            fill(page, **{name: value})
    if seen:
        look(page, seen)
    send(page, f"/{path}")
    assert f"done={path}" in page.url, f"{page.url}: {page.locator('main').inner_text()[:2000]}"


def investigate(clerk, case, city, family, seen=None):
    step(clerk, case, "accept", seen and "clerk-accept")
    step(clerk, case, "investigate", seen and "clerk-investigate")
    for _ in range(20):
        if clerk.locator('#report a[href$="/print"], #report .difference, #report table').count():
            break
        clerk.wait_for_timeout(1000)
        clerk.goto(case)
    if seen:
        look(clerk, "clerk-report")
    visit_values = {
        "purpose": "investigation", "day": city.today.isoformat(), "secondName": "严立群",
        "livingConditions": "砖房两间，家电陈旧，与申报一致。", "housing": "砖木结构，冬天烧煤。",
        "ill-1": "yes", "able-1": "no", "able-2": "no", "able-3": "no", "householdSigner": family.members[0].name,
        "visitorsSigned": "yes", "seen-1": "yes", "placeNote": "家里", "neighbourName1": "邻居张某",
        "neighbourWords1": "这家确实困难。", "photo1": "入户",
    }  # fmt: skip
    step(clerk, case, "visit", seen and "clerk-visit", **visit_values)


def determine(page, case, seen=None):
    """Computes, and answers what is still open from the papers, round after round."""
    page.goto(f"{case}/determine")
    for round_number in range(4):
        send(page, "/determine")
        if "done=determine" in page.url:
            return
        if seen:
            look(page, f"{seen}-questions-{round_number + 1}")
        for index in range(page.locator('main input[name^="note-"]').count()):
            choose_or_fill(page, index)
    raise AssertionError(page.locator("main").inner_text()[:2000])


def choose_or_fill(page, index):
    if page.locator(f'main input[name="answer-{index}"][type="radio"]').count():
        choose(page, f"answer-{index}", "no")
    else:
        fill(page, **{f"answer-{index}": "0"})
    choose(page, f"basis-{index}", "document")
    fill(page, **{f"note-{index}": "家庭提供的证明"})


def give_opinion(page, case, direction, seen=None, reason=None, text="经入户核实，符合条件。"):
    page.goto(f"{case}/opinion")
    for box in page.locator('main label.choice:has(input[name="silent"])').all():
        box.click()
    choose(page, "direction", direction)
    if reason:
        choose(page, "reasonCodes", reason)
    fill(page, text=text)
    if seen:
        look(page, seen)
    send(page, "/opinion")
    assert "done=opinion" in page.url, page.locator("main").inner_text()[:2000]


def board_code(page, case):
    """The code at the foot of the paper that hangs on the wall."""
    page.goto(case)
    page.locator('#notices a[href$="/board"]').first.click()
    send(page, "/board")
    return re.search(r"校验码\s*([0-9A-F]{8})", page.locator("main").inner_text()).group(1)


def photograph(page, case, which, seen=None):
    code = board_code(page, case)
    page.goto(case)
    page.locator('#notices a[href$="/photo"]').first.click()
    choose(page, "which", which)
    fill(page, code=code)
    page.set_input_files('main input[type="file"]', photo("公示"))
    if seen:
        look(page, seen)
    send(page, "/photo")
    assert "done=photo" in page.url, page.locator("main").inner_text()[:2000]


def let_notice_end(city, clerk, case, seen=None):
    """Its days pass, weekend and holidays after them too; it is photographed once more and closed."""
    city.advance(7)
    photograph(clerk, case, "last", seen and f"{seen}-last-photo")
    clerk.goto(case)
    if not clerk.locator(f'a[href="{case}/close-notice"]').count():
        city.advance(3)
    step(clerk, case, "close-notice", seen and f"{seen}-close-notice")


def test_a_visitor_objects_to_a_notice_and_the_office_answers(city):
    clerk = city.staff("clerk")
    clerk.goto("/staff/notices")
    # The clock still stands where the demo left it: some of its notices hang today.
    notice = clerk.locator('main a[href^="/notice/"]').last
    case = notice.locator('xpath=ancestor::tr//a[starts-with(@href, "/staff/cases/")]').get_attribute("href")
    visitor = city.citizen()
    visitor.goto(notice.get_attribute("href"))
    look(visitor, "visitor-notice")
    fill(visitor, text="这家在县城还有一套房子，请再核实。")
    send(visitor)
    look(visitor, "visitor-objected")
    assert re.search(r"\d{6}", visitor.locator("main p.number").inner_text())
    reviewer = city.staff("reviewer")
    reviewer.goto(f"{case}/objections")
    choose(reviewer, "upheld", "no")
    fill(reviewer, text="经再次核实，该房屋属于他人。")
    look(reviewer, "reviewer-objection")
    send(reviewer)
    assert "done=objections" in reviewer.url, reviewer.locator("main").inner_text()
    look(reviewer, "reviewer-objection-answered")


def test_a_family_from_the_village_code_to_the_bank(city):
    family = Family.of(1, "谷秋禾")
    citizen = city.citizen()
    number = send_application(citizen, family, city, look)
    citizen.click('main a.button[href^="/progress/"]')
    progress = citizen.url
    look(citizen, "citizen-progress-submitted")

    clerk = city.staff("clerk", seen="clerk")
    look(clerk, "clerk-desk")
    clerk.goto("/staff/cases")
    look(clerk, "clerk-queue")
    case = open_case(clerk, number)
    look(clerk, "clerk-case")
    investigate(clerk, case, city, family, seen=True)
    determine(clerk, case, seen="clerk-determine")
    look(clerk, "clerk-determined")

    reviewer = city.staff("reviewer")
    give_opinion(reviewer, case, "positive", seen="reviewer-opinion")
    step(clerk, case, "post-notice", "clerk-post-notice")
    photograph(clerk, case, "first", "clerk-first-photo")
    clerk.goto("/staff/notices")
    look(clerk, "clerk-notices")
    citizen.goto(f"/notices/{city.token}")
    look(citizen, "citizen-notice-board")
    citizen.goto(progress)
    look(citizen, "citizen-progress-notice")

    let_notice_end(city, clerk, case, seen="clerk")
    county = city.staff("county")
    step(county, case, "confirm", "county-confirm")
    look(county, "county-confirmed")

    next_month = (city.today.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    city.advance((next_month - city.today).days)
    line = pay(city)
    citizen.goto(progress)
    look(citizen, "citizen-progress-paid")
    money = citizen.locator("section.card:has(h2)").filter(has_text=f"{city.today.year}年{city.today.month}月").first
    said = money.inner_text()
    assert "到账" in said and line.split("|")[3].split(".")[0] in said.replace(",", ""), said
    assert line.split("|")[1] == family.members[0].name and line.split("|")[2] == family.account


def pay(city, name="谷秋禾", seen=look):
    """The month's money by five pairs of hands; answers the family's line of the bank file."""
    payer, checker, finance = (city.staff(login) for login in ("payer", "checker", "finance"))
    payer.goto("/staff/batches")
    seen(payer, "payer-batches")
    payer.goto("/staff/batches/make")
    seen(payer, "payer-roster")
    send(payer, "/make")
    assert "done=make" in payer.url, payer.locator("main").inner_text()[:2000]
    seen(payer, "payer-roster-made")
    batch = "/" + payer.url.split("?")[0].split("/", 3)[3]
    for page, path in [
        (payer, "lock"), (checker, "check"), (payer, "request-funds"), (finance, "approve-funds"), (payer, "bank-file"),
    ]:  # fmt: skip
        money_step(page, batch, path, seen)
    with payer.expect_download() as download:
        payer.locator(f'main a[href="{batch}/bank-file/oneCard"], main a[href*="/bank-file/"]').first.click()
    order = download.value.path().read_text(encoding="utf-8").splitlines()
    answer = bank_answer(order)
    payer.goto(f"{batch}/answer")
    payer.set_input_files(
        'main input[type="file"]', {"name": "answer.txt", "mimeType": "text/plain", "buffer": answer.encode()}
    )
    seen(payer, "payer-answer")
    send(payer, "/answer")
    assert "done=answer" in payer.url, payer.locator("main").inner_text()[:2000]
    seen(payer, "payer-answered")
    money_step(checker, batch, "close", seen)
    return next(line for line in order if line.split("|")[1] == name)


def money_step(page, batch, path, seen=look):
    page.goto(batch)
    page.locator(f'main a[href="{batch}/{path}"]').first.click()
    seen(page, f"money-{path}")
    send(page, f"/{path}")
    assert f"done={path}" in page.url, page.locator("main").inner_text()[:2000]


def bank_answer(order):
    """What the bank says when every payment of the file arrived."""
    head, lines = order[0].split("|"), [line.split("|") for line in order[1:-1]]
    rows = [f"{sequence}|{item}|00||{amount}" for sequence, _name, _account, amount, item in lines]
    return "\n".join([f"YKT1|A|{head[2]}|{len(rows)}|{head[5]}|0", *rows]) + "\n"


def test_a_list_of_missing_papers_is_answered_and_the_application_withdrawn(city):
    family = Family.of(2, "麦春生")
    citizen = city.citizen()
    number = send_application(citizen, family, city)
    clerk = city.staff("clerk")
    case = open_case(clerk, number)
    step(clerk, case, "supplement", "clerk-supplement", items="illness", more="最近一次住院的诊断证明")
    citizen.click('main a.button[href^="/progress/"]')
    progress = citizen.url
    look(citizen, "citizen-progress-supplement")
    citizen.click('main a.button[href$="/supplement"]')
    citizen.set_input_files('input[type="file"]', photo("诊断证明"))
    send(citizen, "/supplement/photo")
    look(citizen, "citizen-supplement-photo")
    fill(citizen, answer="诊断证明在照片里。")
    send(citizen, "/supplement")
    assert "done=supplement" in citizen.url, citizen.locator("main").inner_text()
    look(citizen, "citizen-supplement-sent")
    citizen.goto(f"{progress}/withdraw")
    choose(citizen, "sure", "yes")
    look(citizen, "citizen-withdraw")
    send(citizen, "/withdraw")
    assert "done=withdrawn" in citizen.url
    look(citizen, "citizen-withdrawn")
    clerk.goto(case)
    look(clerk, "clerk-withdrawn")


def test_a_refused_family_is_told_why_and_what_it_can_do(city):
    family = Family.of(3, "稻丰年", deposit="900000")
    citizen = city.citizen()
    number = send_application(citizen, family, city)
    citizen.click('main a.button[href^="/progress/"]')
    progress = citizen.url
    clerk, reviewer, county = city.staff("clerk"), city.staff("reviewer"), city.staff("county")
    case = open_case(clerk, number)
    investigate(clerk, case, city, family)
    determine(clerk, case)
    text = "家庭存款超过当地规定的限额。"
    give_opinion(reviewer, case, "negative", "reviewer-negative-opinion", "propertyOverLimit", text)
    step(county, case, "refuse", "county-refuse", reasonCodes="propertyOverLimit", text=text + "情况变化后可以再次申请。")
    citizen.goto(f"{progress}/result")
    look(citizen, "citizen-refused")
    said = citizen.locator("main").inner_text()
    for words in ["存款、房子、车", "第九条", "行政复议", "起诉"]:
        assert words in said, f"{words} is missing: {said}"
