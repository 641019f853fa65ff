"""What printing takes from the settings, with defaults where Django is not set up."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
# Setting -> role whose chain the office's font heads.
OFFICE_ROLES = {
    "PORTAL_FONT_TITLE": "title",
    "PORTAL_FONT_BODY": "body",
    "PORTAL_FONT_KAI": "kai",
    "PORTAL_FONT_HEI": "hei",
}


@dataclass(frozen=True)
class Options:
    """Folders of fonts, and the office's own fonts by role."""

    fonts: Path
    font_cache: Path
    office_fonts: Path | None = None
    office_fonts_by_role: tuple[tuple[str, str], ...] = ()

    @property
    def office_names(self) -> dict[str, str]:
        return dict(self.office_fonts_by_role)


@cache
def options() -> Options:
    """Read the settings once; PORTAL_FONTS, PORTAL_OFFICE_FONTS and PORTAL_FONT_<ROLE> are all optional."""

    def setting(name: str, default: str = "") -> str:
        return str(getattr(settings, name, "") or default) if settings.configured else default

    office = setting("PORTAL_OFFICE_FONTS")
    names = tuple((role, setting(name)) for name, role in OFFICE_ROLES.items() if setting(name))
    fonts = Path(setting("PORTAL_FONTS", str(ROOT / "var" / "fonts")))
    return Options(
        fonts=fonts,
        font_cache=Path(setting("PORTAL_DATA", str(ROOT / "var"))) / "fontconfig",
        office_fonts=Path(office) if office else None,
        office_fonts_by_role=names if office else (),
    )
