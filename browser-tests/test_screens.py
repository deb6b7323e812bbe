"""The wall, the figures, the village's poster, papers, and every page of the navigation in every role."""

import re

import pytest
import zxingcpp
from PIL import Image

from conftest import WALL
from people import Office, look, send

ROLES = re.compile(r"^  ([a-z][a-z0-9-]*): ", re.MULTILINE)


@pytest.fixture(scope="module")
def staff_of(stay, demo):
    return Office(stay, demo.url)


def test_the_wall_draws_charts_whose_numbers_open_lists(staff_of):
    page = staff_of("leader", WALL)
    page.goto("/staff/screen")
    page.wait_for_selector("main .chart canvas, main .chart svg")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_500)  # The charts draw themselves in; the picture is taken when they stand.
    look(page, "wall")
    assert page.locator(".missing").count() == 0, page.locator(".missing").inner_text()
    size = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size[0] <= 1920 and size[1] <= 1080, f"the wall is {size} and must fit into 1920 by 1080"
    for address in page.eval_on_selector_all(".totals a", "links => links.map(a => a.getAttribute('href'))"):
        answer = page.request.get(page.url.split("/staff")[0] + address)
        assert answer.status == 200, f"{address}: {answer.status}"
    page.goto("/staff/figures")
    look(page, "figures")


def test_the_poster_leads_to_the_village(staff_of, tmp_path):
    page = staff_of("admin")
    page.goto("/staff/villages")
    look(page, "villages")
    page.locator('main a[href$="/poster"]').first.click()
    page.wait_for_load_state("load")
    look(page, "poster")
    picture = tmp_path / "poster.png"
    page.screenshot(path=picture, full_page=True)
    read = zxingcpp.read_barcodes(Image.open(picture))
    assert [code.text for code in read] == [page.locator(".address").inner_text().strip()]
    citizen = page.request.get(read[0].text)
    assert citizen.status == 200, read[0].text


def test_the_paper_of_a_notice_names_the_applicant_and_no_number(staff_of):
    page = staff_of("clerk")
    page.goto("/staff/notices")
    page.locator('main a[href$="/board"]').first.click()
    look(page, "board-asks")
    send(page, "/board")
    page.emulate_media(media="print")
    look(page, "board-paper")
    said = page.locator("body").inner_text()
    assert not re.search(r"\d{17}[\dX]", said) and "*" not in said, said


# Roles of the demo; the fixture's output is read when the tests run, so the logins are named here.
LOGINS = [
    "clerk", "reviewer", "grid", "aide", "county", "centre", "payer", "checker", "finance", "leader", "auditor", "admin",
]  # fmt: skip


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_of_the_navigation_opens_clean(staff_of, demo, login):
    assert login in ROLES.findall(demo.output)
    page = staff_of(login)
    page.emulate_media(media="screen")
    page.goto("/staff")
    look(page, f"{login}-desk")
    links = page.eval_on_selector_all("nav.side a", "links => links.map(a => a.getAttribute('href'))")
    assert links
    for link in links:
        page.goto(link)
        page.wait_for_load_state("networkidle")
        look(page, f"{login}{link.replace('/', '-')}")
