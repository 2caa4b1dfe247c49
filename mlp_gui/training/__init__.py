"""The thread boundary: requests in, snapshots out, and neither side ever waits long for the other."""
