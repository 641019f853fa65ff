"""Password rules, each with a message that names what is wrong, and one-time passwords."""

import secrets

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from congress.accounts.models import User

#: No 0 O 1 l i: a one-time password is read from paper and typed by hand.
_LETTERS = "abcdefghjkmnpqrstuvwxyz"
_DIGITS = "23456789"


def one_time_password() -> str:
    """Twelve random characters in three groups of four, such as ``k7mw-p3xq-9hda`` (about 59 bits)."""
    while True:
        groups = ["".join(secrets.choice(_LETTERS + _DIGITS) for _ in range(4)) for _ in range(3)]
        password = "-".join(groups)
        if any(c in _LETTERS for c in password) and any(c in _DIGITS for c in password):
            return password


class OneTimeHasher(Argon2PasswordHasher):
    """Argon2id at the least cost OWASP's Password Storage Cheat Sheet allows: 5 passes over 7 MiB.

    For passwords the portal has drawn itself, many at once. Whoever signs in with one gets the full cost.
    """

    time_cost, memory_cost, parallelism = 5, 7 * 1024, 1

    def made(self, encoded: str) -> bool:
        """Whether a stored password was made here, and so is checked faster than others."""
        return f"$m={self.memory_cost},t={self.time_cost},p={self.parallelism}$" in encoded


class LengthRule(MinimumLengthValidator):
    """Long enough."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Say how long the password is and how long it has to be."""
        if len(password) < self.min_length:
            raise ValidationError(
                f"密码现在有 {len(password)} 个字符，至少要 {self.min_length} 个", code="password_too_short"
            )

    def get_help_text(self) -> str:
        """The rule in a few words, for the hint above the field."""
        return f"至少 {self.min_length} 个字符"


class LettersAndDigitsRule:
    """Letters and digits both, as graded protection (GB/T 22239-2019, 8.1.4.1) asks for complexity."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Say which of the two is missing."""
        if not any(c.isalpha() for c in password):
            raise ValidationError("密码里还没有字母，请加上", code="password_no_letter")
        if not any(c.isdigit() for c in password):
            raise ValidationError("密码里还没有数字，请加上", code="password_no_digit")

    def get_help_text(self) -> str:
        """The rule in a few words, for the hint above the field."""
        return "字母和数字都要有"


class CommonRule(CommonPasswordValidator):
    """Not one of the passwords everybody tries first."""

    def get_error_message(self) -> str:
        """What is wrong and how to mend it."""
        return "这个密码很多人在用，容易被猜中，请换一个"

    def get_help_text(self) -> str:
        """The rule in a few words, for the hint above the field."""
        return "不用常见的密码"


class PersonalRule(UserAttributeSimilarityValidator):
    """Not the person's own name, phone or address."""

    DEFAULT_USER_ATTRIBUTES = ("username", "name", "phone", "email")

    def __init__(self) -> None:
        super().__init__(user_attributes=self.DEFAULT_USER_ATTRIBUTES)

    def get_error_message(self) -> str:
        """What is wrong and how to mend it."""
        return "密码和%(verbose_name)s太像，容易被猜中，请换一个"

    def get_help_text(self) -> str:
        """The rule in a few words, for the hint above the field."""
        return "不用自己的姓名、手机号码"


def must_differ(password: str, user: User) -> None:
    """A changed password is a new one."""
    if user.check_password(password):
        raise ValidationError("新密码和现在的密码一样，请换一个", code="password_unchanged")
