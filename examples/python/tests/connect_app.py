"""An app that serves its descriptor, says yes to every signed callback, and no to others."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class App(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        descriptor = {
            "key": "my-app", "baseUrl": f"http://127.0.0.1:{self.server.server_port}",
            "authentication": {"type": "jwt"}, "scopes": ["READ"],
            "lifecycle": {"installed": "/installed", "enabled": "/enabled"},
        }
        self.answer(200, json.dumps(descriptor).encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(204 if self.headers["Authorization"] else 401)

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running_app() -> Iterator[str]:
    """Gives the URL of the descriptor."""
    with ThreadingHTTPServer(("127.0.0.1", 0), App) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/atlassian-connect.json"
        server.shutdown()
