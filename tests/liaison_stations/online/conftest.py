"""Somebody who answers the question of a public form."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import TimestampSigner
from PIL import Image

from liaison_stations.online import human
from tests.liaison_stations.stage import Stage, make_stage

NAME, PHONE, IDENTITY = "秦素云", "13900001234", "110101199003078515"
#: Wherever one of them stands, something leaked.
CANARIES = (NAME, PHONE, PHONE[:7], IDENTITY)


def jpeg() -> SimpleUploadedFile:
    """A photo as a phone sends it."""
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile("照片.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def stage(db: None) -> Stage:
    made = make_stage()
    made.station.is_online = True
    made.station.save()
    return made


def answer_to(token: str) -> str:
    """What a person reads in the picture."""
    return human._answer(TimestampSigner(salt=human._SALT).unsign(token))


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """A filled form, its question answered without haste."""
    monkeypatch.setattr(human, "FASTEST_SECONDS", -1)

    def fill(**other: Any) -> dict[str, Any]:
        question = human.ask(in_words=other.pop("in_words", False))
        return {
            "token": str(uuid4()),
            "title": f"路灯不亮，找{NAME}",
            "account": f"我叫{NAME}，电话139 0000 1234，身份证{IDENTITY}。5号楼2单元门口的灯坏了两周。",
            "name": NAME,
            "phone": PHONE,
            "question": question.token,
            "answer": answer_to(question.token),
            "website": "",
            **other,
        }

    return fill
