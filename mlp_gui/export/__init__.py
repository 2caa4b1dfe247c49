"""What leaves the window: pictures."""
