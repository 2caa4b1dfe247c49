"""Run the window with `python -m mlp_gui`."""

import sys

from mlp_gui.cli import main

if __name__ == "__main__":
    sys.exit(main())
