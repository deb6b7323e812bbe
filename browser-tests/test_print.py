"""Lists on paper: no menu, no buttons, no fields; wide ones lie across the sheet."""

import pytest

from people import Office

LISTS = {
    "county": (
        "/staff", "/staff/cases", "/staff/late", "/staff/fast-paths", "/staff/reserve", "/staff/reviews?span=all",
        "/staff/notices", "/staff/hotline", "/staff/reminders", "/staff/boards", "/staff/archives", "/staff/papers",
        "/staff/remedies", "/staff/objects", "/staff/delegations", "/staff/relatives", "/staff/samplings",
        "/staff/recoveries", "/staff/figures",
    ),
    "centre": ("/staff/verification", "/staff/verification/runs", "/staff/verification/datasets"),
    "payer": ("/staff/batches", "/staff/account-changes"),
    "auditor": ("/staff/audit",),
}  # fmt: skip

SHOWN = """() => [...document.querySelectorAll(
    'button, .button, nav.side, header.bar, nav.crumbs, main input:not([type=hidden]), main select, main textarea')]
    .filter((part) => part.getClientRects().length && getComputedStyle(part).visibility !== 'hidden')
    .map((part) => part.tagName + ' ' + (part.innerText || part.name || part.className))"""


@pytest.fixture(scope="module")
def staff_of(stay, demo):
    return Office(stay, demo.url)


@pytest.mark.parametrize("login", LISTS)
def test_a_list_prints_without_menu_and_buttons(staff_of, login):
    page = staff_of(login)
    page.emulate_media(media="print")
    for path in LISTS[login]:
        assert page.goto(path).status == 200, path
        assert page.evaluate(SHOWN) == [], path
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
    # A ticket is a record: what can be done with it is not part of it.
    if login == "county":
        page.goto("/staff/hotline")
        page.goto(page.locator("main tbody a").first.get_attribute("href"))
        assert page.evaluate(SHOWN) == [] and "现在可以办" not in page.locator("main").inner_text()
