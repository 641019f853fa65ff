"""Addresses of many records or pages at once: reversing one costs as much as rendering its row."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

#: Stands for the key while an address is taken apart; no address holds it otherwise.
_SOME_KEY = 9_876_543_210


def record_url(url_name: str, key: int) -> str:
    """The address of a record, as ``reverse(url_name, args=[key])`` gives it."""
    before, after = _around(url_name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return f"{before}{int(key)}{after}"


def page_url(url_name: str) -> str:
    """The address of a page without arguments, as ``reverse(url_name)`` gives it."""
    return _address(url_name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=256)
def _address(url_name: str, urlconf: str, _prefix: str) -> str:
    return reverse(url_name, urlconf)


@lru_cache(maxsize=256)
def _around(url_name: str, urlconf: str, _prefix: str) -> tuple[str, str]:
    before, _, after = reverse(url_name, urlconf, args=[_SOME_KEY]).partition(str(_SOME_KEY))
    return before, after
