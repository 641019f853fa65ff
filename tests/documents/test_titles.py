"""Titles over several lines."""

from congress.documents.titles import cohesion, title_lines, width


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("区人大常委会党组会议召开", 20, cohesion("")) == ["区人大常委会党组会议召开"]


def test_a_long_title_is_balanced_and_no_word_is_torn() -> None:
    title = "区人大常委会持续推动代表“双联”工作走深走实"
    assert title_lines(title, 20, cohesion("")) == ["区人大常委会持续推动", "代表“双联”工作走深走实"]


def test_a_break_typed_by_the_editor_is_kept() -> None:
    assert title_lines("区人大常委会\n工作报告", 20, cohesion("")) == ["区人大常委会", "工作报告"]


def test_no_line_is_too_long_and_no_mark_begins_one() -> None:
    title = "关于《安全生产法》《消防法》《道路交通安全法》贯彻实施情况、存在问题、意见建议的报告（草案）"
    lines = title_lines(title, 20, cohesion(""))
    assert "".join(lines) == title
    assert all(width(line) <= 20 for line in lines)
    assert not any(line[0] in "》、）" for line in lines)


def test_words_the_text_repeats_stay_together() -> None:
    title = "区人大常委会持续推动玉簪花种植走深走实"
    assert title_lines(title, 12, cohesion("玉簪花" * 9)) == ["区人大常委会持续推动", "玉簪花种植走深走实"]
