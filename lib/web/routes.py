"""The app's own addresses, beside the pages."""

from lib.web.health_routes import health_routes
from lib.web.session_routes import session_routes

__all__ = ["health_routes", "session_routes"]
