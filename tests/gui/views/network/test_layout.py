"""The layout without a window: everything has its place and nothing covers anything else."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from mlp_gui.views.network import camera, level_of_detail
from mlp_gui.views.network.curves import ARRIVAL_DISTANCE, curves_between
from mlp_gui.views.network.layout import NetworkLayout, arrange

SIZES = [(2, 2, 1), (2, 1), (7, 4, 3, 1), (7, 8, 8, 1), (3, 6, 1), (7, 8, 8, 8, 8, 4), (784, 256, 128, 10)]
CANVASES = [(802, 718), (560, 480), (1500, 1000)]


def layout_of(sizes: tuple[int, ...], width: float = 802, height: float = 718, scale: float = 1.0) -> NetworkLayout:
    """Lay out a network of these column sizes."""
    return arrange(level_of_detail.pool(sizes, {}), width, height, scale)


def rectangles(layout: NetworkLayout) -> np.ndarray:
    """All tiles and biases as left, top, right, bottom."""
    found = []
    for column in layout.columns[1:]:
        for row in range(len(column.rows)):
            found.append(column.tile_rect(row))
            if column.bias_rect(row) is not None:
                found.append(column.bias_rect(row))
    found += [layout.columns[0].tile_rect(row) for row in range(len(layout.columns[0].rows))]
    left, top, width, height = np.array(found).T
    return np.stack((left, top, left + width, top + height), axis=1)


@pytest.mark.parametrize("canvas", CANVASES)
@pytest.mark.parametrize("sizes", SIZES)
def test_nothing_overlaps(sizes: tuple[int, ...], canvas: tuple[int, int]) -> None:
    """No tile or bias chip covers another, on any canvas."""
    boxes = rectangles(layout_of(sizes, *canvas))
    for one, other in itertools.combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_ten_outputs_have_the_numbers_of_their_biases() -> None:
    """As one has its own, on what a window of 1280x800 leaves the digits; none covers anything."""
    layout = layout_of((64, 128, 10), 642, 618)
    assert layout.columns[-1].bias in ("chip", "slim")
    boxes = rectangles(layout)
    for one, other in itertools.combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("canvas", CANVASES)
@pytest.mark.parametrize("sizes", SIZES)
def test_everything_is_visible_when_fitted(sizes: tuple[int, ...], canvas: tuple[int, int]) -> None:
    """Fitted, the whole network stands between header and legend."""
    layout = layout_of(sizes, *canvas)
    fitted = camera.fit(layout)
    left, top, width, height = layout.content
    for x0, y0, x1, y1 in rectangles(layout):
        x0, y0 = fitted.to_canvas(x0, y0)
        x1, y1 = fitted.to_canvas(x1, y1)
        assert left <= x0 < x1 <= left + width
        assert top - 1 <= y0 < y1 <= top + height + 1


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_columns_stay_apart_on_any_canvas(sizes: tuple[int, ...], scale: float) -> None:
    """However narrow or low the canvas and large the text, columns follow one another and stand on the canvas."""
    groups = level_of_detail.pool(sizes, {})
    for width, height, names in itertools.product((320, 360, 420, 500, 620, 800), (280, 400, 718), (0.0, 21.0 * scale)):
        layout = arrange(groups, width, height, scale, 46.0 * scale, names)
        fitted = camera.fit(layout)
        reaches = []
        for column in layout.columns:
            half = column.tile / 2 if column.bias == "slim" else column.reach
            reaches.append((column.x - half, column.x + half))
        assert all(a[1] + 13.0 <= b[0] for a, b in itertools.pairwise(reaches)), (width, height, reaches)
        assert all(a.x + a.reach + 3.0 <= b.x - b.reach for a, b in itertools.pairwise(layout.columns))
        assert fitted.to_canvas(reaches[0][0], 0.0)[0] >= 0.0
        assert fitted.to_canvas(reaches[-1][1], 0.0)[0] <= width
        curves = curves_between(layout.columns, list(range(len(layout.columns[0].rows))))
        assert np.all(curves.points[:, -1, 0] > curves.points[:, 0, 0])


def test_the_default_network_has_the_measures_of_the_look() -> None:
    """Inputs are 44 px, units 60 and the output 112, and columns stand where the target picture has them."""
    layout = layout_of((7, 4, 3, 1))
    assert [column.tile for column in layout.columns] == [44, 60, 60, 112]
    assert [column.x for column in layout.columns] == pytest.approx([96, 322, 511, 700], abs=3)
    assert layout.columns[1].bias_rect(0)[2:] == (58, 18)


def test_edges_are_level_at_both_ends_and_arrive_close_together() -> None:
    """A curve starts at its source's side, ends at its target's side, and both ends are horizontal."""
    layout = layout_of((7, 4, 3, 1))
    curves = curves_between(layout.columns, [0, 1])
    assert len(curves) == 2 * 4 + 4 * 3 + 3
    assert curves.points[0, 0] == pytest.approx([layout.columns[0].right, layout.columns[0].rows[0]])
    assert np.allclose(np.abs(curves.normals[:, [0, -1], 1]), 1.0)
    arrivals = np.sort(curves.points[curves.gap == 1][:4, -1, 1])
    assert np.max(np.diff(arrivals)) <= ARRIVAL_DISTANCE


def test_the_nearest_edge_is_found_by_true_distance(rng: np.random.Generator) -> None:
    """Points on every curve hit that curve, or one that is as near; far from all there is none."""
    curves = curves_between(layout_of((7, 4, 3, 1)).columns, [0, 1])
    for edge in range(len(curves)):
        point = curves.points[edge, rng.integers(4, 24)]
        found = curves.nearest(*point, reach=6.0)
        distance = np.min(np.hypot(*(curves.points[found] - point).T))
        assert found == edge or distance < 12.0
    assert curves.nearest(10.0, 700.0, reach=6.0) == -1


def test_dashes_follow_their_curve() -> None:
    """Every dash has nearly one length and stands on its own edge."""
    curves = curves_between(layout_of((7, 4, 3, 1)).columns, [0, 1])
    segments, _, edges = curves.dashes()
    assert set(edges) == set(range(len(curves)))
    lengths = np.hypot(*(segments[:, 1] - segments[:, 0]).T)
    assert np.median(lengths) == pytest.approx(7.0, abs=0.3)


def test_large_layers_are_pooled_and_opened() -> None:
    """No column shows more than 32 rows, all units are covered, and what is opened again and again shows its units."""
    sizes = (784, 256, 128, 10)
    pooled = level_of_detail.pool(sizes, {})
    assert level_of_detail.edge_count([len(groups) for groups in pooled]) <= level_of_detail.REST_EDGES
    for size, groups in zip(sizes, pooled, strict=True):
        assert len(groups) <= level_of_detail.MOST_ROWS
        assert groups[0][0] == 0
        assert groups[-1][1] == size
        assert all(a[1] == b[0] for a, b in itertools.pairwise(groups))
    finer = level_of_detail.pool(sizes, {0: pooled[0][3]})
    start, stop = finer[0][4]
    assert pooled[0][3][0] < start < stop < pooled[0][3][1]
    opened = level_of_detail.pool(sizes, {0: (start, stop)})
    singles = [group for group in opened[0] if group[1] - group[0] == 1]
    assert len(opened[0]) <= level_of_detail.MOST_ROWS
    assert len(singles) >= 0.9 * (stop - start)
    assert opened[0][0][0] == 0
    assert opened[0][-1][1] == 784


def test_a_bundle_is_the_root_mean_square_with_the_sign_of_the_sum(rng: np.random.Generator) -> None:
    """Pooling one block by hand gives the same number; single weights stay as they are."""
    weights = rng.normal(size=(6, 8))
    pooled = level_of_detail.pooled_matrix(weights, [(0, 3), (3, 6)], [(0, 4), (4, 8)])
    block = weights[3:6, 0:4]
    assert pooled[1, 0] == pytest.approx(np.sign(block.sum()) * np.sqrt(np.mean(block**2)))
    single = level_of_detail.pooled_matrix(weights, [(i, i + 1) for i in range(6)], [(i, i + 1) for i in range(8)])
    assert np.array_equal(single, weights)


def test_zooming_keeps_the_point_under_the_pointer() -> None:
    """Whatever the zoom, the scene point under the pointer stays there, and the zoom stays in its limits."""
    view = camera.Camera()
    before = view.to_scene(300, 200)
    for factor in (1.25, 1.25, 0.4, 3.0):
        view = view.zoomed(factor, 300, 200)
        assert view.to_scene(300, 200) == pytest.approx(before)
    assert view.zoomed(1e9, 0, 0).zoom == camera.MOST_ZOOM
    assert view.zoomed(1e-9, 0, 0).zoom == camera.LEAST_ZOOM


def test_panning_never_loses_the_network() -> None:
    """However far one drags, a part of the network stays on the canvas."""
    layout = layout_of((7, 4, 3, 1))
    lost = camera.kept_in_reach(camera.Camera().moved(1e5, -1e5), layout)
    left, top, width, height = lost.rect_to_canvas(layout.bounds)
    assert left < layout.width
    assert left + width > 0
    assert top < layout.height
    assert top + height > layout.header
