"""Icons, fonts and other data of the MLP visualiser."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
"""Where they are."""
