"""How much memory a web process holds after serving the demo district's pages for a while."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 30
#: Pages of every kind: home, lists, records, forms, the desk, a page picture's source, the PDF.
PAGES = (
    "/",
    "/activities/",
    "/activities/new/",
    "/activities/100/",
    "/people/",
    "/people/1/",
    "/bulletins/",
    "/bulletins/1/",
    "/bulletins/1/pdf/",
    "/bulletins/10/desk/",
    "/organs/",
    "/audit/",
    "/workdays/",
    "/search/?q=%E8%A7%86%E5%AF%9F",
)


def resident_mb(pid: int) -> float:
    """Resident size of a process in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def children_of(pid: int) -> list[int]:
    """Process ids of the direct children."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def free_port() -> int:
    """A port of this machine nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _sign_in(base: str, environment: dict[str, str]) -> urllib.request.OpenerDirector:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    for _ in range(100):
        try:
            page = opener.open(f"{base}/account/sign-in/").read().decode()
            break
        except OSError:
            time.sleep(0.2)
    else:
        raise RuntimeError("the web server did not start")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    command = [sys.executable, "manage.py", "demo_accounts", "--json"]
    listed = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    password = re.search(r'"password": ?"([^"]+)"', listed.stdout)
    if token is None or password is None:
        raise RuntimeError("no form or no demo account to sign in with")
    fields = {"username": "office", "password": password[1], "csrfmiddlewaretoken": token[1]}
    opener.open(f"{base}/account/sign-in/", urllib.parse.urlencode(fields).encode())
    return opener


def web_memory(folder: Path) -> float:
    """MB of the web process (one gunicorn worker, eight threads, as ./script/run starts it) after the rounds."""
    environment = {**os.environ, "PORTAL_DATA": str(folder), "PORTAL_MODE": "embedded"}
    for command in ("migrate", "load_demo"):
        subprocess.run(
            [sys.executable, "manage.py", command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    address = f"127.0.0.1:{free_port()}"
    command_line = ["congress.wsgi", "--bind", address, "--worker-class", "gthread", "--workers", "1"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *command_line, "--threads", "8", "--no-control-socket"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        opener = _sign_in(f"http://{address}", environment)
        for _ in range(ROUNDS):
            for page in PAGES:
                opener.open(f"http://{address}{page}").read()
        return max(resident_mb(child) for child in children_of(server.pid))
    finally:
        server.terminate()
        server.wait(20)
