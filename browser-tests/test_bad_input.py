"""What goes wrong on a cheap phone: pressed twice, left open too long, a photo too large, a file that is something else."""

import io
import re

import pytest
from PIL import Image

import audit
from application import Family, apply, begin
from conftest import PHONE
from people import fill, look, send, shown_code, sign_in_citizen, village_token


@pytest.fixture
def phone(visit, demo):
    return visit(PHONE, scripts=False, base_url=demo.url)


def fields(page, action):
    """The fields of a form as a browser would send them."""
    form = page.locator(f'main form[action$="{action}"]').first
    names = [(box.get_attribute("name"), box.input_value()) for box in form.locator("input[type=hidden]").all()]
    return form.get_attribute("action"), dict(names)


def test_a_form_posted_twice_is_one_case(phone, demo):
    draft = apply(phone, Family.of(21, "粟双喜"), village_token(demo.output))
    action, values = fields(phone, "/check")
    answers = [phone.request.post(demo.url + action, form=values, max_redirects=0) for _ in range(2)]
    for answer in answers:
        assert answer.status == 303 and answer.headers["location"] == f"{draft}/done", answer.text()
    phone.goto("/progress")
    look(phone, "twice-one-case")
    assert phone.locator('main a[href^="/progress/"]').count() == 1


def test_a_stale_token_changes_nothing_and_says_so(phone, demo):
    begin(phone, Family.of(22, "黍留根"), village_token(demo.output))
    draft = "/" + phone.url.split("/", 3)[3]
    phone.goto(f"{draft}/hardship")
    fill(phone, hardshipReason="等了很久才提交。")
    # The person signs in again elsewhere: the page that stayed open belongs to a session that is no more.
    cookie = next(c for c in phone.context.cookies() if c["name"] == "backstop_citizen")
    other = phone.context.new_page()
    audit.watch(other)
    phone.context.clear_cookies(name="backstop_citizen")
    other.goto("/sign-in")
    sign_in_citizen(other, "19800009922")
    assert next(c for c in phone.context.cookies() if c["name"] == "backstop_citizen")["value"] != cookie["value"]
    send(phone)
    audit.expect_status(phone, 403)
    assert "页面已经过期" in phone.locator("h1").inner_text()
    assert "什么都没有改动" in phone.locator("main").inner_text()
    look(phone, "stale-token")


def large_photo():
    """A photo of 20 MB: noise does not compress."""
    sink = io.BytesIO()
    Image.effect_noise((5000, 4400), 90).save(sink, "PNG")
    return sink.getvalue()


def test_a_photo_of_20_megabytes_is_refused_clearly_and_the_draft_stays(phone, demo):
    begin(phone, Family.of(23, "芝常青"), village_token(demo.output))
    draft = "/" + phone.url.split("/", 3)[3]
    phone.goto(f"{draft}/hardship")
    fill(phone, hardshipReason="家里有病人，没有收入。")
    send(phone)
    phone.goto(f"{draft}/photos/householdRegister")
    content = large_photo()
    assert len(content) > 20_000_000
    phone.set_input_files('input[type="file"]', {"name": "a.png", "mimeType": "image/png", "buffer": content})
    send(phone, "/photos/householdRegister")
    audit.expect_status(phone, 422)
    said = phone.locator("main").inner_text()
    assert "太大" in said and re.search(r"\d+ ?MB", said), said
    look(phone, "photo-too-large")
    phone.goto(f"{draft}/hardship")
    assert phone.locator("textarea").input_value() == "家里有病人，没有收入。"


def test_a_text_file_called_jpg_is_refused_clearly(phone, demo):
    begin(phone, Family.of(24, "荞满仓"), village_token(demo.output))
    draft = "/" + phone.url.split("/", 3)[3]
    phone.goto(f"{draft}/photos/illness")
    phone.set_input_files(
        'input[type="file"]', {"name": "病历.jpg", "mimeType": "image/jpeg", "buffer": "这不是照片。".encode() * 50}
    )
    send(phone, "/photos/illness")
    audit.expect_status(phone, 422)
    said = phone.locator("main").inner_text()
    assert "照片" in said and ("只收" in said or "对不上" in said or "打不开" in said), said
    look(phone, "text-called-jpg")


def test_an_ended_session_leads_to_signing_in_and_back(phone, demo):
    family = Family.of(25, "糜守信")
    begin(phone, family, village_token(demo.output))
    draft = "/" + phone.url.split("/", 3)[3]
    phone.context.clear_cookies(name="backstop_citizen")
    phone.goto(f"{draft}/pledge")
    assert "/sign-in?next=" in phone.url, phone.url
    look(phone, "session-ended")
    # A minute must pass between two codes for one phone: what is left of it is waited for.
    for _ in range(14):
        fill(phone, phone=family.phone)
        send(phone, "/sign-in")
        if phone.locator('input[name="code"]').count():
            break
        phone.wait_for_timeout(5_000)
    fill(phone, code=shown_code(phone))
    send(phone, "/sign-in/code")
    assert phone.url.endswith(f"{draft}/pledge"), phone.url
