"""Writes `_operations.py` and `types.py` from the OpenAPI document that the binary prints; `--check` compares."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent / "src" / "mockfluence"
HEAD = '"""Written by generate.py from the OpenAPI document of the control API."""\n\n'
TENANT = "/tenants/{tenant}"


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])[A-Z]", lambda letter: "_" + letter.group(), name).lower()


def type_of(schema: dict) -> str:
    reference = schema.get("$ref")
    return "types." + reference.rsplit("/", 1)[1] if reference else {"integer": "int", "string": "str"}[schema["type"]]


def method(name: str, verb: str, path: str, shared: list[dict], operation: dict) -> str:
    """A method that asks for one operation: what the path names beside the tenant, then body or query."""
    below = path.removeprefix(TENANT)
    arguments, filled = ["self"], below
    for parameter in shared + operation.get("parameters", []):
        kind, known = type_of(parameter["schema"]), parameter["name"]
        if parameter["in"] == "path" and "{%s}" % known in below:
            arguments.append(f"{known}: {kind}")
            filled = filled.replace("{%s}" % known, "{quote(str(%s), safe='')}" % known)
    query = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    asked = f'"{verb}", {"f" if "{" in filled else ""}"{filled}"'
    if "requestBody" in operation:
        body = operation["requestBody"]
        kind = type_of(body["content"]["application/json"]["schema"])
        arguments.append(f"body: {kind}" if body.get("required") else f"body: {kind} | None = None")
        asked += ", body"
    if query:
        arguments += ["*", *(f"{one['name']}: {type_of(one['schema'])} | None = None" for one in query)]
        asked += ", query={%s}" % ", ".join(f'"{one["name"]}": {one["name"]}' for one in query)
    done = next(reply for status, reply in operation["responses"].items() if status.startswith("2"))
    content = done.get("content", {})
    answer = content.get("application/json", {}).get("schema") if len(content) == 1 else None
    if not content:
        kind = "None"
    elif answer:
        kind = type_of(answer)
    else:
        # Several forms, by what is asked for.
        kind = "str" if len(content) == 1 else "Any"
    return (f"    def {snake(name)}({', '.join(arguments)}) -> {kind}:\n"
            f'        """{operation["summary"]}."""\n        return self._ask({asked})\n')


def operations(api: dict) -> str:
    classes: dict[str, list[str]] = {"Tenant": [], "Server": []}
    for path, item in sorted(api["paths"].items()):
        for verb, operation in item.items():
            if verb == "parameters":
                continue
            holder = "Tenant" if path.startswith(TENANT) else "Server"
            classes[holder].append(
                method(operation["operationId"], verb.upper(), path, item.get("parameters", []), operation))
    text = HEAD + "from __future__ import annotations\n\nfrom typing import Any\nfrom urllib.parse import quote\n\n"
    text += "from . import types\n"
    for holder, methods in classes.items():
        text += (f'\n\nclass {holder}Operations:\n    """A method for each operation, named as its `operationId`."""\n\n'
                 "    def _ask(self, method: str, path: str, body: object = None, query: dict[str, Any] | None = None) -> Any:\n"
                 "        raise NotImplementedError\n\n" + "\n".join(methods))
    return text


def types(document: str) -> str:
    command = [
        sys.executable, "-m", "datamodel_code_generator", "--input-file-type", "openapi",
        "--output-model-type", "typing.TypedDict", "--target-python-version", "3.11", "--disable-timestamp",
        "--no-use-closed-typed-dict", "--use-schema-description", "--formatters", "builtin",
    ]
    text = subprocess.run(command, input=document, check=True, capture_output=True, text=True).stdout
    start = text.index("from __future__")
    return HEAD + text[start:].replace("from typing_extensions import TypedDict", "from typing import TypedDict")


def main() -> int:
    binary = os.environ.get("MOCKFLUENCE_BINARY") or "mockfluence"
    document = subprocess.run([binary, "openapi"], check=True, capture_output=True, text=True).stdout
    status = 0
    for name, text in {"_operations.py": operations(json.loads(document)), "types.py": types(document)}.items():
        file = PACKAGE / name
        if "--check" not in sys.argv[1:]:
            file.write_text(text, encoding="utf-8")
        elif file.read_text(encoding="utf-8") != text:
            print(f"{name} is not what the API is now; write it anew by `python generate.py`", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
