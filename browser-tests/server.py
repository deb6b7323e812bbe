"""A Backstop of one's own: the demo city, served on a free port from a temporary folder, and ended by its process id."""

import dataclasses
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
READY_SECONDS = 240


@dataclasses.dataclass
class Server:
    url: str
    folder: pathlib.Path
    process: subprocess.Popen
    log: pathlib.Path

    @property
    def output(self):
        """What the program has printed so far: the address and the personas."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def run(self, *arguments):
        """Another command of the same program, as an operator would type it beside the running server."""
        return run(*arguments)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def kill(self):
        """What a power cut does."""
        self.process.kill()
        self.process.wait()


def binary():
    path = pathlib.Path(os.environ.get("BACKSTOP_BIN") or ROOT / ".build" / "debug" / "backstop")
    if not path.exists():
        raise SystemExit(f"no program at {path}. Build it first (make check), or set BACKSTOP_BIN.")
    return path


def run(*arguments):
    """A command of the program from start to end; answers what it printed."""
    command = [str(binary()), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=ROOT)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepare(folder, people):
    """Makes a demo city in a folder without serving it; BACKSTOP_CITY names one that was made before."""
    made = os.environ.get("BACKSTOP_CITY")
    if made:
        return pathlib.Path(made)
    command = [str(binary()), "demo", "--data", str(folder), "--people", people, "--prepare-only"]
    with pathlib.Path(folder).with_suffix(".log").open("wb") as sink:
        subprocess.run(command, check=True, stdout=sink, stderr=subprocess.STDOUT, timeout=READY_SECONDS, cwd=ROOT)
    return pathlib.Path(folder)


def copy(city, folder):
    """A city of one's own: the data folder and the files beside it, such as its keys."""
    shutil.copytree(city, folder)
    for beside in city.parent.glob(city.name + ".*"):
        if beside.is_file():
            shutil.copy2(beside, folder.with_name(folder.name + beside.name.removeprefix(city.name)))
    return folder


def start(folder, *arguments, command="demo", settings=None):
    """Starts `backstop demo` (or `serve`) on the folder and waits until it says that it is healthy."""
    environment = {**os.environ, **(settings or {})}
    port = free_port()
    log = pathlib.Path(folder).with_suffix(".log")
    full = [str(binary()), command, "--data", str(folder), "--port", str(port), *arguments]
    with log.open("ab") as sink:
        process = subprocess.Popen(
            full, stdout=sink, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=ROOT, env=environment
        )
    server = Server(f"http://127.0.0.1:{port}", pathlib.Path(folder), process, log)
    wait_until_healthy(server)
    return server


def wait_until_healthy(server):
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise RuntimeError(f"the program ended with {server.process.returncode} before it was ready:\n{server.output}")
        try:
            with urllib.request.urlopen(server.url + "/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.stop()
    raise RuntimeError(f"not healthy after {READY_SECONDS} seconds:\n{server.output}")
