"""What the clerk chooses before a suggestion is released, why it is not, and what a visitor looks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from congress.search.text import normalise
from congress.web import masking
from congress.web.forms import PortalForm
from suggestions.models import Publication
from suggestions.publishing.drafting import Choices, Source

#: Characters a visitor has to write; one finds nearly everything.
SHORTEST_SEARCH = 2
_MOST_WORDS, _LONGEST_NEW, _SHORTEST_OLD = 60, 20, 2
_EQUALS = re.compile("[=＝]")


class PublishForm(PortalForm):
    """What is hidden, and how much of the deputy's verdict is shown."""

    masks = forms.MultipleChoiceField(
        label="查到的个人信息，打勾的隐去", required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label="还要隐去",
        required=False,
        max_length=4_000,
        widget=forms.Textarea({"rows": 4}),
        help_text="群众的姓名、小区里的住户等，平台认不出，请照原文写，每行一处，如：王桂兰。"
        "要换成别的字，写成：王桂兰＝一位居民",
    )
    verdict = forms.BooleanField(label="公开代表评价（满意、基本满意、不满意）", required=False)
    said = forms.BooleanField(label="公开代表评价时写的意见", required=False)

    def __init__(self, *args: Any, source: Source, former: Publication | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source = source
        proposed = source.proposed
        self.hidden_words: tuple[masking.Hidden, ...] = ()
        if proposed:
            self._field("masks").choices = [
                (written, f"{secret.label}：{written}") for written, secret in proposed.items()
            ]
        else:
            del self.fields["masks"]
        self.initial["masks"] = [
            written for written in proposed if former is None or written not in former.left
        ]
        if former is not None:
            self.initial["words"] = "\n".join(f"{old}＝{new}" for old, new in former.words)
            self.initial["verdict"], self.initial["said"] = former.with_verdict, former.with_words
        if not any(hasattr(reply, "evaluation") for reply in source.replies if reply.public):
            del self.fields["verdict"], self.fields["said"]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean_words(self) -> str:
        """Each line as written in the original, with what stands there instead."""
        text: str = self.cleaned_data["words"]
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > _MOST_WORDS:
            raise ValidationError(f"最多写 {_MOST_WORDS} 行，现在有 {len(lines)} 行")
        self.hidden_words = words_of(lines)
        wrong = [message for hidden in self.hidden_words if (message := self._refused(hidden))]
        if wrong:
            raise ValidationError(wrong)
        return text

    def _refused(self, hidden: masking.Hidden) -> str:
        if len(hidden.old) < _SHORTEST_OLD:
            return f"“{hidden.old}”太短，至少写 {_SHORTEST_OLD} 个字，以免隐去别的地方"
        if len(hidden.new) > _LONGEST_NEW:
            return f"“{hidden.old}”要换成的字太多，最多 {_LONGEST_NEW} 个"
        if not any(hidden.old in text for text in self.source.texts):
            return f"“{hidden.old}”在原文里没有，请照原文写"
        return ""

    @property
    def choices(self) -> Choices:
        """What is chosen: of a form that was sent what was sent, else what is proposed."""
        given: Mapping[str, Any] = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        ticked = set(given.get("masks") or ())
        words = self.hidden_words
        if not self.is_bound:
            words = words_of(str(given.get("words") or "").splitlines())
        return Choices(
            words=words,
            left=frozenset(written for written in self.source.proposed if written not in ticked),
            verdict=bool(given.get("verdict")),
            said=bool(given.get("said")),
        )


def words_of(lines: Sequence[str]) -> tuple[masking.Hidden, ...]:
    """“王桂兰” and “王桂兰＝一位居民”, one a line."""
    parts = [_EQUALS.split(line, maxsplit=1) for line in lines if line.strip()]
    return tuple(
        masking.Hidden(*(part.strip() for part in pair if part.strip())) for pair in parts if pair[0]
    )


class ReasonForm(PortalForm):
    """Why it is not, or no longer, shown."""

    reason = forms.CharField(
        label="原因", max_length=300, widget=forms.Textarea({"rows": 3}), help_text="只在平台内部看得到"
    )


class PublicSearchForm(PortalForm):
    """What a visitor looks for; what is wrong in an address is left out, not an error page."""

    q = forms.CharField(
        label="搜案由、正文、代表、单位",
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    when = forms.ChoiceField(label="会议、年份", required=False)
    category = forms.ChoiceField(label="类别", required=False)
    unit = forms.ChoiceField(label="承办单位", required=False)

    def __init__(self, *args: Any, offered: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = [("", "全部"), *choices]

    def clean_q(self) -> str:
        """At least two characters."""
        text: str = self.cleaned_data["q"]
        if text and len(normalise(text)) < SHORTEST_SEARCH:
            raise ValidationError(f"请写 {SHORTEST_SEARCH} 个字以上再搜")
        return text

    @property
    def wanted(self) -> dict[str, str]:
        """What is asked for and understood."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
