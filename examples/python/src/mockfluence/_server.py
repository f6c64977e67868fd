"""`mockfluence serve` as a process that ends with this one, and what it is asked over HTTP."""

from __future__ import annotations

import itertools
import json
import os
import queue
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from ._operations import ServerOperations, TenantOperations

READY_SECONDS = 10
# The longest wait of the control API is a minute; a request takes no longer than that and a little.
REPLY_SECONDS = 90
# A proxy of the environment is not asked for what runs on this machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class MockfluenceError(Exception):
    """What the control API refused: the words of the host or the app, and the end of the log."""

    def __init__(self, method: str, path: str, status: int, text: str) -> None:
        try:
            problem = json.loads(text)
        except ValueError:
            problem = {"error": text or "no reason given"}
        lines = [f"{problem['error']} ({method} {path} {status})", problem.get("explanation")]
        if problem.get("log"):
            lines.append("The end of the log:\n" + problem["log"])
        super().__init__("\n".join(line for line in lines if line))
        self.status = status
        self.problem = problem


class Server(ServerOperations):
    """A running binary. Calls block: an app in this process needs a thread of its own."""

    def __init__(self, *arguments: str, binary: str | None = None) -> None:
        """Starts `binary`, else what `MOCKFLUENCE_BINARY` names, else `mockfluence` on the path."""
        binary = binary or os.environ.get("MOCKFLUENCE_BINARY") or "mockfluence"
        command = [binary, "serve", "--exit-with-parent", *arguments]
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        except OSError as error:
            raise RuntimeError(
                f"`{binary}` cannot be started ({error.strerror}). Is it installed, and on the path? "
                "Else say where it is in MOCKFLUENCE_BINARY."
            ) from error
        self.ready: dict[str, Any] = self._ready_line(binary)
        """The line that it printed."""
        self.keys_url: str = self.ready["keysUrl"]
        """The keys with which all tenants of this server sign installs."""
        self._token = self.ready.get("controlToken") or os.environ.get("MOCKFLUENCE_CONTROL_TOKEN")
        self._numbers = itertools.count(1)

    def _ready_line(self, binary: str) -> dict[str, Any]:
        lines: queue.Queue[str] = queue.Queue()
        output = self._process.stdout
        threading.Thread(target=lambda: lines.put(output.readline()), daemon=True).start()
        try:
            line = lines.get(timeout=READY_SECONDS)
        except queue.Empty:
            self._process.kill()
            raise RuntimeError(f"`{binary} serve` was not ready within {READY_SECONDS} s") from None
        if not line:
            status = self._process.wait(READY_SECONDS)
            raise RuntimeError(f"`{binary} serve` ended with {status} before it was ready; standard error says why")
        try:
            return json.loads(line)
        except ValueError:
            self._process.kill()
            raise RuntimeError(f"`{binary} serve` does not say that it is ready, but: {line.strip()}") from None

    def new_tenant(self, **options: Any) -> Tenant:
        """A tenant of its own: on a free port, without apps, with an empty log. Options as in `NewTenant`."""
        name = options.pop("name", None) or f"tenant-{next(self._numbers)}"
        return Tenant(self, self.start_tenant({"name": name, **options}))

    def stop(self) -> None:
        """Ends the process, and with it all tenants."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(READY_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _ask(self, method: str, path: str, body: object = None, query: dict[str, Any] | None = None) -> Any:
        if query:
            path += "?" + urllib.parse.urlencode({name: value for name, value in query.items() if value is not None})
        request = urllib.request.Request(self.ready["controlUrl"] + path, method=method)
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with _opener.open(request, timeout=REPLY_SECONDS) as reply:
                text = reply.read().decode() if reply.status != 204 else None
                is_json = "json" in reply.headers.get("Content-Type", "")
        except urllib.error.HTTPError as error:
            with error:
                raise MockfluenceError(method, path, error.code, error.read().decode()) from None
        return json.loads(text) if text is not None and is_json else text


class Tenant(TenantOperations):
    """A tenant of the server, with a method for each operation of the control API."""

    def __init__(self, server: Server, started: dict[str, Any]) -> None:
        self.server = server
        self.name: str = started["name"]
        self.base_url: str = started["baseUrl"]
        """With `/wiki`."""
        self.keys_url: str = started["keysUrl"]
        self.client_key: str = started["clientKey"]
        self.cloud_id: str = started["cloudId"]
        self.authorization_server: str = started["authorizationServer"]
        self.admin: str = started["admin"]
        self.accepted_forgeries: list[dict[str, Any]] = []
        """What the app took and should have refused. The call is no error; the end of the test is one."""

    def snapshot(self, only: str | None = None) -> str:
        """The log as text, the same in every run. `only` is a filter in words, e.g. `from-app POST 401`."""
        return self.log(format="text", only=only)

    def report(self) -> str:
        """The log as one HTML page."""
        return self.log(format="html")

    def _ask(self, method: str, path: str, body: object = None, query: dict[str, Any] | None = None) -> Any:
        value = self.server._ask(method, f"/tenants/{urllib.parse.quote(self.name, safe='')}{path}", body, query)
        if isinstance(value, dict):
            self.accepted_forgeries += value.get("acceptedForgeries") or []
        return value
