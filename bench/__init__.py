"""Figures as ratios to their limits, both measured in the same run: the machine is noisy, ratios hold."""
