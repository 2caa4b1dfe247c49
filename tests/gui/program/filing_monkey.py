"""A random hand that also brings, keeps and takes along: tables, painted points, projects and exports, good and bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from mlp_gui.panels.table_preview import TablePreview
from mlp_gui.state.network_files import KINDS
from mlp_gui.state.painting import ADD, ERASE, MOVE
from tests.gui.program.monkey import RUBBISH
from tests.gui.program.racing_monkey import RacingMonkey

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from PySide6.QtWidgets import QMainWindow

    from mlp_gui.state.session import Session

TABLES = (
    "a,b,kind\n" + "".join(f"{row % 7},{row * 5 % 11},{'uvw'[row % 3]}\n" for row in range(40)),
    "x;y\n" + "".join(f"{row},{row * 3 % 5},5\n" for row in range(30)),
    "length\tprice\n" + "".join(f"{row}\t{'' if row % 6 == 0 else row * row}\n" for row in range(25)),
    "a,b\n1,2\n",
    "a,b,c\n1,2\n3,4,5,6\n",
    "only,words\nno,number\nat,all\n",
    "nan,inf,1e999\n",
    "mlp:not-a-link",
)
"""What is pasted: tables of classes, of numbers with decimal commas, with gaps, and what is none."""


class FilingMonkey(RacingMonkey):
    """Opens, paints, saves and exports, by the window where it can and at once where the platform would ask for a path.

    Parameters
    ----------
    window, session, rng
        As for the other hands.
    folder : Path
        Where its files are.
    """

    def __init__(self, window: QMainWindow, session: Session, rng: np.random.Generator, folder: Path) -> None:
        super().__init__(window, session, rng)
        self._folder = folder
        self.gestures += [self.paint] * 3 + [self.bring_table] * 4 + [self.keep] * 2 + [self.take_along] * 2

    def gesture(self) -> str:
        """Make one gesture, and note what became of the data."""
        name = super().gesture()
        data = self.session.experiment.data
        facts = {"own table": data.table is not None, "painted": data.painted is not None}
        self.seen.update(fact for fact, is_so in facts.items() if is_so)
        return name

    def paint(self) -> None:
        """Start or end painting, choose a tool or a class, or make a stroke over the region."""
        painting = self.session.own_data.painting
        if not painting.active or self.rng.random() < 0.1:
            self.window.window_actions["paint_points"].trigger()
            return
        if self.rng.random() < 0.3:
            painting.set_tool(self._pick((ADD, ERASE, MOVE)))
            painting.set_label(int(self.rng.integers(-1, 4)))
        view = self.window.contents.decision.widget()
        if view is not None and view.isVisible():
            place = QPointF(self.rng.random() * view.width(), self.rng.random() * view.height()).toPoint()
            self._drag_from(view, place, Qt.MouseButton.LeftButton)

    def bring_table(self) -> None:
        """Paste a table or none, drop a file of any kind, or choose in the preview of one and use it."""
        preview = next((each for each in self.window.findChildren(TablePreview) if each.isVisible()), None)
        if preview is not None:
            buttons = [
                button for button in preview.findChildren(QPushButton) if button.isVisible() and button.isEnabled()
            ]
            wanted = [button for button in buttons if button.text() != "Open another file…"]  # the platform's dialog
            is_used = preview.use_button in wanted and self.rng.random() < 0.7
            if wanted:
                QTest.mouseClick(preview.use_button if is_used else self._pick(wanted), Qt.MouseButton.LeftButton)
        elif self.rng.random() < 0.6:
            good = TABLES[:3]
            QGuiApplication.clipboard().setText(self._pick((*good, *TABLES)))
            self.window.window_actions["paste_data"].trigger()
        else:
            self._drop(self._a_file())

    def keep(self) -> None:
        """Save the project, or open one: whole, or spoilt."""
        project = self.session.project
        saved = sorted(self._folder.glob("*.mlp"))
        if not saved or self.rng.random() < 0.5:
            project.save(str(self._folder / f"{self.rng.integers(3)}.mlp"))
            return
        path = self._pick(saved)
        if self.rng.random() < 0.4:
            contents = bytearray(path.read_bytes())
            contents[int(self.rng.integers(len(contents)))] ^= 0x55
            path = self._folder / "spoilt.mlp"
            path.write_bytes(contents)
        self._drop(path)

    def take_along(self) -> None:
        """Export the network in some form, or read weights from some file."""
        files = self.session.files
        if self.rng.random() < 0.6:
            name = self._pick(sorted(KINDS))
            files.write(name, str(self._folder / f"{name}{KINDS[name].suffix}"))
        else:
            files.read_weights(str(self._a_file()))

    def _a_file(self) -> Path:
        there = sorted(self._folder.iterdir())
        if there and self.rng.random() < 0.6:
            return self._pick(there)
        path = self._folder / self._pick(("table.csv", "table.tsv", "rubbish.parquet", "rubbish.npz", "rubbish.xlsx"))
        text = self._pick((*TABLES, *RUBBISH))
        path.write_text(text, encoding="utf-8")
        return path

    def _drop(self, path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        at = self.window.rect().center()
        entering = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, *keys)
        QApplication.sendEvent(self.window, entering)
        QApplication.sendEvent(self.window, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, *keys))
