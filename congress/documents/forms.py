"""Forms of an import."""

from typing import Any

from django import forms

from congress.documents.imports import ImportSpec, match_columns
from congress.documents.parsers import show
from congress.documents.sheets import HEAD_WITHIN, MAX_BYTES, Sheet, column_letter
from congress.web.forms import PortalForm


class UploadForm(PortalForm):
    """The file."""

    file = forms.FileField(
        label="表格文件",
        help_text="Excel 或 WPS 表格（.xlsx），也可以是 .csv，不超过 10 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": "文件是空的，请选有内容的表格"},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before reading it."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请拆成几个文件，或删去里面的图片"
            )
        return file


class ColumnsForm(PortalForm):
    """Which row is the head, and which column is which."""

    head = forms.TypedChoiceField(label="表头在哪一行", coerce=int)

    def __init__(self, spec: ImportSpec, sheet: Sheet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec = spec
        head: Any = self.fields["head"]
        head.choices = [
            (index, _row_label(sheet, index)) for index in range(min(HEAD_WITHIN, len(sheet.rows)))
        ]
        given = str(self.data.get("head", self.initial.get("head", 0)))
        at = int(given) if given.isdecimal() and int(given) < len(sheet.rows) else 0
        names = sheet.rows[at].values
        columns = [("", "不导入")]
        for index, name in enumerate(names):
            columns.append((str(index), f"{column_letter(index)} 列　{show(name) or '（没有名称）'}"))
        guessed = match_columns(spec, names)
        for f in spec.fields:
            self.fields[f"column_{f.name}"] = forms.ChoiceField(
                label=f.label,
                choices=columns,
                required=f.required,
                initial=str(guessed.get(f.name, "")),
                help_text=f.hint,
                error_messages={"required": f"请选择哪一列是{f.label}"},
            )

    def clean(self) -> dict[str, Any]:
        """A column can be only one thing."""
        cleaned = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for f in self.spec.fields:
            column = cleaned.get(f"column_{f.name}")
            if column and column in taken:
                self.add_error(f"column_{f.name}", f"这一列已经对应“{taken[column]}”，请选另一列")
            elif column:
                taken[column] = f.label
        return cleaned

    @property
    def mapping(self) -> dict[str, int]:
        """Field name → column index, for the columns that are imported."""
        chosen = {f.name: self.cleaned_data[f"column_{f.name}"] for f in self.spec.fields}
        return {name: int(column) for name, column in chosen.items() if column}


def _row_label(sheet: Sheet, index: int) -> str:
    row = sheet.rows[index]
    words = [show(value) for value in row.values if value is not None]
    return f"第 {row.number} 行：{'、'.join(words)[:60]}"
