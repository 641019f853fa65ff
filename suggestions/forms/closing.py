"""Reasons and findings with which the office ends, or goes on with, what it keeps."""

from __future__ import annotations

from django import forms

from congress.web.forms import PortalForm

_LONG = 500


def _prose(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ReasonForm(PortalForm):
    """Why."""

    reason = forms.CharField(label="原因", max_length=_LONG, widget=_prose())


class StrikeOffForm(PortalForm):
    """How it was checked."""

    checked = forms.CharField(
        label="怎样核查的",
        max_length=_LONG,
        widget=_prose(4),
        help_text="写明看了什么、问了谁、结果如何，如：现场看过 38 盏路灯，全部亮起",
    )


class ConclusionForm(PortalForm):
    """What the joint study found."""

    conclusion = forms.CharField(label="研究结论", max_length=_LONG, widget=_prose(5), help_text="会告知代表")


class RedoAfterStudyForm(ConclusionForm):
    """What the joint study found, and who handles it again."""

    who = forms.ChoiceField(
        label="交给谁再办",
        choices=[("same", "原来的单位"), ("others", "另选单位")],
        initial="same",
        widget=forms.RadioSelect,
    )


class CheckCommitmentForm(PortalForm):
    """Whether the promise was kept."""

    kept = forms.ChoiceField(
        label="核实结果", choices=[("yes", "已兑现"), ("no", "还没有兑现")], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="核实说明", max_length=300, widget=_prose(), help_text="怎样核实的；没有兑现的，还差什么"
    )


class GiveUpForm(PortalForm):
    """Why the promise counts as broken."""

    note = forms.CharField(label="原因", max_length=300, widget=_prose(), help_text="会记入承诺兑现率")
