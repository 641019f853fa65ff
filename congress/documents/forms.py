"""Forms of an import."""

from typing import Any

from django import forms

from congress.documents.imports import ImportField, ImportSpec
from congress.documents.models import ImportRun
from congress.documents.parsers import show
from congress.documents.review import guess_fixed, match_columns, unused_columns
from congress.documents.sheets import HEAD_WITHIN, MAX_BYTES, Sheet, column_letter, names_at
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


#: Marks a choice that holds for the whole table, where the others are numbers of columns.
_FIXED = "="


class ColumnsForm(PortalForm):
    """Which sheet and which row is the head, which column is which, and what the whole table is."""

    sheet = forms.CharField(label="工作表", required=False, widget=forms.Select)
    head = forms.TypedChoiceField(label="表头在哪一行", coerce=int)

    def __init__(self, spec: ImportSpec, sheet: Sheet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec = spec
        self.fields["sheet"].widget = forms.Select(
            choices=[(name, name) for name in dict.fromkeys((sheet.name, *sheet.others))]
        )
        head: Any = self.fields["head"]
        head.choices = [
            (index, _row_label(sheet, index)) for index in range(min(HEAD_WITHIN, len(sheet.rows)))
        ]
        given = str(self.data.get("head", self.initial.get("head", 0)))
        at = int(given) if given.isdecimal() and int(given) < len(sheet.rows) else 0
        self.names = names_at(sheet, at, spec.known_names)
        columns = [
            (str(index), f"{column_letter(index)} 列　{show(name) or '（没有名称）'}")
            for index, name in enumerate(self.names)
        ]
        mapped = match_columns(spec, self.names)
        fixed = guess_fixed(spec, sheet, at, mapped)
        for f in spec.fields:
            self.fields[f"column_{f.name}"] = forms.ChoiceField(
                label=f.label,
                choices=_choices(f, columns, fixed.get(f.name, "")),
                required=f.required,
                initial=_chosen(f.name, mapped, fixed),
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
            elif column and not column.startswith(_FIXED):
                taken[column] = f.label
        return cleaned

    @property
    def mapping(self) -> dict[str, int]:
        """Field name → column index, for the columns that are imported."""
        return {name: int(v) for name, v in self._chosen_values().items() if not v.startswith(_FIXED)}

    @property
    def fixed(self) -> dict[str, str]:
        """Field name → what the whole table is."""
        chosen = self._chosen_values().items()
        return {name: v.removeprefix(_FIXED) for name, v in chosen if v.startswith(_FIXED)}

    @property
    def left_out(self) -> list[str]:
        """The columns of the file nothing is proposed for: letter and name."""
        mapped = match_columns(self.spec, self.names)
        return [
            f"{column_letter(index)} 列“{name}”"
            for index, name in unused_columns(self.spec, self.names, mapped)
        ]

    def _chosen_values(self) -> dict[str, str]:
        chosen = {f.name: self.cleaned_data[f"column_{f.name}"] for f in self.spec.fields}
        return {name: value for name, value in chosen.items() if value}


def initial_of(spec: ImportSpec, run: ImportRun) -> dict[str, Any]:
    """What the form begins with when the columns have been matched before."""
    chosen = {f"column_{f.name}": _chosen(f.name, run.mapping, run.fixed) for f in spec.fields}
    return {"head": run.head, **chosen}


def _chosen(name: str, mapping: dict[str, int], fixed: dict[str, str]) -> str:
    return str(mapping[name]) if name in mapping else f"{_FIXED}{fixed[name]}" if name in fixed else ""


def _choices(f: ImportField, columns: list[tuple[str, str]], guessed: str) -> list[Any]:
    everywhere = list(f.everywhere()) if f.everywhere else []
    if guessed and guessed not in everywhere:
        everywhere.append(guessed)
    whole = [("整张表都是", [(f"{_FIXED}{value}", value) for value in everywhere])] if everywhere else []
    return [("", "不导入"), *columns, *whole]


def _row_label(sheet: Sheet, index: int) -> str:
    row = sheet.rows[index]
    return f"第 {row.number} 行：{'、'.join(show(value) for value in row.filled)[:60]}"
