"""What every page template can rely on."""

from typing import Any

from django.http import HttpRequest

from congress.organs.queries import district_name


def portal(request: HttpRequest) -> dict[str, Any]:
    """The portal's name; menu and to-do counts are lazy, so a fragment pays nothing for them."""
    return {"portal_name": f"{district_name()}人大代表工作平台", "district_name": district_name()}
