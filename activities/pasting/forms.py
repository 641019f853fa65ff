"""The page where a month is pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from activities.recognition.files import UnreadableFile, text_of
from congress.web.forms import PortalForm

#: Characters a person can go over in one piece; a month of a district has some 5,000.
TEXT_LIMIT = 100_000
FILE_LIMIT_MB = 10
#: From this day of the month on, what is pasted is taken to be of this month.
_THIS_MONTH_FROM = 20


class PasteForm(PortalForm):
    """A month: the text itself or a file of it, and which month it is."""

    year = forms.IntegerField(
        label="年份",
        min_value=1990,
        max_value=2099,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": "年份写成数字，如 2026"},
    )
    month = forms.TypedChoiceField(
        label="月份",
        coerce=int,
        choices=[(number, f"{number}月") for number in range(1, 13)],
        widget=forms.Select(attrs={"data-plain": ""}),
    )
    text = forms.CharField(
        label="文字",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "data-count": TEXT_LIMIT}),
        help_text="在 Word 里全选、复制，到这里粘贴。目录、标题、页码会自动略过",
    )
    file = forms.FileField(
        label="或者选文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.txt"}),
        help_text="Word（.docx）或文本（.txt），不超过 10 MB",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        month = today.month if today.day >= _THIS_MONTH_FROM else today.month - 1 or 12
        year = today.year - (month > today.month)
        kwargs["initial"] = {"year": year, "month": month, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_file(self) -> str:
        """The text of the file; its kind is told by its content."""
        upload: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if upload is None:
            return ""
        if (upload.size or 0) > FILE_LIMIT_MB * 1024 * 1024:
            raise ValidationError(f"文件超过 {FILE_LIMIT_MB} MB，请分开或复制文字粘贴")
        try:
            return text_of(upload.read())
        except UnreadableFile as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """One text, no longer than can be gone over."""
        data = super().clean() or {}
        if "file" in self.errors or "text" in self.errors:
            return data
        pasted, filed = data.get("text", ""), data.get("file", "")
        box = "file" if filed and not pasted.strip() else "text"
        whole = f"{pasted}\n{filed}" if pasted.strip() and filed else pasted or filed
        if not whole.strip():
            self.add_error(box, "请粘贴文字，或选一个文件" if box == "text" else "文件里没有文字")
        elif len(whole) > TEXT_LIMIT:
            self.add_error(box, f"有 {len(whole):,} 个字，一次最多 {TEXT_LIMIT:,} 个字，请分几次粘贴")
        data["whole"] = whole
        return data
