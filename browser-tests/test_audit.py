"""The audit itself must be able to fail: pages with one fault each, from a small server without our policies."""

import http.server
import threading

import pytest

import audit
from conftest import DESK, PHONE

GOOD = (
    '<!doctype html><html lang="zh-CN"><head><title>页面</title><link rel="icon" href="data:,"></head>'
    "<body><main><h1>申请进度</h1><p>您的申请已受理。</p>{}</main></body></html>"
)
PAGES = {
    "/good": GOOD.format(""),
    "/contrast": GOOD.format('<p style="color:#bbb;background:#fff">看不清的字</p>'),
    "/label": GOOD.format('<form><input type="text" name="a"></form>'),
    "/target": GOOD.format(
        '<p><a href="#a" style="display:inline-block;width:10px;height:10px">一</a>'
        '<a href="#b" style="display:inline-block;width:10px;height:10px">二</a></p>'
    ),
    "/error": GOOD.format('<script>console.error("broken")</script>'),
    "/throws": GOOD.format("<script>missing()</script>"),
    "/missing": GOOD.format('<img alt="图" src="/nowhere.png">'),
    "/empty": '<!doctype html><html lang="zh-CN"><head><title>空</title><link rel="icon" href="data:,"></head><body><main></main></body></html>',
}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        page = PAGES.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "nothing here").encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def samples():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("options, scripts", [(DESK, True), (PHONE, True), (PHONE, False)])
def test_a_good_page_passes(visit, samples, options, scripts):
    page = visit(options, scripts=scripts, base_url=samples)
    page.goto("/good")
    audit.assert_clean(page)


@pytest.mark.parametrize(
    "path, fault",
    [
        ("/contrast", "color-contrast"),
        ("/label", "label"),
        ("/target", "target-size"),
        ("/error", "console: broken"),
        ("/throws", "missing is not defined"),
        ("/missing", "status of 404"),
        ("/empty", "page-has-heading-one"),
    ],
)
def test_a_faulty_page_fails(visit, samples, path, fault):
    page = visit(DESK, base_url=samples)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    with pytest.raises(AssertionError, match=fault):
        audit.assert_clean(page)


def test_a_fault_shows_with_scripts_switched_off(visit, samples):
    page = visit(PHONE, scripts=False, base_url=samples)
    page.goto("/contrast")
    with pytest.raises(AssertionError, match="color-contrast"):
        audit.assert_clean(page)


def test_scripts_are_really_off(visit, samples):
    page = visit(PHONE, scripts=False, base_url=samples)
    page.goto("/throws")
    audit.assert_clean(page)


def test_an_expected_refusal_is_no_fault(visit, samples):
    page = visit(DESK, base_url=samples)
    page.goto("/missing")
    page.wait_for_load_state("networkidle")
    audit.expect_status(page, 404)
    audit.assert_clean(page)
