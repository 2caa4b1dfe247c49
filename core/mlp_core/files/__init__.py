"""Files that last: the project file, how it is written so that nothing is lost, and the link that carries settings."""
