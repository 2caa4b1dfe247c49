"""What files are proposed to be called: the title without a table's ending, and what no system allows."""

from __future__ import annotations

import pytest

from mlp_gui.window.file_names import proposed_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("XOR", "XOR"),
        ("animals.csv", "animals"),
        ("Prices.XLSX", "Prices"),
        ("Spiral, two arms", "Spiral, two arms"),
        ('a/b\\c:"d"?', "a b c  d"),
        ("...", "Network"),
        ("x" * 200, "x" * 80),
        ("v1.2", "v1.2"),
    ],
)
def test_a_title_becomes_a_file_name(title: str, name: str) -> None:
    """An ending that is another kind of file's goes; a dot within a name stays."""
    assert proposed_name(title, "Network") == name
