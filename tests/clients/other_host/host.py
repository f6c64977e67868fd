"""A host that is not mockfluence: the part of Confluence that `mockfluence compare` asks, by the standard library alone.

It answers as the tenant does, but for the differences that it is told to have, by number; and in what means nothing it
is another: order of headers and fields, spaces, dates, ids, HTTP/1.0. `host.py --list` prints the differences, each with
the probe and the aspects in which it shows; `host.py KEY SECRET [NUMBER ...]` serves.
"""

import base64
import hashlib
import hmac
import json
import posixpath
import random
import sys
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote

WORDS = ["body /message", "body /statusCode", "body shape", "status"]
SENT = ["body /message", "body shape", "header content-type", "status"]
DIFFERENCES = {
    1: ("dynamic.latest", ["status"]),
    2: ("dynamic.head", ["status"]),
    3: ("dynamic.method", ["header allow"]),
    4: ("addon.read", ["data shape"]),
    5: ("addon.other", ["body /statusCode", "status"]),
    6: ("addon.nobody", ["header www-authenticate"]),
    7: ("properties.list", ["header cache-control"]),
    8: ("properties.missing", ["body /message"]),
    9: ("properties.other-app", ["body /statusCode", "status"]),
    10: ("get.body", ["body shape", "body title", "data shape", "header content-type", "status"]),
    11: ("site.info", ["data shape", "status"]),
    12: ("token.none", ["body /statusCode", "status"]),
    13: ("token.bearer", ["body /message"]),
    14: ("token.lower-case-scheme", ["status"]),
    15: ("token.in-query", [*WORDS, "data shape"]),
    16: ("token.garbage", ["body /message"]),
    17: ("token.none-algorithm", ["body /statusCode", "status"]),
    18: ("token.other-algorithm", ["body /message"]),
    19: ("token.wrong-signature", ["body /message"]),
    20: ("token.expired", ["body /message"]),
    21: ("token.just-expired", ["status"]),
    22: ("token.no-qsh", ["body /statusCode", "status"]),
    23: ("token.empty-subject", [*WORDS, "data shape"]),
    24: ("path.final-slash", ["status"]),
    25: ("path.encoded-letter", ["status"]),
    26: ("qsh.space-as-plus", ["status"]),
    27: ("rest.page-missing", ["body /errors/0/title"]),
    28: ("property.life", ["body /message", "body /statusCode", "body shape", "header content-type", "status"]),
    29: ("property.large", ["body /statusCode", "status"]),
    30: ("dynamic.exact", ["own modules"]),
    31: ("dynamic.duplicate", SENT),
    32: ("dynamic.atomic", ["own modules"]),
    33: ("dynamic.delete-comma", ["own modules"]),
    34: ("dynamic.unknown-type", ["body /message"]),
    35: ("dynamic.eleven", SENT),
    36: ("dynamic.life", SENT),
}

DYNAMIC = "/rest/atlassian-connect/1/app/module/dynamic"
ADDONS = "/rest/atlassian-connect/1/addons/"
CREDENTIALS = "Your presented credentials do not provide access to this resource."
PARSE = "java.text.ParseException: {0} (caused by {0})"


class Refused(Exception):
    def __init__(self, status, message, **headers):
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers


def has(number):
    return number in HAVE


def decoded(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def date(seconds):
    return time.strftime("%a %b %d %H:%M:%S UTC %Y", time.gmtime(seconds))


def qsh(method, path, query):
    pairs = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        pairs.setdefault(quote(name, safe="~"), []).append(quote(value, safe="~"))
    query = "&".join(f"{name}={','.join(sorted(values))}" for name, values in sorted(pairs.items()))
    return hashlib.sha256(f"{method}&{path}&{query}".encode()).hexdigest()


def shuffled(value):
    """The same, its fields in another order."""
    if isinstance(value, dict):
        fields = list(value.items())
        random.shuffle(fields)
        return {name: shuffled(one) for name, one in fields}
    return [shuffled(one) for one in value] if isinstance(value, list) else value


def claims_of(token, method, path, query):
    """What the host makes of a token, its texts and its order."""
    parts = token.split(".")
    if len(parts) != 3:
        raise Refused(400, PARSE.format("Invalid JWT" if has(16) and len(parts) == 1 else "Invalid serialized JWS object: it has not three parts"))
    head = decoded(parts[0])
    if head["alg"] == "none":
        raise Refused(401 if has(17) else 400, PARSE.format("the algorithm `none` is no JWS algorithm"))
    try:
        claims = decoded(parts[1])
    except ValueError:
        raise Refused(400, PARSE.format("the claims cannot be read")) from None
    if isinstance(claims.get("exp"), str):
        raise Refused(400, PARSE.format('Unexpected type of JSON object member with key "exp"'))
    if head["alg"] != "HS256":
        of = "[HS256]" if has(18) else "[HS256,RS256]"
        raise Refused(401, f"{head['alg']} is not a supported JWS algorithm. Please try one of: {of}")
    mac = hmac.new(SECRET.encode(), f"{parts[0]}.{parts[1]}".encode(), hashlib.sha256).digest()
    signed = hmac.compare_digest(base64.urlsafe_b64encode(mac).decode().rstrip("="), parts[2])
    if "crit" in head or claims.get("iss") != KEY:
        raise Refused(401, CREDENTIALS)
    if not signed:
        # Another secret gives another signature, too: the first letter alone is what a probe changes.
        tampered = base64.urlsafe_b64encode(mac).decode().rstrip("=")[1:] == parts[2][1:]
        raise Refused(401, "The signature is wrong." if has(19) and tampered else CREDENTIALS)
    judged(claims, method, path, query)
    return claims


def judged(claims, method, path, query):
    now = time.time()
    if "exp" not in claims or "iat" not in claims:
        raise Refused(401, "'exp' and 'iat' are required claims. Atlassian JWT does not allow JWTs with unlimited lifetimes.")
    if claims.get("nbf", 0) > claims["exp"]:
        raise Refused(401, f"The expiration time must be after the not-before time but exp={date(claims['exp'])} and nbf={date(claims['nbf'])}")
    leeway = 0 if has(21) else 30
    if claims["exp"] + leeway < now:
        long_ago = claims["exp"] + 60 < now
        end = "." if has(20) and long_ago else " (30 seconds leeway is allowed)"
        raise Refused(401, f"Expired at {date(claims['exp'])} and time is now {date(now)}{end}")
    if "qsh" not in claims:
        raise Refused(401 if has(22) else 400, "Claim 'qsh' is missing.")
    expected = qsh(method, path.rstrip("/"), query)
    # Of odd spellings only the real host knows what it hashes.
    plain = not any(mark in path for mark in ("%", ";", "//", "/./")) and "%ED" not in query
    if plain and claims["qsh"] != expected:
        raise Refused(401, f"Expecting claim 'qsh' to have value '{expected}' but instead it has the value '{claims['qsh']}'")
    if claims.get("sub") == "" and not has(23):
        raise Refused(400, f"Add-on '{KEY}' disallowed to impersonate user ''")


class Host(BaseHTTPRequestHandler):
    modules, properties = {}, {}

    def log_message(self, *_):
        pass

    def send(self, status, body=None, **headers):
        kind = headers.pop("kind", "application/json")
        text = body if isinstance(body, str) else json.dumps(shuffled(body), indent=random.choice([None, 1]))
        lines = [(name.replace("_", "-"), value) for name, value in headers.items()]
        if body is not None:
            lines += [("CONTENT-type", kind), ("Content-Length", str(len(text.encode())))]
        lines.append(("X-Request-Id", str(uuid.uuid4())))
        random.shuffle(lines)
        self.send_response(status)
        for name, value in lines:
            self.send_header(name, value)
        self.end_headers()
        if body is not None and self.command != "HEAD":
            self.wfile.write(text.encode())

    def refuse(self, status, message, **headers):
        self.send(status, {"message": message, "statusCode": status}, **headers)

    def answer(self):
        size = int(self.headers.get("content-length") or 0)
        self.body = self.rfile.read(size).decode()
        path, _, self.query = self.path.partition("?")
        try:
            if path == "/_edge/tenant_info":
                return self.refuse(404, "Not found") if has(11) else self.send(200, {"cloudId": str(uuid.uuid4())})
            self.written = path.removeprefix("/wiki")
            self.served(path.removeprefix("/wiki"))
        except Refused as why:
            self.refuse(why.status, why.message, **why.headers)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = answer

    def served(self, path):
        if "/1//app" in path or "/./" in path:
            raise Refused(400, "Bad Request")
        if self.command == "GET" and self.body and not has(10):
            page = "<html><head><title>ERROR: The request could not be satisfied</title></head></html>"
            return self.send(403, page, kind="text/html")
        known = posixpath.normpath(unquote(path, errors="replace").split(";")[0]).replace("//", "/")
        if known == DYNAMIC.replace("/1/", "/latest/"):
            return self.refuse(404, "Not found") if has(1) else self.send(200, self.modules)
        if known == DYNAMIC:
            return self.dynamic()
        if known.startswith(ADDONS):
            return self.of_app(known.removeprefix(ADDONS))
        return self.rest(known)

    def token(self, anonymous):
        scheme, _, token = (self.headers.get("authorization") or "").partition(" ")
        if has(15) and "jwt=" in self.query:
            self.query, _, token = self.query.partition("jwt=")
            scheme = "JWT"
        if scheme.lower() != "jwt" or has(14) and scheme == "jwt":
            raise Refused(*anonymous(scheme))
        return claims_of(token, self.command, self.written, self.query)

    def dynamic(self):
        def anonymous(scheme):
            other = has(13) and scheme == "Bearer"
            status = 401 if has(12) and not scheme and "jwt=" not in self.query else 403
            return status, "No such token" if other else "Current user not permitted to use Confluence"

        if has(24) and self.written.endswith("/") or has(25) and "%6d" in self.written:
            raise Refused(404, "Not found")
        if has(26) and "+" in self.query:
            raise Refused(401, "No")
        self.token(anonymous)
        if self.command == "PATCH":
            allow = "GET, POST, DELETE" if has(3) else "POST, GET, HEAD, DELETE"
            title = "org.springframework.web.HttpRequestMethodNotSupportedException: Request method 'PATCH' is not supported"
            return self.send(405, {"errors": [{"code": "METHOD_NOT_ALLOWED", "status": 405, "title": title}]}, Allow=allow)
        if self.command == "HEAD" and has(2):
            return self.send(405, {})
        if self.command in ("GET", "HEAD"):
            return self.send(200, {kind: list(of.values()) for kind, of in self.modules.items() if of})
        return self.register() if self.command == "POST" else self.delete()

    def say(self, message):
        self.send(400, {"message": message})

    def register(self):
        schema = "The app descriptor failed to validate against the schema.<ul><li>{}</li></ul>"
        try:
            wanted = json.loads(self.body)
        except ValueError:
            what = f"Unexpected end of input at line 1, column {len(self.body)}"
            return self.say(f"Invalid Atlassian Connect descriptor: JSON is not well-formed ({what}). Please contact the app vendor for details.")
        if isinstance(wanted, list):
            return self.say(schema.format(": instance type (array) does not match any allowed primitive type (allowed: [&quot;object&quot;])"))
        for kind in wanted:
            if kind not in ("webItems", "generalPages"):
                end = "." if has(34) and kind == "nonsense" else ". Please contact Atlassian support."
                return self.say(f"Installation failed. The app defined an unknown module({kind}){end}")
        new = [(kind, one) for kind, of in wanted.items() for one in of]
        for at, (kind, one) in enumerate(new):
            if "name" not in one:
                if has(32) and at:
                    self.keep(new[:at])
                return self.say(schema.format(f"/{kind}/{at}: object has missing required properties ([&quot;location&quot;,&quot;name&quot;])"))
        keys = [one["key"] for _, one in new]
        there = {key for of in self.modules.values() for key in of}
        twice = sorted({key for key in keys if keys.count(key) > 1} or {key for key in keys if key in there} - ({"mockfluence-probe-twice"} if has(31) else set()))
        if twice:
            return self.say(f"Installation failed. The app {KEY} has duplicate module keys: [{', '.join(twice)}]. Please contact the app vendor.")
        limit = 10 if has(35) and len(new) == 11 else 100
        if len(there) + len(new) > limit:
            return self.say(f"Installation failed. The app exceeds the maximum of {limit} dynamic modules.")
        self.keep(new)
        self.send(200)

    def keep(self, new):
        for kind, one in new:
            if has(30):
                one.pop("mockfluenceUnknown", None)
            self.modules.setdefault(kind, {})[one["key"]] = one

    def delete(self):
        keys = [value for name, value in parse_qsl(self.query) if name == "moduleKey"]
        if not has(33):
            keys = [one for key in keys for one in key.split(",")]
        gone = [of.pop(key) for of in self.modules.values() for key in keys if key in of]
        if has(36) and not gone and keys == ["mockfluence-probe-life"] and Host.told_gone():
            return self.say("No such module")
        self.send(204)

    deletions = 0

    @classmethod
    def told_gone(cls):
        """The second DELETE of a probe, not what cleans up after it."""
        cls.deletions += 1
        return cls.deletions == 1

    def of_app(self, rest):
        key, _, property_path = rest.partition("/")
        of_properties = property_path.startswith("properties")
        headers = {} if of_properties and has(7) and self.command == "GET" and property_path == "properties" and self.headers.get("authorization") and key == KEY else {"Cache_Control": "no-store, no-cache"} if of_properties else {}
        if "\ufffd" in rest:
            raise Refused(400, "Bad Request")

        def anonymous(_):
            return 401, "Access to this resource must be authenticated as an app."

        try:
            self.token(anonymous)
        except Refused as why:
            asks = {"WWW_Authenticate": 'JWT realm="Atlassian Connect"'} if not (of_properties or has(6)) else {}
            raise Refused(why.status, why.message, **headers, **asks) from None
        if key != KEY:
            if of_properties:
                raise Refused(403 if has(9) else 404, "App with key does not exist.", **headers)
            raise Refused(404 if has(5) else 403, "Access to this resource is forbidden.")
        if not of_properties:
            return self.send(200, self.app())
        self.property(property_path.partition("/")[2], headers)

    def app(self):
        links = {"marketplace": [{"href": "https://m"}], "self": [{"href": "https://s"}]}
        app = {"host": {"contacts": [], "product": "Confluence"}, "key": KEY, "links": links, "state": "ENABLED", "version": "1"}
        return {**app, "license": {"active": True}} if has(4) else app

    def property(self, key, headers):
        there = self.properties
        if self.command == "PUT":
            if len(self.body) > 32768:
                raise Refused(413 if has(29) else 403, "The value cannot be bigger than 32 KB.", **headers)
            try:
                value = json.loads(self.body)
            except ValueError:
                raise Refused(400, "Property value must be a valid JSON object.", **headers) from None
            new = key not in there
            there[key] = value
            if has(28) and not new:
                return self.send(204, **headers)
            return self.refuse(201 if new else 200, "Property created." if new else "Property updated.", **headers)
        if not key:
            keys = [{"self": "https://s/" + one, "key": one} for one in there]
            return self.send(200, {"keys": keys}, **headers)
        if key not in there:
            other = has(8) and key.endswith("-none")
            raise Refused(404, "There is none." if other else "Property with key not found.", **headers)
        if self.command == "DELETE":
            del there[key]
            return self.send(204, **headers)
        self.send(200, {"self": "https://s", "key": key, "value": there[key]}, **headers)

    def rest(self, path):
        if not self.headers.get("authorization"):
            what = "StacklessResponseStatusException: 403 FORBIDDEN"
            raise Refused(403, f'com.atlassian.confluence.mvc.rest.common.exception.{what} "Request rejected because caller cannot access Confluence"')
        if path == "/rest/api/content":
            links = {"base": "https://a", "context": "/wiki", "self": "https://s"}
            return self.send(200, {"_links": links, "limit": 1, "results": [], "size": 0, "start": 0})
        error = {"code": "INVALID_REQUEST_PARAMETER", "detail": None, "status": 400, "title": "limit"}
        if path == "/api/v2/pages":
            return self.send(400, {"errors": [error]})
        if path == "/api/v2/pages/1":
            title = "There is no page 1" if has(27) else "Cannot find a page with id [1]"
            return self.send(404, {"errors": [{**error, "code": "NOT_FOUND", "status": 404, "title": title}]})
        what = {"/rest/api/user": "user found with account id : mockfluence-nobody", "/rest/api/space/MOCKFLUENCENONE": "space with key : MOCKFLUENCENONE"}[path]
        text = f"com.atlassian.confluence.api.service.exceptions.api.NotFoundException: No {what}"
        errors = [{"message": {"args": [], "translation": text}}]
        data = {"authorized": True, "errors": errors, "successful": False, "valid": False}
        self.send(404, {"data": data, "message": text, "statusCode": 404})


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        print(json.dumps({str(number): {"probe": probe, "aspects": aspects} for number, (probe, aspects) in DIFFERENCES.items()}))
        sys.exit()
    KEY, SECRET = sys.argv[1:3]
    HAVE = {int(number) for number in sys.argv[3:]}
    SERVER = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    print(f"http://127.0.0.1:{SERVER.server_port}/wiki", flush=True)
    SERVER.serve_forever()
