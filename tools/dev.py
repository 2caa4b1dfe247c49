r"""The project's commands, the same on every system: run, test, check, bench, animation, lock, clean.

`make run` is `python3 tools/dev.py run`; on Windows, which has no make, type `py tools\dev.py run`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap import ROOT, SetupError, ensure, say

CHECKS = {
    "format": ("-m", "ruff", "format", "--check", "."),
    "lint": ("-m", "ruff", "check", "."),
    "types": ("-m", "mypy", "core/mlp_core", "mlp_gui"),
    "imports": ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
}

# What `lock` resolves: the name of the lock file, and what goes into it.
LOCK_SOURCES = {
    "runtime": ("pyproject.toml",),
    "build": ("--group", "build"),
    "test": ("--group", "test", "requirements/torch-dependencies.in"),
    "bench": ("--group", "bench"),
    "check": ("--group", "check"),
    "pictures": ("--group", "pictures"),
}


WINDOWLESS = ("--snapshot", "--help", "-h", "--version")
"""What the program is asked for without a window."""


def run(*arguments: str) -> int:
    """Open the window, training; without a display, write its picture instead."""
    python = ensure("runtime")
    if _is_headless() and not any(argument.startswith(WINDOWLESS) for argument in arguments):
        say("There is no display here, so the window is drawn to build/snapshot.png instead.")
        (ROOT / "build").mkdir(exist_ok=True)
        arguments = (*arguments, "--snapshot", str(ROOT / "build" / "snapshot.png"))
    return _call([str(python), "-m", "mlp_gui", *arguments])


def test(*arguments: str) -> int:
    """Run the whole suite, without a display; arguments are handed to pytest."""
    python = ensure("test")
    # One thread each: two test processes on two cores with two threads each get in one another's way.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = {"QT_QPA_PLATFORM": "offscreen", **threads}
    return _call([str(python), "-m", "pytest", *(arguments or ("-n", "2", "-q"))], environment)


def check(*names: str) -> int:
    """Format, lint, types and import rules: all of them, or the named ones."""
    unknown = set(names) - set(CHECKS)
    if unknown:
        raise SetupError(f"There is no check {', '.join(sorted(unknown))}; there are: {', '.join(CHECKS)}")
    python = ensure("check")
    failed = [name for name in names or CHECKS if _call([str(python), *CHECKS[name]])]
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return int(bool(failed))


def bench(*arguments: str) -> int:
    """Measure the speeds against the peers and write the table."""
    return _call([str(ensure("bench")), "-m", "benchmarks", *arguments])


def animation(*arguments: str) -> int:
    """Take the README's moving picture, docs/one-step.webp, or the one that is named."""
    return _call([str(ensure("pictures")), str(ROOT / "tools" / "animation.py"), *arguments])


def lock() -> int:
    """Resolve the dependencies anew, for every system and Python at once."""
    python = ensure("check")
    resolve = (str(python), "-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--quiet")
    constraints: list[str] = []
    for name, sources in LOCK_SOURCES.items():
        output = f"requirements/{name}.txt"
        options = ("--custom-compile-command", "make lock", "--output-file", output, *constraints)
        if _call([*resolve, *sources, *options]):
            return 1
        # Sets are installed into one environment, so each keeps to the versions of those before it.
        constraints += ["--constraint", output]
    return 0


def clean() -> int:
    """Remove everything that was built or installed in the checkout."""
    caches = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis")
    for folder in (".venv", "build", "dist", *caches):
        shutil.rmtree(ROOT / folder, ignore_errors=True)
    return 0


def _is_headless() -> bool:
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in wanted)


def _call(command: list[str], environment: dict[str, str] | None = None) -> int:
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False).returncode


def main(arguments: list[str]) -> int:
    """Run the named command and return its exit code."""
    commands = {command.__name__: command for command in (run, test, check, bench, animation, lock, clean)}
    if not arguments or arguments[0] not in commands:
        say(f"Usage: {Path(sys.argv[0]).name} {{{','.join(commands)}}} [arguments]")
        return 2
    try:
        return commands[arguments[0]](*arguments[1:])
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
