"""Citing the library on a page."""

from __future__ import annotations

from typing import Any

from django import template

from deputies.library.citing import cite

register = template.Library()


@register.inclusion_tag("library/_cites.html")
def cites(code: str, clause: str = "") -> dict[str, Any]:
    """依据：《…》（试行）第九条, as a link; nothing while the library has no such text."""
    return {"citation": cite(code, clause)}
