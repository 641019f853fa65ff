"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.http import HttpRequest
from django.utils import timezone
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from congress.accounts.enums import SCOPE_OF_ROLE, Role
from congress.accounts.models import Assignment, RolePolicy, User
from congress.accounts.passwords import must_differ
from congress.organs.models import Area, Organ
from congress.web.dates import full_day
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm, PortalFormMixin, PortalModelForm
from congress.web.versions import VersionedFormMixin

#: From how many tries left the sign-in page says so.
WARN_BEFORE_LOCK = 2


class SignInForm(PortalFormMixin, AuthenticationForm):
    """User name or phone, and password."""

    error_messages = {
        "invalid_login": "用户名或密码不对，请核对后再试。帐号停用了的，请联系办公室。",
        "inactive": "这个帐号已停用，请联系办公室",
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        for name, label in (("username", "用户名或手机号"), ("password", "密码")):
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = f"请填写{label}"

    def get_invalid_login_error(self) -> forms.ValidationError:
        """What is wrong, and near the limit how often one may still try; the same for accounts that do not exist."""
        failures = getattr(self.request, "axes_failures_since_start", None) or 0
        left = settings.AXES_FAILURE_LIMIT - failures
        warning = f"再错 {left} 次，要等一刻钟才能再登录。" if 0 < left <= WARN_BEFORE_LOCK else ""
        return forms.ValidationError(f"{self.error_messages['invalid_login']}{warning}", code="invalid_login")


class ChangePasswordForm(PortalForm):
    """The present password, and the new one twice."""

    current = forms.CharField(
        label="现在的密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label="新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再填一次新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if user.must_change_password:  # it was typed a moment ago, to get here
            del self.fields["current"]
        self.fields["password"].help_text = "，".join(password_validators_help_texts())

    def clean_current(self) -> str:
        """Whoever finds an open desk must not be able to lock its owner out."""
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise forms.ValidationError("现在的密码不对，请核对后再填")
        return current

    def clean_password(self) -> str:
        """Every rule that the new password breaks, at once."""
        password: str = self.cleaned_data["password"]
        must_differ(password, self.user)
        validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        """Typed twice alike."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise forms.ValidationError("两次填的新密码不一样，请重填这一次")
        return again


class OwnAccountForm(PortalModelForm[User]):
    """What everyone may keep themselves."""

    class Meta:
        model = User
        fields = ["phone", "email", "large_text"]
        help_texts = {"phone": "也可以用来登录", "large_text": "全部文字放大，在哪台电脑登录都一样"}

    def clean_phone(self) -> str | None:
        """Nothing is stored as nothing, since many accounts have no phone."""
        return self.cleaned_data["phone"] or None


class CodeForm(PortalForm):
    """A code from the authenticator, or a recovery code."""

    code = forms.CharField(
        label="动态验证码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    #: The device that accepted the code.
    device: TOTPDevice | StaticDevice | None = None

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        """Ask the device this kind of code belongs to; its throttle counts every wrong one."""
        code = str(self.cleaned_data["code"]).replace("-", "").replace(" ", "").lower()
        model = TOTPDevice if code.isdigit() and len(code) == 6 else StaticDevice
        for device in model.objects.filter(user=self.user, confirmed=True):
            allowed, why = device.verify_is_allowed()
            if not allowed:
                seconds = int((why["locked_until"] - timezone.now()).total_seconds()) + 1
                raise forms.ValidationError(f"刚才填错了，请过 {seconds} 秒再填")
            self.device = verify_token(self.user, device.persistent_id, code)
            if self.device is not None:
                return code
        raise forms.ValidationError("验证码不对或已过时，请填手机上现在显示的 6 位数字，或没用过的备用码")


class EnrolForm(PortalForm):
    """The first code of a new authenticator, as proof that it was set up."""

    code = forms.CharField(
        label="手机上显示的 6 位数字",
        max_length=7,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, device: TOTPDevice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.device = device

    def clean_code(self) -> str:
        """Right now, give or take one step of 30 seconds; remembered, so that it does not work twice."""
        code = str(self.cleaned_data["code"]).replace(" ", "")
        totp = TOTP(self.device.bin_key)
        if not code.isdecimal() or not totp.verify(int(code), tolerance=1):
            raise forms.ValidationError("这个数字不对或已过时，请填手机上现在显示的 6 位数字")
        self.device.drift, self.device.last_t = totp.drift, totp.t()
        return code


class AccountForm(PortalModelForm[User]):
    """Who an account belongs to."""

    class Meta:
        model = User
        fields = ["name", "username", "phone", "email"]
        help_texts = {"username": "字母开头，一般用姓名的拼音，如 zhoumin", "phone": "也可以用来登录"}

    def clean_username(self) -> str:
        """The same name in other letters is the same name."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("这个用户名已有人使用")
        return username

    def clean_phone(self) -> str | None:
        """Nothing is stored as nothing, since many accounts have no phone."""
        return self.cleaned_data["phone"] or None


class EditForm(VersionedFormMixin, AccountForm):
    """An account that is there already."""


def scope_errors(data: dict[str, Any]) -> dict[str, str]:
    """What the scope of a role lacks, by field."""
    needed = SCOPE_OF_ROLE.get(Role(data["role"])) if data.get("role") else None
    if needed == "area" and not data.get("area"):
        return {"area": f"{Role(data['role']).label}须选所在的乡镇、街道或园区"}
    if needed == "organ" and not data.get("organ"):
        return {"organ": f"{Role(data['role']).label}须选所属单位"}
    return {}


class GrantForm(PortalForm):
    """A role within a scope, from one day to another."""

    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *Role.choices])
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label="所在区域",
        required=False,
        empty_label="全区",
        help_text="乡镇街道人大必选，只看得到这个区域的记录",
    )
    organ = forms.ModelChoiceField(
        Organ.objects.none(),
        label="所属单位",
        required=False,
        empty_label="不限",
        help_text="承办单位和专委、工委必选",
    )
    is_head = forms.BooleanField(
        label="单位负责人", required=False, help_text="承办单位的建议逾期后，除经办人外也提醒负责人"
    )
    starts_on = PortalDateField(label="开始日期", initial=timezone.localdate)
    ends_on = PortalDateField(label="结束日期", required=False, help_text="最后有效的一天；任期未定的不填")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area, organ = self.fields["area"], self.fields["organ"]
        if isinstance(area, forms.ModelChoiceField) and isinstance(organ, forms.ModelChoiceField):
            area.queryset = Area.objects.towns()
            organ.queryset = Organ.objects.active(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """Scope and dates fit the role."""
        data = super().clean() or self.cleaned_data
        for field, message in scope_errors(data).items():
            self.add_error(field, message)
        if data.get("is_head") and data.get("role") != Role.UNIT:
            self.add_error("is_head", "只有承办单位才标单位负责人")
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "结束日期不能早于开始日期")
        return data


class CreateForm(GrantForm, AccountForm):
    """A new account with its first role."""

    field_order = [
        "name",
        "username",
        "phone",
        "email",
        "role",
        "area",
        "organ",
        "is_head",
        "starts_on",
        "ends_on",
    ]


class LastDayForm(PortalForm):
    """The last day of one assignment or of several; none where the term is open."""

    ends_on = PortalDateField(
        label="最后一天",
        required=False,
        help_text="这一天仍有效，第二天起不再有这个角色",
    )
    is_open = forms.BooleanField(label="不定结束日期", required=False)

    def clean(self) -> dict[str, Any]:
        """A day, or the word that there is none."""
        data = super().clean() or self.cleaned_data
        if data.pop("is_open", False):
            data["ends_on"] = None
        elif not data.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", "请填最后一天，或选“不定结束日期”")
        return data


class EndAssignmentForm(LastDayForm):
    """The last day of an assignment."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, initial={"ends_on": assignment.ends_on or timezone.localdate()}, **kwargs)
        self.assignment = assignment

    def clean_ends_on(self) -> Any:
        """Not before it began."""
        ends_on = self.cleaned_data["ends_on"]
        if ends_on and ends_on < self.assignment.starts_on:
            raise forms.ValidationError(f"不能早于开始日期 {full_day(self.assignment.starts_on)}")
        return ends_on


class CloseForm(PortalForm):
    """Why an account is closed."""

    reason = forms.CharField(
        label="停用原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明停用原因，如调离、退休"},
    )


class PoliciesForm(PortalForm):
    """Roles that must sign in with a second factor."""

    required = forms.MultipleChoiceField(
        label="必须用动态验证码登录的角色",
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def present() -> dict[str, list[str]]:
        """What is required now."""
        rows = RolePolicy.objects.filter(second_factor_required=True)
        return {"required": list(rows.values_list("role", flat=True))}
