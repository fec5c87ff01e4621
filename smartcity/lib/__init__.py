"""What every app may use and which knows no app: geometry, photos, time, the look."""
