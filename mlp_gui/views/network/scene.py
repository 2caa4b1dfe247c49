"""The scene: structure, rows, layout, curves and camera of one network, and what stands under a point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlp_gui.state.cursor import Mark
from mlp_gui.state.framing import Framing
from mlp_gui.views.network import level_of_detail
from mlp_gui.views.network.camera import Camera, fit, framed, kept_in_reach, middle_of
from mlp_gui.views.network.curves import curves_between
from mlp_gui.views.network.layout import arrange

if TYPE_CHECKING:
    from mlp_gui.views.network.level_of_detail import Group
    from mlp_gui.views.network.pixel_bands import Shape
    from mlp_gui.views.network.structure import Structure

EDGE_REACH = 6.0
"""Canvas pixels from which an edge is hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What stands under a point.

    Attributes
    ----------
    kind : str
        "tile", "bias", "edge", "column" (nothing else, but near a column's centre line) or "empty".
    column, row : int
        Of the tile or bias, or the column; -1 where unused.
    edge : int
        Index of the edge; -1 where unused.
    """

    kind: str
    column: int = -1
    row: int = -1
    edge: int = -1


EMPTY = Hit("empty")


class Scene:
    """Geometry of one network on one canvas.

    Parameters
    ----------
    structure : Structure
        What is shown.

    Attributes
    ----------
    picture : (rows, columns) or None
        Of the inputs, where they are shown as the picture whose pixels they are.
    """

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.opened: dict[int, Group] = {}
        self._size = (802.0, 718.0)
        self._type_scale = 1.0
        self._label_width, self._names_width = 46.0, 0.0
        self.is_fitted = True
        self.camera = Camera()
        self.picture: Shape | None = None
        self._rebuild()

    def _rebuild(self) -> None:
        sizes, picture = self.structure.column_sizes, self.structure.picture
        self.groups = level_of_detail.pool(sizes, self.opened, picture)
        self.picture = picture if 0 not in self.opened and level_of_detail.is_pooled(self.groups[0]) else None
        self.layout = arrange(
            self.groups, *self._size, self._type_scale, self._label_width, self._names_width, self.picture
        )
        self.input_rows = self._input_rows()
        self.curves = curves_between(self.layout.columns, self.input_rows)
        if self.is_fitted:
            self.camera = fit(self.layout)

    def _input_rows(self) -> list[int]:
        if level_of_detail.is_pooled(self.groups[0]):
            return list(range(len(self.groups[0])))
        on = [(item.index, row) for row, item in enumerate(self.structure.inputs) if item.on]
        return [row for _, row in sorted(on)]

    def set_structure(self, structure: Structure) -> None:
        """Show another network; the zoom is kept where the number of columns stays."""
        if structure == self.structure:
            return
        if len(structure.layers) != len(self.structure.layers):
            self.is_fitted = True
        if structure.column_sizes != self.structure.column_sizes:
            self.opened = {}
        self.structure = structure
        self._rebuild()

    def resize(
        self, width: float, height: float, type_scale: float, label_width: float, names_width: float = 0.0
    ) -> None:
        """Lay out for another canvas, with so much room for names left of the inputs and right of the outputs."""
        self._size, self._type_scale = (width, height), type_scale
        self._label_width, self._names_width = label_width, names_width
        self._rebuild()

    @property
    def network_groups(self) -> tuple[tuple[Group, ...], ...]:
        """Rows of each column as the network counts them: inputs that are off are not among its inputs."""
        if level_of_detail.is_pooled(self.groups[0]):
            return self.groups
        count = self.structure.inputs_on
        return (tuple((index, index + 1) for index in range(count)), *self.groups[1:])

    @property
    def is_live(self) -> bool:
        """Whether the network is small enough to be computed and painted on the GUI thread."""
        return len(self.curves) <= level_of_detail.LIVE_EDGES and not self.is_pooled

    @property
    def is_pooled(self) -> bool:
        """Whether some rows stand for several units."""
        return any(level_of_detail.is_pooled(groups) for groups in self.groups)

    def zoom(self, factor: float, x: float, y: float) -> None:
        """Zoom around a canvas point."""
        self.camera = kept_in_reach(self.camera.zoomed(factor, x, y), self.layout)
        self.is_fitted = False

    def pan(self, dx: float, dy: float) -> None:
        """Move by canvas pixels."""
        self.camera = kept_in_reach(self.camera.moved(dx, dy), self.layout)
        self.is_fitted = False

    def fit(self) -> None:
        """Show the whole network."""
        self.is_fitted = True
        self.camera = fit(self.layout)

    @property
    def framing(self) -> Framing:
        """How closely, and where, the network is looked at."""
        opened = tuple((column, *group) for column, group in sorted(self.opened.items()))
        if self.is_fitted:
            return Framing(opened=opened)
        return Framing(*middle_of(self.camera, self.layout), opened)

    def set_framing(self, framing: Framing) -> None:
        """Show what a framing says, as far as this network has it; until the canvas has another size."""
        sizes = self.structure.column_sizes
        rows = {column: (first, end) for column, first, end in framing.opened if 0 <= column < len(sizes)}
        self.opened = {
            column: rows[column] for column in rows if 0 <= rows[column][0] < rows[column][1] <= sizes[column]
        }
        self._rebuild()
        self.is_fitted = framing.zoom <= 0.0
        self.camera = framed(framing, self.layout)

    def open_row(self, column: int, row: int) -> bool:
        """Show the units of a pooled row one by one; tell whether there was anything to open."""
        if self.layout.columns[column].is_single(row):
            return False
        self.opened[column] = self.groups[column][row]
        self._rebuild()
        return True

    def close_group(self, column: int) -> bool:
        """Pool a column again."""
        if self.opened.pop(column, None) is None:
            return False
        self._rebuild()
        return True

    def hit(self, x: float, y: float) -> Hit:
        """Return what stands under a canvas point."""
        top, height = self.layout.content[1], self.layout.content[3]
        scene_x, scene_y = self.camera.to_scene(x, y)
        if not top <= y <= top + height:
            return self._column_hit(scene_x) if y < top else EMPTY
        for index, column in enumerate(self.layout.columns):
            row = self._row_at(index, scene_x, scene_y)
            if row >= 0:
                left, tile_top, width, tall = column.tile_rect(row)
                inside = left <= scene_x <= left + width and tile_top <= scene_y <= tile_top + tall
                return Hit("tile" if inside else "bias", index, row)
        edge = self.curves.nearest(scene_x, scene_y, EDGE_REACH / self.camera.zoom)
        return Hit("edge", edge=edge) if edge >= 0 else self._column_hit(scene_x)

    def _row_at(self, index: int, x: float, y: float) -> int:
        column = self.layout.columns[index]
        if abs(x - column.x) > column.reach + 1.0:
            return -1
        for row, centre in enumerate(column.rows.tolist()):
            if abs(x - column.x) <= column.breadth / 2 and abs(y - centre) <= column.tile / 2:
                return row
            chip = column.bias_rect(row) if index else None
            if chip and chip[0] - 1 <= x <= chip[0] + chip[2] + 1 and chip[1] - 1 <= y <= chip[1] + chip[3] + 1:
                return row
        return -1

    def _column_hit(self, x: float) -> Hit:
        distances = [abs(x - column.x) for column in self.layout.columns]
        index = distances.index(min(distances))
        column = self.layout.columns[index]
        is_near = distances[index] <= max(column.breadth / 2, 44.0 * column.scale / self.camera.zoom)
        return Hit("column", index) if is_near else EMPTY

    def mark_of(self, hit: Hit) -> Mark | None:
        """Return the mark that all views understand, or None for what only this view has."""
        if hit.kind == "edge":
            return self.mark_of_edge(hit.edge)
        if hit.kind not in ("tile", "bias") or not self.layout.columns[hit.column].is_single(hit.row):
            return None
        if hit.column == 0:
            index = self.structure.inputs[self.groups[0][hit.row][0]].index
            return Mark("input", input=index) if index >= 0 else None
        unit = self.groups[hit.column][hit.row][0]
        return Mark("bias" if hit.kind == "bias" else "unit", layer=hit.column - 1, unit=unit)

    def mark_of_edge(self, edge: int) -> Mark | None:
        """Return the mark of a single weight, or None for a bundle."""
        gap = int(self.curves.gap[edge])
        target, source = int(self.curves.target[edge]), int(self.curves.source[edge])
        columns = self.layout.columns
        if not (columns[gap + 1].is_single(target) and columns[gap].is_single(source)):
            return None
        below = self.groups[gap][source][0]
        if gap == 0:
            below = self.structure.inputs[below].index
        return Mark("weight", layer=gap, unit=self.groups[gap + 1][target][0], input=below)

    def hit_of(self, mark: Mark | None) -> Hit:
        """Return where a mark of any view stands here; `EMPTY` where it has no place of its own."""
        if mark is None or mark.layer >= len(self.structure.layers):
            return EMPTY
        if mark.kind == "input":
            row = self._row_of_input(mark.input)
            return Hit("tile", 0, row) if row >= 0 else EMPTY
        if mark.kind not in ("unit", "bias", "weight") or mark.layer < 0:
            return EMPTY
        target = self.layout.columns[mark.layer + 1].row_of(mark.unit)
        if target < 0:
            return EMPTY
        if mark.kind != "weight":
            return Hit("tile" if mark.kind == "unit" else "bias", mark.layer + 1, target)
        source = self.layout.columns[mark.layer].row_of(mark.input) if mark.layer else self._row_of_input(mark.input)
        edge = self.curves.index(mark.layer, target, source)
        return Hit("edge", edge=edge) if edge >= 0 else EMPTY

    def _row_of_input(self, index: int) -> int:
        place = next((place for place, item in enumerate(self.structure.inputs) if item.index == index), -1)
        return self.layout.columns[0].row_of(place) if place >= 0 and index >= 0 else -1
