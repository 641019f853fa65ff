"""What every page template can rely on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from congress.organs.queries import district_name
from congress.web.shell import shell_of


def portal(request: HttpRequest) -> dict[str, Any]:
    """The portal's name and the shell around a page; all lazy, so a fragment pays nothing for them."""
    return {
        "portal_name": SimpleLazyObject(lambda: f"{district_name()}人大代表工作平台"),
        "district_name": SimpleLazyObject(district_name),
        "shell": shell_of(request),
        "support_office": settings.SUPPORT_OFFICE,
        "support_phone": settings.SUPPORT_PHONE,
    }
