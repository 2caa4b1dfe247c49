"""The forms: data, network, training."""
