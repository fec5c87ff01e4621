"""The running city: a supervisor with its web processes, its worker and what else is asked for as children."""

from smartcity.serving.supervisor import Child, serve

__all__ = ["Child", "serve"]
