"""What every page template can rely on."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from congress.district.queries import profile
from congress.web.shell import shell_of


def portal(request: HttpRequest) -> dict[str, Any]:
    """The district as it calls itself and the shell around a page; all lazy, so a fragment pays nothing for them."""
    told = SimpleLazyObject(profile)
    return {
        "profile": told,
        "portal_name": SimpleLazyObject(lambda: told.portal),
        "district_name": SimpleLazyObject(lambda: told.name),
        "shell": shell_of(request),
        "support_office": SimpleLazyObject(lambda: told.support),
        "support_phone": SimpleLazyObject(lambda: told.support_number),
    }
