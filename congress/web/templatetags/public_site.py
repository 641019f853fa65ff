"""The menu of the public site."""

from typing import Any

from django import template

from congress.web.public.registry import public_columns

register = template.Library()


@register.inclusion_tag("public/_nav.html")
def public_nav(here: str = "") -> dict[str, Any]:
    """The columns of the public site; ``here`` is the ``url_name`` of the one that is open."""
    return {"columns": [one for one in public_columns() if one.in_menu], "here": here}
