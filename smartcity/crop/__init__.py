"""CROP: the app of those who answer. It shows and decides nothing."""
