"""The newest message wins, and a fast sender cannot flood the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Slot

from mlp_gui.training.mailbox import Mailbox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

N_MESSAGES = 20_000


class _Sender(QThread):
    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__()
        self._mailbox = mailbox

    def run(self) -> None:
        for number in range(1, N_MESSAGES + 1):
            self._mailbox.put(number)


class _Receiver(QObject):
    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__()
        self.taken: list[object] = []
        self.threads: set[QThread] = set()
        self._mailbox = mailbox
        mailbox.available.connect(self._on_available)

    @Slot()
    def _on_available(self) -> None:
        self.threads.add(QThread.currentThread())
        self.taken.append(self._mailbox.take())


def test_only_the_newest_is_kept(qtbot: QtBot) -> None:
    """Three messages before anybody looks: one wake-up, the last message."""
    mailbox = Mailbox()
    with qtbot.waitSignal(mailbox.available):
        mailbox.put("first")
    with qtbot.assertNotEmitted(mailbox.available):
        mailbox.put("second")
        mailbox.put("third")
    assert mailbox.take() == "third"
    assert mailbox.take() is None


def test_a_fast_sender_is_followed_and_its_last_message_arrives(qtbot: QtBot) -> None:
    """However many were sent, the last one is shown, in order, on the receiver's thread."""
    mailbox = Mailbox()
    receiver = _Receiver(mailbox)
    sender = _Sender(mailbox)
    with qtbot.waitSignal(sender.finished):
        sender.start()
    qtbot.waitUntil(lambda: bool(receiver.taken) and receiver.taken[-1] == N_MESSAGES)
    sender.wait()
    assert receiver.taken == sorted(receiver.taken)  # type: ignore[type-var]
    assert receiver.threads == {QThread.currentThread()}
