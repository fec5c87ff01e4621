"""Drills: what must hold when things break, each a script that prints its figures and exits 1 when it does not."""
