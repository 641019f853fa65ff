"""The pictures of the manual's role pages: whose screen, which page, and the words the text cites from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROLES = ROOT / "docs" / "manual" / "roles"
FOLDER = ROOT / "docs" / "pictures" / "manual"

_TODAY = "今天要办的事"


@dataclass(frozen=True)
class Shot:
    """One picture. Its role page must cite ``words``, and the page it shows must have them."""

    role: str
    name: str
    account: str
    url_name: str
    words: tuple[str, ...]
    phone: bool = False

    @property
    def file(self) -> str:
        """How it is called in ``docs/pictures/manual``."""
        return f"{self.role}-{self.name}.png"


SHOTS = (
    Shot("office", "home", "office", "dashboard:home", (_TODAY, "已逾期")),
    Shot("office", "bulletin", "office", "bulletins:index", ("人大信息", "编新一期")),
    Shot("deputy_work", "home", "deputywork", "dashboard:home", (_TODAY, "履职登记")),
    Shot("deputy_work", "duty", "deputywork", "duty:index", ("履职登记",)),
    Shot("committee", "home", "committee", "dashboard:home", (_TODAY,)),
    Shot("committee", "supervision", "committee", "supervision:index", ("督办",)),
    Shot("leader", "home", "leader", "dashboard:home", ("总览", "需要您决定")),
    Shot("leader", "phone", "leader", "dashboard:home", ("总览", "需要您决定"), phone=True),
    Shot("town", "home", "town", "dashboard:home", (_TODAY, "群众事项")),
    Shot("town", "stations", "town", "liaison_stations:index", ("联络站",)),
    Shot("station", "home", "station", "dashboard:home", (_TODAY, "接待登记"), phone=True),
    Shot("station", "table", "station", "matters:today", ("接待登记",), phone=True),
    Shot("group_leader", "home", "groupleader", "dashboard:home", (_TODAY, "等您办"), phone=True),
    Shot("group_leader", "confirm", "groupleader", "duty:to_confirm", ("确认",), phone=True),
    Shot("deputy", "home", "deputy", "dashboard:home", (_TODAY, "写建议"), phone=True),
    Shot("deputy", "write", "deputy", "suggestions:write", ("写建议",), phone=True),
    Shot("unit", "home", "unit", "dashboard:home", (_TODAY, "本单位承办")),
    Shot("unit", "list", "unit", "suggestions:unit", ("本单位承办",)),
    Shot("admin", "accounts", "admin", "accounts:index", ("帐号与角色",)),
    Shot("admin", "audit", "admin", "audit:index", ("操作记录",)),
)


def role_page(role: str) -> str:
    """The text of a role page."""
    return (ROLES / f"{role}.md").read_text(encoding="utf-8")
