"""A Connect app on Flask and unmodified atlassian-jwt.

It registers a web item when it is enabled, after it has answered; at /do/<client key> it calls the
tenant on request. forge.py is its other half, for when it has moved to Forge.
"""

import os
import threading

import atlassian_jwt
import flask
import jwt
import requests

from forge import client_keys, forge

KEY = "flask-app"
MODULES = "/rest/atlassian-connect/1/app/module/dynamic"
PORT = int(os.environ["PORT"])
BASE_URL = f"http://127.0.0.1:{PORT}"
KEYS = os.environ.get("CONNECT_KEYS_CDN_URL", "https://connect-install-keys.atlassian.com")
CALLBACKS = ("installed", "uninstalled", "enabled", "disabled")

app = flask.Flask(__name__)
app.register_blueprint(forge)
tenants = {}


class Authenticator(atlassian_jwt.Authenticator):
    def get_shared_secret(self, client_key):
        return tenants[client_key]["sharedSecret"]


authenticator = Authenticator()


def target():
    """Path and query as they came; what the app's qsh is computed from."""
    query = flask.request.query_string.decode()
    return flask.request.path + (f"?{query}" if query else "")


def signed_by_tenant():
    """The tenant's client key, or 401. The library raises what its parts raise."""
    try:
        return authenticator.authenticate(
            flask.request.method, target(), flask.request.headers
        ).client_key
    except (jwt.InvalidTokenError, KeyError) as error:
        flask.abort(401, description=repr(error))


def signed_install():
    """The body of an installed or uninstalled with a good RS256 token, or 401."""
    try:
        token = flask.request.headers["Authorization"].removeprefix("JWT ")
        kid = jwt.get_unverified_header(token)["kid"]
        reply = requests.get(f"{KEYS}/{kid}", timeout=5)
        reply.raise_for_status()
        claims = jwt.decode(token, reply.text, algorithms=["RS256"], audience=BASE_URL)
        if claims["qsh"] != atlassian_jwt.url_utils.hash_url("POST", target()):
            raise jwt.InvalidTokenError("qsh does not match")
        body = flask.request.get_json()
        if claims["iss"] != body["clientKey"]:
            raise jwt.InvalidTokenError("iss is not the clientKey")
        return body
    except (jwt.InvalidTokenError, requests.RequestException, KeyError, ValueError) as error:
        flask.abort(401, description=repr(error))


def call(client_key, method, url, json):
    tenant = tenants[client_key]
    # Towards the host the issuer is the app; the library's default is the client key.
    token = atlassian_jwt.encode_token(
        method, url, client_key, tenant["sharedSecret"], payload_kwargs={"iss": KEY}
    )
    reply = requests.request(
        method, tenant["baseUrl"] + url, json=json, timeout=10,
        headers={"Authorization": f"JWT {token}"},
    )
    body = reply.text
    if reply.headers.get("content-type", "").startswith("application/json"):
        body = reply.json()
    return {"status": reply.status_code, "body": body or None}


def item(key):
    name = {"value": key}
    return {"webItems": [
        {"key": key, "name": name, "url": "/x", "location": "system.content.action"}
    ]}


@app.get("/atlassian-connect.json")
def descriptor():
    return {
        "key": KEY, "name": "Flask app", "baseUrl": BASE_URL, "scopes": ["READ"],
        "authentication": {"type": "jwt"},
        "apiMigrations": {"signed-install": True, "context-qsh": True},
        "lifecycle": {event: f"/{event}" for event in CALLBACKS},
        "modules": {
            "generalPages": [
                {"key": "protected", "name": {"value": "Protected"}, "url": "/protected"}
            ],
            "webhooks": [{"event": "page_updated", "url": "/page-updated"}],
        },
    }


@app.post("/installed")
def installed():
    body = signed_install()
    tenants[body["clientKey"]] = body
    if "installationId" in body:
        client_keys[body["installationId"]] = body["clientKey"]
    return "", 204


@app.post("/uninstalled")
def uninstalled():
    signed_install()
    # The row is kept: what comes back is known again.
    return "", 204


@app.post("/enabled")
def enabled():
    client_key = signed_by_tenant()
    response = flask.Response(status=204)
    later = threading.Thread(
        target=call, args=(client_key, "POST", MODULES, item("from-enabled"))
    )
    response.call_on_close(later.start)
    return response


@app.post("/disabled")
def disabled():
    signed_by_tenant()
    return "", 204


@app.post("/page-updated")
def page_updated():
    signed_by_tenant()
    return "", 204


@app.get("/protected")
def protected():
    return signed_by_tenant()


@app.post("/do/<client_key>")
def do(client_key):
    """Reached by the driver, without a token."""
    asked = flask.request.get_json()
    method = {"del": "DELETE"}.get(asked["method"], asked["method"].upper())
    json = asked["json"] if isinstance(asked["json"], dict) else None
    return call(client_key, method, asked["url"], json)


if __name__ == "__main__":
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", PORT, app, threaded=True)
    print("ready", flush=True)
    server.serve_forever()
