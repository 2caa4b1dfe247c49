"""Small pieces of the window that know nothing of networks."""

from mlp_gui.widgets.choice import Choice
from mlp_gui.widgets.collapsible_section import CollapsibleSection
from mlp_gui.widgets.form_row import FormRow
from mlp_gui.widgets.icon_button import IconButton
from mlp_gui.widgets.number_field import NumberField, NumberRange
from mlp_gui.widgets.reflow_grid import ReflowGrid
from mlp_gui.widgets.seed_field import SeedField
from mlp_gui.widgets.segmented_control import SegmentedControl
from mlp_gui.widgets.slider import Slider
from mlp_gui.widgets.slider_field import SliderField, ValueScale
from mlp_gui.widgets.tab_order import set_tab_order
from mlp_gui.widgets.thumbnail_grid import ThumbnailGrid
from mlp_gui.widgets.toggle_chip import ToggleChip

__all__ = [
    "Choice",
    "CollapsibleSection",
    "FormRow",
    "IconButton",
    "NumberField",
    "NumberRange",
    "ReflowGrid",
    "SeedField",
    "SegmentedControl",
    "Slider",
    "SliderField",
    "ThumbnailGrid",
    "ToggleChip",
    "ValueScale",
    "set_tab_order",
]
