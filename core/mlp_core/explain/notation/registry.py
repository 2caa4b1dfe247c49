"""The table of notations: every file of this package that defines one."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from mlp_core.explain import notation as package
from mlp_core.explain.notation.notation import Notation


def _found() -> list[Notation]:
    names = [module.name for module in iter_modules(package.__path__) if module.name != "registry"]
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    entries = [getattr(module, "NOTATION", None) for module in modules]
    return sorted((entry for entry in entries if isinstance(entry, Notation)), key=_source)


def _source(entry: Notation) -> str:
    return entry.source


NOTATIONS: dict[str, Notation] = {entry.name: entry for entry in _found()}
"""All notations by name, in the order of their hand-outs."""
