"""Tags of CROP's own templates."""
