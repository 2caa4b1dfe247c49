"""Where the project's own source files are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("core/mlp_core", "mlp_gui", "resources/mlp_resources")


def python_files(*folders: str) -> list[Path]:
    """Return the Python files under the given folders of the checkout, sorted."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the path as people name it, from the root of the checkout."""
    return path.relative_to(ROOT).as_posix()
