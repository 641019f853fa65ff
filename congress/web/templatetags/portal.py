"""The parts of a page as template tags, and the office's way of writing dates and numbers."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from congress.search.text import spans
from congress.web import dates, marks
from congress.web.clock import clock, finished
from congress.web.escaping import html, joined
from congress.web.form_errors import error_lines
from congress.web.parts import Basis, Happening, Step
from congress.web.registry import Todo

register = template.Library()

# --- words and numbers -----------------------------------------------------------------------------

register.filter("full_day", dates.full_day)
register.filter("weekday", dates.weekday)


@register.filter
def day(value: date | datetime | None) -> str:
    """11月23日, with the year when it is not the current one; nothing for no date."""
    return dates.day(value) if value else ""


@register.filter
def day_word(value: date | datetime | None) -> str:
    """今天, 明天, 后天, 昨天, or the day."""
    return dates.day_word(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """11月23日 14:30; nothing for no moment."""
    return dates.moment(value) if value else ""


@register.simple_tag
def period(start: date, end: date) -> str:
    """1月1日—11月23日."""
    return dates.period(start, end)


@register.filter
def comma(value: int | float | Decimal | str) -> str:
    """1,036; text stays as it is."""
    return value if isinstance(value, str) else f"{value:,}"


@register.filter
def mark_found(text: str, query: str) -> SafeString:
    """The text with the words of a query marked, whatever their case or width."""
    shown = str(text)
    pieces, at = [], 0
    for begin, end in spans(shown, query):
        pieces.append(html("{}<mark>{}</mark>", shown[at:begin], shown[begin:end]))
        at = end
    return joined([*pieces, html("{}", shown[at:])])


@register.filter
def message_kind(level: str) -> str:
    """The look of a message: warnings and errors ask for attention, the rest explains."""
    return {"warning": "near", "error": "late"}.get(level, "")


# --- small parts -----------------------------------------------------------------------------------


register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.state, name="state")
register.simple_tag(marks.tag, name="tag")


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    kind: str = "",
    *,
    url: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    small: bool = False,
    submit: bool = True,
    opens: str = "",
    form: str = "",
) -> dict[str, Any]:
    """A button, or a link that looks like one (with ``url``). ``kind``: primary (one a page), soft, text, undo.

    ``opens`` is the id of a dialog that the button shows; ``form`` the id of the form it sends.
    """
    return {
        "label": label,
        "kind": kind,
        "url": url,
        "icon_name": icon,
        "name": name,
        "value": value,
        "small": small,
        "type": "submit" if submit and not opens else "button",
        "opens": opens,
        "form": form,
    }


@register.inclusion_tag("components/large_text.html", takes_context=True)
def large_text_button(context: Context, label: str, *, plain: bool = False) -> dict[str, Any]:
    """The switch for the large-text mode; a form, so that it works without script."""
    request = context.get("request")
    return {
        "label": label,
        "plain": plain,
        "on": bool(context["shell"].large_text) if "shell" in context else False,
        "next": request.get_full_path() if request is not None else "/",
        "csrf_token": context.get("csrf_token", ""),
    }


@register.simple_tag(name="clock")
def clock_tag(
    due: date | datetime | None,
    *,
    done: date | datetime | None = None,
    words: str = "按期办结",
    now: datetime | None = None,
) -> SafeString:
    """A deadline in words; with ``done`` the day on which it was met; nothing without a deadline."""
    if done is not None:
        return marks.deadline(finished(done, words))
    return marks.deadline(clock(due, now=now) if due is not None else None)


@register.inclusion_tag("components/basis.html")
def basis(basis: Basis) -> dict[str, Basis]:
    """Where a deadline comes from, opened by touch, mouse or keyboard without script."""
    return {"basis": basis}


@register.inclusion_tag("components/fig.html")
def fig(
    label: str,
    value: int | float | Decimal | str,
    unit: str,
    of: str = "",
    url: str = "",
    *,
    about: bool = False,
) -> dict[str, Any]:
    """A number, its unit and what it was counted from; ``about`` marks an approximate one with 余."""
    return {
        "label": label,
        "value": comma(value),
        "unit": f"余{unit}" if about else unit,
        "of": of,
        "url": url,
    }


@register.inclusion_tag("components/todo.html")
def todo(todo: Todo, now: datetime | None = None) -> dict[str, Any]:
    """One line of a to-do list."""
    return {"todo": todo, "now": now or timezone.now()}


@register.inclusion_tag("components/timeline.html")
def timeline(happenings: Iterable[Happening]) -> dict[str, Any]:
    """What happened, newest first; the first line says who is waited for."""
    return {"happenings": list(happenings)}


@register.inclusion_tag("components/steps.html")
def steps(steps: Sequence[Step], label: str = "步骤") -> dict[str, Any]:
    """A real sequence of 3–5 steps."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Label and value, two columns where there is room. An empty value is left out."""
    return {"pairs": [(label, value) for label, value in pairs if value not in (None, "")]}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], unit: str = "条") -> dict[str, Any]:
    """Which rows are shown, and the way to the others; other query parameters are kept."""
    return {
        "request": context["request"],
        "page": page,
        "unit": unit,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag("components/errors.html")
def form_errors(
    *forms: BaseForm | BaseFormSet[Any] | Sequence[BaseForm], tail: str = "内容尚未保存"
) -> dict[str, Any]:
    """The summary on top of a form: every error with a link to its field; nothing when there is none.

    ``tail`` says what became of what was typed.
    """
    each: list[BaseForm | BaseFormSet[Any]] = []
    for form in forms:
        each += [form] if isinstance(form, BaseForm | BaseFormSet) else form
    return {"lines": [line for form in each for line in error_lines(form)], "tail": tail}


# --- parts that enclose something ---------------------------------------------------------------------


@register.simple_block_tag(end_name="end_page_head")
def page_head(
    content: str, title: str, sub: str = "", *, up: str = "", up_url: str = "", here: str = ""
) -> str:
    """The heading of a page with its actions inside. ``up`` is the list it belongs to, ``here`` its short name."""
    context = {
        "actions": SafeString(content.strip()),  # nosec B703 - what the block rendered
        "title": title,
        "sub": sub,
        "up": up,
        "up_url": up_url,
        "here": here,
    }
    return render_to_string("components/page_head.html", context)


@register.simple_block_tag(end_name="end_note")
def note(content: str, kind: str = "") -> str:
    """A remark: grey explains, ``near`` (amber) asks for attention, ``late`` (red) reports an error."""
    return render_to_string("components/note.html", {"content": content, "kind": kind})


@register.simple_block_tag(end_name="end_panel")
def panel(content: str, title: str = "现在可以办", sub: str = "") -> str:
    """What can be done now; stands first in the source, right on the desk."""
    return render_to_string("components/panel.html", {"content": content, "title": title, "sub": sub})


@register.simple_block_tag(end_name="end_empty")
def empty(content: str, title: str, text: str = "") -> str:
    """What is not there and why, with the next step as the primary button inside."""
    inside = SafeString(content.strip())  # nosec B703 - what the block rendered
    return render_to_string("components/empty.html", {"content": inside, "title": title, "text": text})


@register.simple_block_tag(end_name="end_dialog")
def dialog(content: str, id: str, title: str, *, opened: bool = False) -> str:
    """A confirmation: names the object, the consequence, what remains and how to undo."""
    return render_to_string(
        "components/dialog.html", {"content": content, "id": id, "title": title, "opened": opened}
    )
