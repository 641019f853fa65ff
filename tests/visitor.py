"""Somebody at a browser, as far as HTTP goes: cookies, forms with their hidden fields, files. Standard library only.

Every request has a connection of its own, so that an answer that does not come is the server's doing.
"""

from __future__ import annotations

import http.client
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

#: Seconds; fifty people at a machine that does something else as well wait long.
PATIENCE = 60
#: Of a form, by name; several values where a name comes more than once.
Fields = dict[str, list[str]]
#: Field, name, content.
File = tuple[str, str, bytes]


class NoAnswer(Exception):
    """The connection was refused, or broke before the whole answer was there, or nothing came in time."""

    def __init__(self, asked: str, error: Exception) -> None:
        super().__init__(f"{asked}: {error!r}")
        self.in_time = not isinstance(error, TimeoutError)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: http.client.HTTPMessage

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode(errors="replace")

    @property
    def said(self) -> str:
        """The words of the page, for a message."""
        words = re.sub(
            r"<(script|style|svg|nav|header)\b.*?</\1>|<[^>]+>",
            " ",
            self.text.partition("<main")[2].partition(">")[2],
            flags=re.DOTALL,
        )
        return " ".join(words.split())

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("Location", "")


class _Forms(HTMLParser):
    """The fields of every form of a page as the browser would send them, without its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Fields] = []
        self._open: Fields | None = None
        self._area = self._select = ""
        self._words: list[str] = []
        self._options: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "form":
            self._open = {}
            self.forms.append(self._open)
        elif self._open is None or "disabled" in found:
            return
        elif tag == "input" and name:
            self._input(name, found)
        elif tag == "textarea" and name:
            self._area, self._words = name, []
        elif tag == "select" and name:
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((found.get("value") or "", "selected" in found))

    def _input(self, name: str, found: dict[str, str | None]) -> None:
        kind = found.get("type") or "text"
        if kind in {"submit", "button", "image", "file"} or (
            kind in {"radio", "checkbox"} and "checked" not in found
        ):
            return
        assert self._open is not None
        self._open.setdefault(name, []).append(found.get("value") or ("on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._area and self._open is not None:
            self._open.setdefault(self._area, []).append("".join(self._words).removeprefix("\n"))
            self._area = ""
        elif tag == "select" and self._select and self._open is not None:
            chosen = [value for value, selected in self._options if selected] or [
                v for v, _ in self._options[:1]
            ]
            self._open.setdefault(self._select, []).extend(chosen)
            self._select = ""


class Visitor:
    """A browser with its cookies; ``port`` may be changed on the way, as a proxy would."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        """The answer to a GET, redirects not followed. Raises ``NoAnswer``."""
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str | list[str]], *files: File) -> Answer:
        """The answer to a form with the visitor's CSRF token. Raises ``NoAnswer``."""
        pairs = [("csrfmiddlewaretoken", self.cookies.get("csrftoken", ""))]
        for name, value in fields.items():
            if name != "csrfmiddlewaretoken":
                pairs += [(name, one) for one in ([value] if isinstance(value, str) else value)]
        if not files:
            return self._ask("POST", path, urlencode(pairs).encode(), "application/x-www-form-urlencoded")
        line = uuid.uuid4().hex
        parts = [
            f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in pairs
        ]
        for name, filename, content in files:
            head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"'
            parts.append(f"{head}\r\nContent-Type: application/octet-stream\r\n\r\n".encode() + content)
        body = (
            b"".join(f"--{line}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{line}--\r\n".encode()
        )
        return self._ask("POST", path, body, f"multipart/form-data; boundary={line}")

    def form(self, path: str, having: str) -> Fields:
        """What the form with the field ``having`` on a page holds. Raises ``NoAnswer``, ``LookupError``."""
        answer = self.get(path)
        if answer.status == http.client.OK:
            for fields in _Forms(answer.text).forms:
                if having in fields:
                    return fields
        raise LookupError(
            f"{path} answered {answer.status} {answer.location} without {having}: {answer.said[:500]}"
        )

    def sign_in(self, username: str, password: str) -> None:
        """Sign in by the form. Raises ``NoAnswer``, ``LookupError``."""
        page = "/account/sign-in/"
        fields: dict[str, str | list[str]] = {**self.form(page, "username")}
        answer = self.post(page, fields | {"username": username, "password": password})
        if answer.status != http.client.FOUND:
            raise LookupError(f"{username} could not sign in: {answer.status}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Connection": "close", "Referer": f"http://127.0.0.1:{self.port}/"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if kind:
            headers["Content-Type"] = kind
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            link.request(method, path, body, headers)
            response = link.getresponse()
            answer = Answer(response.status, response.read(), response.headers)
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(f"{method} {path}", error) from error
        finally:
            link.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                if morsel.value:
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        return answer
