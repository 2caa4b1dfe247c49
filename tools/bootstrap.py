"""Set up the checkout: an environment in `.venv`, the locked packages, and the system libraries that Qt needs.

Runs on the bare interpreter, before anything is installed, so it uses the standard library alone. A stamp in the
environment remembers what was installed: the second start finds it and does nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)

# The PyTorch release that the oracle tests are compared with; its small dependencies are in requirements/test.txt.
TORCH = "torch==2.13.0"

# Each set lists its lock files; the others build on the runtime.
LOCKS = {
    "runtime": ("build", "runtime"),
    "test": ("build", "runtime", "test"),
    "bench": ("build", "runtime", "test", "bench"),
    "check": ("build", "runtime", "check"),
    "pictures": ("build", "runtime", "pictures"),
}

# Debian package -> the library that it brings. The first group is needed to import and draw at all.
DRAWING_LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", str(Path.home() / ".local/share/fonts"))


class SetupError(Exception):
    """The checkout cannot be set up; the message is one line that says what to type."""


def say(text: str) -> None:
    """Write one line to the terminal, at once."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def venv_python() -> Path:
    """Return the interpreter of the checkout's environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure_python() -> None:
    """Go on under a newer interpreter of this machine if this one is too old.

    Raises
    ------
    SetupError
        If there is none.
    """
    if sys.version_info >= OLDEST_PYTHON:
        return
    for name in ("python3.13", "python3.12", "python3.11", "python3.14"):
        newer = shutil.which(name)
        if newer:
            os.execv(newer, [newer, *sys.argv])
    this = "{}.{}".format(*sys.version_info[:2])
    raise SetupError(
        f"Python 3.11 or newer is needed, this is {this}. Type: sudo apt-get install python3.11 python3.11-venv"
    )


def ensure(set_name: str) -> Path:
    """Install the named set where its stamp is missing or stale, and return the environment's interpreter.

    Parameters
    ----------
    set_name : str
        A key of `LOCKS`.

    Raises
    ------
    SetupError
        If something is missing that cannot be installed from here.
    """
    ensure_python()
    stamp, system_stamp = VENV / f"stamp-{set_name}", VENV / "stamp-system"
    fingerprint, system_fingerprint = _fingerprint(set_name), " ".join(DRAWING_LIBRARIES | WINDOW_LIBRARIES)
    is_installed = venv_python().exists() and _says(stamp, fingerprint)
    if is_installed and _says(system_stamp, system_fingerprint):
        return venv_python()
    is_complete = _ensure_system_packages()
    if not is_installed:
        _ensure_environment()
        _install(set_name)
        stamp.write_text(fingerprint)
    if is_complete:
        # What is missing is looked for again at the next start; the packages in the environment are there all the same.
        system_stamp.write_text(system_fingerprint)
    return venv_python()


def _says(stamp: Path, fingerprint: str) -> bool:
    return stamp.exists() and stamp.read_text() == fingerprint


def _fingerprint(set_name: str) -> str:
    digest = hashlib.sha256(f"{sys.version_info[:3]} {TORCH} {ROOT}".encode())
    for path in [ROOT / "pyproject.toml", *_lock_files(set_name)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _lock_files(set_name: str) -> list[Path]:
    return [ROOT / "requirements" / f"{lock}.txt" for lock in LOCKS[set_name]]


def _ensure_environment() -> None:
    """Make `.venv`, or make it anew where its interpreter is gone or of another version."""
    if _is_environment_usable():
        return
    import venv

    say(f"Making the environment .venv with Python {_python_version()} …")
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)


def _is_environment_usable() -> bool:
    if not venv_python().exists():
        return False
    ask = "import sys; print('{}.{}'.format(*sys.version_info[:2]))"
    found = subprocess.run([str(venv_python()), "-c", ask], capture_output=True, text=True, check=False)
    return found.returncode == 0 and found.stdout.strip() == _python_version()


def _can_make_environments() -> bool:
    """Tell whether this Python has all that `venv` takes; Debian keeps a part of it in a package of its own."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _python_version() -> str:
    return "{}.{}".format(*sys.version_info[:2])


def _install(set_name: str) -> None:
    locks = [argument for path in _lock_files(set_name) for argument in ("-r", str(path))]
    constraints = [argument for path in _lock_files(set_name) for argument in ("-c", str(path))]
    say(f"Installing the locked packages ({set_name}) …")
    _pip(*locks)
    if "test" in LOCKS[set_name]:
        # From wherever pip finds it, so that a CPU build that lies on the machine is taken.
        _pip(TORCH, *constraints)
    _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def _pip(*arguments: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    command = [str(venv_python()), "-m", "pip", "install", *quiet, *arguments]
    if subprocess.run(command, check=False).returncode:
        raise SetupError("pip could not install the packages (see above); try again with: " + " ".join(command))


def _ensure_system_packages() -> bool:
    """Install what Qt and `venv` need of the system, all at once; return whether all of it is there.

    Raises
    ------
    SetupError
        If something is missing without which nothing can be drawn or set up, and it cannot be installed from here.
    """
    if not sys.platform.startswith("linux"):
        return True
    missing = [package for package, library in DRAWING_LIBRARIES.items() if not _loads(library)]
    if not any(_has_font(folder) for folder in FONT_FOLDERS):
        missing.append(FONT_PACKAGE)
    if not _is_environment_usable() and not _can_make_environments():
        missing.append(f"python{_python_version()}-venv")
    for_window = [package for package, library in WINDOW_LIBRARIES.items() if not _loads(library)]
    if not missing and not for_window:
        return True
    try:
        reason = "Packages of the system are missing." if missing else "Pictures can be drawn, but a window needs more."
        _install_debian_packages(missing + for_window, reason)
    except SetupError as error:
        if missing:
            raise
        # They only matter where a window is opened; say it and go on.
        say(str(error))
        return False
    return True


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_font(folder: str) -> bool:
    return any(name.lower().endswith((".ttf", ".otf", ".ttc")) for _, _, names in os.walk(folder) for name in names)


def _install_debian_packages(packages: list[str], reason: str) -> None:
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        raise SetupError(f"{reason} Install with your package manager what Debian calls: {names}")
    line = f"apt-get install -y --no-install-recommends {names}"
    # A Debian whose administrator has a password of his own comes without sudo.
    line = f"sudo {line}" if shutil.which("sudo") else f"su -c '{line}'"
    prefix = _root_prefix()
    if prefix is None:
        raise SetupError(f"{reason} Type: {line}")
    say(f"Installing packages of the system: {names} …")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, check=False)
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.run(install, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode:
        raise SetupError(f"{reason} Type: {line}")


def _root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root without being asked anything, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None
