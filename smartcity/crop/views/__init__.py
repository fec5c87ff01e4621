"""The pages of CROP, by what they show."""
