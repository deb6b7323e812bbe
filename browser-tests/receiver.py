"""Medical security as docs/fast-paths.md describes it: a notice's number gives one receipt, however often it comes."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "a-token-of-two-offices"


class MedicalSecurity:
    """Listens on a port of its own. While `is_open` is false it answers 503, as an office whose line is down."""

    def __init__(self):
        self.is_open, self.notices, self.refused = False, {}, 0
        office = self

        class Desk(BaseHTTPRequestHandler):
            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"] or 0))
                if not office.is_open:
                    office.refused += 1
                    return self.answer(503, {})
                if self.headers["Authorization"] != f"Bearer {TOKEN}" or not self.path.startswith("/recognitions/"):
                    return self.answer(400, {})
                notice = json.loads(body)
                office.notices[notice["id"]] = notice
                self.answer(200, {"receipt": f"YB-{notice['id'][-6:]}"})

            def answer(self, status, content):
                text = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.listener = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()

    @property
    def settings(self):
        """What the installation is told about this office."""
        return {"BACKSTOP_MEDICAL": f"http://127.0.0.1:{self.listener.server_port}", "BACKSTOP_MEDICAL_TOKEN": TOKEN}

    def kinds(self):
        return [notice["kind"] for notice in self.notices.values()]

    def stop(self):
        self.listener.shutdown()
        self.listener.server_close()
