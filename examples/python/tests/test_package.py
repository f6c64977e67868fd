"""What the package adds to the control API: methods, errors with the host's words, snapshots, fixtures."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from connect_app import running_app
from mockfluence import MockfluenceError, Server, Tenant

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def descriptor_url():
    with running_app() as url:
        yield url


def test_a_life_and_its_snapshot(mockfluence_tenant, descriptor_url):
    tenant = mockfluence_tenant
    tenant.install_app({"descriptorUrl": descriptor_url})
    tenant.rotate_secret("my-app")
    tenant.add_page({"id": 7, "title": "Runbook"})
    assert tenant.show_page(7)["title"] == "Runbook"
    assert tenant.clear_faults() is None
    tenant.uninstall_app("my-app")
    assert len(tenant.log(only="to-app POST /installed")["entries"]) == 2
    assert tenant.snapshot("to-app /enabled") == (
        "tenant -> app  POST /enabled  204  HS256 sharedSecret#1\n"
        "    > { clientKey: clientKey#1, baseUrl: {tenant}/wiki, eventType: enabled }\n"
    )


def test_what_is_refused_has_its_reason(new_mockfluence_tenant, descriptor_url):
    tenant = new_mockfluence_tenant(name="forged")
    tenant.inject_fault({"kind": {"status": {"status": 500}}, "on": {"direction": "to-app", "path": "/installed"}})
    with pytest.raises(MockfluenceError, match="POST /tenants/forged/apps 422") as refused:
        tenant.install_app({"descriptorUrl": descriptor_url})
    assert refused.value.status == 422


def test_a_forgery_that_is_accepted_is_no_success(mockfluence_tenant, descriptor_url):
    tenant = mockfluence_tenant
    tenant.inject_fault({"kind": "wrong-audience", "on": {"direction": "to-app", "path": "/installed"}})
    # The app of this test looks at no token: a test that awaits a refusal fails, and any other at its end.
    tenant.install_app({"descriptorUrl": descriptor_url})
    [accepted] = tenant.accepted_forgeries
    assert accepted["status"] == 204 and "audience" in accepted["forgery"]
    tenant.accepted_forgeries.clear()


def test_a_binary_that_is_not_there_and_one_that_is_another():
    with pytest.raises(RuntimeError, match="`./no-such-binary` cannot be started .*MOCKFLUENCE_BINARY"):
        Server(binary="./no-such-binary")
    with pytest.raises(RuntimeError, match="ended with 2 before it was ready"):
        Server("--no-such-option")
    with pytest.raises(RuntimeError, match="does not say that it is ready, but: serve"):
        Server(binary="echo")


def test_a_method_for_each_operation():
    binary = os.environ.get("MOCKFLUENCE_BINARY") or "mockfluence"
    api = json.loads(subprocess.run([binary, "openapi"], check=True, capture_output=True).stdout)
    wanted = sum(verb != "parameters" for item in api["paths"].values() for verb in item)
    own = {"new_tenant", "stop", "snapshot", "report"}
    public = [name for holder in (Server, Tenant) for name, _ in inspect.getmembers(holder, inspect.isfunction)
              if not name.startswith("_") and name not in own]
    assert len(public) == wanted > 50


def test_what_is_generated_is_current():
    assert subprocess.run([sys.executable, HERE.parent / "generate.py", "--check"], check=False).returncode == 0


FAILING = """
import pytest
from connect_app import running_app

def test_passes(mockfluence_tenant):
    with running_app() as url:
        assert mockfluence_tenant.install_app({"descriptorUrl": url})["status"] == "enabled"

def test_fails(mockfluence_tenant, new_mockfluence_tenant):
    with running_app() as url:
        mockfluence_tenant.install_app({"descriptorUrl": url})
        new_mockfluence_tenant(name="second")
        assert 1 == 2

def test_stops_its_tenant(mockfluence_tenant):
    mockfluence_tenant.stop_tenant()
    assert 1 == 2

@pytest.fixture
def installed(mockfluence_tenant):
    with running_app() as url:
        mockfluence_tenant.install_app({"descriptorUrl": url})
        raise RuntimeError("set-up")

def test_has_no_setup(installed):
    pass
"""


def test_a_report_of_what_failed_and_of_nothing_else(pytester, monkeypatch):
    monkeypatch.delenv("MOCKFLUENCE_REPORT_DIR", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    pytester.makepyfile(test_it=FAILING)
    outcome = pytester.runpytest_subprocess("--junit-xml=junit.xml")
    outcome.assert_outcomes(passed=1, failed=2, errors=1)
    folder = pytester.path / "test-results" / "mockfluence"
    assert sorted(file.name for file in folder.iterdir()) == [
        "test_it.py-test_fails-second.html", "test_it.py-test_fails.html", "test_it.py-test_has_no_setup.html",
    ]
    assert "<html" in (folder / "test_it.py-test_fails.html").read_text()
    outcome.stdout.fnmatch_lines(["*mockfluence log*", "tenant -> app  POST /installed  204*", "as a page: *test_fails.html"])
    outcome.stdout.fnmatch_lines(["not to be had: *404)"])
    assert "mockfluence_report" in (pytester.path / "junit.xml").read_text()
