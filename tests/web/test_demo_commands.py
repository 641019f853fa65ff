"""The demo never comes into a production system by accident, and no account is invented."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from congress.accounts.models import User


@pytest.mark.django_db
def test_production_is_refused(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo", stdout=StringIO())
    assert not User.objects.exists()


@pytest.mark.django_db
def test_accounts_of_an_empty_portal_are_not_invented() -> None:
    with pytest.raises(CommandError, match="load_demo"):
        call_command("demo_accounts", stdout=StringIO())
