"""The manual's page of each role shows pictures that can be taken, and cites what stands on the pages they show."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.models import User
from tests.browser.manual_pictures import FOLDER, ROLES, SHOTS, role_page

_PICTURE = re.compile(r"\]\(\.\./\.\./pictures/manual/([\w-]+\.png)\)")
#: What a picture may weigh.
_LARGEST = 60_000


def test_each_role_has_a_page_and_each_picture_is_taken_and_small() -> None:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in ROLES.glob("*.md")}
    named = {name for page in pages.values() for name in _PICTURE.findall(page)}
    assert named == {shot.file for shot in SHOTS} == {path.name for path in FOLDER.glob("*.png")}
    assert set(pages) == {shot.role for shot in SHOTS}
    assert [path.name for path in FOLDER.glob("*.png") if path.stat().st_size > _LARGEST] == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("district")
def test_the_pages_shown_have_the_words_the_text_cites() -> None:
    wrong = []
    for shot in SHOTS:
        client = Client()
        client.force_login(User.objects.get(username=shot.account))
        page = client.get(reverse(shot.url_name), follow=True).content.decode()
        text = role_page(shot.role)
        wrong += [f"{shot.file}: {words} is not on the page" for words in shot.words if words not in page]
        wrong += [f"{shot.file}: {words} is not in the text" for words in shot.words if words not in text]
    assert wrong == []
