"""The form in which texts are searched."""

from congress.search.text import bigrams, normalise


def test_width_case_and_spaces_do_not_matter() -> None:
    assert normalise("　ＡＢ１２  Cd\n（区）") == "ab12 cd (区)"


def test_bigrams_are_distinct_pairs() -> None:
    assert bigrams("人大人大") == ["人大", "大人"]


def test_one_character_has_no_pair() -> None:
    assert bigrams("人") == []
