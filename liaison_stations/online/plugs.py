"""What higher rooms show on the public page of a deputy, such as the stories told of them."""

from __future__ import annotations

from collections.abc import Callable

from congress.web.public.registry import PublicBlock
from deputies.models import Person

Provider = Callable[[Person], PublicBlock | None]
_providers: list[Provider] = []


def register_deputy_block(provider: Provider) -> None:
    """Add a block to the page; it gives only what was released."""
    _providers.append(provider)


def blocks_of(person: Person) -> list[PublicBlock]:
    """What every provider shows of a deputy."""
    return [block for provider in _providers if (block := provider(person)) is not None and block.lines]
