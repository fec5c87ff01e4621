"""A living sample city."""
