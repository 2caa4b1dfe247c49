"""A training step calls samples and outputs as the data do: rows of a file, and what a compression gives back."""

from __future__ import annotations

from dataclasses import replace

import mlp_core as mlp
from mlp_core.explain.worksheet import worksheet


def table_trace() -> mlp.Trace:
    """Return the next step of three rows of a file, the first of which is its second line."""
    table = mlp.read_table_text("a,b\n1,2\n,4\n5,6\n7,9\n", name="houses.csv")
    data = mlp.table_config(mlp.TableData(table, mlp.TableChoice(("a",), "b", "regression")))
    experiment = mlp.Experiment(data=replace(data, train_share=1.0)).with_training(loss="squared_error", batch_size=3)
    return mlp.trace_next(experiment.with_network(output_activation="identity").build()[2])


def test_a_row_of_a_file_is_called_by_its_number() -> None:
    """In every sentence and on paper, whatever its place in the batch; without a file the place is the name."""
    trace = table_trace()
    row = (2, 4, 5)[int(trace.samples[1])]
    assert trace.sample_name(1) == f"row {row}"
    sentences = [mlp.explain(line, "delta").sentence for line in trace.steps("term", 1)]
    assert any(f" row {row}" in sentence for sentence in sentences)
    assert not any("sample 2" in sentence for sentence in sentences)
    sheet = worksheet(trace, 1)
    assert sheet.sample_name == f"row {row}"
    plain = mlp.trace_next(mlp.EXAMPLES["xor_steps"].build()[2])
    assert plain.sample_name(2) == "sample 3"
    assert worksheet(plain, 2).sample_name == "sample 3"
    assert any(" sample 3" in mlp.explain(line, "delta").sentence for line in plain.steps("term", 2))


def test_an_output_of_a_compression_is_called_by_what_it_gives_back() -> None:
    """Behind its number, in sentences and in the names of its weights; hidden units and inputs keep theirs."""
    experiment = mlp.EXAMPLES["iris"].with_data(task="compression")
    experiment = experiment.with_network(output_activation="identity", hidden_sizes=(2,))
    dataset, _, trainer = experiment.with_training(loss="squared_error").build()
    trace = mlp.trace_next(trainer)
    name = dataset.input_labels[2]
    assert trace.unit_name(1, 2) == f"output 3 ({name})"
    assert trace.parameter_name(1, 2, 0) == f"the weight from hidden unit 1 to output 3 ({name})"
    assert trace.unit_name(0, 1) == "hidden unit 2"
    line = trace.steps("term", 0)[trace.locate(mlp.Quantity(mlp.Kind.DELTA, 0.0, 1, 2, -1, 0), sample=0)]
    assert name in mlp.explain(line, "chain").sentence
