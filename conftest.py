"""The small named city every test starts in."""

pytest_plugins = [
    "smartcity.testing.city",
    "smartcity.testing.hospitals",
    "smartcity.testing.gauges",
    "smartcity.testing.database",
]
