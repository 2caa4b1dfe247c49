"""Five ways to write one training step: the notations of the five hand-outs, one file each."""
