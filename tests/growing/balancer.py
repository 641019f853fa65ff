"""A proxy before several web servers, as careful and as careless as nginx.

It asks each server whether it is ready. A connection that is refused goes to the next one; a request that was begun
is never sent again, whatever becomes of it.
"""

from __future__ import annotations

import http.client
import itertools
import threading
from collections import Counter
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: Seconds between two looks at each server.
LOOK = 0.2
_HOPS = {"connection", "transfer-encoding", "keep-alive"}


def answers(method: str, port: int, path: str) -> bool:
    """Whether a server of this machine answers that all is well."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as link:
        try:
            link.request(method, path)
            with link.getresponse() as answer:
                return answer.status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False


class Balancer(ThreadingHTTPServer):
    """Listens at once; ``close`` ends it."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, ports: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.ports = ports
        self.ready = set(ports)
        self.answered: Counter[int] = Counter()
        self.broken: list[str] = []
        self._turn = itertools.count()
        self._closed = threading.Event()
        for target in (self.serve_forever, self._look):
            threading.Thread(target=target, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def close(self) -> None:
        """Take no more requests."""
        self._closed.set()
        self.shutdown()
        self.server_close()

    def _look(self) -> None:
        while not self._closed.wait(LOOK):
            for port in self.ports:
                is_ready = answers("GET", port, "/health/ready/")
                (self.ready.add if is_ready else self.ready.discard)(port)

    def connect(self) -> tuple[int, http.client.HTTPConnection]:
        """A connection to the next server that takes one. Raises ``ConnectionRefusedError`` when none does."""
        turn = next(self._turn)
        known = [port for port in self.ports if port in self.ready] or self.ports
        for number in range(len(known)):
            port = known[(turn + number) % len(known)]
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            try:
                link.connect()
            except ConnectionRefusedError:
                link.close()
                continue
            return port, link
        raise ConnectionRefusedError


class _Handler(BaseHTTPRequestHandler):
    server: Balancer

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        what = f"{self.command} {self.path}"
        try:
            port, link = self.server.connect()
            with closing(link):
                link.request(self.command, self.path, body or None, dict(self.headers.items()))
                answer = link.getresponse()
                content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.server.broken.append(f"{what}: {error!r}")
            self.send_error(http.client.BAD_GATEWAY)
            return
        self.server.answered[port] += 1
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _HOPS:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = _pass_on

    def log_message(self, *_args: Any) -> None:
        """Nothing."""
