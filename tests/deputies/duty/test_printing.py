"""The register and the file of a deputy on paper."""

from __future__ import annotations

import re
from datetime import date

import pypdfium2
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from deputies.duty import printing
from deputies.models import RegisterForm
from tests.deputies.duty.stage import YEAR, arrive, count, make_cast
from tests.factories import make_user

NOW = date(YEAR, 6, 15)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return re.sub(r"\s", "", text)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_one_book_has_the_thirteen_forms_and_the_empty_ones_say_so(client: Client) -> None:
    """R057."""
    cast = make_cast()
    arrive(cast.members[0], pk=1)
    client.force_login(cast.deputy)
    answer = client.get(reverse("duty:book_pdf", args=[cast.members[0].pk, YEAR]))
    text = text_of(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    names = list(RegisterForm.objects.values_list("name", flat=True))
    assert len(names) == 13
    assert [name for name in names if name not in text] == []
    assert text.count(printing.NOTHING) == 12
    assert "视察河道治理" in text


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_the_file_has_cover_basic_data_register_and_appraisals(client: Client) -> None:
    """R062. Who may not read a birth date does not find it printed."""
    cast = make_cast()
    member = cast.members[0]
    member.person.birth_date = date(1975, 3, 1)
    member.person.save()
    count(member, cast.office, pk=1, day=date(YEAR, 3, 1))
    client.force_login(cast.office)
    text = text_of(client.get(reverse("duty:archive_pdf", args=[member.pk])).content)
    for part in (
        "人大代表履职档案",
        "基本情况",
        "1975年3月",
        "历年履职",
        f"{YEAR}年履职登记",
        "年度考核",
        "荣誉",
    ):
        assert part in text
    client.force_login(make_user(Role.COMMITTEE))
    text = text_of(client.get(reverse("duty:archive_pdf", args=[member.pk])).content)
    assert "基本情况" in text
    assert "1975年" not in text
