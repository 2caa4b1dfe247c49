"""A PDF that Qt has written, made small: what is filled again is kept once, and every page looks as before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPdfWriter

from mlp_gui.export.pdf_shapes import compacted
from mlp_gui.look.maths import set_formula


def document(qapp: object) -> bytes:
    """Return two pages with the same formulas in many places, a shape that is there once, and words."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(600)
    painter = QPainter(writer)
    once = QPainterPath(QPointF(900.0, 4000.0))
    once.cubicTo(1000.0, 4400.0, 1300.0, 4400.0, 1400.0, 4003.0)
    for page in range(2):
        if page:
            writer.newPage()
        for row in range(40):
            formula = set_formula("w_{11}x_1 + w_{12}x_2")
            formula.paint(painter, QPointF(200.3 + row, 90.7 * (row + 1)), 96.0, QColor("#000000"))
        painter.drawText(200, 5000, f"page {page}")
        painter.fillPath(once, QColor("#ff0000"))
    painter.end()
    return bytes(buffer.data().data())


def test_what_is_drawn_again_is_kept_once(qapp: object) -> None:
    """A fraction of the size, with the same words, and each letter of each formula in its place."""
    pypdf = pytest.importorskip("pypdf")
    whole = document(qapp)
    small = compacted(whole)
    assert len(small) < len(whole) / 4
    before, after = (pypdf.PdfReader(_stream(content)) for content in (whole, small))
    words, same = ([page.extract_text().strip() for page in reader.pages] for reader in (before, after))
    assert words == same
    forms = after.pages[0]["/Resources"]["/XObject"]
    contents = [page.get_contents().get_data() for page in after.pages]
    # w, two digits, x, a digit, plus, and the same again; "1" is there three times and "2" twice, at one size.
    assert 4 <= len(forms) <= 8
    for content in contents:
        assert content.count(b" Do Q") == 40 * 11 + 1
        assert b"q 1 0 0 1 900 4000 cm" in content
    assert all(form.get_object()["/BBox"] for form in forms.values())


def test_the_same_document_gives_the_same_bytes_and_others_are_left_alone(qapp: object) -> None:
    """Nothing is lost of what is no PDF of Qt's, is cut off, or is small already."""
    whole = document(qapp)
    assert compacted(whole) == compacted(whole)
    small = compacted(whole)
    for other in (b"", b"%PDF-1.7\n%%EOF", whole[:-300], whole.replace(b"0 obj", b"1 obj"), small):
        assert compacted(other) == other


def _stream(content: bytes) -> object:
    import io

    return io.BytesIO(content)
