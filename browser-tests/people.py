"""What the people of these tests do: sign in, fill in, press the button, look at the page."""

import io
import itertools
import json
import re

from PIL import Image, ImageDraw

import audit
from conftest import DESK
from server import ROOT

PASSWORD = "Backstop-demo-2026"
MESSAGES = sorted((ROOT / "Sources").glob("**/messages*.zh-Hans.json"))
GROUPS = sorted({key.split(".")[0] for path in MESSAGES for key in json.loads(path.read_text(encoding="utf-8"))})
# A message without words shows as its key. Lists of data (`1.2`) and addresses (`a.b.c`) do not begin with a group.
RAW_KEY = re.compile(r"(?<![\w./@-])(?:" + "|".join(GROUPS) + r")\.[a-z][\w.]*")
# Latin words that belong on a Chinese page: formats, standards, file types and our own name.
LATIN = {"Backstop", "English", "SHA", "JPG", "PNG", "WebP", "HEIC", "PDF", "XML", "CSV", "TXT", "Excel", "pain", "http"}

# Pages about the installation itself show logins, verbs and names of records as they are.
IDENTIFIERS = ("/staff/audit", "/staff/users", "/staff/system", "/staff/jobs", "/staff/messages")

_numbers = itertools.count(1)
_photos = itertools.count(1)


def photo(text="户口本", size=(600, 400), kind="JPEG"):
    """An invented document to photograph; no two are the same file, since one file is taken once."""
    number = next(_photos)
    picture = Image.new("RGB", size, "#f3ecd8")
    ImageDraw.Draw(picture).rectangle((40, 40, 40 + number * 3, 48), fill="#553311")
    ImageDraw.Draw(picture).rectangle((20, 20, size[0] - 20, size[1] - 20), outline="#553311", width=6)
    sink = io.BytesIO()
    picture.save(sink, kind)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": sink.getvalue()}


def citizen_id(born, sequence):
    """A valid number that nobody has: no county has division 371699."""
    digits = "371699" + born + f"{sequence:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights)) % 11]


def look(page, name):
    """Every page that is visited: kept as a picture, without a fault, a bare key or a sentence left untranslated."""
    page.wait_for_load_state("load")
    # As it opens: a long form that was filled in has scrolled the menu under the bar.
    page.evaluate("window.scrollTo(0, 0)")
    audit.shoot(page, f"{next(_numbers):03d}-{name}")
    text = page.locator("body").inner_text()
    # What stands in <code> is meant to be read letter by letter: an identifier, a verb of the log.
    for code in page.locator("code").all_inner_texts():
        text = text.replace(code, "", 1) if code else text
    assert not RAW_KEY.findall(text), f"{page.url} shows keys: {RAW_KEY.findall(text)}"
    if not any(path in page.url for path in IDENTIFIERS):
        english = set(re.findall(r"(?<![\w./:?=&*#-])[A-Za-z]{4,}(?![\w/=.-])", text)) - LATIN
        assert not english, f"{page.url} shows English on a Chinese page: {sorted(english)}"
    audit.assert_clean(page)


def look_at_print(page, title, name):
    """Opens a paper of the case on the screen as the printer makes it: nothing of the screen around it."""
    page.locator(f'#papers a:has-text("{title}")').first.click()
    page.wait_for_load_state("load")
    page.emulate_media(media="print")
    audit.shoot(page, f"{next(_numbers):03d}-{name}-print")
    for around in (".bar", ".side", "main button", "main .button"):
        assert not page.locator(f"{around} >> visible=true").count(), f"{page.url} prints {around}"
    assert title in page.locator("body").inner_text()
    page.emulate_media(media="screen")


def choose(page, name, value):
    """An answer of a radio list or a tick, pressed where a finger would press it: on its words."""
    page.locator(f'label.choice:has(input[name="{name}"][value="{value}"])').click()


def fill(page, **values):
    for name, value in values.items():
        page.fill(f'main [name="{name}"]', value)


def send(page, action=None):
    """Presses the button of the page's form, or of the one that goes to an address ending so."""
    form = page.locator("main form[method=post]" + (f'[action$="{action}"]' if action else "")).first
    form.locator("button[type=submit]").last.click()
    page.wait_for_load_state("load")


def problems(page):
    return page.locator(".error-summary").all_inner_texts()


def shown_code(page):
    return page.locator(".notice .number b, .notice b").first.inner_text().strip()


def sign_in_citizen(page, phone):
    """On the phone page: the number, then the code that the demo shows."""
    fill(page, phone=phone)
    send(page, "/sign-in")
    for _ in range(14):
        # The same phone got a code within the last minute, to authorise somebody.
        if "请等一分钟" not in page.locator("main").inner_text():
            break
        audit.expect_status(page, 422)
        page.wait_for_timeout(5000)
        fill(page, phone=phone)
        send(page, "/sign-in")
    fill(page, code=shown_code(page))
    send(page, "/sign-in/code")


def sign_in_staff(page, login, seen=None):
    page.goto("/staff/sign-in")
    if seen:
        look(page, f"{seen}-sign-in")
    fill(page, login=login, password=PASSWORD)
    send(page, "/staff/sign-in")
    if seen:
        look(page, f"{seen}-second-factor")
    fill(page, code=shown_code(page))
    send(page, "/staff/sign-in/code")
    if "/staff/sign-in" in page.url:
        page.locator('label.choice:has(input[name="post"])').first.click()
        send(page, "/staff/sign-in/post")
    assert page.url.rstrip("/").endswith("/staff"), page.url


class Office:
    """The staff of a city, each at a desk of their own, signed in once."""

    def __init__(self, visit, url):
        self.visit, self.url, self.desks = visit, url, {}

    def __call__(self, login, options=DESK, seen=None):
        if login not in self.desks:
            page = self.visit(options, base_url=self.url)
            sign_in_staff(page, login, seen)
            self.desks[login] = page
        return self.desks[login]


def village_token(output):
    """The first village code that the demo has printed."""
    return re.search(r"/v/([\w-]+)", output).group(1)
