"""The small city every test starts in."""
