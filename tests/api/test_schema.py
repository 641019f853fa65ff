"""The description: every field says what it is, and whoever asks by it, or past it, finds it true."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from congress.accounts.enums import Role
from congress.api.registry import resources
from congress.wsgi import application
from tests.api.stage import Reader
from tests.factories import make_activity, make_organ, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Reader:
    return Reader(make_user(Role.OFFICE))


def test_every_field_and_parameter_says_what_it_is(office: Reader) -> None:
    document = office.read("/api/v1/schema/")
    addresses = set(document["paths"])
    assert {f"/api/v1/{resource.key}/" for resource in resources()} < addresses
    parts = document["components"]["schemas"]
    silent = [
        f"{name}.{field}"
        for name, part in parts.items()
        for field, said in part["properties"].items()
        if not said.get("description") and field != "results"
    ]
    assert silent == []
    asked = [parameter for way in document["paths"].values() for parameter in way["get"]["parameters"]]
    assert [
        parameter["name"]
        for parameter in asked
        if parameter["in"] == "query" and not parameter.get("description")
    ] == []


@pytest.mark.slow
def test_what_is_described_is_what_is_answered(office: Reader, monkeypatch: Any) -> None:
    """Schemathesis asks what the description allows and what it does not, with and without the token."""
    monkeypatch.setattr("django.conf.settings.API_RATE", "100000/min")
    make_activity(make_person("周文", title="主任"))
    make_organ()
    described = schemathesis.openapi.from_wsgi("/api/v1/schema/", application, headers=office.headers)
    asked = []
    few = settings(
        max_examples=4,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for found in described.get_all_operations():
        for mode in schemathesis.GenerationMode:

            @few
            @given(case=found.ok().as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                asked.append(case.path)
                # That a period ends after it begins, and not after today, no description can say.
                left_out = [positive_data_acceptance] if "/figures/" in case.path else []
                case.call_and_validate(headers=office.headers, excluded_checks=left_out)

            ask()
    assert len(set(asked)) == 2 * len(resources()) + 2
