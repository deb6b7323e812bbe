"""The stomach cancer patient of the article, under an invented name: recognised for medical aid on application."""

import pytest

import audit
import server
from application import Family, nothing
from people import choose, fill, look, send
from test_walk import City, determine, investigate, open_case, send_application, step


@pytest.fixture(scope="module")
def running(prepared, tmp_path_factory):
    started = server.start(server.copy(prepared, tmp_path_factory.mktemp("stomach") / "data"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def city(running, stay):
    return City(running, stay)


def sort(page, case):
    """Sorts the filing, answering what is open: the bill and the patient as the papers say, nothing else of note."""
    page.goto(f"{case}/programs")
    for _ in range(8):
        form = page.locator('main form[method="post"][action$="/programs"]').first
        for field in form.locator("input[type=text], input[type=date]").all():
            name = field.get_attribute("name")
            if not field.input_value():
                field.fill("依据住院结算单" if name.startswith("note") else "80000" if is_bill(field) else "0")
        for box in form.locator("fieldset").all():
            radios = box.locator('input[type="radio"]')
            if radios.count() and not box.locator('input[type="radio"]:checked').count():
                words = box.locator("label.choice")
                answer = words.filter(has_text="否").first if words.filter(has_text="否").count() else words.first
                answer.click()
        send(page, "/programs")
        if not page.locator('main form[method="post"][action$="/programs"] fieldset').count():
            return


def is_bill(field):
    return "自付" in field.locator("xpath=ancestor::*[contains(@class,'field')][1]").inner_text()


def test_a_heavy_bill_above_every_class_is_recognised_and_handed_over(city):
    family = Family.of(42, "张守田", wage="7000", deposit="20000", medical="80000")
    number = send_application(city.citizen(), family, city, nothing)
    clerk, county = city.staff("clerk"), city.staff("county")
    case = open_case(clerk, number)
    investigate(clerk, case, city, family)
    determine(clerk, case)
    clerk.goto(f"{case}/medical-propose")
    clerk.locator('label.choice:has(input[name="patient"])').first.click()
    fill(clerk, opinion="胃部恶性肿瘤，一年自付八万元，超过家庭年收入一半。")
    send(clerk, "/medical-propose")
    audit.expect_status(clerk, 422)
    assert "还没有分类测算" in clerk.locator("main").inner_text()
    look(clerk, "stomach-not-sorted")

    sort(clerk, case)
    look(clerk, "stomach-sorted")
    step_with_patient(clerk, case)
    look(clerk, "stomach-proposed")
    step(county, case, "medical-decide", "stomach-decide", answer="yes")
    county.goto(case)
    look(county, "stomach-recognised")
    said = county.locator("#fast").inner_text()
    for words in ["予以认定", "有效期至", "依申请认定", "等待确认"]:
        assert words in said, f"{words} is missing: {said}"


def step_with_patient(clerk, case):
    clerk.goto(f"{case}/medical-propose")
    clerk.locator('label.choice:has(input[name="patient"])').first.click()
    fill(clerk, opinion="胃部恶性肿瘤，一年自付八万元，超过家庭年收入一半。")
    look(clerk, "stomach-propose")
    send(clerk, "/medical-propose")
    assert "done=medical-propose" in clerk.url, clerk.locator("main").inner_text()[:2000]
