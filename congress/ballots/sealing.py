"""The ballot box: a ballot put in cannot be read by anybody, the portal included, until the box is opened.

Each poll has a pair of keys. What is cast is sealed with the public one (libsodium's sealed box); the private one is
kept only locked up, by a phrase that the portal forgets once it was shown, or by the portal's own secret where the
rules of a poll say so. Every sealed ballot has one length, whatever is in it.
"""

from __future__ import annotations

import json
import secrets
from hashlib import blake2b

from nacl import pwhash, secret
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from congress.ballots.counting import Marks

#: Nothing that can be taken for something else when it is read from paper: no 0 and O, 1 and I, 2 and Z, 5 and S.
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXY346789"
_GROUPS, _GROUP = 5, 4
#: A ballot's length is a multiple of this many bytes.
_STEP = 64


class WrongPhrase(Exception):
    """The box does not open with this."""


def new_phrase() -> str:
    """An opening phrase of 96 bits in five groups of four: K7QM-…"""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def system_secret(key: str, poll: str) -> str:
    """What locks a box the portal keeps by itself: follows from its secret key, another for each poll."""
    return blake2b(poll.encode(), key=blake2b(key.encode()).digest(), person=b"ballot-box").hexdigest()


def new_box(opener: str) -> tuple[str, str]:
    """A pair of keys: the public one, and the private one locked by ``opener``; both as hexadecimal digits."""
    key = PrivateKey.generate()
    salt = secrets.token_bytes(pwhash.argon2id.SALTBYTES)
    locked = secret.SecretBox(_stretched(opener, salt)).encrypt(bytes(key))
    return bytes(key.public_key).hex(), (salt + bytes(locked)).hex()


def unlocked(locked: str, opener: str) -> PrivateKey:
    """The private key; raises :class:`WrongPhrase`."""
    told = bytes.fromhex(locked)
    salt, box = told[: pwhash.argon2id.SALTBYTES], told[pwhash.argon2id.SALTBYTES :]
    try:
        return PrivateKey(secret.SecretBox(_stretched(opener, salt)).decrypt(box))
    except CryptoError as error:
        raise WrongPhrase from error


def _stretched(opener: str, salt: bytes) -> bytes:
    """The key of a phrase, however it is typed: capitals and what stands between groups do not matter."""
    plain = "".join(letter for letter in opener.upper() if letter.isalnum())
    return pwhash.argon2id.kdf(
        secret.SecretBox.KEY_SIZE,
        plain.encode(),
        salt,
        opslimit=pwhash.argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=pwhash.argon2id.MEMLIMIT_INTERACTIVE,
    )


def length_for(places: list[str], longest: int) -> int:
    """The one length of all ballots with these places, whose marks have at most ``longest`` characters."""
    told = len(_plain(dict.fromkeys(places, "x" * longest)))
    return -(-told // _STEP) * _STEP


def seal(public_key: str, marks: Marks, length: int) -> bytes:
    """A ballot sealed. ``ValueError`` when it is longer than ``length`` bytes: it must not tell by its size."""
    told = _plain(marks)
    if len(told) > length:
        raise ValueError("a ballot longer than any ballot of its poll can be")
    return bytes(SealedBox(PublicKey(bytes.fromhex(public_key))).encrypt(told.ljust(length)))


def opened(key: PrivateKey, box: bytes) -> dict[str, str]:
    """What was sealed. Raises :class:`WrongPhrase` for what this key did not seal."""
    try:
        marks: dict[str, str] = json.loads(SealedBox(key).decrypt(box))
    except CryptoError as error:
        raise WrongPhrase from error
    return marks


def _plain(marks: Marks) -> bytes:
    return json.dumps(dict(marks), sort_keys=True, separators=(",", ":")).encode()
