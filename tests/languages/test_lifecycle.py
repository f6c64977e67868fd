"""With the package `examples/python`: it starts the binary, and leaves the page of a test that fails."""
import os

DESCRIPTOR_URL = os.environ.get("APP_URL", "http://127.0.0.1:3000") + "/atlassian-connect.json"


def test_the_app_is_installed(mockfluence_tenant):
    app = mockfluence_tenant.install_app({"descriptorUrl": DESCRIPTOR_URL})
    assert app["status"] == "enabled"
    assert "POST /enabled  204" in mockfluence_tenant.snapshot("to-app")
