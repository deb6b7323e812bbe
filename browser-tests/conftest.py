"""The people who look at Backstop, each with the screen they have."""

import pytest
from playwright.sync_api import sync_playwright

import audit
import server

PEOPLE = "2000"

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
DESK = {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
WALL = {"viewport": {"width": 1920, "height": 1080}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A synthetic city that nobody serves: each server of the run gets a copy of it."""
    return server.prepare(tmp_path_factory.mktemp("city") / "data", PEOPLE)


@pytest.fixture(scope="session")
def demo(prepared, tmp_path_factory):
    """One city for the whole run. A test that changes the clock starts a server on a copy of its own."""
    running = server.start(server.copy(prepared, tmp_path_factory.mktemp("demo") / "data"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    # Debian's Chromium. Playwright's own download is never used.
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield running
        running.close()


class Visits:
    """Opens watched pages, each in a context of its own, as one more person would."""

    def __init__(self, browser):
        self.browser, self.contexts = browser, []

    def __call__(self, options, scripts=True, base_url=None):
        options = {**options, "base_url": base_url} if base_url else dict(options)
        context = self.browser.new_context(**options, java_script_enabled=scripts)
        context.options = options
        context.scripts_are_off = not scripts
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        return audit.watch(context.new_page())

    def close(self):
        for context in self.contexts:
            context.close()


@pytest.fixture
def visit(browser, request):
    """visit(options, scripts=…, base_url=…) opens a page that ends with the test."""
    visits = Visits(browser)
    yield visits
    if request.node.stash.get(FAILED, False):
        for number, page in enumerate(page for context in visits.contexts for page in context.pages):
            audit.shoot(page, f"failed-{request.node.name}-{number}")
    visits.close()


@pytest.fixture(scope="module")
def stay(browser):
    """As `visit`, for people who stay signed in through a whole file: a second factor's code serves once."""
    visits = Visits(browser)
    yield visits
    visits.close()


@pytest.fixture
def citizen(visit, demo):
    """A cheap phone, scripts switched off: every citizen's path must work like this."""
    return visit(PHONE, scripts=False, base_url=demo.url)


@pytest.fixture
def staff(visit, demo):
    """A clerk's desk. Several people at once: call `visit(DESK, base_url=demo.url)` for each."""
    return visit(DESK, base_url=demo.url)


@pytest.fixture
def screen(visit, demo):
    """The wall of the command centre."""
    return visit(WALL, base_url=demo.url)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report
