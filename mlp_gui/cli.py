"""The command line: what to open and how, read before anything of the window is loaded."""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
from pathlib import Path
from typing import Final

from mlp_gui import __version__
from mlp_gui.options import Options
from mlp_gui.starting import begin_start

SMALLEST_SIZE: Final = (640, 480)  # the window can be a little smaller, but nothing in it can be read then
PICTURE_SIZE: Final = (1440, 900)
LARGEST_SIDE: Final = 16_384  # pixels; QImage holds up to 32767, and four bytes each have to fit into memory
LONGEST_TRAINING: Final = 1_000_000
PROJECT_SUFFIX: Final = ".mlp"


class _Parser(argparse.ArgumentParser):
    """Names the examples in the help text, which takes loading the core, only when the help is asked for."""

    def format_help(self) -> str:
        self.epilog = f"Examples: {', '.join(_example_names())}."
        return super().format_help()


def parse(arguments: list[str]) -> Options:
    """Read the arguments.

    Raises
    ------
    SystemExit
        With code 0 after `--help` and `--version`, and with code 2 and a message after an argument that cannot be.
    """
    parser = _parser()
    values = parser.parse_args(arguments)
    if values.snapshot is None and (values.epochs is not None or values.scale is not None):
        parser.error("--epochs and --scale are for --snapshot; name a file to write the picture to")
    if values.file is not None:
        _take_file(parser, values)
    del values.file
    if values.snapshot is not None and values.size is None:
        values.size = PICTURE_SIZE
    given = {name: value for name, value in vars(values).items() if value is not None}
    return Options(**given)


def _take_file(parser: argparse.ArgumentParser, values: argparse.Namespace) -> None:
    """Note a file as a project or a table."""
    if values.example is not None:
        parser.error("either a file or an --example is opened")
    if not values.file.is_file():
        parser.error(f"there is no file {str(values.file)!r}")
    if values.file.suffix.lower() == PROJECT_SUFFIX:
        values.project = values.file.absolute()
        if values.snapshot is not None and values.epochs is None:
            values.epochs = 0  # as it was saved
    elif values.snapshot is not None:
        parser.error("a picture is taken of a project or of an --example; save what is learned from a table first")
    else:
        values.table = values.file.absolute()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="mlp-gui", description="See a multilayer perceptron learn.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="open this project (.mlp) or this table")
    parser.add_argument("--register", action="store_true", help="have projects open by a double click (Linux), and end")
    parser.add_argument("--example", type=_example, metavar="NAME", help="open this example (see below)")
    parser.add_argument(
        "--theme", choices=("light", "dark", "system"), help="colours for this start; otherwise as remembered"
    )
    parser.add_argument(
        "--snapshot", type=_picture, metavar="FILE", help="train, write a PNG picture of the window, and end"
    )
    parser.add_argument(
        "--epochs", type=_epochs, metavar="N", help="epochs to train for the picture (300; none of a project)"
    )
    parser.add_argument("--size", type=_size, metavar="WxH", help="size of the window, e.g. 1440x900")
    parser.add_argument("--scale", type=_scale, metavar="S", help="pixels of the picture per pixel of the window (1)")
    return parser


def _example_names() -> list[str]:
    from mlp_core import EXAMPLES

    return list(EXAMPLES)


def _example(text: str) -> str:
    names = _example_names()
    if text not in names:
        raise argparse.ArgumentTypeError(f"there is no example {text!r}; there are: {', '.join(names)}")
    return text


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise argparse.ArgumentTypeError(f"{text!r} has to end in .png")
    if not path.resolve().parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {str(path.parent)!r}")
    return path


def _epochs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > LONGEST_TRAINING:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {LONGEST_TRAINING:,}")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text, re.ASCII)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a width and a height such as 1440x900")
    width, height = int(match[1]), int(match[2])
    if width < SMALLEST_SIZE[0] or height < SMALLEST_SIZE[1] or max(width, height) > LARGEST_SIDE:
        least = "x".join(map(str, SMALLEST_SIZE))
        raise argparse.ArgumentTypeError(f"{text!r} has to be at least {least} and at most {LARGEST_SIDE} a side")
    return width, height


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = math.nan
    if not 0.5 <= scale <= 4.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0.5 to 4")
    return scale


def _has_no_display() -> bool:
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in wanted)


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and run the program; returns its exit code."""
    options = parse(sys.argv[1:] if arguments is None else arguments)
    if options.register:
        from mlp_gui.registration import run_registration

        return run_registration()
    if options.snapshot is not None:
        # Qt reads both when the application starts: no window flashes up, and every length is scaled, icons too.
        if sys.platform.startswith("linux"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    elif _has_no_display():
        sys.stderr.write("mlp-gui: there is no display here; --snapshot FILE writes a picture of the window instead.\n")
        return 1
    begin_start()
    from mlp_gui.app import run

    return run(options)
