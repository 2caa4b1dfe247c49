"""What files are proposed to be called."""

from __future__ import annotations

import re
from typing import Final

_NOT_ALLOWED: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_OF_A_TABLE: Final = re.compile(r"\.(csv|tsv|txt|xlsx?|parquet|npz|npy)$", re.IGNORECASE)
_LONGEST: Final = 80


def proposed_name(title: str, otherwise: str) -> str:
    """Return a title as every system allows it for a file, without an ending.

    Parameters
    ----------
    title : str
        Of an experiment; one on a table may be called as its file is.
    otherwise : str
        Where nothing of the title is left.
    """
    plain = _NOT_ALLOWED.sub(" ", title).strip(" .")
    return _OF_A_TABLE.sub("", plain)[:_LONGEST].strip(" .") or otherwise
