"""The colours, as two frozen tables: one for light, one for dark; nothing else in the program names a colour."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from PySide6.QtGui import QColor

LUT_SIZE = 256


class ColourMap:
    """A colour for every number, from nine even stops.

    Parameters
    ----------
    stops : str
        Colours as "#RRGGBB", from the lowest value to the highest, separated by spaces.
    low, high : float
        The range of the numbers that `colour` takes.

    Attributes
    ----------
    lut : ndarray, shape (256, 4), uint8
        Blue, green, red, 255 of each entry: the bytes of QImage.Format_RGB32 on little-endian machines. Read-only.
    packed : ndarray, shape (256,), uint32
        The same entries as whole pixels 0xffRRGGBB, on any machine. Read-only.
    low, high : float
        The range of the map.
    """

    def __init__(self, stops: str, low: float, high: float) -> None:
        self.low = low
        self.high = high
        rgb = np.array([[int(stop[i : i + 2], 16) for i in (1, 3, 5)] for stop in stops.split()], dtype=float)
        places = np.linspace(0.0, 1.0, LUT_SIZE)
        columns = [np.interp(places, np.linspace(0.0, 1.0, len(rgb)), rgb[:, channel]) for channel in (2, 1, 0)]
        self.lut = np.full((LUT_SIZE, 4), 255, dtype=np.uint8)
        self.lut[:, :3] = np.rint(np.stack(columns, axis=1)).astype(np.uint8)
        wide = self.lut.astype(np.uint32)
        self.packed = (wide[:, 3] << 24) | (wide[:, 2] << 16) | (wide[:, 1] << 8) | wide[:, 0]
        self.lut.flags.writeable = False
        self.packed.flags.writeable = False

    def colour(self, value: float) -> QColor:
        """Return the colour of `value`; outside the range, that of its nearer end; for NaN, that of the low end."""
        part = (value - self.low) / (self.high - self.low)
        index = round(min(max(part, 0.0), 1.0) * (LUT_SIZE - 1)) if part == part else 0
        blue, green, red, _ = self.lut[index].tolist()
        return QColor(red, green, blue)


@dataclass(frozen=True, eq=False, kw_only=True)
class Theme:
    """Every colour of the window.

    Attributes
    ----------
    name : str
        "light" or "dark".
    dark : bool
        Whether light letters stand on dark grounds.
    ground, bar, panel, canvas : QColor
        Gaps between docks; menu, toolbar and status bar; docks; the network view.
    field, hover, track : QColor
        Inputs; a hovered row or a segmented control's ground; a slider's groove.
    line, line2 : QColor
        Hairlines; borders of fields, units and chips.
    text, text2, text3 : QColor
        Values and titles; labels; captions and axes (not on `cursor_soft`: there use `text2`).
    ink, on_ink : QColor
        The one accent (primary button, slider, curves), and what is written on it.
    cursor, cursor_soft, cursor_line : QColor
        The mark of what is hovered, selected or stepped; ground of the current term; its border, never text.
    classes : tuple of 20 QColor
        Points of class 0, class 1, and further classes: the eight of Okabe and Ito, then violet and brown. From the
        eleventh on a lighter or darker tone of each, in which all differ more than these, to colour-blind eyes too.
    positive, negative, positive_error, negative_error : QColor
        Weights and activations as text; deltas and gradients as text.
    good, warning, error : QColor
        Running or correct; notices, as text and marks.
    weight_map, error_map : ColourMap
        For [-1, 1], through the theme's neutral.
    loss_map : ColourMap
        For [0, 1], low to high.
    path_map : ColourMap
        For [0, 1], from the start of a run to now: a line over the loss map.
    casing, on_map, slope : QColor
        Over the loss map, which both themes share: what goes around lines and marks, marks, and the gradient's arrow.
    racers : tuple of 8 QColor
        Lines of those who race, on a panel and, each over a casing, on the loss map.
    racer_casing : QColor
        What goes around a racer's line and mark on the loss map.
    """

    name: str
    dark: bool
    ground: QColor
    bar: QColor
    panel: QColor
    canvas: QColor
    field: QColor
    hover: QColor
    track: QColor
    line: QColor
    line2: QColor
    text: QColor
    text2: QColor
    text3: QColor
    ink: QColor
    on_ink: QColor
    cursor: QColor
    cursor_soft: QColor
    cursor_line: QColor
    classes: tuple[QColor, ...]
    positive: QColor
    negative: QColor
    positive_error: QColor
    negative_error: QColor
    good: QColor
    warning: QColor
    error: QColor
    weight_map: ColourMap
    error_map: ColourMap
    loss_map: ColourMap
    path_map: ColourMap
    casing: QColor
    on_map: QColor
    slope: QColor
    racers: tuple[QColor, ...]
    racer_casing: QColor

    def tokens(self) -> dict[str, str]:
        """Return each single colour as "#rrggbb" by its name, for the style sheet."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value.name() for name, value in values if isinstance(value, QColor)}


def blend(over: QColor, under: QColor, opacity: float) -> QColor:
    """Return the opaque colour that `over` at `opacity` makes on `under`."""
    return QColor.fromRgbF(*(opacity * a + (1.0 - opacity) * b for a, b in zip(_rgb(over), _rgb(under), strict=True)))


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours after WCAG 2, from 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _colours(text: str) -> tuple[QColor, ...]:
    return tuple(QColor(part) for part in text.split())


_PATH_MAP = ColourMap("#FFFFFF #FFEFE0 #FFDDBE #FFC99D #FFB37E #FF9C63 #FF844F #FF6D4C #FF5B4D", 0.0, 1.0)
_CASING, _ON_MAP, _SLOPE = _colours("#0D1117 #FFFFFF #5FDC92")
_LOSS_MAP = ColourMap("#1E1830 #2E2754 #3C3A7A #3A5597 #3574A0 #3595AA #45B6AD #82D3B2 #DEF5E5", 0.0, 1.0)

LIGHT = Theme(
    name="light",
    dark=False,
    ground=QColor("#E9EBEF"),
    bar=QColor("#F6F7F9"),
    panel=QColor("#FFFFFF"),
    canvas=QColor("#FBFBFC"),
    field=QColor("#FFFFFF"),
    hover=QColor("#EDEFF3"),
    track=QColor("#D3D8DF"),
    line=QColor("#DBDFE5"),
    line2=QColor("#BFC5CE"),
    text=QColor("#16191D"),
    text2=QColor("#454C57"),
    text3=QColor("#606874"),
    ink=QColor("#20262E"),
    on_ink=QColor("#FFFFFF"),
    cursor=QColor("#FFCE2E"),
    cursor_soft=QColor("#FFF1B8"),
    cursor_line=QColor("#9A7000"),
    classes=_colours(
        "#D55E00 #0072B2 #009E73 #CC79A7 #56B4E9 #E69F00 #000000 #F0E442 #7F4FC9 #7A5230 "
        "#EEBF99 #00507D #73CAB2 #663C54 #9AD2F2 #F0C566 #666666 #F8F2A0 #402864 #3D2918"
    ),
    positive=QColor("#0B62AB"),
    negative=QColor("#A94206"),
    positive_error=QColor("#0D7034"),
    negative_error=QColor("#7434B3"),
    good=QColor("#0D7034"),
    warning=QColor("#7A4D00"),
    error=QColor("#B3261E"),
    weight_map=ColourMap("#A8430A #D9691E #F0A56B #F8DCC3 #F4F4F2 #C9E0F2 #7DB5E2 #2F83CB #0B5399", -1.0, 1.0),
    error_map=ColourMap("#55208F #8C4FCB #BB94E2 #E2D3F2 #F4F4F2 #CBE9D5 #82CB9C #309E5C #0B6A33", -1.0, 1.0),
    loss_map=_LOSS_MAP,
    path_map=_PATH_MAP,
    casing=_CASING,
    on_map=_ON_MAP,
    slope=_SLOPE,
    racers=_colours("#20262E #B35400 #B3216F #C22A1E #6B3FB8 #5C6F00 #7A5230 #0B62AB"),
    racer_casing=QColor("#FFFFFF"),
)

PAPER = replace(LIGHT, canvas=QColor("#FFFFFF"))
"""For pictures: the light theme, on white everywhere."""

DARK = Theme(
    name="dark",
    dark=True,
    ground=QColor("#101317"),
    bar=QColor("#1A1E23"),
    panel=QColor("#1E2228"),
    canvas=QColor("#16191E"),
    field=QColor("#272C34"),
    hover=QColor("#2A3038"),
    track=QColor("#3A414B"),
    line=QColor("#2F353D"),
    line2=QColor("#4A525D"),
    text=QColor("#ECEFF3"),
    text2=QColor("#BAC1CB"),
    text3=QColor("#949DA9"),
    ink=QColor("#ECEFF3"),
    on_ink=QColor("#15181C"),
    cursor=QColor("#FFD23F"),
    cursor_soft=QColor("#4B3F10"),
    cursor_line=QColor("#FFD23F"),
    classes=_colours(
        "#F09A37 #56B4E9 #009E73 #CC79A7 #D55E00 #0072B2 #FFFFFF #F0E442 #8E6BE0 #B08968 "
        "#F6C287 #9AD2F2 #BFE7DC #8F5575 #6A2F00 #003959 #B2B2B2 #F8F3AA #554086 #6A523E"
    ),
    positive=QColor("#6CBBFF"),
    negative=QColor("#FF9F52"),
    positive_error=QColor("#5FDC92"),
    negative_error=QColor("#C9A2FF"),
    good=QColor("#5FDC92"),
    warning=QColor("#FFC267"),
    error=QColor("#FF9C94"),
    weight_map=ColourMap("#FFB072 #E8873A #A65B22 #583823 #22262C #233E57 #2A669F #3F93DE #8CCBFF", -1.0, 1.0),
    error_map=ColourMap("#DCC2FF #B184F2 #7A52B8 #42325E #22262C #234636 #2E7F54 #3FBE78 #90F2B6", -1.0, 1.0),
    loss_map=_LOSS_MAP,
    path_map=_PATH_MAP,
    casing=_CASING,
    on_map=_ON_MAP,
    slope=_SLOPE,
    racers=_colours("#FFFFFF #FF9F43 #FF7AB8 #FF5B4D #C9A2FF #C6E84F #E3C7A1 #7FD4FF"),
    racer_casing=_CASING,
)
