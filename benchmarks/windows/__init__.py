"""Windows that are started in a process of their own, to see how long they take."""
