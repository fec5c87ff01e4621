"""Jakarta Smart City: citizens report, officials answer, everyone watches."""

__version__ = "0.1.0"
