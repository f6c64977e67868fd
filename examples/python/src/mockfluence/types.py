"""Written by generate.py from the OpenAPI document of the control API."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict


class AcceptedForgery(TypedDict):
    """
    A request that the app should have refused.
    """

    forgery: str
    path: str
    status: int


AfterUninstall: TypeAlias = Literal['unauthorized', 'forbidden', 'not-found']


AnonymousStubs: TypeAlias = Literal['refused', 'passed-on']


class Answer(TypedDict):
    body: NotRequired[str]
    headers: NotRequired[list[tuple[str, str]]]
    status: int


AppAccountOnForge: TypeAlias = Literal['new', 'kept']


class Attachment(TypedDict):
    comment: NotRequired[str | None]
    fileName: NotRequired[str | None]
    fileSize: NotRequired[int | None]
    id: int
    version: NotRequired[int | None]


class Attachment2(TypedDict):
    """
    A file as it is.
    """

    base64: str
    comment: str
    fileName: str
    fileSize: int
    id: int
    mediaType: str
    version: int


class Attachments(TypedDict):
    """
    In the order in which they came.
    """

    attachments: list[Attachment2]


Audience: TypeAlias = Literal['list', 'text']


BaseUrlJoin: TypeAlias = Literal['host-source', 'as-written', 'one-slash']


class Between(TypedDict):
    max: NotRequired[int | None]
    min: int


BrokenTranslation: TypeAlias = Literal['leaves-disabled', 'ignored']


class Callback(TypedDict):
    """
    One callback: its path, and the status of the answer if one came.
    """

    path: str
    status: NotRequired[int | None]


class Choice(TypedDict):
    """
    One value of a setting.
    """

    about: str
    value: str


class Clock(TypedDict):
    """
    A tenant's time.
    """

    offsetMillis: int


class Code(TypedDict):
    """
    What stands behind `#link=`.
    """

    code: str


class Comment(TypedDict):
    body: NotRequired[str | None]
    creator: NotRequired[str | None]
    id: int
    replyTo: NotRequired[int | None]


ContentOperation: TypeAlias = Literal['read', 'update', 'delete']


class Delay(TypedDict):
    max: int
    min: int


class Delivery(TypedDict):
    app: str
    delivered: bool
    path: str
    status: NotRequired[int | None]
    trigger: NotRequired[str | None]


DeprecatedV1: TypeAlias = Literal['served', 'gone']


DescriptorPorts: TypeAlias = Literal['any', 'documented']


Direction: TypeAlias = Literal['from-app', 'to-app']


class Document(TypedDict):
    """
    A document of the API's own description.
    """


class Doubt(TypedDict):
    """
    Something about a descriptor that may not have been meant.
    """

    pointer: str
    subCode: str
    text: str


DuringInstalled: TypeAlias = Literal['refused', 'accepted']


class DynamicTypes1(TypedDict):
    """
    These types and no others.
    """

    only: list[str]


DynamicTypes: TypeAlias = Literal['arrays'] | Literal['strict'] | DynamicTypes1


class Entry(TypedDict):
    """
    An exchange; a command of the tester, with `command` and `words`; or a `remark` on what happened without either.
    """


EventEnvelope: TypeAlias = Literal['none', 'payload']


class EventPage(TypedDict):
    """
    The page or the blog post of an event: what is not given is as the site has it.
    """

    blogPost: NotRequired[bool]
    creator: NotRequired[str | None]
    id: int
    lastModifier: NotRequired[str | None]
    spaceId: NotRequired[int | None]
    spaceKey: NotRequired[str | None]
    spaceName: NotRequired[str | None]
    title: NotRequired[str | None]
    version: NotRequired[int | None]


class EventRetry(TypedDict):
    """
    An event that is to be tried again once the tenant's clock is so far.
    """

    event: str
    reason: str
    retry: int
    trigger: str


class EventSpace(TypedDict):
    """
    The space of an event, by its key or its id: what is not given is as the site has it.
    """

    id: NotRequired[int | None]
    key: NotRequired[str | None]
    name: NotRequired[str | None]
    personal: NotRequired[bool]


Filter = TypedDict(
    'Filter',
    {
        'app': NotRequired[str | None],
        'body-at': NotRequired[dict[str, Any]],
        'body-contains': NotRequired[list[str]],
        'direction': Direction,
        'method': NotRequired[str | None],
        'path': NotRequired[str | None],
        'query': NotRequired[dict[str, str]],
        'status': NotRequired[int | None],
    },
)


ForgeAfterRecovery: TypeAlias = Literal['removed', 'reinstalled']


ForgeContract: TypeAlias = Literal['2025-10', '2026-04', '2026-08', '2026-11']


ForgeEnvironment: TypeAlias = Literal['production', 'staging', 'development']


ForgeModulePage: TypeAlias = Literal['array', 'object']


ForgeModulesOnReinstall: TypeAlias = Literal['gone', 'kept']


class ForgeToken(TypedDict):
    """
    A token by which the app calls the gateway.
    """

    gateway: str
    token: str


class ForgeTokenFor(TypedDict):
    """
    For whom a token is.
    """

    user: NotRequired[str | None]


ForgeUninstallOrder: TypeAlias = Literal['pre-uninstall-first', 'uninstalled-first', 'parallel']


class Forgery(TypedDict):
    """
    One way in which a request is not what it should be.
    """

    about: str
    name: str
    tokens: list[str]


Format: TypeAlias = Literal['text', 'json', 'mermaid', 'markdown', 'html', 'har', 'timeline']


FormerAddress: TypeAlias = Literal['redirects', 'moved-permanently', 'found', 'temporary-redirect', 'permanent-redirect', 'unauthorized', 'gone', 'served']


GetWithBody: TypeAlias = Literal['refused', 'served']


class Health(TypedDict):
    pid: int
    status: str
    version: str


class Held(TypedDict):
    filter: Filter
    held: int
    id: int
    words: str


class Holds(TypedDict):
    """
    Those that are not released.
    """

    holds: list[Held]


class Host(TypedDict):
    """
    A host, by what it is known for.
    """

    name: str
    settings: dict[str, Any]


HostPath: TypeAlias = Literal['decoded', 'raw']


class Hosts(TypedDict):
    """
    The hosts we know of, one for each point where hosts differ in a way that an app notices.
    """

    hosts: list[Host]


Html: TypeAlias = str


class Id(TypedDict):
    """
    What to take it back by.
    """

    id: int


class Imported(TypedDict):
    clientKey: str
    removedApps: list[str]


InstalledSuccess: TypeAlias = Literal['host-source', 'documented']


class Invoked(TypedDict):
    """
    What a call came to.
    """

    acceptedForgeries: list[AcceptedForgery]
    body: NotRequired[str | None]
    contentType: NotRequired[str | None]
    message: NotRequired[str | None]
    outcome: str
    status: NotRequired[int | None]


InvokedFrom: TypeAlias = Literal['page', 'browser', 'function']


class LeftOver(TypedDict):
    """
    What was prepared for an app and nothing came to, a line each.
    """

    leftOver: list[str]


Licence: TypeAlias = Literal['none', 'active', 'evaluation', 'expired']


class LicenceChange(TypedDict):
    licence: Licence


LifeKind: TypeAlias = Literal['secret', 'access-token', 'invocation-key'] | Literal['invocation-token']


LifecycleEventFields: TypeAlias = Literal['seen', 'documented']


LifecycleQuery: TypeAlias = Literal['none', 'user-key']


LimitAboveMaximum: TypeAlias = Literal['refused', 'capped']


Limits = TypedDict(
    'Limits',
    {
        'access-tokens': NotRequired[int],
        'attachments-size-limit': NotRequired[int],
        'client-deadline': NotRequired[float],
        'descriptor-size-limit': NotRequired[int],
        'idle-deadline': NotRequired[float],
        'log-body-limit': NotRequired[int],
        'reply-size-limit': NotRequired[int],
        'request-deadline': NotRequired[float],
        'request-size-limit': NotRequired[int],
        'task-poll-wait': NotRequired[float],
    },
)


class Link(TypedDict):
    """
    The address of the live page.
    """

    url: str


class LogReply1(TypedDict):
    """
    The log as JSON: whole entries, an archive, what a timeline shows, or what is new of it.
    """

    entries: list[Entry]
    next: int


class LogReply2(TypedDict):
    """
    For `format=har`.
    """

    log: Entry


LongProperty: TypeAlias = Literal['forbidden', 'bad-request']


class Macro(TypedDict):
    """
    A macro on a page, for an app that asks for its body by id.
    """

    body: NotRequired[str]
    id: str
    name: str
    parameters: NotRequired[dict[str, str]]


MacroPart: TypeAlias = Literal['editor', 'property-panel', 'image-placeholder']


class Masked(TypedDict):
    """
    A text to be kept out of the log.
    """

    text: str


Millis: TypeAlias = int


ModuleFragment: TypeAlias = Literal['kept', 'dropped']


ModuleKeyList: TypeAlias = Literal['commas', 'repeated-only']


class Moved(TypedDict):
    newParent: EventPage
    oldParent: EventPage


class Network(TypedDict):
    """
    What an app needs to meet tenants at their real names.
    """

    allowedHosts: list[str]
    ca: str
    port: int
    proxyUrl: str


class NewAttachment(TypedDict):
    """
    A file for a page; one of the same name gets a new version.
    """

    base64: NotRequired[str | None]
    comment: NotRequired[str]
    fileName: str
    id: NotRequired[int | None]
    mediaType: NotRequired[str | None]
    text: NotRequired[str | None]


class NewManifest(TypedDict):
    """
    A manifest: as a value, or as a text.
    """

    allowedTargets: NotRequired[list[str]]
    environment: NotRequired[ForgeEnvironment]
    manifest: NotRequired[dict[str, Any] | None]
    manifestText: NotRequired[str | None]
    remotes: NotRequired[dict[str, str]]
    variables: NotRequired[dict[str, str]]
    withoutBackend: NotRequired[bool]


class NewSpace(TypedDict):
    """
    A space of the site, or another name for the one of its key.
    """

    id: NotRequired[int | None]
    key: str
    name: NotRequired[str | None]
    personal: NotRequired[bool]


class NewTenant(TypedDict):
    """
    A tenant to be started.
    """

    allowedHosts: NotRequired[list[str]]
    allowedTargets: NotRequired[list[str]]
    evidence: NotRequired[dict[str, Any] | None]
    fallback: NotRequired[str | None]
    host: NotRequired[str | None]
    lookAlike: NotRequired[str | None]
    name: str
    port: NotRequired[int]
    publicUrl: NotRequired[str | None]
    remoteUpm: NotRequired[bool]
    seed: NotRequired[int | None]
    settings: NotRequired[dict[str, Any] | None]
    trustCertificates: NotRequired[str | None]


NoCredential: TypeAlias = Literal['forbidden', 'unauthorized']


class Nothing(TypedDict):
    """
    A request or a reply without content.
    """


OtherTenant = TypedDict(
    'OtherTenant',
    {
        'client-key': str,
        'shared-secret': NotRequired[str | None],
    },
)


class Page(TypedDict):
    """
    A page, or a blog post.
    """

    blogPost: NotRequired[bool]
    body: NotRequired[str | None]
    creator: NotRequired[str | None]
    id: int
    labels: NotRequired[list[str]]
    lastModifier: NotRequired[str | None]
    parent: NotRequired[int | None]
    spaceId: NotRequired[int | None]
    spaceKey: NotRequired[str | None]
    spaceName: NotRequired[str | None]
    title: str
    version: NotRequired[int | None]


class PageReply(TypedDict):
    """
    What the page is answered.
    """

    body: str
    contentType: NotRequired[str | None]
    location: NotRequired[str | None]
    status: int


class PageRequest(TypedDict):
    """
    By one user, within the app's scopes.
    """

    anonymous: NotRequired[bool]
    headers: NotRequired[dict[str, str]]
    json: NotRequired[Any]
    method: NotRequired[str]
    module: str
    path: str
    text: NotRequired[str | None]
    user: NotRequired[str | None]


class PageToken(TypedDict):
    """
    Null where there is none.
    """

    token: NotRequired[str | None]


Payload: TypeAlias = Literal['captured', 'documented', 'connect-on-forge']


class Permission(TypedDict):
    """
    Whether somebody may do something with a piece of content.
    """

    accountId: str
    allowed: bool
    contentId: str
    operation: ContentOperation


class Problem(TypedDict):
    """
    What went wrong, and what else helps.
    """

    error: str
    explanation: NotRequired[str | None]
    log: NotRequired[str | None]
    subCode: NotRequired[str | None]


PropertiesOnUninstall: TypeAlias = Literal['kept', 'purged']


class Property(TypedDict):
    """
    A content property, as apps store them beside a page.
    """

    key: str
    value: Any


class Query(TypedDict):
    """
    Which entries, and how.
    """

    after: NotRequired[int | None]
    count: NotRequired[int | None]
    format: NotRequired[Format]
    only: NotRequired[str | None]
    since: NotRequired[int | None]


class Release(TypedDict):
    """
    What goes on: all, and nothing is held any more; or the one that was held first.
    """

    one: NotRequired[bool]


class Rename(TypedDict):
    """
    Another base URL for a site.
    """

    baseUrl: str


class Renamed(TypedDict):
    """
    What the apps answered.
    """

    acceptedForgeries: list[AcceptedForgery]
    callbacks: list[Callback]


class Reordered(TypedDict):
    after: list[EventPage]
    before: list[EventPage]


class Respond(TypedDict):
    """
    The answer.
    """

    delayMillis: NotRequired[int]
    headers: NotRequired[dict[str, str]]
    json: NotRequired[Any]
    status: NotRequired[int]
    text: NotRequired[str | None]


class RunSchedule(TypedDict):
    """
    A schedule of the manifest, by its key.
    """

    schedule: str


SecretOnMove: TypeAlias = Literal['kept', 'rotated']


SecretOnUpgrade: TypeAlias = Literal['kept', 'rotated']


class Session(TypedDict):
    """
    What the page sends as its bearer token.
    """

    token: str


class Setting(TypedDict):
    """
    One point where hosts differ.
    """

    about: str
    default: Any
    name: str
    values: list[Choice]


class ShownPage(TypedDict):
    """
    A page as it stands.
    """

    body: str
    id: int
    title: str
    version: int


Signing: TypeAlias = Literal['signed-install', 'legacy']


class SiteFile(TypedDict):
    """
    `users`, `spaces`, `content` and `denied`, as `mockfluence site sample` shows them.
    """


class SlowBody(TypedDict):
    bytes: int
    pause: int


class Source(TypedDict):
    """
    A descriptor: by its URL, as a value, or as a text.
    """

    allowedTargets: NotRequired[list[str]]
    baseUrl: NotRequired[str | None]
    descriptor: NotRequired[dict[str, Any] | None]
    descriptorFile: NotRequired[str | None]
    descriptorText: NotRequired[str | None]
    descriptorUrl: NotRequired[str | None]
    withoutBackend: NotRequired[bool]


class Space(TypedDict):
    id: int
    key: str
    name: str
    personal: NotRequired[bool]


class Spaces(TypedDict):
    spaces: list[Space]


Status: TypeAlias = Literal['installing', 'enabled', 'disabled', 'uninstalled']


class StubReport(TypedDict):
    """
    Whether each stub was asked as often as it expects.
    """

    report: NotRequired[str | None]
    satisfied: bool


Tamper1 = TypedDict(
    'Tamper1',
    {
        'other-tenant': OtherTenant
    },
)


Tamper: TypeAlias = Literal['unsigned', 'garbage', 'wrong-signature', 'changed-claims', 'none-algorithm', 'wrong-key', 'unknown-kid', 'no-kid', 'public-key-as-secret', 'expired', 'not-yet-valid', 'no-expiry', 'unknown-issuer', 'no-issuer', 'wrong-audience', 'no-audience', 'wrong-qsh', 'no-qsh', 'context-qsh', 'replayed', 'in-query', 'other-app', 'forge-context-token', 'connect-token', 'invocation-token', 'mixed-installations', 'mixed-sites', 'no-installation', 'dangerous-label'] | Tamper1


class Tenant(TypedDict):
    """
    A tenant as it is now.
    """

    admin: str
    apps: list[str]
    authorizationServer: str
    baseUrl: str
    clientKey: str
    cloudId: str
    gatewayUrl: str
    jwksUrl: str
    keysUrl: str
    name: str
    port: int


TenantInfo: TypeAlias = Literal['served', 'site-gone']


class Tenants(TypedDict):
    """
    By name.
    """

    tenants: list[Tenant]


Timeout: TypeAlias = int


Times: TypeAlias = int | Between


class Token(TypedDict):
    authorization: str
    token: str


class TokenFor(TypedDict):
    """
    A request that the tester sends in the app's place.
    """

    method: str
    path: str
    qsh: NotRequired[str | None]
    secret: NotRequired[str | None]


TokenKind: TypeAlias = Literal['context', 'session']


TokenPlace: TypeAlias = Literal['header', 'header-or-query']


TokenRefusal: TypeAlias = Literal['texts', 'silent']


Tolerance: TypeAlias = Literal['accepted', 'warning', 'refused']


TriggerModuleType: TypeAlias = Literal['core-trigger', 'core-endpoint']


UninstallOrder: TypeAlias = Literal['disabled-first', 'uninstalled-first', 'parallel']


UninstalledOnMove: TypeAlias = Literal['not-sent', 'sent']


UnresolvedName: TypeAlias = Literal['value', 'i18n-key']


UnwritableContent: TypeAlias = Literal['forbidden', 'not-found']


class User(TypedDict):
    """
    A person, or an app, with an account on the site.

    ```
    use mockfluence::{Tenant, User};
    let tenant = Tenant::start_blocking();
    tenant.add_user(User::new("712020:alice").name("Alice").admin());
    ```
    """

    accountId: str
    admin: NotRequired[bool]
    displayName: NotRequired[str]
    email: NotRequired[str]
    groups: NotRequired[list[str]]
    inactive: NotRequired[bool]


UserTokens: TypeAlias = Literal['end-with-installation', 'until-they-expire']


class Warning(TypedDict):
    """
    Something about a load or an event that may not have been meant.
    """

    kind: str
    name: str
    text: str


WebhookIds: TypeAlias = Literal['number', 'text']


WebhookQuery: TypeAlias = Literal['licence', 'user']


WhileDisabled: TypeAlias = Literal['anonymous', 'served']


class With1(TypedDict):
    """
    This answer in place of the real one.
    """

    status: Answer


class With2(TypedDict):
    """
    A time between the two, in milliseconds.
    """

    delay: Delay


With3 = TypedDict(
    'With3',
    {
        'slow-body': SlowBody
    },
)


With4 = TypedDict(
    'With4',
    {
        'other-tenant': OtherTenant
    },
)


With: TypeAlias = With1 | With2 | With3 | With4


class AllSettings(TypedDict):
    """
    Every setting there is.
    """

    settings: list[Setting]


class App(TypedDict):
    """
    An app as it is now.
    """

    acceptedForgeries: list[AcceptedForgery]
    accountId: str
    baseUrl: NotRequired[str | None]
    descriptorFile: NotRequired[str | None]
    disabledReason: NotRequired[str | None]
    dynamicModuleNames: dict[str, str]
    dynamicModules: Any
    effectiveModuleKeys: list[str]
    key: str
    licence: Licence
    name: NotRequired[str | None]
    oauthClientId: NotRequired[str | None]
    sharedSecret: NotRequired[str | None]
    staticModules: NotRequired[Any]
    status: Status
    version: NotRequired[str | None]
    warnings: list[Doubt]


class Apps(TypedDict):
    """
    By key.
    """

    apps: list[App]


class Awaited(TypedDict):
    """
    What is awaited: so many finished exchanges, past ones included.
    """

    count: NotRequired[int]
    filter: Filter
    timeoutMillis: NotRequired[Timeout]


class AwaitedModules(TypedDict):
    """
    The keys of dynamic modules, in any order.
    """

    keys: list[str]
    timeoutMillis: NotRequired[Timeout]


class CallbackReport(TypedDict):
    """
    Where the app stands now, and what it answered.
    """

    acceptedForgeries: list[AcceptedForgery]
    callbacks: list[Callback]
    status: Status


class Came(TypedDict):
    """
    They came.
    """

    entries: list[Entry]


class Change(TypedDict):
    """
    An entry as it is now, without what begins and ends at it.
    """

    entry: Entry
    place: int


class ClockChange1(TypedDict):
    """
    One of the three.
    """

    advanceMillis: Millis


class ClockChange2(TypedDict):
    """
    One of the three.
    """

    offsetMillis: Millis


class ClockChange3(TypedDict):
    """
    Since 1970.
    """

    timeMillis: Millis


ClockChange: TypeAlias = ClockChange1 | ClockChange2 | ClockChange3


class Deliveries(TypedDict):
    """
    What became of each webhook.
    """

    acceptedForgeries: list[AcceptedForgery]
    deliveries: list[Delivery]
    warnings: list[Warning]


Event = TypedDict(
    'Event',
    {
        'attachments': NotRequired[list[Attachment] | None],
        'body': NotRequired[dict[str, Any] | None],
        'by': NotRequired[str | None],
        'comment': NotRequired[Comment | None],
        'event': str,
        'label': NotRequired[str | None],
        'madeBy': NotRequired[str | None],
        'moved': NotRequired[Moved | None],
        'page': NotRequired[EventPage | None],
        'reordered': NotRequired[Reordered | None],
        'space': NotRequired[EventSpace | None],
        'user': NotRequired[str | None],
        'with': NotRequired[dict[str, Any]],
    },
)


class ForgeApp(TypedDict):
    """
    An app on Forge as it is now.
    """

    accountId: str
    connectKey: NotRequired[str | None]
    dynamicModuleKeys: list[str]
    environment: ForgeEnvironment
    eventRetries: list[EventRetry]
    id: str
    installationId: str
    licence: Licence
    schedules: list[str]
    status: Status
    version: str
    warnings: list[Doubt]


class ForgeApps(TypedDict):
    """
    By id.
    """

    forgeApps: list[ForgeApp]


class ForgeCalls(TypedDict):
    """
    Where the app stands now, and what it answered.
    """

    callbacks: list[Callback]
    nothing: NotRequired[str | None]
    status: Status


class ForgeUpgraded(TypedDict):
    """
    What an upgrade was.
    """

    app: ForgeApp
    majorChanges: list[str]


class Forgeries(TypedDict):
    """
    Every forgery that needs no second tenant.
    """

    forgeries: list[Forgery]


Invocation = TypedDict(
    'Invocation',
    {
        'anonymous': NotRequired[bool],
        'endpoint': str,
        'extension': NotRequired[dict[str, Any]],
        'from': NotRequired[InvokedFrom],
        'headers': NotRequired[dict[str, str]],
        'json': NotRequired[Any],
        'method': NotRequired[str],
        'module': NotRequired[str | None],
        'path': NotRequired[str],
        'tamper': NotRequired[Tamper | None],
        'text': NotRequired[str | None],
        'user': NotRequired[str | None],
    },
)


Kind: TypeAlias = Literal['no-base-url', 'no-client-key', 'no-shared-secret', 'no-trace-id', 'no-span-id', 'unsigned', 'garbage', 'wrong-signature', 'changed-claims', 'none-algorithm', 'wrong-key', 'unknown-kid', 'no-kid', 'public-key-as-secret', 'expired', 'not-yet-valid', 'no-expiry', 'unknown-issuer', 'no-issuer', 'wrong-audience', 'no-audience', 'wrong-qsh', 'no-qsh', 'context-qsh', 'replayed', 'in-query', 'other-app', 'forge-context-token', 'connect-token', 'invocation-token', 'mixed-installations', 'mixed-sites', 'no-installation', 'dangerous-label', 'duplicate', 'drop', 'reorder', 'refuse-connection', 'reset', 'close', 'close-mid-body', 'lose-reply', 'truncated-json', 'garbage-json', 'tls-expired-certificate', 'tls-wrong-name', 'tls-refuse', 'tls-reset'] | With


class Life(TypedDict):
    """
    A secret, token or key, from the entry at which it begins to the last one at which it is good.
    """

    app: NotRequired[str | None]
    begins: int
    ends: NotRequired[int | None]
    kind: LifeKind
    name: str


class LogReply3(TypedDict):
    """
    For `since`.
    """

    entries: list[Change]
    lives: NotRequired[list[Life] | None]
    more: bool
    revision: int
    total: int


LogReply: TypeAlias = LogReply1 | LogReply2 | LogReply3 | list[Entry]


class Opened(TypedDict):
    """
    What was asked, and with `status` what the app answered.
    """

    acceptedForgeries: list[AcceptedForgery]
    body: NotRequired[str | None]
    claims: NotRequired[Any]
    contentType: NotRequired[str | None]
    shouldDisplay: NotRequired[bool | None]
    status: NotRequired[int | None]
    token: NotRequired[str | None]
    url: str
    warnings: list[Warning]


class Opening(TypedDict):
    """
    What is opened, for whom, and how.
    """

    anonymous: NotRequired[bool]
    blueprintContext: NotRequired[str | None]
    condition: NotRequired[str | None]
    context: NotRequired[dict[str, Any] | None]
    module: NotRequired[str | None]
    part: NotRequired[MacroPart | None]
    renderMode: NotRequired[str | None]
    tamper: NotRequired[Tamper | None]
    urlOnly: NotRequired[bool]
    user: NotRequired[str | None]
    variables: NotRequired[dict[str, str]]


class PageTokenFor(TypedDict):
    """
    Which token of the app's own page.
    """

    context: NotRequired[dict[str, Any] | None]
    kind: NotRequired[TokenKind]
    tamper: NotRequired[Tamper | None]
    user: NotRequired[str | None]


class Quiet(TypedDict):
    """
    The quiet that is awaited.
    """

    quietMillis: Timeout
    timeoutMillis: NotRequired[Timeout]


class Reach(TypedDict):
    """
    How long to wait until so many exchanges have come to a hold.
    """

    timeoutMillis: NotRequired[Timeout]
    times: NotRequired[int]


Rules = TypedDict(
    'Rules',
    {
        'absolute-module-urls': NotRequired[Tolerance],
        'app-key-length': NotRequired[int],
        'condition-parameters': NotRequired[Tolerance],
        'dangling-references': NotRequired[Tolerance],
        'description-length': NotRequired[int | None],
        'developer-report': NotRequired[bool],
        'doubtful-slashes': NotRequired[Tolerance],
        'dynamic-types': NotRequired[DynamicTypes],
        'foreign-locations': NotRequired[Tolerance],
        'former-modules': NotRequired[Tolerance],
        'http-base-url': NotRequired[bool],
        'missing-item-url': NotRequired[Tolerance],
        'name-length': NotRequired[int | None],
        'page-conditions': NotRequired[Tolerance],
        'remote-conditions': NotRequired[Tolerance],
        'unknown-conditions': NotRequired[Tolerance],
        'unknown-events': NotRequired[Tolerance],
        'unknown-modules': NotRequired[Tolerance],
        'unknown-properties': NotRequired[Tolerance],
        'unknown-scopes': NotRequired[Tolerance],
        'unknown-top-level': NotRequired[Tolerance],
        'vendor-complete': NotRequired[bool],
    },
)


Settings = TypedDict(
    'Settings',
    {
        'after-forge-uninstall': NotRequired[AfterUninstall],
        'anonymous-stubs': NotRequired[AnonymousStubs],
        'app-account-on-forge': NotRequired[AppAccountOnForge],
        'approved-for-email': NotRequired[list[str]],
        'attachment-size-limit': NotRequired[int],
        'audience': NotRequired[Audience],
        'base-url-join': NotRequired[BaseUrlJoin],
        'broken-translation': NotRequired[BrokenTranslation],
        'callback-deadline': NotRequired[float],
        'client-key': NotRequired[str | None],
        'connect-deadline': NotRequired[float],
        'context-token-lifetime': NotRequired[float],
        'deprecated-v1': NotRequired[DeprecatedV1],
        'descriptor-ports': NotRequired[DescriptorPorts],
        'developer-mode': NotRequired[bool],
        'display-url': NotRequired[str | None],
        'during-installed': NotRequired[DuringInstalled],
        'dynamic-module-limit': NotRequired[int],
        'event-deadline': NotRequired[float],
        'event-envelope': NotRequired[EventEnvelope],
        'forge-access-lag': NotRequired[float],
        'forge-after-recovery': NotRequired[ForgeAfterRecovery],
        'forge-contract': NotRequired[ForgeContract],
        'forge-module-page': NotRequired[ForgeModulePage],
        'forge-modules-on-reinstall': NotRequired[ForgeModulesOnReinstall],
        'forge-uninstall-order': NotRequired[ForgeUninstallOrder],
        'former-address': NotRequired[FormerAddress],
        'get-with-body': NotRequired[GetWithBody],
        'host-path': NotRequired[HostPath],
        'iframe-token-lifetime': NotRequired[float],
        'install-key-ids': NotRequired[list[str]],
        'installation-id-on-rename': NotRequired[bool],
        'installed-success': NotRequired[InstalledSuccess],
        'invoke-deadline': NotRequired[float],
        'lifecycle-event-fields': NotRequired[LifecycleEventFields],
        'lifecycle-query': NotRequired[LifecycleQuery],
        'lifecycle-token-lifetime': NotRequired[float],
        'limit-above-maximum': NotRequired[LimitAboveMaximum],
        'limits': NotRequired[Limits],
        'locale': NotRequired[str],
        'long-property': NotRequired[LongProperty],
        'long-task-duration': NotRequired[float],
        'module-effective-after': NotRequired[float],
        'module-fragment': NotRequired[ModuleFragment],
        'module-key-list': NotRequired[ModuleKeyList],
        'no-credential': NotRequired[NoCredential],
        'payload': NotRequired[Payload],
        'payload-fields': NotRequired[dict[str, Any]],
        'pre-uninstall-deadline': NotRequired[float],
        'properties-on-uninstall': NotRequired[PropertiesOnUninstall],
        'property-limit': NotRequired[int],
        'property-limit-counts-updates': NotRequired[bool],
        'region': NotRequired[str | None],
        'rules': NotRequired[Rules],
        'scopes-checked': NotRequired[bool],
        'secret-on-move': NotRequired[SecretOnMove],
        'secret-on-upgrade': NotRequired[SecretOnUpgrade],
        'signing': NotRequired[Signing],
        'tenant-info': NotRequired[TenantInfo],
        'token-place': NotRequired[TokenPlace],
        'token-refusal': NotRequired[TokenRefusal],
        'trigger-module-type': NotRequired[TriggerModuleType],
        'uninstall-order': NotRequired[UninstallOrder],
        'uninstalled-on-move': NotRequired[UninstalledOnMove],
        'unique-base-url': NotRequired[bool],
        'unique-macro-names': NotRequired[bool],
        'unresolved-name': NotRequired[UnresolvedName],
        'unwritable-content': NotRequired[UnwritableContent],
        'user-tokens': NotRequired[UserTokens],
        'webhook-ids': NotRequired[WebhookIds],
        'webhook-query': NotRequired[WebhookQuery],
        'webhook-token-lifetime': NotRequired[float],
        'while-disabled': NotRequired[WhileDisabled],
    },
)


class Stub(TypedDict):
    expect: NotRequired[Times | None]
    headers: NotRequired[dict[str, str]]
    method: NotRequired[str]
    path: str
    query: NotRequired[dict[str, str]]
    respond: NotRequired[Respond]


class Upgraded(TypedDict):
    """
    What an upgrade did.
    """

    app: App
    conflicts: list[str]
    removedModules: list[str]


Fault = TypedDict(
    'Fault',
    {
        'after': NotRequired[int | None],
        'kind': Kind,
        'on': NotRequired[Filter | None],
        'probability': NotRequired[float | None],
        'times': NotRequired[int | None],
        'until-retry-after': NotRequired[bool],
    },
)


class Injected(TypedDict):
    fault: Fault
    id: int
    words: str


class Faults(TypedDict):
    """
    Those that have not applied as often as they should.
    """

    faults: list[Injected]
