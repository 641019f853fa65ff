"""Forms of the district's profile and of the list of its towns."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from congress.district.area_list import MOST, Line, read_lines, text_of
from congress.district.models import DistrictProfile
from congress.district.operations import FIELDS, version_of
from congress.district.queries import Profile
from congress.documents.sheets import SheetError
from congress.documents.sheets import read as read_sheets
from congress.web.forms import PortalForm, PortalModelForm
from congress.web.versions import VersionedFormMixin

_LONGEST_NAME = 60
_MAX_BYTES = 2 * 1024 * 1024


class _ProfileFields(PortalModelForm[DistrictProfile]):
    """The fields with what stands in them now, and what holds where they are left empty."""

    name = forms.CharField(
        label="区县名称",
        max_length=_LONGEST_NAME,
        help_text="平常的叫法，如 ××区。平台名称、刊物、文件里的区名都用它",
    )
    postcode = forms.RegexField(
        r"^\d{6}$",
        label="邮政编码",
        required=False,
        error_messages={"invalid": "邮政编码是 6 位数字"},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = DistrictProfile
        fields = FIELDS
        help_texts = {
            "full_name": "带上级地名，如 ××市××区；不填就用区县名称",
            "address": "和电话一起印在办公室落款的文件末尾",
        }

    field_order = ("name", *FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.initial["version"] = version_of(row)
        if row.area_id:
            self.initial.setdefault("name", row.area.name)
        usual = Profile(name=row.area.name if row.area_id else "××区")
        for field, value in (
            ("congress_name", usual.congress),
            ("committee_name", usual.committee),
            ("office_name", usual.office),
            ("committee_short", usual.body),
            ("portal_name", usual.portal),
            ("support_office", usual.support),
            ("support_phone", usual.support_number),
        ):
            self.fields[field].help_text = f"不填就是“{value}”" if value else "登录页、出错页上写的电话"


class ProfileForm(VersionedFormMixin, _ProfileFields):
    """How the district is called, and where its office is reached."""

    def clean_name(self) -> str:
        """Without blanks: the name stands in the middle of others."""
        return re.sub(r"\s", "", self.cleaned_data["name"])

    def _post_clean(self) -> None:
        """The operation checks the record."""


class AreaListForm(PortalForm):
    """A list of towns and villages, pasted or in a file."""

    text = forms.CharField(
        label="名单",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 12, "placeholder": "东塘镇\n　塘北村\n　塘南村\n柳桥街道\n　柳桥社区"}
        ),
        help_text="一行一个；村、社区在行首空一格，写在乡镇（街道）下面。也可以一行写“东塘镇／塘北村”，或从表格里复制两列",
    )
    file = forms.FileField(
        label="或者选一个表格",
        required=False,
        help_text="Excel 或 CSV：第一列乡镇（街道），第二列村（社区）",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean(self) -> dict[str, Any]:
        """The lines of the list; those of the file when there is one."""
        data = super().clean() or self.cleaned_data
        upload = data.get("file")
        if upload is not None:
            data["text"] = self._read(upload)
        lines = read_lines(data.get("text") or "")
        if not self.errors and not lines:
            self.add_error("text", "请粘贴名单，或选一个表格")
        elif len(lines) > MOST:
            self.add_error("text", f"一次最多 {MOST:,} 行，现在有 {len(lines):,} 行，请分几次")
        data["lines"] = lines
        return data

    def _read(self, upload: Any) -> str:
        if upload.size > _MAX_BYTES:
            self.add_error("file", "文件超过 2 MB，请只留两列再传")
            return ""
        try:
            sheet = read_sheets(upload, upload.name)
        except SheetError as error:
            self.add_error("file", str(error))
            return ""
        return text_of(row.values for row in sheet.rows)

    @property
    def lines(self) -> list[Line]:
        """What was read."""
        found: list[Line] = self.cleaned_data.get("lines", [])
        return found
