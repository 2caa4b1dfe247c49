"""The parts of the main window's frame: actions, menus, bars, docks, and what keeps their places."""
