"""The fonts of printed documents: which there are, and a private fontconfig that shows nothing else.

A stylesheet names roles, not fonts: ``font-family: $body`` stands for the chain of fonts of that role.
``script/fonts`` builds the stack; without it documents print with the system's fonts-noto-cjk.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont
from weasyprint.text.ffi import harfbuzz, harfbuzz_subset

from congress.documents.pdf.options import Options, options

# Families by role, best first. The names are those of script/build_fonts.py.
STACK = {
    "body": ("GW Fang", "GW Fang Ext", "GW Song", "GW Rare"),
    "names": ("GW Fang Ext", "GW Song", "GW Rare"),
    "kai": ("GW Kai", "GW Song", "GW Rare"),
    "hei": ("GW Hei", "GW Song", "GW Rare"),
    "song": ("GW Song", "GW Rare"),
    "title": ("GW Title", "GW Song", "GW Rare"),
}
LATIN = "GW Latin"
# What stands in for a role when the stack is absent.
SYSTEM = {
    "body": "Noto Serif CJK SC",
    "names": "Noto Serif CJK SC",
    "kai": "Noto Serif CJK SC",
    "hei": "Noto Sans CJK SC",
    "song": "Noto Serif CJK SC",
    "title": "Noto Serif CJK SC",
}
STACK_ABSENT = "未找到公文字体，已用系统的思源字体代替；请运行 script/fonts 后重新生成。"
STACK_INCOMPLETE = "公文字体不全（缺 {missing}），已用其他字体代替；请运行 script/fonts 后重新生成。"
OFFICE_ABSENT = "设置中的本单位字体“{name}”在字体文件夹中没有找到，已用其他字体代替。"


class SubsetterMissing(RuntimeError):
    """libharfbuzz-subset is not installed: a bulletin would take ten seconds instead of a tenth of one."""

    def __init__(self) -> None:
        super().__init__(
            "缺少系统库 libharfbuzz-subset0，不能生成 PDF。请管理员安装：apt-get install libharfbuzz-subset0"
        )


def require_subsetter() -> None:
    """Raise SubsetterMissing unless fonts can be subset by HarfBuzz."""
    if not harfbuzz_subset or not harfbuzz.hb_version_atleast(4, 1, 0):
        raise SubsetterMissing


@dataclass(frozen=True)
class FontStack:
    """The fonts found on this machine."""

    folders: tuple[Path, ...]
    families: frozenset[str]
    warnings: tuple[str, ...] = ()
    first: dict[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether documents print with every font they were designed for."""
        return not self.warnings

    def chain(self, role: str) -> str:
        """CSS value of font-family for a role: office font, our digits, the stack, the system's Noto."""
        names = [self.first[role]] if role in self.first else []
        if role in ("body", "names", "kai") and not names:
            names.append(LATIN)
        names += [name for name in STACK[role] if name in self.families]
        names.append(SYSTEM[role])
        return ", ".join(f'"{name}"' for name in names)

    def covers(self, char: str) -> bool:
        """Whether the first Chinese font of the body has a character (so that a name needs no other font)."""
        return ord(char) in self._body_characters

    @cached_property
    def _body_characters(self) -> frozenset[int]:
        wanted = self.first.get("body", STACK["body"][0])
        for folder in self.folders:
            for path in sorted(folder.rglob("*.[ot]t[fc]")):
                if wanted in families_of(path):
                    with TTFont(path, fontNumber=0, lazy=True) as font:
                        return frozenset(font.getBestCmap())
        return frozenset(range(0x110000))

    def fill(self, stylesheet: str) -> str:
        """Put the chains in place of $body, $names, $kai, $hei, $song and $title."""
        return Template(stylesheet).substitute({role: self.chain(role) for role in STACK})


def families_of(path: Path) -> frozenset[str]:
    """Family names a font file goes by, in every language it names them in (方正小标宋简体, FZXiaoBiaoSong-B05S)."""
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(record.toUnicode() for record in font["name"].names if record.nameID in (1, 16))


@cache
def find_stack(settings: Options | None = None) -> FontStack:
    """Look for the stack of script/fonts and for the office's own fonts."""
    settings = settings or options()
    folders, families, warnings = [], set(), []
    if settings.fonts.is_dir() and (files := sorted(settings.fonts.glob("*.ttf"))):
        folders.append(settings.fonts)
        families = {name for path in files for name in families_of(path)}
    wanted = {LATIN, *(name for chain in STACK.values() for name in chain)}
    missing = sorted(wanted - families)
    if missing and families:
        warnings.append(STACK_INCOMPLETE.format(missing="、".join(missing)))
    elif missing:
        warnings.append(STACK_ABSENT)
    office: set[str] = set()
    if settings.office_fonts is not None and settings.office_fonts.is_dir():
        folders.append(settings.office_fonts)
        for path in sorted(settings.office_fonts.rglob("*.[ot]t[fc]")):
            office |= families_of(path)
    first = {}
    for role, name in settings.office_names.items():
        if name in office:
            first[role] = name
        else:
            warnings.append(OFFICE_ABSENT.format(name=name))
    return FontStack(tuple(folders), frozenset(families), tuple(warnings), first)


@contextmanager
def private_fontconfig(stack: FontStack) -> Iterator[None]:
    """Let fontconfig see the stack's folders and, only where the stack has holes, the system's fonts."""
    lines = [f"<dir>{escape(str(folder.resolve()))}</dir>" for folder in stack.folders]
    if not stack.complete:
        lines.append('<include ignore_missing="yes">/etc/fonts/fonts.conf</include>')
    lines.append(f"<cachedir>{escape(str(options().font_cache))}</cachedir>")
    lines.append('<cachedir prefix="xdg">fontconfig</cachedir>')
    body = "".join(lines)
    head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    text = f"{head}<fontconfig>{body}</fontconfig>"
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.NamedTemporaryFile("w", suffix=".conf", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.environ["FONTCONFIG_FILE"] = file.name
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
