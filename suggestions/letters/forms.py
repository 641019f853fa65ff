"""What came back on paper: the verdict on each reply, the day, the picture of the form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils import timezone

from congress.documents.uploads import Document, check_document, check_photo
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from suggestions.enums import Rating
from suggestions.models import Handling
from suggestions.operations import Verdict


class ScanField(forms.FileField):
    """A picture or a PDF, told by its content; a picture is made anew, without hidden data."""

    def clean(self, data: UploadedFile[Any] | None, initial: Any = None) -> Document | None:
        """The scan, or nothing when none was chosen."""
        if not data:
            return None
        data.seek(0)
        if data.read(5) == b"%PDF-":
            return check_document(data)
        try:
            photo = check_photo(data)
        except ValidationError as error:
            if getattr(error, "code", "") == "no_photo":
                name = Path(data.name or "扫描件").name
                raise ValidationError(f"“{name}”不能作为扫描件，请选 PDF 或 JPG、PNG 图片") from None
            raise
        return Document(photo.name, photo.full, ".jpg", "image/jpeg")


class EvaluatePaperForm(PortalForm):
    """One form of paper: 态度, 结果 and words for every reply of the round."""

    on = PortalDateField(label="代表填表的日期")
    scan = ScanField(label="表格的扫描件", required=False, help_text="PDF 或照片。只有办公室和这位代表能看")

    def __init__(self, *args: Any, parts: Sequence[Handling], **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": timezone.localdate()}, **kwargs)
        self.parts = parts
        for part in parts:
            for name, label in (("attitude", "办理态度"), ("result", "办理结果")):
                self.fields[f"{name}-{part.pk}"] = forms.ChoiceField(
                    label=label,
                    choices=Rating.choices,
                    widget=forms.RadioSelect,
                    error_messages={"required": f"请选择对{part.organ_name}的{label}"},
                )
            self.fields[f"words-{part.pk}"] = forms.CharField(
                label="意见",
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="照表上写的录入；不满意的须有",
            )
        self.order_fields([*(name for name in self.fields if name not in {"on", "scan"}), "on", "scan"])

    @property
    def blocks(self) -> list[tuple[Handling, list[BoundField]]]:
        """The fields by the unit they are about."""
        return [(part, [self[f"{name}-{part.pk}"] for name in _ROWS]) for part in self.parts]

    def clean(self) -> dict[str, Any]:
        """不满意 has a word why, at the reply it is about."""
        facts = super().clean() or {}
        for part in self.parts:
            ratings = {facts.get(f"attitude-{part.pk}"), facts.get(f"result-{part.pk}")}
            if Rating.UNSATISFIED in ratings and not facts.get(f"words-{part.pk}"):
                self.add_error(f"words-{part.pk}", "不满意的，请照表录入哪里不满意")
        return facts

    def verdicts(self) -> list[Verdict]:
        """What the operation takes."""
        facts = self.cleaned_data
        return [
            Verdict(
                part.reply_given,
                facts[f"attitude-{part.pk}"],
                facts[f"result-{part.pk}"],
                facts[f"words-{part.pk}"],
            )
            for part in self.parts
        ]


_ROWS = ("attitude", "result", "words")
