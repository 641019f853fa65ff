"""Drawing a sample so that anybody can draw it again (R059)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256


def new_seed() -> str:
    """A seed nobody chose."""
    return secrets.token_hex(8)


def draw(population: Iterable[int], seed: str, size: int) -> list[int]:
    """``size`` keys of the population, the same ones for the same seed whatever the order they are given in.

    Every key gets the hash of “seed:key”; the smallest hashes are drawn. No generator of random numbers, so the draw
    can be repeated with any tool that knows SHA-256. A size above the population draws all.
    """
    ranked = sorted(set(population), key=lambda key: (sha256(f"{seed}:{key}".encode()).hexdigest(), key))
    return ranked[:size]
