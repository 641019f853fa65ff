"""Takes the pictures of the manual's role pages from the demo district: ``PORTAL_PICTURES=1 pytest`` writes them."""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from congress.accounts.models import User
from tests import demo_district
from tests.browser.helpers import SIZES
from tests.browser.manual_pictures import FOLDER, SHOTS, Shot

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not os.environ.get("PORTAL_PICTURES"), reason="writes pictures only when asked to"),
]

#: A desk is shown in the manual at this width in pixels.
_WIDTH = 960
#: The colours of the portal (``tokens.css``): of words and shapes, their soft edges on white, surfaces.
_INKS = ((27, 29, 32), (95, 100, 107), (154, 27, 30), (31, 79, 138), (29, 104, 66), (133, 74, 0))
_EDGES = (1.0, 0.8, 0.6, 0.4, 0.25, 0.12)
_SURFACES = (
    (255, 255, 255),
    (247, 247, 245),
    (239, 239, 236),
    (230, 230, 226),
    (251, 242, 241),
    (253, 245, 230),
)


def palette() -> Image.Image:
    """The portal's colours as a palette: chosen from a picture itself, greys would turn pink beside its one red."""
    edges = [tuple(round(255 + (part - 255) * edge) for part in ink) for ink in _INKS for edge in _EDGES]
    colours = [part for colour in (*_SURFACES, *edges) for part in colour]
    image = Image.new("P", (1, 1))
    image.putpalette(colours + colours[:3] * (256 - len(colours) // 3))
    return image


def small(picture: bytes, width: int) -> bytes:
    """The picture as it stands in the manual: narrower, in the portal's colours alone."""
    with Image.open(BytesIO(picture)) as taken:
        shown = taken.convert("RGB")
    if shown.width > width:
        shown = shown.resize((width, shown.height * width // shown.width), Image.Resampling.LANCZOS)
    out = BytesIO()
    shown.quantize(palette=palette(), dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def take(browser: Browser, root: str, shot: Shot, session: str) -> bytes:
    """One screen of the page a shot shows, as its account sees it."""
    width, height = SIZES["phone" if shot.phone else "desk"]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": session, "url": root}])
    page = context.new_page()
    page.goto(f"{root}{reverse(shot.url_name)}", wait_until="load")
    for words in shot.words:
        assert words in page.content(), f"{shot.file}: {words}"
    taken: bytes = page.screenshot(animations="disabled")
    context.close()
    return small(taken, width if shot.phone else _WIDTH)


@pytest.fixture
def sign_in() -> Callable[[str], str]:
    """The session of somebody of the demo district."""

    def session_of(username: str) -> str:
        client = Client()
        backend = "congress.accounts.backends.NameOrPhoneBackend"
        client.force_login(User.objects.get(username=username), backend=backend)
        return client.cookies["sessionid"].value

    return session_of


def test_every_picture_is_taken(
    live_server: LiveServer, browser: Browser, sign_in: Callable[[str], str]
) -> None:
    demo_district.put()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        picture = take(browser, live_server.url, shot, sign_in(shot.account))
        (FOLDER / shot.file).write_bytes(picture)
