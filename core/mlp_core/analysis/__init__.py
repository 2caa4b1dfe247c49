"""What a network looks like from outside: its answers over the plane, its slopes checked."""
