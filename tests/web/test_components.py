"""The parts of a page as template tags."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory

from congress.web.parts import STATE_ICONS, Basis, Happening, Step
from congress.web.registry import Todo
from tests.web.pages import page

NOW = datetime(2026, 11, 23, 1, 42, tzinfo=UTC)
pytestmark = pytest.mark.django_db  # the calendar of working days


def html(source: str, path: str = "/", **context: object) -> str:
    return re.sub(r"\s+", " ", page(source, RequestFactory().get(path), **context)).strip()


def words(source: str, path: str = "/", **context: object) -> str:
    """The text alone."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html(source, path, **context))).strip()


@pytest.mark.parametrize(
    ("value", "shown"), [(1036, "1,036"), (Decimal("1036.5"), "1,036.5"), ("若干", "若干"), (0, "0")]
)
def test_numbers_have_commas(value: object, shown: str) -> None:
    assert html("{{ value|comma }}", value=value) == shown


def test_a_figure_has_unit_origin_and_link() -> None:
    shown = html("{% fig '接待群众' 1036 '人次' '412 批' '/list/' about=True %}")
    assert '<a class="rd-quiet rd-fig" href="/list/">1,036<small>余人次</small></a>' in shown
    assert "412 批" in shown


def test_a_clock_has_words_and_mark() -> None:
    shown = html("{% clock due now=now %}", due=date(2026, 11, 24), now=NOW)
    assert 'class="rd-clock is-near"' in shown
    assert "ti-clock-exclamation" in shown
    assert words("{% clock due now=now %}", due=date(2026, 11, 24), now=NOW) == "明天到期 11月24日"


def test_no_deadline_no_clock() -> None:
    assert html("{% clock due %}", due=None) == ""


def test_a_kept_deadline() -> None:
    assert "按期答复" in html("{% clock due done=day words='按期答复' %}", due=None, day=date(2026, 10, 30))


@pytest.mark.parametrize("kind", STATE_ICONS)
def test_a_state_is_shape_and_word(kind: str) -> None:
    shown = html("{% state kind '办理中' %}", kind=kind)
    assert f"ti-{STATE_ICONS[kind]}" in shown
    assert "办理中" in shown


def test_an_unknown_state_is_an_error() -> None:
    with pytest.raises(KeyError):
        html("{% state 'odd' '词' %}")


def test_a_todo_names_its_goal_in_the_button() -> None:
    shown = html(
        "{% todo todo now %}",
        todo=Todo("交办：建议", "第 1 号", "/x/", "去交办", date(2026, 11, 20)),
        now=NOW,
    )
    assert '去交办<span class="visually-hidden">：交办：建议</span>' in shown
    assert "逾期 1 个工作日" in shown
    assert '<span class="rd-clock"></span>' in html(
        "{% todo todo now %}", todo=Todo("看", "", "/", "去看"), now=NOW
    )


def test_a_basis_shows_its_calculation() -> None:
    basis = Basis(
        "《代表法》第五十一条", "三个月内答复。", (("8月24日 交办", "起算"), ("＋ 3 个月", "11月24日"))
    )
    assert words("{% basis basis %}", basis=basis) == (
        "期限依据 《代表法》第五十一条 三个月内答复。 8月24日 交办 起算 ＋ 3 个月 11月24日"
    )


def test_a_timeline_tells_days_and_moments() -> None:
    happenings = [
        Happening("等待答复", state="now", note="须先沟通"),
        Happening("催办", "周敏", NOW),
        Happening("交办", "周敏", date(2026, 8, 24)),
    ]
    shown = html("{% timeline happenings %}", happenings=happenings)
    assert shown.index("is-now") < shown.index("is-done")
    assert "9:42</time>" in shown
    assert "8月24日</time>" in shown


def test_steps_tell_where_one_is() -> None:
    shown = html(
        "{% steps steps '本期状态' %}",
        steps=[Step("草稿", "林晓雯", "done"), Step("审核", "", "now"), Step("定稿")],
    )
    assert 'aria-label="本期状态"' in shown
    assert '<li aria-current="step"><span>审核' in shown
    assert "（已完成）" in shown


def test_facts_leave_out_what_is_empty() -> None:
    assert (
        words("{% facts pairs %}", pairs=[("来源", "接待日"), ("附议", ""), ("件数", 0)])
        == "来源 接待日 件数 0"
    )


def test_pagination_keeps_the_other_parameters() -> None:
    shown = html(
        "{% pagination page '件' %}", "/?q=%E5%BB%BA&page=2", page=Paginator(range(1200), 25).page(2)
    )
    assert "第 26–50 件，共 1,200 件" in shown
    assert 'href="?q=%E5%BB%BA&amp;page=3" rel="next"' in shown
    assert shown.count('aria-current="page"') == 1


def test_one_page_has_no_way_to_others() -> None:
    assert words("{% pagination page '件' %}", page=Paginator(range(3), 25).page(1)) == "第 1–3 件，共 3 件"


def test_a_page_head_with_its_way_up_and_actions() -> None:
    shown = html(
        "{% page_head title sub='第 1 号' up='代表建议' up_url='/list/' here='1' %}<b>做</b>{% end_page_head %}",
        title="停车 & 充电",
    )
    assert '<a href="/list/">代表建议</a> ／ 1' in shown
    assert "<h1>停车 &amp; 充电</h1>" in shown
    assert '<div class="rd-acts"><b>做</b></div>' in shown


def test_parts_that_enclose() -> None:
    assert 'class="rd-note is-near"' in html("{% note 'near' %}<b>须留意</b>{% end_note %}")
    assert "<h2>现在可以办</h2>" in html("{% panel %}{% button '催办' 'primary' %}{% end_panel %}")
    assert '<div class="rd-acts"> <a class="btn btn-primary" href="/new/">' in html(
        "{% empty '还没有' '因为' %} {% button '登记' 'primary' url='/new/' %}{% end_empty %}"
    ).replace('<div class="rd-acts"><a', '<div class="rd-acts"> <a')
    dialog = html("{% dialog 'stop' '终止办理？' %}x{% end_dialog %}")
    assert '<dialog class="rd-dialog" id="stop" aria-labelledby="stop-title">' in dialog


def test_a_button_that_opens_a_dialog_does_not_send() -> None:
    shown = html("{% button '终止' 'undo' opens='stop' %}")
    assert 'type="button"' in shown
    assert 'data-open-dialog="stop"' in shown
    assert 'type="submit"' in html("{% button '保存' 'primary' %}")


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("召开现场会", "现场", "召开<mark>现场</mark>会"),
        ("A区ａ区", "a区", "<mark>A区</mark><mark>ａ区</mark>"),
        ("<b>", "b", "&lt;<mark>b</mark>&gt;"),
        ("现场", "", "现场"),
        ("1+1", "+", "1<mark>+</mark>1"),
    ],
)
def test_found_words_are_marked_and_the_rest_is_escaped(text: str, query: str, shown: str) -> None:
    assert html("{{ text|mark_found:query }}", text=text, query=query) == shown


@pytest.mark.parametrize(("level", "kind"), [("success", ""), ("warning", "near"), ("error", "late")])
def test_message_kinds(level: str, kind: str) -> None:
    assert html("{{ level|message_kind }}", level=level) == kind
