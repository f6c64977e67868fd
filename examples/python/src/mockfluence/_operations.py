"""Written by generate.py from the OpenAPI document of the control API."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from . import types


class TenantOperations:
    """A method for each operation, named as its `operationId`."""

    def _ask(self, method: str, path: str, body: object = None, query: dict[str, Any] | None = None) -> Any:
        raise NotImplementedError

    def stop_tenant(self) -> None:
        """Close its port; its apps hear nothing."""
        return self._ask("DELETE", "")

    def show_tenant(self) -> types.Tenant:
        """One tenant."""
        return self._ask("GET", "")

    def list_apps(self) -> types.Apps:
        """The installed apps."""
        return self._ask("GET", "/apps")

    def install_app(self, body: types.Source | None = None) -> types.App:
        """Install, upgrade or reinstall an app: `installed`, then `enabled`."""
        return self._ask("POST", "/apps", body)

    def show_app(self, app: str) -> types.App:
        """One app, installed or not any more."""
        return self._ask("GET", f"/apps/{quote(str(app), safe='')}")

    def disable_app(self, app: str) -> types.CallbackReport:
        """Disable."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/disable")

    def enable_app(self, app: str) -> types.CallbackReport:
        """Enable."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/enable")

    def set_licence(self, app: str, body: types.LicenceChange) -> types.App:
        """Another licence; the app is not told."""
        return self._ask("PUT", f"/apps/{quote(str(app), safe='')}/licence", body)

    def wait_for_modules(self, app: str, body: types.AwaitedModules) -> None:
        """Wait until the app's dynamic modules are these and no others."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/modules/wait", body)

    def move_to_forge(self, app: str, body: types.NewManifest | None = None) -> types.ForgeApp:
        """Move a Connect app to Forge by this manifest."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/move-to-forge", body)

    def open(self, app: str, body: types.Opening | None = None) -> types.Opened:
        """Open a module of the app as the host would."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/open", body)

    def ask_as_page(self, app: str, body: types.PageRequest) -> types.PageReply:
        """Ask the host as a page of the app does, by `AP.request`."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/page-requests", body)

    def page_token(self, app: str, body: types.PageTokenFor | None = None) -> types.PageToken:
        """A token as the app's own page has it, for your client."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/page-token", body)

    def repeat_installed(self, app: str) -> types.App:
        """`installed` once more."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/repeat-installed")

    def rotate_secret(self, app: str) -> types.App:
        """A new secret, by `installed`."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/rotate-secret")

    def token(self, app: str, body: types.TokenFor) -> types.Token:
        """A token for a request that you send in the app's place."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/token", body)

    def uninstall_app(self, app: str) -> types.CallbackReport:
        """Uninstall; the tenant remembers its dynamic modules."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/uninstall")

    def upgrade_app(self, app: str, body: types.Source | None = None) -> types.Upgraded:
        """Upgrade, to what its descriptor is now or to this one."""
        return self._ask("POST", f"/apps/{quote(str(app), safe='')}/upgrade", body)

    def show_clock(self) -> types.Clock:
        """The tenant's time."""
        return self._ask("GET", "/clock")

    def set_clock(self, body: types.ClockChange) -> types.Clock:
        """Move the tenant's time."""
        return self._ask("PUT", "/clock", body)

    def end_connect(self) -> None:
        """The day after Connect: it is served no more."""
        return self._ask("POST", "/end-connect")

    def fire(self, body: types.Event) -> types.Deliveries:
        """Make an event happen: its webhooks and triggers are called."""
        return self._ask("POST", "/events", body)

    def clear_faults(self) -> None:
        """Take all faults back."""
        return self._ask("DELETE", "/faults")

    def list_faults(self) -> types.Faults:
        """The faults that have not applied as often as they should."""
        return self._ask("GET", "/faults")

    def inject_fault(self, body: types.Fault) -> types.Id:
        """Make something go wrong."""
        return self._ask("POST", "/faults", body)

    def remove_fault(self, id: int) -> None:
        """Take one fault back."""
        return self._ask("DELETE", f"/faults/{quote(str(id), safe='')}")

    def list_forge_apps(self) -> types.ForgeApps:
        """The apps on Forge that are installed."""
        return self._ask("GET", "/forge-apps")

    def install_forge_app(self, body: types.NewManifest | None = None) -> types.ForgeApp:
        """Install an app on Forge, its Connect half along with it, or upgrade it."""
        return self._ask("POST", "/forge-apps", body)

    def show_forge_app(self, app: str) -> types.ForgeApp:
        """One app on Forge, installed or not any more; by its bare id, or its ARI."""
        return self._ask("GET", f"/forge-apps/{quote(str(app), safe='')}")

    def change_installation_id(self, app: str) -> types.ForgeApp:
        """Give the installation another id, of which the app is not told."""
        return self._ask("POST", f"/forge-apps/{quote(str(app), safe='')}/installation-id")

    def invoke(self, app: str, body: types.Invocation) -> types.Invoked:
        """Call an endpoint as a page or a function of the app does."""
        return self._ask("POST", f"/forge-apps/{quote(str(app), safe='')}/invoke", body)

    def set_forge_licence(self, app: str, body: types.LicenceChange) -> types.ForgeApp:
        """Another licence of an app on Forge; it is not told."""
        return self._ask("PUT", f"/forge-apps/{quote(str(app), safe='')}/licence", body)

    def retry_events(self, app: str) -> types.ForgeApp:
        """Try again now what waits: each event once."""
        return self._ask("POST", f"/forge-apps/{quote(str(app), safe='')}/retry-events")

    def run_schedule(self, app: str, body: types.RunSchedule) -> types.ForgeCalls:
        """Run a schedule of the app once."""
        return self._ask("POST", f"/forge-apps/{quote(str(app), safe='')}/schedule", body)

    def take_forge_token(self, app: str, body: types.ForgeTokenFor | None = None) -> types.ForgeToken:
        """A token by which the app calls the gateway, for itself or for a user."""
        return self._ask("POST", f"/forge-apps/{quote(str(app), safe='')}/token", body)

    def uninstall_forge_app(self, app: str) -> types.ForgeCalls:
        """Uninstall: `preUninstall`, and `uninstalled` of the Connect half."""
        return self._ask("POST", f"/forge-apps/{quote(str(app), safe='')}/uninstall")

    def upgrade_forge_app(self, app: str, body: types.NewManifest | None = None) -> types.ForgeUpgraded:
        """Upgrade to this manifest: a minor version, or a major one, of which the app is told."""
        return self._ask("POST", f"/forge-apps/{quote(str(app), safe='')}/upgrade", body)

    def list_holds(self) -> types.Holds:
        """The holds that are not released."""
        return self._ask("GET", "/holds")

    def hold(self, body: types.Filter) -> types.Id:
        """Stop the exchanges that the filter names, for at most 30 s."""
        return self._ask("POST", "/holds", body)

    def reach(self, id: int, body: types.Reach | None = None) -> None:
        """Wait until so many exchanges have come to the hold."""
        return self._ask("POST", f"/holds/{quote(str(id), safe='')}/reached", body)

    def release(self, id: int, body: types.Release | None = None) -> None:
        """Let what is held go on, all of it or one."""
        return self._ask("POST", f"/holds/{quote(str(id), safe='')}/release", body)

    def import_site(self) -> types.Imported:
        """Apps go without a callback, the clientKey changes."""
        return self._ask("POST", "/import-site")

    def show_left_over(self) -> types.LeftOver:
        """What was prepared and nothing came to: stubs, faults, holds."""
        return self._ask("GET", "/left-over")

    def log(self, *, after: int | None = None, count: int | None = None, format: types.Format | None = None, only: str | None = None, since: int | None = None) -> Any:
        """What went over the wire, in both directions."""
        return self._ask("GET", "/log", query={"after": after, "count": count, "format": format, "only": only, "since": since})

    def wait_for_quiet(self, body: types.Quiet) -> None:
        """Wait until nothing is under way and nothing has gone either way for so long."""
        return self._ask("POST", "/log/quiet", body)

    def wait(self, body: types.Awaited) -> types.Came:
        """Wait until so many exchanges are finished, past ones included."""
        return self._ask("POST", "/log/wait", body)

    def mask(self, body: types.Masked) -> None:
        """Keep a text out of the log, in every form."""
        return self._ask("POST", "/masks", body)

    def add_page(self, body: types.Page) -> None:
        """Put a page or a blog post there, without an event."""
        return self._ask("POST", "/pages", body)

    def show_page(self, id: int) -> types.ShownPage:
        """A page as it stands."""
        return self._ask("GET", f"/pages/{quote(str(id), safe='')}")

    def list_attachments(self, id: int) -> types.Attachments:
        """The files on a page."""
        return self._ask("GET", f"/pages/{quote(str(id), safe='')}/attachments")

    def add_attachment(self, id: int, body: types.NewAttachment) -> types.Attachment2:
        """Put a file on a page, without an event."""
        return self._ask("POST", f"/pages/{quote(str(id), safe='')}/attachments", body)

    def add_comment(self, id: int, body: types.Comment) -> None:
        """Put a comment on a page, without an event."""
        return self._ask("POST", f"/pages/{quote(str(id), safe='')}/comments", body)

    def add_macro(self, id: int, body: types.Macro) -> None:
        """Put a macro on a page."""
        return self._ask("POST", f"/pages/{quote(str(id), safe='')}/macros", body)

    def add_property(self, id: int, body: types.Property) -> None:
        """Put a content property on a page, without an event."""
        return self._ask("POST", f"/pages/{quote(str(id), safe='')}/properties", body)

    def set_permission(self, body: types.Permission) -> None:
        """Forbid or allow somebody an operation on content."""
        return self._ask("PUT", "/permissions", body)

    def recreate_site(self) -> types.Imported:
        """Make the site anew: to apps as an import."""
        return self._ask("POST", "/recreate-site")

    def rename_site(self, body: types.Rename) -> types.Renamed:
        """Another base URL, told by `installed`."""
        return self._ask("POST", "/rename-site", body)

    def rotate_install_key(self) -> None:
        """Sign installs with another key, of another id."""
        return self._ask("POST", "/rotate-install-key")

    def rotate_invocation_key(self) -> None:
        """Sign Forge's invocation tokens with another key, of a new id."""
        return self._ask("POST", "/rotate-invocation-key")

    def show_settings(self) -> types.Settings:
        """What the tenant was started with."""
        return self._ask("GET", "/settings")

    def export_site(self) -> types.SiteFile:
        """The site as it is now, to be put there again."""
        return self._ask("GET", "/site")

    def add_site(self, body: types.SiteFile | None = None) -> None:
        """Put a whole site there, without an event."""
        return self._ask("POST", "/site", body)

    def list_spaces(self) -> types.Spaces:
        """The spaces of the site."""
        return self._ask("GET", "/spaces")

    def add_space(self, body: types.NewSpace) -> None:
        """Add a space, or change the one of its key."""
        return self._ask("POST", "/spaces", body)

    def clear_stubs(self) -> None:
        """Take all stubs back."""
        return self._ask("DELETE", "/stubs")

    def stub(self, body: types.Stub) -> None:
        """Answer what the tenant does not serve."""
        return self._ask("POST", "/stubs", body)

    def stub_report(self) -> types.StubReport:
        """Whether each stub was asked as often as it expects."""
        return self._ask("GET", "/stubs/report")

    def add_user(self, body: types.User) -> None:
        """Give somebody an account on the site."""
        return self._ask("POST", "/users", body)


class ServerOperations:
    """A method for each operation, named as its `operationId`."""

    def _ask(self, method: str, path: str, body: object = None, query: dict[str, Any] | None = None) -> Any:
        raise NotImplementedError

    def live_page(self) -> str:
        """The tenants in a browser, live."""
        return self._ask("GET", "/")

    def list_forgeries(self) -> types.Forgeries:
        """What an app has to refuse, by kind of token."""
        return self._ask("GET", "/forgeries")

    def health(self) -> types.Health:
        """Whether the server is up."""
        return self._ask("GET", "/health")

    def list_hosts(self) -> types.Hosts:
        """The hosts we know of, by what differs."""
        return self._ask("GET", "/hosts")

    def live_link(self) -> types.Link:
        """A new link to that page, good for once."""
        return self._ask("POST", "/live-links")

    def live_session(self, body: types.Code) -> types.Session:
        """The session of the page, for the code of its link."""
        return self._ask("POST", "/live-session", body)

    def show_network(self) -> types.Network:
        """The proxy and the certificate by which apps meet tenants at their real names."""
        return self._ask("GET", "/look-alike")

    def openapi(self) -> types.Document:
        """This document."""
        return self._ask("GET", "/openapi.json")

    def list_settings(self) -> types.AllSettings:
        """Every setting, with its values."""
        return self._ask("GET", "/settings")

    def list_tenants(self) -> types.Tenants:
        """All tenants."""
        return self._ask("GET", "/tenants")

    def start_tenant(self, body: types.NewTenant) -> types.Tenant:
        """Start a tenant, on a port of its own or behind the one of all."""
        return self._ask("POST", "/tenants", body)
