"""The rows of a list as HTML, put together here: a template would ask every question again for every row.

What a cell shows is escaped unless it is HTML already; so are the names and keys around it.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString

from congress.web.escaping import escaped, html, joined
from congress.web.lists.declare import Column

_PICK = '<tr><td><input type="checkbox" class="form-check-input" name="pick" value="{}" aria-label="选择 {}"></td>'


def title(url: str, text: object, *more: object, below: object = "") -> SafeString:
    """The cell that leads to the record: its name as a link, marks behind it, a line below."""
    link = html('<a class="rd-title" href="{}">{}</a>', url, text)
    return joined((link, *(html(" {}", mark) for mark in more), under(below)))


def under(text: object) -> SafeString:
    """A second line in a cell; none without text."""
    return html("<p>{}</p>", text) if text else SafeString("")


def body(columns: Iterable[Column], shown: dict[str, bool], rows: Iterable[tuple[Any, str]]) -> SafeString:
    """The rows, each with its name, between ``<tbody>`` and ``</tbody>``."""
    cells = [(_start(column), column.shower(shown)) for column in columns]
    parts: list[str] = []
    for row, name in rows:
        parts.append(html(_PICK, row.pk, name))
        for start, show in cells:
            parts += (start, escaped(show(row)), "</td>")
        parts.append("</tr>\n")
    return SafeString("".join(parts))  # nosec B703 - every part was escaped above


def _start(column: Column) -> str:
    classes = " ".join(filter(None, ("r" if column.right else "", column.css)))
    return html(
        "<td{}{}>",
        html(' class="{}"', classes) if classes else "",
        html(' data-l="{}"', column.label) if column.labelled else "",
    )
