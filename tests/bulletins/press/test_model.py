"""Order of titles."""

from bulletins.press.model import PrintEntry, PrintSection, PrintTitle


def test_titles_come_in_the_order_of_their_first_entry() -> None:
    section = PrintSection(
        "工作动态",
        titles=(
            PrintTitle("丙", ("4",)),
            PrintTitle("甲", ("3", "1")),
            PrintTitle("乙", ("2",)),
            PrintTitle("空", ("9",)),
        ),
        entries=tuple(PrintEntry(key, key) for key in "1234"),
    )
    assert [title.text for title in section.ordered_titles()] == ["甲", "乙", "丙"]
    assert section.first_entry(section.titles[1]) == "1"
