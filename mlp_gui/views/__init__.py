"""The views: a snapshot in, pixels out, and gestures as requests to the session."""
