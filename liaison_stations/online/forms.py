"""What citizens fill in, and what a station checks before everybody reads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from congress.documents.fields import PhotosField
from congress.documents.uploads import Photo, check_photo
from congress.web.forms import PortalForm
from congress.web.masking import pieces, public
from liaison_stations.enums import CitizenRating
from liaison_stations.models import CODE_ALPHABET, CODE_LENGTH, LONGEST_ACCOUNT, Matter

#: As many photos as a citizen sends with one matter.
PHOTO_LIMIT = 6
#: A citizen's account; who has more to say comes to the station.
LONGEST_SENT = 2_000
_CHOOSE = "请选满意、基本满意或不满意"
_PHONE = RegexValidator(r"^\+?[0-9][0-9 \-]{5,18}$", "电话只写数字，如 13900001234；不想留就空着")


class _Photos(PhotosField):
    def clean(self, data: Any, initial: Any = None) -> list[Photo]:
        """The photos, checked by their content once their number is right."""
        if len(data or []) > PHOTO_LIMIT:
            raise ValidationError(f"照片最多 {PHOTO_LIMIT} 张，这次选了 {len(data)} 张，请少选几张")
        return super().clean(data, initial)


def _prose(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SubmitForm(PortalForm):
    """What somebody wants to say to a station or to a deputy."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label="什么事", max_length=60, help_text="一句话，如：春晓苑门口路灯不亮")
    account = forms.CharField(
        label="具体情况",
        max_length=LONGEST_SENT,
        widget=_prose(6),
        help_text="什么时间、什么地方、怎么回事，希望怎么办。这里不写姓名和电话",
    )
    photos = _Photos(label="照片", required=False, help_text=f"最多 {PHOTO_LIMIT} 张")
    name = forms.CharField(
        label="您的姓名",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="只有联络站和转办的人看得到，网上不公开",
    )
    phone = forms.CharField(
        label="您的电话",
        max_length=20,
        required=False,
        validators=[_PHONE],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text="用来告诉您结果。不留电话，凭查询码也能看到结果",
    )
    consents = forms.BooleanField(label="同意把姓名电话告诉办这件事的单位", required=False)


class BookForm(PortalForm):
    """A place at a time; which slots there are the view shows and the operation checks."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    slot = forms.RegexField(
        r"^\d{4}-\d\d-\d\dT\d\d:\d\d$",
        label="选时间",
        error_messages={"required": "请选一个时间", "invalid": "请选一个时间"},
    )
    name = forms.CharField(
        label="您的姓名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label="您的电话",
        max_length=20,
        validators=[_PHONE],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text="有变动站里打电话告诉您。姓名、电话只有联络站看得到",
    )
    title = forms.CharField(
        label="什么事", max_length=60, required=False, help_text="一句话，如：房屋租赁合同；不写姓名电话"
    )

    def clean_slot(self) -> datetime:
        """When it begins, by the clock on the wall."""
        try:
            return datetime.fromisoformat(self.cleaned_data["slot"])
        except ValueError:
            raise ValidationError("请选一个时间") from None


class AskForm(PortalForm):
    """A query code, as it was printed, read out or typed."""

    code = forms.CharField(
        label="查询码",
        max_length=40,
        help_text=f"在回执上，{CODE_LENGTH} 位字母和数字，不分大小写",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The code in capitals, without spaces."""
        code = "".join(sign for sign in self.cleaned_data["code"].upper() if sign.isalnum())
        if len(code) != CODE_LENGTH or set(code) - set(CODE_ALPHABET):
            raise ValidationError(
                f"查询码是 {CODE_LENGTH} 位字母和数字，没有 0、1、I、L、O，请对照回执再写一次"
            )
        return code


class RateForm(PortalForm):
    """The citizen's own rating; of a matter that became a suggestion also of what was done, now or later (R221)."""

    rating = forms.ChoiceField(
        label="办得怎么样",
        choices=CitizenRating.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _CHOOSE},
    )
    deed_rating = forms.ChoiceField(label="答应的事落实得怎么样", required=False, widget=forms.RadioSelect)
    words = forms.CharField(label="还想说什么", max_length=200, required=False, widget=_prose(3))

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deed: Any = self.fields["deed_rating"]
        if matter.rating:
            del self.fields["rating"]
            deed.required = True
            deed.error_messages["required"] = _CHOOSE
        later = [] if matter.rating else [("", "还没落实，以后再评")]
        deed.choices = [*later, *CitizenRating.choices]
        if not matter.asks_deed:
            del self.fields["deed_rating"]


class PortraitForm(PortalForm):
    """A deputy's portrait."""

    photo = forms.FileField(label="照片", help_text="免冠近照，JPG、PNG 或 WebP")

    def clean_photo(self) -> Photo:
        """The photo, checked by its content and made anew."""
        return check_photo(self.cleaned_data["photo"])


class PublishForm(PortalForm):
    """The words everybody will read."""

    title = forms.CharField(label="事项", max_length=60)
    account = forms.CharField(
        label="情况",
        max_length=LONGEST_ACCOUNT,
        widget=_prose(7),
        help_text="群众的姓名、住处平台不一定认得出，请从头到尾看一遍",
    )
    answer = forms.CharField(label="办理结果", max_length=LONGEST_ACCOUNT, widget=_prose(5), required=False)

    @staticmethod
    def proposed(matter: Matter) -> dict[str, str]:
        """The words of the matter with everything taken out that looks like a person's."""
        texts = {"title": matter.title, "account": matter.account, "answer": matter.answer}
        return {name: public(pieces(text)) for name, text in texts.items()}
