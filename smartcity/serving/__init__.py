"""The running city: a supervisor with its web processes, its worker and what else is asked for as children."""

from smartcity.serving.supervisor import Child, ensure_free, serve

__all__ = ["Child", "ensure_free", "serve"]
