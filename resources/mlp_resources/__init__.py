"""Icons, fonts and other data of the MLP visualiser, found through importlib.resources."""
