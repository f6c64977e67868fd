"""Fixtures of pytest: a server for the session, a tenant for each test, a report of each test that fails."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ._server import MockfluenceError, Server, Tenant

TAIL = 20
_tenants = pytest.StashKey[list[Tenant]]()


@pytest.fixture(scope="session")
def mockfluence() -> Iterator[Server]:
    """The binary, for as long as the session takes; with pytest-xdist one for each worker."""
    with Server() as server:
        yield server


@pytest.fixture
def new_mockfluence_tenant(request: pytest.FixtureRequest, mockfluence: Server) -> Iterator[Callable[..., Tenant]]:
    """Starts tenants that live as long as the test; options as in `NewTenant`."""
    started = request.node.stash.setdefault(_tenants, [])

    def new(**options: Any) -> Tenant:
        started.append(mockfluence.new_tenant(**options))
        return started[-1]

    yield new
    accepted = [one for tenant in started for one in tenant.accepted_forgeries]
    for tenant in started if accepted else []:
        _leave_report(request.config, tenant, f"{request.node.nodeid} {tenant.name}")
    while started:
        try:
            started.pop().stop_tenant()
        except MockfluenceError as error:
            # The test may have stopped it itself.
            if error.status != 404:
                raise
    lines = [f"the app answered {one['status']} to {one['path']} ({one['forgery']}); it must refuse it" for one in accepted]
    assert not lines, "\n".join(lines)


@pytest.fixture
def mockfluence_tenant(new_mockfluence_tenant: Callable[..., Tenant]) -> Tenant:
    """A tenant of the test's own."""
    return new_mockfluence_tenant()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("mockfluence_reports", "Where reports of failed tests go", default="test-results/mockfluence")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.failed and call.when != "teardown":
        for index, tenant in enumerate(item.stash.get(_tenants, [])):
            label = f"{item.nodeid} {tenant.name}" if index else item.nodeid
            try:
                file = _leave_report(item.config, tenant, label)
                tail = _tail(tenant)
            except (MockfluenceError, OSError) as error:
                # The tenant was stopped, or the binary is gone: that is not to hide why the test failed.
                report.sections.append(("mockfluence log", f"not to be had: {error}"))
                continue
            report.sections.append(("mockfluence log", f"{tail}\nas a page: {file}"))
            # It stands in JUnit's XML, too.
            item.user_properties.append(("mockfluence_report", str(file)))
            report.user_properties.append(("mockfluence_report", str(file)))
    return report


def _tail(tenant: Tenant) -> str:
    lines = tenant.snapshot().rstrip("\n").split("\n")
    left_out = len(lines) - TAIL
    return "\n".join([f"… {left_out} lines before", *lines[-TAIL:]] if left_out > 0 else lines)


def _leave_report(config: pytest.Config, tenant: Tenant, label: str) -> Path:
    folder = os.environ.get("MOCKFLUENCE_REPORT_DIR") or config.rootpath / config.getini("mockfluence_reports")
    file = Path(folder).resolve() / (re.sub(r"[^\w.-]+", "-", label)[-120:] + ".html")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(tenant.report(), encoding="utf-8")
    return file
