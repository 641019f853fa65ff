"""Small marks of a page as HTML, for templates and for the cells of lists alike."""

from functools import cache

from django.utils.safestring import SafeString

from congress.web.clock import Clock
from congress.web.escaping import html
from congress.web.parts import STATE_ICONS


@cache
def icon(name: str) -> SafeString:
    """A Tabler icon beside words; it says nothing to a screen reader."""
    return html('<i class="ti ti-{}" aria-hidden="true"></i>', name)


def state(kind: str, word: str) -> SafeString:
    """The state of a record as shape and word; ``kind`` is a key of ``STATE_ICONS``."""
    return html('<span class="rd-state is-{}">{}{}</span>', kind, icon(STATE_ICONS[kind]), word)


def tag(word: str, kind: str = "") -> SafeString:
    """An exception worth a mark: plain, key (重点督办) or check (请核对)."""
    return html('<span class="rd-tag{}">{}</span>', f" is-{kind}" if kind else "", word)


def dim(word: str) -> SafeString:
    """What is less important than the words around it."""
    return html('<span class="rd-dim">{}</span>', word)


def deadline(clock: Clock | None) -> SafeString:
    """A deadline in words; nothing without one."""
    if clock is None:
        return SafeString("")
    return html(
        '<span class="rd-clock{}"><b>{}{}</b><small>{}</small></span>',
        f" is-{clock.kind}" if clock.kind else "",
        icon(clock.icon) if clock.icon else "",
        clock.words,
        clock.note,
    )
