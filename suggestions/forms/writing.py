"""The form in which a deputy writes a suggestion, on a phone first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from activities.forms.entry import DeputiesField
from activities.queries.roster import deputies_named
from congress.accounts.models import User
from congress.documents.fields import DocumentsField, PhotosField
from congress.documents.uploads import Document, Photo
from congress.organs.models import Area, Session
from congress.web.forms import PortalForm
from congress.web.versions import VersionedFormMixin
from deputies.models import Deputyship
from suggestions.enums import Kind, Occasion, Signing, Source
from suggestions.models import LONGEST_PART, Suggestion
from suggestions.operations.files import FILE_LIMIT, PHOTO_LIMIT
from suggestions.queries.deputy import sessions_for

#: The parts of a suggestion (R241); each may stay empty in a draft, none when it is submitted.
PARTS = ("title", "situation", "proposal")


class NinePhotosField(PhotosField):
    """At most as many photos as one suggestion carries; more are refused before any is read."""

    def clean(self, data: Any, initial: Any = None) -> list[Photo]:
        """The photos, checked by their content."""
        chosen = len([upload for upload in data or [] if upload])
        if chosen > PHOTO_LIMIT:
            over = chosen - PHOTO_LIMIT
            raise ValidationError(f"照片最多 {PHOTO_LIMIT} 张，这次选了 {chosen} 张，请去掉 {over} 张")
        return super().clean(data, initial)


class FewDocumentsField(DocumentsField):
    """At most as many documents as one suggestion carries."""

    def clean(self, data: Any, initial: Any = None) -> list[Document]:
        """The documents, told by their content."""
        chosen = len([upload for upload in data or [] if upload])
        if chosen > FILE_LIMIT:
            over = chosen - FILE_LIMIT
            raise ValidationError(f"附件最多 {FILE_LIMIT} 个，这次选了 {chosen} 个，请去掉 {over} 个")
        return super().clean(data, initial)


class DeputyshipField(forms.ModelChoiceField[Deputyship]):
    """A deputyship by what its holder is called."""

    def label_from_instance(self, obj: Deputyship) -> str:
        """区人大代表, 柳桥镇人大代表."""
        return obj.title


class WritingForm(PortalForm):
    """案由, 情况, 建议 first; everything else has an answer already.

    ``leads`` are the deputyships the writer holds today. Whether a part is missing is for the operation to say
    when it is submitted; a draft may lack any of them.
    """

    lead = DeputyshipField(
        label="以什么身份提出", queryset=Deputyship.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label="案由",
        max_length=120,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="一事一议，一句话说清是什么事",
    )
    situation = forms.CharField(
        label="情况",
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="在哪里、什么时候、影响多少人。最好有实地看到的数字，300 到 1,000 字",
    )
    proposal = forms.CharField(
        label="建议",
        max_length=LONGEST_PART,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="希望哪个部门做什么。几条办法分条写，每条都能办",
    )
    photos = NinePhotosField(label="照片", required=False, help_text=f"最多 {PHOTO_LIMIT} 张")
    cosigners = DeputiesField(
        label="邀请代表附议",
        required=False,
        help_text="写姓名或拼音首字母（zyd），也可以写小组名称。存草稿后通知他们",
    )
    kind = forms.ChoiceField(
        label="种类", choices=Kind.choices, initial=Kind.SUGGESTION, widget=forms.RadioSelect
    )
    occasion = forms.ChoiceField(label="什么时候提", initial=Occasion.BETWEEN, widget=forms.RadioSelect)
    session = forms.ModelChoiceField(label="会议", queryset=Session.objects.none(), required=False)
    area = forms.ModelChoiceField(label="涉及哪里", queryset=Area.objects.none())
    source = forms.ChoiceField(label="来源", choices=Source.choices, initial=Source.DEPUTY)
    source_note = forms.CharField(
        label="来源说明", max_length=120, required=False, help_text="如 柳桥街道联络站 10月接待日"
    )
    delegation = forms.CharField(
        label="代表团", max_length=40, required=False, help_text="以代表团名义提出的才填"
    )
    documents = FewDocumentsField(
        label="附件", required=False, help_text=f"PDF、OFD、Word、Excel、PPT，最多 {FILE_LIMIT} 个"
    )
    shared_with_office = forms.BooleanField(
        label="请办公室先看草稿",
        required=False,
        help_text="勾上后，办公室能看到没有提交的草稿，可以提前帮您沟通",
    )
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        files: Any = None,
        *,
        user: User,
        leads: Sequence[Deputyship],
        row: Suggestion | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.user, self.leads, self.row = user, leads, row
        super().__init__(data, files, initial={**self._opened_with(), **(initial or {})})
        self.fields["lead"].queryset = Deputyship.objects.filter(  # type: ignore[attr-defined]
            pk__in=[lead.pk for lead in leads]
        ).select_related("term__area", "person")
        if len(leads) == 1:
            self.fields["lead"].widget = forms.HiddenInput()
        self._offer_sessions()
        self.fields["area"].queryset = _places(row)  # type: ignore[attr-defined]
        self.fields["cosigners"].widget.attrs["data-deputies"] = ""

    def _opened_with(self) -> dict[str, Any]:
        row, lead = self.row, self.leads[0]
        if row is None:
            own = lead.constituency.area if lead.constituency else lead.term.area
            return {"lead": lead.pk, "token": uuid4(), "area": _in_list(own)}
        names = (
            "title",
            "situation",
            "proposal",
            "kind",
            "occasion",
            "source",
            "source_note",
            "delegation",
            "shared_with_office",
            "token",
        )
        opened = {name: getattr(row, name) for name in names}
        return opened | {"lead": row.lead_id, "session": row.session_id, "area": row.area_id}

    def _offer_sessions(self) -> None:
        """大会期间 is offered while a session is on or near, or when the draft is for one already."""
        kept = self.row.session_id if self.row else None
        offered = Session.objects.filter(pk__in=[kept] if kept else [])
        for lead in self.leads:
            offered |= sessions_for(lead)
        sessions = list(offered.distinct())
        choices = [choice for choice in Occasion.choices if choice[0] != Occasion.SESSION or sessions]
        self.fields["occasion"].choices = choices  # type: ignore[attr-defined]
        if not sessions:
            del self.fields["session"]
            return
        self.fields["session"].queryset = offered.distinct()  # type: ignore[attr-defined]
        if self.row is None:
            today = timezone.localdate()
            on = next((one for one in sessions if one.starts_on <= today <= one.ends_on), None)
            self.initial.setdefault("session", (on or sessions[0]).pk)
            if on is not None:
                self.initial.setdefault("occasion", Occasion.SESSION)

    def full_clean(self) -> None:
        """A draft may lack parts, although the labels say that they are needed in the end."""
        for name in PARTS:
            self.fields[name].required = False
        super().full_clean()
        for name in PARTS:
            self.fields[name].required = True

    def clean_title(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_cosigners(self) -> list[Deputyship]:
        """Deputies of the same congress, the writer left out."""
        text: str = self.cleaned_data["cosigners"]
        if not text.strip():
            return []
        rows = deputies_named(self.user, text, on=timezone.localdate())
        lead = self.row.lead if self.row else self.cleaned_data.get("lead") or self.leads[0]
        others = [row.person.name for row in rows if row.term_id != lead.term_id]
        if others:
            raise ValidationError(f"只能邀请同一级人大的代表附议，{'、'.join(others)}不是{lead.title}")
        return [row for row in rows if row.pk != lead.pk]

    def clean(self) -> dict[str, Any]:
        """大会期间 names its session."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("occasion") == Occasion.SESSION and data.get("session") is None:
            self.add_error("session", "请选是哪次会议")
        return data

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written at all, so that there is nothing to keep."""
        return not any(self.cleaned_data.get(name) for name in PARTS)

    @property
    def facts(self) -> dict[str, Any]:
        """What the operations take."""
        data = self.cleaned_data
        names = (*PARTS, "kind", "occasion", "area", "source", "source_note", "delegation")
        facts: dict[str, Any] = {name: data[name] for name in names}
        if data["delegation"]:
            facts["signing"] = Signing.DELEGATION
        elif self.row is not None and self.row.signing == Signing.DELEGATION:
            facts["signing"] = Signing.JOINT if self.row.cosigners.exists() else Signing.INDIVIDUAL
        facts["session"] = data.get("session")
        facts["shared_with_office"] = data["shared_with_office"]
        return facts

    @property
    def submission(self) -> UUID | None:
        """What names this submission, so that sent twice it is one suggestion."""
        token: UUID | None = self.cleaned_data.get("token")
        return token

    @property
    def has_more(self) -> bool:
        """Whether the folded part is to stand open: something in it is wrong, or is not as usual."""
        folded = ("kind", "occasion", "session", "area", "source", "source_note", "delegation", "documents")
        return any(self.errors.get(name) for name in folded) if self.is_bound else False


class EditForm(VersionedFormMixin, WritingForm):
    """The same form for a draft, or for what came back; it knows the version it was opened at."""

    def __init__(
        self,
        data: MultiValueDict[str, str] | None = None,
        files: Any = None,
        *,
        user: User,
        row: Suggestion,
    ) -> None:
        super().__init__(data, files, user=user, leads=[row.lead], row=row, initial={"version": row.version})


def _places(row: Suggestion | None) -> QuerySet[Area]:
    """The district, its towns, and what the draft has already."""
    near = Q(parent__isnull=True) | Q(parent__parent__isnull=True)
    return Area.objects.filter(near | Q(pk__in=[row.area_id] if row else [])).order_by("path")


def _in_list(area: Area) -> int:
    """The town of a village, so that the list offers it."""
    while area.parent is not None and area.parent.parent_id is not None:
        area = area.parent
    return area.pk
