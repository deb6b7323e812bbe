"""The stomach cancer patient of the article, under an invented name: recognised for medical aid on application.

The hospital's bill is younger than the settlement data, so the clerk reads it and answers what the program asks; the
county recognises him, and medical security, whose line is down at first, is told until it acknowledges.
"""

import pytest

import audit
import server
from application import Family, nothing
from people import choose, fill, look, look_at_print, send
from receiver import MedicalSecurity
from test_walk import City, determine, investigate, open_case, send_application, step

# What the settlement sheet of the hospital says: paid by himself within the scope of the policies.
BILL = "80000"


@pytest.fixture(scope="module")
def office():
    listening = MedicalSecurity()
    yield listening
    listening.stop()


@pytest.fixture(scope="module")
def city(prepared, tmp_path_factory, stay, office):
    folder = server.copy(prepared, tmp_path_factory.mktemp("stomach") / "data")
    running = server.start(folder, settings=office.settings)
    yield City(running, stay)
    running.stop()


def row(page, program):
    return page.locator(f'main tr:has(td:first-child a:text-is("{program}"))').first


def test_a_heavy_bill_above_every_class_is_asked_for_and_read(city):
    family = Family.of(42, "张守田", wage="7000", deposit="20000", medical="80000")
    number = send_application(city.citizen(), family, city, nothing)
    clerk = city.staff("clerk")
    case = city.case = open_case(clerk, number)
    investigate(clerk, case, city, family)
    determine(clerk, case)
    clerk.goto(f"{case}/medical-propose")
    clerk.locator('label.choice:has(input[name="patient"])').first.click()
    fill(clerk, opinion="胃部恶性肿瘤，一年自付八万元，超过家庭年收入一半。")
    send(clerk, "/medical-propose")
    audit.expect_status(clerk, 422)
    assert "还没有分类测算" in clerk.locator("main").inner_text()
    look(clerk, "stomach-not-sorted")

    # The hospitals' data know nothing of this bill yet: that is a question, and no refusal.
    clerk.goto(f"{case}/programs")
    send(clerk, "/programs")
    look(clerk, "stomach-sorted")
    medical = row(clerk, "医疗救助")
    assert "待查清" in medical.inner_text() and "自付医疗费用是多少" in medical.inner_text(), medical.inner_text()
    medical.locator('a[href$="for=medicalAssistance"]').click()
    look(clerk, "stomach-questions")
    # What the wanted program asks stands first, under its name.
    assert clerk.locator("main .form-part").first.inner_text() == "医疗救助"
    first = clerk.locator('main form input[name^="a."]').first
    assert first.get_attribute("name").endswith("medicalSelfPaid"), first.get_attribute("name")
    first.fill(BILL)
    choose(clerk, "basis", "document")
    fill(clerk, note="县医院住院费用结算单（政策范围内个人自付）")
    send(clerk, "/answers")
    assert "done=sorted" in clerk.url, clerk.locator("main").inner_text()[:2000]
    assert "符合" in row(clerk, "医疗救助").inner_text().split(), row(clerk, "医疗救助").inner_text()
    look(clerk, "stomach-fits")


def test_he_is_recognised_and_medical_security_is_told_until_it_acknowledges(city, office):
    clerk, county, case = city.staff("clerk"), city.staff("county"), city.case
    clerk.goto(f"{case}/medical-propose")
    clerk.locator('label.choice:has(input[name="patient"])').first.click()
    fill(clerk, opinion="胃部恶性肿瘤，一年自付八万元，超过家庭年收入一半。")
    look(clerk, "stomach-propose")
    send(clerk, "/medical-propose")
    assert "done=medical-propose" in clerk.url, clerk.locator("main").inner_text()[:2000]
    step(county, case, "medical-decide", "stomach-decide", answer="yes")
    county.goto(case)
    look(county, "stomach-recognised")
    said = county.locator("#fast").inner_text()
    for words in ["予以认定", "有效期至", "依申请认定", "等待确认"]:
        assert words in said, f"{words} is missing: {said}"
    assert office.notices == {}
    look_at_print(county, "依申请医疗救助认定告知书", "stomach-decision")
    county.goto("/staff/fast-paths")
    look(county, "stomach-waiting-list")
    # While the line is down a person may record who took it by telephone.
    county.goto(f"{case}/medical-ack")
    county.locator('label.choice:has(input[name="notice"])').first.click()
    fill(county, receipt="县医保局张科长，当日电话收悉")
    look(county, "stomach-medical-record")
    send(county, "/medical-ack")
    county.goto(case)
    assert "已收到" in county.locator("#fast").inner_text()
