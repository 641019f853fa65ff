"""How an app offers its figures: a chapter, its numbers and rates, each with the address of its list."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from urllib.parse import urlencode

from congress.accounts.models import User
from congress.figures.period import Period
from congress.figures.registry import Figure, register_figure
from congress.figures.together import Together
from congress.web.addresses import page_url

Address = Callable[[User, Period], str]


def in_list(url_name: str, *, since: str = "since", until: str = "until", **filters: str) -> Address:
    """The list of a page, cut to the period by its filters ``since`` and ``until``, and by other ``filters``."""

    def url(_user: User, period: Period) -> str:
        days = {since: str(period.start), until: str(period.end)}
        return f"{page_url(url_name)}?{urlencode({**filters, **days})}"

    return url


def on_day(url_name: str, on: str = "on", **filters: str) -> Address:
    """The list of a page as it stood at the cut-off, by its filter ``on``, and by other ``filters``."""
    return lambda _user, period: f"{page_url(url_name)}?{urlencode({**filters, on: str(period.end)})}"


@dataclass(frozen=True)
class Chapter:
    """Figures that belong together: 联络站. What they are counted by, for whom, and where they stand among others.

    ``key`` begins the keys of its figures: stations.days.
    """

    name: str
    key: str
    counted: Together
    roles: Set[str]
    order: int

    def number(
        self,
        key: str,
        label: str,
        unit: str,
        definition: str,
        url: Address,
        *,
        standing: bool = False,
        at_home: bool = False,
        on_overview: bool = False,
    ) -> None:
        """Offer a whole number; ``key`` is what the chapter's function counts it under."""
        self._offer(key, label, unit, definition, url, None, standing, at_home, on_overview)

    def rate(self, key: str, label: str, unit: str, definition: str, part: Address, whole: Address) -> None:
        """Offer a rate with the lists of its part and of its whole."""
        self._offer(key, label, unit, definition, part, whole)

    def _offer(
        self,
        key: str,
        label: str,
        unit: str,
        definition: str,
        url: Address,
        whole: Address | None,
        standing: bool = False,
        at_home: bool = False,
        on_overview: bool = False,
    ) -> None:
        register_figure(
            Figure(
                key=f"{self.key}.{key}",
                chapter=self.name,
                label=label,
                unit=unit,
                definition=definition,
                compute=self.counted.part(key),
                url=url,
                whole_url=whole,
                roles=frozenset(self.roles),
                order=self.order,
                at_home=at_home,
                on_overview=on_overview,
                standing=standing,
            )
        )
