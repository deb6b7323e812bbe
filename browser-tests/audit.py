"""What every page must pass: no error in the console, and nothing that axe finds wrong."""

import functools
import importlib.resources
import pathlib
import re

SCREENSHOTS = pathlib.Path(__file__).resolve().parent / "screenshots"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_problems = {}


def watch(page):
    """Collects console errors, page errors and refused resources from the first request on."""
    problems = _problems.setdefault(page, [])
    page.on("console", lambda message: problems.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
    page.on("requestfailed", lambda request: note_failure(problems, request))
    return page


def note_failure(problems, request):
    # A person who goes on, or saves a file, ends what was still being loaded: that is no fault of the page.
    if request.failure != "net::ERR_ABORTED":
        problems.append(f"not loaded: {request.url} ({request.failure})")


def expect_status(page, status):
    """A page that is meant to answer 4xx: Chromium's own console line about it is no fault."""
    _problems[page] = [text for text in _problems[page] if f"status of {status}" not in text]


def assert_clean(page):
    assert page in _problems, "the page is not watched; open it through a fixture of conftest.py"
    assert not _problems[page], f"{page.url}:\n" + "\n".join(_problems[page])
    result = examine(page)
    faults = [describe(violation) for violation in result["violations"]]
    assert not faults, f"{page.url}:\n" + "\n".join(faults)
    # A check that saw nothing finds nothing: text whose contrast was measured shows that axe was awake.
    seen = [rule for rule in result["passes"] if rule["id"] == "color-contrast"]
    assert seen and len(seen[0]["nodes"]) > 0, f"{page.url}: axe measured the contrast of no text"


def describe(violation):
    nodes = "\n".join(f"    {node['html'][:160]}" for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}\n{nodes}"


@functools.cache
def axe_source():
    return importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def examine(page):
    """axe's answer. A page whose scripts are off is looked at through a twin: the same document, with scripts on."""
    if getattr(page.context, "scripts_are_off", False):
        with_scripts = page.context.browser.new_context(**page.context.options, storage_state=page.context.storage_state())
        try:
            return run_axe(twin(page, with_scripts))
        finally:
            with_scripts.close()
    return run_axe(page)


def twin(page, context):
    document = page.content()
    copy = context.new_page()
    copy.route(page.url, lambda route: route.fulfill(body=document, content_type="text/html; charset=utf-8"))
    copy.goto(page.url)
    return copy


def run_axe(page):
    page.evaluate(axe_source())
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    return page.evaluate("options => axe.run(document, options)", options)


def shoot(page, name):
    """A picture for people to look at; the folder is not committed."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / (re.sub(r"[^\w.-]+", "-", name) + ".png"), full_page=True)
