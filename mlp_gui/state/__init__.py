"""The state: QObjects without widgets, the one owner of each fact."""
