"""A whole experiment as a short text: all settings and seeds, so that the same run appears on another machine."""

from __future__ import annotations

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any, Final

from mlp_core.errors import ProjectFileError

if TYPE_CHECKING:
    from mlp_core.experiment import Experiment

PREFIX: Final = "mlp-experiment"
VERSION: Final = 1

LONGEST_LINK: Final = 200_000
"""Characters; an experiment with weights given by hand is the longest."""

_LARGEST_JSON: Final = 1 << 20
_CHECK_BYTES: Final = 4

_USUAL: Final = (
    b'"weights":null,"biases":null,"painted":null,"hidden_activations":["relu","tanh","sigmoid","linear"],'
    b'"loss":"binary_cross_entropy","loss":"categorical_cross_entropy","output_activation":"softmax",'
    b'"initializer":"he_normal","optimizer":"adam","optimizer":"momentum","features":["x1"],'
    b'{"title":"XOR","data":{"name":"xor","n_samples":4,"noise":0.0,"train_share":1.0,"validation_share":0.0,"seed":1,'
    b'"features":["x1","x2"],"normalisation":"none","painted":null},"network":{"hidden_sizes":[2],'
    b'"hidden_activations":["tanh"],"output_activation":"sigmoid","initializer":"xavier_uniform","seed":1,'
    b'"dtype":"float64","weights":null,"biases":null},"training":{"loss":"squared_error","reduction":"mean",'
    b'"optimizer":"sgd","learning_rate":0.1,"batch_size":32,"momentum":0.9,"beta_1":0.9,"beta_2":0.999,"rho":0.99,'
    b'"epsilon":null,"weight_decay":0.01,"l1":0.0,"l2":0.0,"schedule":"constant","schedule_epochs":100},"batch_seed":1}'
)
"""What the text of an experiment usually says, which the compression knows beforehand: part of version 1 for good."""


def write_link(experiment: Experiment) -> str:
    """Return an experiment as a text of some hundred letters; `read_link` makes the same experiment of it.

    Raises
    ------
    ProjectFileError
        If it learns from data that no short text can hold.
    """
    import msgspec

    from mlp_core.files.document import plain
    from mlp_core.files.schema import to_struct

    if experiment.data.table is not None:
        raise ProjectFileError(
            "A link holds settings and seeds, and this experiment learns from a table of its own. "
            "Save it as a project, which holds the table too."
        )
    content = msgspec.json.encode(to_struct(experiment), enc_hook=plain)
    packer = zlib.compressobj(9, wbits=-15, zdict=_USUAL)
    payload = zlib.crc32(content).to_bytes(_CHECK_BYTES, "big") + packer.compress(content) + packer.flush()
    link = f"{PREFIX}:{VERSION}:{urlsafe_b64encode(payload).decode('ascii').rstrip('=')}"
    if len(link) > LONGEST_LINK:
        raise ProjectFileError("This experiment is too long for a link. Save it as a project.")
    return link


def read_link(text: str) -> Experiment:
    """Return the experiment of a link, wherever in a text it stands and however its lines were broken.

    The names and numbers are of the right kinds then; whether they can be run shows when the experiment is built.

    Raises
    ------
    ProjectFileError
        If there is no link, or it is of a newer version, cut off or mistyped.
    """
    content = _content_of(text)
    import msgspec

    from mlp_core.experiment import Experiment
    from mlp_core.files.schema import from_struct, struct_of

    kind: Any = struct_of(Experiment)
    try:
        experiment: Experiment = from_struct(Experiment, msgspec.json.decode(content, type=kind))
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        newer = " It may be of a newer version of this program." if "unknown field" in str(error) else ""
        raise ProjectFileError(f"This link holds something else than an experiment ({error}).{newer}") from error
    return experiment


def _content_of(text: str) -> bytes:
    if len(text) > 2 * LONGEST_LINK:
        raise ProjectFileError("This text is far too long for the link of an experiment.")
    found = re.search(rf"{PREFIX}:(\d{{1,6}}):([\w\s=-]*)", text, re.ASCII)
    if found is None:
        raise ProjectFileError(f"There is no link of an experiment in this text; one begins with “{PREFIX}:”.")
    if int(found[1]) != VERSION:
        raise ProjectFileError(
            f"This link was made by a newer version of this program (its format is {int(found[1])}, and the newest one "
            f"known here is {VERSION}). Update the program to open it."
        )
    letters = re.sub(r"[\s=]", "", found[2])
    for candidate in (letters, re.sub(r"[\s=]", "", re.split(r"\s", found[2].strip(), maxsplit=1)[0])):
        content = _unpacked(candidate)
        if content is not None:
            return content
    raise ProjectFileError("This link is not whole: a part is missing or a letter is another one. Copy it again.")


def _unpacked(letters: str) -> bytes | None:
    """Return what letters stand for; None where their check does not agree."""
    try:
        payload = urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
        content = zlib.decompressobj(wbits=-15, zdict=_USUAL).decompress(payload[_CHECK_BYTES:], _LARGEST_JSON)
    except (ValueError, zlib.error):
        return None
    return content if content and zlib.crc32(content) == int.from_bytes(payload[:_CHECK_BYTES], "big") else None
