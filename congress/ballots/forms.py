"""Forms of those who keep polls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from congress.ballots.counting import SUM
from congress.ballots.enums import BARS, BallotForm, Mode
from congress.ballots.models import MOST_SCALES, RULE_FIELDS, Item, PaperEntry, Poll, RuleSet
from congress.ballots.operations.preparing import rules_of
from congress.notices.messages.forms import AudienceMixin
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin

_BETWEEN = re.compile(r"[、，,；;\s]+")
_NOTE = re.compile(r"[|｜]")
_RULE_HELP = {
    "seats": "打勾选取的写应选几项；逐项表决中超过这个数的票算无效。没有名额限制写 0",
    "min_ticks": "没有要求写 0",
    "threshold": "每一项要得到多少才算通过；不设的只列票数",
    "basis": "比例按什么数算",
    "quorum": "收回的票要占全体组成人员多少，投票才有效",
    "custody": "口令只显示一次，由总监票人封存；丢了票箱打不开，只能重新投票",
    "citation": "按哪个办法的哪一条，如《民生实事项目人大代表票决办法》第十二条",
    "min_ballots": "票太少，从结果就可能猜到谁投了什么",
}


class _BarMixin(forms.BaseForm):
    """Shares are chosen from a list; a share a room has chosen stays in it."""

    def offer_bars(self) -> None:
        """Turn the two shares into lists."""
        for name in ("threshold", "quorum"):
            old = self.fields[name]
            held = self.initial.get(name) or ""
            known = BARS if held in dict(BARS) else [*BARS, (held, held)]
            self.fields[name] = forms.ChoiceField(
                label=old.label, choices=known, required=False, help_text=old.help_text
            )


class RuleSetForm(_BarMixin, PortalModelForm[RuleSet]):
    """Rules a new poll can begin with."""

    class Meta:
        model = RuleSet
        fields = ("title", *RULE_FIELDS, "order", "active")
        help_texts = {**_RULE_HELP, "order": "数字小的排在前面", "active": "不再用的去掉勾选，以前的投票不变"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_bars()


def read_items(text: str) -> list[tuple[str, str]]:
    """Items of a text, one a line; what stands behind a ｜ is a note."""
    found = []
    for line in text.splitlines():
        title, *note = (part.strip() for part in _NOTE.split(line, maxsplit=1))
        if title:
            found.append((title, note[0] if note else ""))
    return found


class _ItemsField(forms.CharField):
    """What is voted on, one a line."""

    def __init__(self) -> None:
        super().__init__(
            label="表决项目",
            widget=forms.Textarea(attrs={"rows": 8}),
            help_text="一行一项，顺序就是票上的顺序；要加说明的写成“名称｜说明”",
            max_length=20_000,
        )

    def clean(self, value: Any) -> Any:
        """The items as pairs of title and note."""
        return read_items(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """As text, also what was read already."""
        if isinstance(value, list):
            return "\n".join(f"{title}｜{note}" if note else title for title, note in value)
        return value


class PollForm(PortalForm):
    """A new poll: what is voted on, by which rules."""

    title = forms.CharField(label="名称", max_length=120, help_text="如 2027年度民生实事项目票决")
    rule_set = forms.ModelChoiceField(
        RuleSet.objects.none(), label="表决规则", help_text="选最接近的一套，下一步可以逐项修改"
    )
    items = _ItemsField()
    seats = forms.IntegerField(
        label="应选几项",
        required=False,
        min_value=0,
        max_value=60,
        help_text="只有差额、等额选取要填；不填按规则",
    )
    mode = forms.ChoiceField(
        label="投票方式", choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.PHONE
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="投票人看得到",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[RuleSet]", self.fields["rule_set"])
        field.queryset = RuleSet.objects.filter(active=True)

    def clean(self) -> dict[str, Any]:
        """The rule set becomes rules of the poll's own."""
        data = dict(super().clean() or self.cleaned_data)
        seats, chosen = data.pop("seats", None), data.pop("rule_set", None)
        if chosen is not None:
            data["rules"] = rules_of(chosen) | ({} if seats is None else {"seats": seats})
        return data


class ChangePollForm(VersionedFormMixin, _BarMixin, PortalModelForm[Poll]):
    """Everything a poll says, while it is prepared."""

    items = _ItemsField()
    scales_text = forms.CharField(
        label="打分项目",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只有分项打分要填：一行一项，写名称和满分，如 办理质量 40",
    )

    class Meta:
        model = Poll
        fields: tuple[str, ...] = (
            "title",
            "note",
            "mode",
            *RULE_FIELDS,
            "chief_scrutineer",
            "scrutineers",
            "tellers",
        )
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "mode": forms.RadioSelect}
        help_texts = {**_RULE_HELP, "scrutineers": "几个人的用顿号隔开", "tellers": "几个人的用顿号隔开"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        poll: Poll = kwargs["instance"]
        scales = "\n".join(f"{label} {most}" for label, most in poll.rule_data().scales)
        items = list(poll.items.order_by("number").values_list("title", "note"))
        kwargs["initial"] = {"items": items, "scales_text": scales, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.offer_bars()
        self.order_fields(["title", "items", "note", "mode", "form", "scales_text", *RULE_FIELDS[1:]])

    def clean(self) -> dict[str, Any]:
        """Scales as pairs of name and most points."""
        data = dict(super().clean() or self.cleaned_data)
        scales = []
        for line in data.pop("scales_text", "").splitlines():
            label, _, most = line.strip().rpartition(" ")
            if line.strip() and (not label or not most.isdecimal() or not 0 < int(most) <= 1000):
                self.add_error("scales_text", f"“{line.strip()}”没有写满分，如 办理质量 40")
            elif line.strip():
                scales.append([label.strip(), int(most)])
        if data.get("form") == BallotForm.SCORES and not scales and "scales_text" not in self.errors:
            self.add_error("scales_text", "分项打分要写打哪几项、各满分多少")
        if len(scales) > MOST_SCALES:
            self.add_error("scales_text", f"最多 {MOST_SCALES} 项")
        own_grades = data.get("form") == BallotForm.GRADES and self.instance.rule_data().grades
        data["scales"] = [list(one) for one in own_grades] if own_grades else scales
        return data

    def _post_clean(self) -> None:
        """The operation builds and checks the record."""


class ElectorsForm(VersionedFormMixin, AudienceMixin, PortalForm):
    """Who votes: groups of people, those of them on paper, and paper ballots for whoever is not listed."""

    paper_names = forms.CharField(
        label="其中投纸质票的人",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写姓名，用顿号隔开；没有帐号的人自动投纸质票。投纸质票的不能再用手机投",
        max_length=20_000,
    )
    unnamed_paper = forms.IntegerField(
        label="另外准备几张纸质票",
        min_value=0,
        max_value=5000,
        initial=0,
        help_text="发给没有列在上面的人",
    )
    members = forms.IntegerField(
        label="全体组成人员",
        required=False,
        min_value=1,
        max_value=10_000,
        help_text="按全体组成人员计算的比例以它为准，缺席的也算；不填就是投票人的人数",
    )

    def __init__(self, *args: Any, instance: Poll, **kwargs: Any) -> None:
        self.instance = instance
        super().__init__(*args, initial=self._held(instance), **kwargs)
        if instance.takes_phones:
            self.offer_audiences(instance.area, instance.electorate, "投票人")
        else:
            self._area, self._kinds = instance.area, []
        if not instance.takes_paper:
            del self.fields["unnamed_paper"]
        if instance.mode != Mode.MIXED:
            del self.fields["paper_names"]
        if instance.mode == Mode.PAPER:
            self.fields["unnamed_paper"].label = "准备几张纸质票"
            self.fields["unnamed_paper"].help_text = "有多少人投票就准备多少张"
        named = [name for name in self.fields if name.startswith("to_")]
        self.order_fields([*named, "paper_names", "unnamed_paper", "members"])

    @staticmethod
    def _held(poll: Poll) -> dict[str, Any]:
        on_paper = poll.electors.filter(on_paper=True)
        named = on_paper.filter(user__isnull=False).order_by("pk").values_list("name", flat=True)
        return {
            "paper_names": "、".join(named),
            "unnamed_paper": max(poll.paper_count - on_paper.count(), 0),
            "members": poll.members or None,
            "version": poll.version,
        }

    def clean(self) -> dict[str, Any]:
        """The groups in one value, names as a list."""
        data = super().clean() if self._kinds else {**self.cleaned_data, "audience": {}}
        data["paper_names"] = [name for name in _BETWEEN.split(data.get("paper_names", "")) if name]
        data["unnamed_paper"] = data.get("unnamed_paper") or 0
        return data


class PhraseForm(PortalForm):
    """What opens the box."""

    phrase = forms.CharField(
        label="开箱口令",
        max_length=60,
        help_text="照信封里的口令输入，大小写、横线不论",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class LotForm(PortalForm):
    """What the lot has chosen, and before whom."""

    items = forms.MultipleChoiceField(label="抽中的项目", widget=forms.CheckboxSelectMultiple)
    witnesses = forms.CharField(
        label="见证人", max_length=200, help_text="总监票人、监票人和抽签的人，用顿号隔开"
    )

    def __init__(self, *args: Any, tied: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["items"]).choices = [(one.key, one.title) for one in tied]


class PaperForm(PortalForm):
    """What one person has counted of the paper ballots: 发出, 收回, 有效, 无效, and the votes of every item."""

    issued = forms.IntegerField(label="发出", min_value=0, max_value=5000)
    returned = forms.IntegerField(label="收回", min_value=0, max_value=5000)
    valid = forms.IntegerField(label="有效", min_value=0, max_value=5000)
    void = forms.IntegerField(label="无效", min_value=0, max_value=5000)

    def __init__(
        self, *args: Any, poll: Poll, items: list[Item], entry: PaperEntry | None, **kwargs: Any
    ) -> None:
        held = {} if entry is None else {name: getattr(entry, name) for name in self.base_fields}
        super().__init__(*args, initial=held, **kwargs)
        self.columns = [(option.key, option.label) for option in poll.options] or [(SUM, "总分")]
        self.lines: list[tuple[str, str, list[str]]] = []
        rules = poll.rule_data()
        for item in items:
            for place in rules.places([item.key]):
                scale = (
                    rules.scales[int(place.rpartition(":")[2])][0] if rules.scales and ":" in place else ""
                )
                names = []
                for mark, label in self.columns:
                    name = f"m_{place.replace(':', '_')}_{mark}"
                    shown = "　".join(filter(None, (item.title, scale, label)))
                    self.fields[name] = forms.IntegerField(
                        label=shown,
                        min_value=0,
                        max_value=5_000_000,
                        error_messages={"required": f"请填写{shown}"},
                    )
                    if entry is not None:
                        self.initial[name] = entry.counts.get(place, {}).get(mark)
                    names.append(name)
                self.lines.append((place, f"{item.title}　{scale}" if scale else item.title, names))
        for field in self.fields.values():
            field.widget.attrs["inputmode"] = "numeric"

    def rows(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each item with its fields, for the table."""
        for _place, title, names in self.lines:
            yield title, [self[name] for name in names]

    def numbers(self) -> Iterator[forms.BoundField]:
        """The four numbers above the table."""
        return (self[name] for name in ("issued", "returned", "valid", "void"))

    def counted(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        counts = {
            place: {mark: data[name] for (mark, _label), name in zip(self.columns, names, strict=True)}
            for place, _title, names in self.lines
        }
        return {name: data[name] for name in ("issued", "returned", "valid", "void")} | {"counts": counts}

    def refuse(self, error: ValidationError) -> None:
        """Put what the operation refuses at its field: a place means the first number of its line."""
        first = {place: names[0] for place, _title, names in self.lines}
        told: Mapping[str, list[ValidationError]] = error.error_dict
        for name, errors in told.items():
            field = first.get(name, name)
            self.add_error(field if field in self.fields else NON_FIELD_ERRORS, errors)
