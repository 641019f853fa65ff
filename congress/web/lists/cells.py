"""The rows of a list as HTML, put together here: a template would ask every question again for every row.

What a cell shows is escaped unless ``format_html`` made it; so are the names and keys around it.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from congress.web.lists.declare import Column

_PICK = '<tr><td><input type="checkbox" class="form-check-input" name="pick" value="{}" aria-label="选择 {}"></td>'


def title(url: str, text: object, *more: object, below: object = "") -> SafeString:
    """The cell that leads to the record: its name as a link, marks behind it, a line below."""
    return format_html(
        '<a class="rd-title" href="{}">{}</a>{}{}',
        url,
        text,
        SafeString("".join(f" {_escaped(mark)}" for mark in more)),  # nosec B703 - escaped just here
        under(below),
    )


def under(text: object) -> SafeString:
    """A second line in a cell; none without text."""
    return format_html("<p>{}</p>", text) if text else SafeString()


def body(columns: Iterable[Column], shown: dict[str, bool], rows: Iterable[tuple[Any, str]]) -> SafeString:
    """The rows, each with its name, between ``<tbody>`` and ``</tbody>``."""
    cells = [(_start(column), column.shower(shown)) for column in columns]
    html: list[str] = []
    for row, name in rows:
        html.append(_PICK.format(int(row.pk), escape(name)))
        for start, show in cells:
            html += (start, _escaped(show(row)), "</td>")
        html.append("</tr>\n")
    return SafeString("".join(html))  # nosec B703 - every part was escaped above


def _start(column: Column) -> str:
    classes = " ".join(filter(None, ("r" if column.right else "", column.css)))
    return format_html(
        "<td{}{}>",
        format_html(' class="{}"', classes) if classes else "",
        format_html(' data-l="{}"', column.label) if column.labelled else "",
    )


def _escaped(value: object) -> str:
    """As a template writes it; nothing for ``None``."""
    if value is None:
        return ""
    if isinstance(value, SafeString):
        return value
    return escape(str(value))
