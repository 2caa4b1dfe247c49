"""What happened in one training step, number by number, and how to say it."""
