"""What is left of the app after its move to Forge: it verifies invocation tokens by unmodified PyJWT."""

import os
from urllib.parse import urljoin

import flask
import jwt
import requests

CONTENT = "/wiki/rest/api/content?limit=1"
USER = "/wiki/rest/api/user/current"
APP_ID = "ari:cloud:ecosystem::app/6a1f0f5e-5d0c-4d53-8a51-4f6f0e0f7c11"
ISSUER = "forge/invocation-token"
KEYS = jwt.PyJWKClient(os.environ.get(
    "FORGE_JWKS_URL", "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json"
))

forge = flask.Blueprint("forge", __name__, url_prefix="/forge")
# By cloudId, which neither a move nor a reinstall changes.
sites = {}
# The clientKey of each installation that a Connect `installed` has named.
client_keys = {}


def verified():
    """The claims of a good invocation token, or 401."""
    scheme, _, token = flask.request.headers.get("Authorization", "").partition(" ")
    try:
        if scheme != "Bearer":
            raise jwt.InvalidTokenError("no bearer")
        key = KEYS.get_signing_key_from_jwt(token)
        return jwt.decode(token, key, algorithms=["RS256"], audience=APP_ID, issuer=ISSUER)
    except (jwt.InvalidTokenError, jwt.PyJWKClientError) as error:
        flask.abort(401, description=repr(error))


def system_token():
    return {"Authorization": f"Bearer {flask.request.headers['x-forge-oauth-system']}"}


def ask(claims, headers, path):
    reply = requests.get(claims["app"]["apiBaseUrl"] + path, headers=headers, timeout=10)
    return {"status": reply.status_code, "body": reply.json()}


@forge.post("/lifecycle")
def lifecycle():
    claims = verified()
    installation = claims["app"]["installationId"]
    sites[claims["context"]["cloudId"]] = {
        "installationId": installation, "clientKey": client_keys.get(installation),
        "pages": [], "synced": [],
    }
    return "", 204


@forge.post("/events")
def events():
    claims, body = verified(), flask.request.get_json()
    site = sites.get(claims["context"]["cloudId"])
    if site:
        site["pages"].append(f"{body['eventType']} {body['content']['title']}")
    return "", 204


@forge.post("/sync")
def sync():
    claims = verified()
    said = ask(claims, system_token(), CONTENT)
    site = sites.get(claims["context"]["cloudId"])
    if site:
        site["synced"].append(said["status"])
    return "", 204


@forge.post("/goodbye")
def goodbye():
    sites.pop(verified()["context"]["cloudId"], None)
    return "", 204


@forge.post("/board")
def board():
    claims = verified()
    user = {"Authorization": f"Bearer {flask.request.headers['x-forge-oauth-user']}"}
    installation = claims["app"].get("installationId")
    return {
        "installationId": installation, "principal": claims["principal"],
        "clientKey": client_keys.get(installation),
        "app": ask(claims, system_token(), USER), "user": ask(claims, user, USER),
    }


@forge.post("/modules")
def modules():
    claims = verified()
    url = urljoin(claims["app"]["apiBaseUrl"], "/forge/installation/v2/dynamic/module")
    reply = requests.post(url, json=flask.request.get_json(), headers=system_token(), timeout=10)
    return {"status": reply.status_code, "body": reply.json()}


@forge.get("/sites")
def known():
    """For the driver, without a token."""
    return sites
