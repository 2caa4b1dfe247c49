"""Which machine and which versions the figures belong to."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path

_PACKAGES = ("numpy", "scikit-learn", "torch", "PySide6-Essentials", "pyqtgraph")


def describe_machine() -> str:
    """Return processor, cores, system and versions as one paragraph."""
    cores = os.cpu_count() or 1
    plural = "" if cores == 1 else "s"
    parts = [f"{_processor()}, {cores} core{plural}", f"{platform.system()} {platform.machine()}"]
    parts.append(f"Python {platform.python_version()}")
    parts += [f"{package} {_version(package)}" for package in _PACKAGES]
    return "; ".join(parts)


def _processor() -> str:
    """Return the processor's name; Linux keeps it in a file, elsewhere `platform` knows."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "missing"
