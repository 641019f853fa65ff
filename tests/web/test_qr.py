"""QR codes, drawn here."""

from congress.web.qr import qr_picture


def test_the_picture_stands_in_the_page_without_style_or_address() -> None:
    svg = str(qr_picture("R:abc", "rd-qr"))
    assert svg.startswith("<svg")
    assert "style" not in svg
    assert "http" not in svg
