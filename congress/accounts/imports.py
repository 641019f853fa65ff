"""Accounts and roles from a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from congress.accounts import bulk
from congress.accounts.bulk import Usernames
from congress.accounts.enums import SCOPE_OF_ROLE, Role
from congress.accounts.holders import Holder, holders_of
from congress.accounts.models import Assignment, User
from congress.documents.imports import Answer, ImportField, ImportSpec, Outcome, Row, register_import
from congress.documents.parsers import CellError, choice, day, show, text
from congress.documents.sheets import Value
from congress.organs.models import Area, Organ
from congress.web.dates import full_day

#: Roles as the portal calls them, and as offices write them in their tables.
ROLES: dict[str, Role] = {str(role.label): role for role in Role} | {
    "办公室": Role.OFFICE,
    "代表": Role.DEPUTY,
    "代表小组长": Role.GROUP_LEADER,
    "小组组长": Role.GROUP_LEADER,
    "联络员": Role.STATION,
    "联络站": Role.STATION,
    "乡镇人大": Role.TOWN,
    "街道人大": Role.TOWN,
    "领导": Role.LEADER,
    "管理员": Role.ADMIN,
}
_YES_NO = {"是": True, "否": False, "√": True, "负责人": True}
_PHONE = re.compile(r"1\d{10}")
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")


def phone(raw: Value) -> Any:
    """Eleven digits, however they are spaced."""
    digits = re.sub(r"[\s-]", "", show(raw))
    if not _PHONE.fullmatch(digits):
        raise CellError("手机号码是 1 开头的 11 位数字")
    return digits


def username(raw: Value) -> Any:
    """Letters first."""
    given = show(raw).strip()
    if not _USERNAME.fullmatch(given) or len(given) > 40:
        raise CellError("用户名以字母开头，可用字母、数字、点、横线")
    return given


@dataclass
class Match:
    """What of a row is there already: the account, the role. The key of the record it is to be tied to."""

    user: User | None = None
    has_role: bool = False
    holder: int | None = None


class _Known:
    """Accounts, areas, units and records as they are now, looked up once for the whole file."""

    def __init__(self, rows: list[Row]) -> None:
        self.accounts = list(User.objects.all())
        self.by_username = {user.username.lower(): user for user in self.accounts}
        self.by_phone = {user.phone: user for user in self.accounts if user.phone}
        self.by_pk = {user.pk: user for user in self.accounts}
        self.areas = _named(Area.objects.all(), "name")
        organs = Organ.objects.active(timezone.localdate())
        self.organs = _named(organs, "short_name") | _named(organs, "name")
        names: dict[str, set[str]] = {}
        for row in rows:
            if row.values["role"] and row.values["name"]:
                names.setdefault(row.values["role"], set()).add(row.values["name"])
        kinds = {role: kind for role in names if (kind := holders_of(role))}
        self.holders = {role: kind.find(names[role]) for role, kind in kinds.items()}
        self.posts: dict[tuple[Any, ...], list[Assignment]] = {}
        for post in Assignment.objects.exclude(ends_on__lt=timezone.localdate()):
            key = (post.user_id, post.role, post.area_id, post.organ_id)
            self.posts.setdefault(key, []).append(post)

    def account_of(self, row: Row) -> User | None:
        """The account with the user name or the phone of the row."""
        given = row.values["username"]
        found = self.by_username.get(given.lower()) if given else None
        return found or self.by_phone.get(row.values["phone"])


def _named(rows: Any, field: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, field), []).append(row)
    return found


def plan(rows: list[Row], _actor: User) -> None:
    """Which account each row is, what its role covers, whose record it is; user names for those without."""
    known = _Known(rows)
    given = [row.values["username"] for row in rows if row.values["username"]]
    usernames = Usernames(given)
    seen: dict[str, Row] = {}
    for row in rows:
        row.record = Match(known.account_of(row))
        _plan_scope(row, known)
        _plan_holder(row, known)
        _plan_dates(row)
        if row.has_error or row.values["name"] is None:
            continue
        _plan_twice(row, seen)
        if row.record.user is not None:
            _plan_known(row, row.record.user, known)
        elif row.values["username"] is None and not _same_person_above(row, seen):
            row.cells["username"].value = usernames.propose(row.values["name"])
            row.ask("username", "没有填用户名，用姓名的拼音首字母")


def _plan_known(row: Row, user: User, known: _Known) -> None:
    """The account is there already: it gets the role, or the record of the roster, or nothing."""
    match: Match = row.record
    if user.name != row.values["name"]:
        row.error("name", f"这个用户名或手机号码是{user.name}的帐号，请核对")
        return
    if not user.is_active:
        row.error("name", f"帐号 {user.username} 已停用，请先恢复，或换手机号码")
        return
    scope = (user.pk, row.values["role"], _key(row.values["area"]), _key(row.values["organ"]))
    ends_on = row.values["ends_on"]
    held = [
        post
        for post in known.posts.get(scope, [])
        if (post.ends_on is None or post.ends_on >= _starts(row))
        and (ends_on is None or post.starts_on <= ends_on)
    ]
    match.has_role = bool(held)
    if held:
        until = full_day(held[0].ends_on) if held[0].ends_on else "未定"
        row.ask("role", f"已有这个角色（{full_day(held[0].starts_on)}—{until}），日期不改")
        row.outcome = Outcome.SAME if match.holder is None else Outcome.UPDATE
    else:
        row.outcome = Outcome.UPDATE
        row.ask("name", f"已有帐号 {user.username}，只增加这个角色")
    if match.holder is not None:
        row.ask("name", "和名册对上")


def _key(record: Any) -> int | None:
    return record.pk if record is not None else None


def _plan_scope(row: Row, known: _Known) -> None:
    role = row.values["role"]
    for field, found, register in (("area", known.areas, "区划"), ("organ", known.organs, "名录")):
        name = row.values[field]
        if name is None:
            if role and SCOPE_OF_ROLE.get(role) == field:
                what = "所在的乡镇、街道或园区" if field == "area" else "所属单位"
                row.error(field, f"{Role(role).label}须填{what}")
            continue
        matches = found.get(name, [])
        if len(matches) == 1:
            row.cells[field].value = matches[0]
        elif matches:
            row.error(field, f"有 {len(matches)} 个“{name}”，请写全称")
        else:
            row.error(field, f"{register}里没有“{name}”，请改成已有的名称，或先登记")
    if row.values["is_head"] and role != Role.UNIT:
        row.error("is_head", "只有承办单位才标单位负责人")


def _plan_holder(row: Row, known: _Known) -> None:
    """Whose record the account belongs to, left in the match; of several the phone decides, else the user."""
    role, name = row.values["role"], row.values["name"]
    kind = holders_of(role) if role else None
    if kind is None or name is None:
        return
    found = list(known.holders.get(role, {}).get(name, []))
    if len(found) > 1 and row.values["phone"]:
        found = [one for one in found if one.phone == row.values["phone"]] or found
    if not found:
        row.error("name", f"名册里没有在任的{kind.what}{name}，请核对姓名，或先登记到名册")
        return
    if len(found) > 1:
        answers = [Answer(str(one.pk), one.label) for one in found]
        chosen = row.choose("name", f"名册里有 {len(found)} 位{name}，是哪一位？", answers)
        found = [one for one in found if str(one.pk) == chosen]
    if found:
        _take_holder(row, found[0], known)


def _take_holder(row: Row, holder: Holder, known: _Known) -> None:
    if holder.user_id is None:
        row.record.holder = holder.pk
        return
    owner = known.by_pk[holder.user_id]
    if row.record.user is None and row.values["username"] is None and row.values["phone"] is None:
        row.record.user = owner
    elif row.record.user != owner:
        row.error("name", f"{holder.label}已有帐号 {owner.username}，一个人只用一个帐号")


def _plan_dates(row: Row) -> None:
    ends_on = row.values["ends_on"]
    if ends_on and ends_on < _starts(row):
        row.error("ends_on", "结束日期不能早于开始日期")


def _starts(row: Row) -> date:
    starts_on: date | None = row.values["starts_on"]
    return starts_on or timezone.localdate()


def _person_keys(row: Row) -> list[str]:
    """By what rows are known to be of one person: user name, phone, account, record of the roster."""
    match: Match = row.record
    found = [row.values["username"], row.values["phone"]]
    if match.user is not None:
        found.append(f"#{match.user.pk}")
    kind = holders_of(row.values["role"]) if match.holder is not None else None
    if kind is not None:
        found.append(f"{kind.model}:{match.holder}")
    return [str(one).lower() for one in found if one]


def _plan_twice(row: Row, seen: dict[str, Row]) -> None:
    """Somebody who stands further up has another role here, or it is a mistake."""
    for key in _person_keys(row):
        above = seen.setdefault(key, row)
        if above is row:
            continue
        if above.values["name"] != row.values["name"]:
            row.error("name", f"与第 {above.number} 行的用户名、手机号码是同一个，姓名不同，请核对")
        elif _post(above) == _post(row):
            row.error("role", f"与第 {above.number} 行重复，请删去一行")


def _same_person_above(row: Row, seen: dict[str, Row]) -> bool:
    return any(seen.get(key) is not row for key in _person_keys(row))


def _post(row: Row) -> tuple[Any, ...]:
    return tuple(row.values[name] for name in ("role", "area", "organ"))


def apply(rows: list[Row], actor: User) -> None:
    """Open accounts without password and give roles; a person in two rows gets one account."""
    written: dict[str, User] = {}
    opened: list[User] = []
    posts: list[Assignment] = []
    ties: dict[str, dict[int, User]] = {}
    for row in rows:
        values: Mapping[str, Any] = row.values
        match: Match = row.record
        user = match.user or next((written[key] for key in _person_keys(row) if key in written), None)
        if user is None:
            user = User(
                name=values["name"],
                username=values["username"],
                phone=values["phone"],
                email=values["email"] or "",
            )
            opened.append(user)
        written |= dict.fromkeys(_person_keys(row), user)
        if not match.has_role:
            fields = {name: values[name] for name in ("role", "area", "organ", "ends_on")}
            posts.append(
                Assignment(user=user, starts_on=_starts(row), is_head=bool(values["is_head"]), **fields)
            )
        if match.holder is not None:
            ties.setdefault(values["role"], {})[match.holder] = user
    bulk.open_accounts(users=opened, posts=posts, actor=actor)
    for role, accounts in ties.items():
        kind = holders_of(role)
        if kind is not None:
            kind.tie(accounts, actor)


def findings(rows: list[Row]) -> list[str]:
    """What comes next."""
    opened = sum(row.record.user is None for row in rows)
    if not opened:
        return []
    return ["新帐号还没有密码。请到帐号列表筛选“还没有发密码”，选中后打印登录凭条，剪开发给本人。"]


def email(raw: Value) -> Any:
    """An address of a mailbox."""
    given = show(raw).strip()
    try:
        User(username="a", name="a", email=given).clean_fields(exclude=["password", "username", "name"])
    except ValidationError as error:
        raise CellError("电子邮箱的写法不对，如 zhoumin@example.cn") from error
    return given


ACCOUNTS = register_import(
    ImportSpec(
        key="accounts",
        title="批量建立帐号",
        unit="个",
        roles=frozenset({Role.ADMIN}),
        back="accounts:index",
        back_label="帐号与角色",
        intro=(
            "一行一个人的一个角色。手机号码或用户名已有帐号的，只增加角色，不另建帐号。"
            "人大代表按姓名和名册对上。建好后再打印登录凭条，上面有一次性密码。"
        ),
        fields=(
            ImportField("name", "姓名", text(40), required=True, example="陈静"),
            ImportField(
                "username",
                "用户名",
                username,
                aliases=("登录名", "帐号", "账号"),
                hint="不填时用姓名的拼音首字母加两位数字",
            ),
            ImportField(
                "phone", "手机号码", phone, aliases=("手机", "电话", "联系电话"), hint="也可以用来登录"
            ),
            ImportField("email", "电子邮箱", email, aliases=("邮箱",)),
            ImportField(
                "role",
                "角色",
                choice(ROLES, what="角色"),
                required=True,
                hint="如“人大代表”“承办单位”“乡镇街道人大”",
                example="承办单位",
            ),
            ImportField("area", "所在区域", text(60), aliases=("区域", "所在镇街"), hint="乡镇街道人大必填"),
            ImportField(
                "organ",
                "所属单位",
                text(80),
                aliases=("单位", "工作单位"),
                hint="承办单位和专委、工委必填，名录里的全称或简称",
                example="教体局",
            ),
            ImportField("starts_on", "开始日期", day, hint="不填时从今天起"),
            ImportField("ends_on", "结束日期", day, hint="最后有效的一天；任期未定的不填"),
            ImportField(
                "is_head",
                "单位负责人",
                choice(_YES_NO, what="填法"),
                aliases=("是否负责人", "负责人"),
                hint="承办单位的负责人填“是”",
            ),
        ),
        plan=plan,
        apply=apply,
        findings=findings,
    )
)
