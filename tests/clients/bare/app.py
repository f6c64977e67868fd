"""A Connect app on Python without a package: urllib, and what it takes to read an install.

At /do/<client key> it calls the tenant on request. The key host is a constant, as in most apps that
are written by hand.
"""

import base64
import hashlib
import hmac
import json
import os
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "bare-app"
PORT = int(os.environ["PORT"])
BASE_URL = f"http://127.0.0.1:{PORT}"
KEYS = "https://connect-install-keys.atlassian.com"
# What stands before the hash in a signature by RSA with SHA-256.
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")

tenants = {}


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def der(data, at):
    """The content of the element there, and where the next one is."""
    length, at = data[at + 1], at + 2
    if length & 0x80:
        size = length & 0x7F
        length, at = int.from_bytes(data[at:at + size], "big"), at + size
    return data[at:at + length], at + length


def public_key(pem):
    body = base64.b64decode("".join(pem.split("-----")[2].split()))
    spki, _ = der(body, 0)
    _, after = der(spki, 0)
    bits, _ = der(spki, after)
    numbers, _ = der(bits[1:], 0)
    modulus, after = der(numbers, 0)
    exponent, _ = der(numbers, after)
    return int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big")


def verified(token):
    """The claims of a token that the install key has signed."""
    head, claims, signature = token.split(".")
    kid = json.loads(decoded(head))["kid"]
    with urllib.request.urlopen(f"{KEYS}/{kid}", timeout=5) as reply:
        modulus, exponent = public_key(reply.read().decode())
    size = (modulus.bit_length() + 7) // 8
    opened = pow(int.from_bytes(decoded(signature), "big"), exponent, modulus).to_bytes(size, "big")
    digest = SHA256_INFO + hashlib.sha256(f"{head}.{claims}".encode()).digest()
    if opened != b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest:
        raise ValueError("signature")
    claims = json.loads(decoded(claims))
    if BASE_URL not in claims["aud"] or claims["exp"] < time.time():
        raise ValueError("claims")
    return claims


def call(tenant, method, url):
    now = int(time.time())
    qsh = hashlib.sha256(f"{method}&{url}&".encode()).hexdigest()
    claims = {"iss": KEY, "iat": now, "exp": now + 60, "qsh": qsh}
    parts = [encoded(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "HS256"}, claims)]
    signed = ".".join(parts)
    mac = hmac.new(tenant["sharedSecret"].encode(), signed.encode(), hashlib.sha256).digest()
    headers = {"Authorization": f"JWT {signed}.{encoded(mac)}"}
    request = urllib.request.Request(tenant["baseUrl"] + url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return {"status": reply.status, "body": json.loads(reply.read() or "null")}
    except urllib.error.HTTPError as error:
        return {"status": error.code, "body": error.read().decode()}


class App(BaseHTTPRequestHandler):
    def answer(self, status, body=None):
        text = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.answer(200, {
            "key": KEY, "name": "Bare app", "baseUrl": BASE_URL, "scopes": ["READ"],
            "authentication": {"type": "jwt"}, "apiMigrations": {"signed-install": True},
            "lifecycle": {"installed": "/installed"},
        })

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path.startswith("/do/"):
            tenant = tenants[self.path.removeprefix("/do/")]
            return self.answer(200, call(tenant, body["method"].upper(), body["url"]))
        try:
            claims = verified(self.headers["authorization"].removeprefix("JWT "))
        except (ValueError, KeyError, OSError) as error:
            return self.answer(401, repr(error))
        tenants[claims["iss"]] = body
        self.answer(204)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", PORT), App)
print("ready", flush=True)
server.serve_forever()
