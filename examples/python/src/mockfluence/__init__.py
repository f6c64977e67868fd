"""Tenants of the binary `mockfluence`, for tests of an Atlassian Connect app."""

from ._server import MockfluenceError, Server, Tenant

__all__ = ["MockfluenceError", "Server", "Tenant"]
