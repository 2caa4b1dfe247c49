"""Stepping through a lecture: the transport, the timeline, and presenting."""
