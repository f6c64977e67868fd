// Written by generate.mjs from the OpenAPI document of the control API.
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenants in a browser, live */
        get: operations["livePage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/forgeries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an app has to refuse, by kind of token */
        get: operations["listForgeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server is up */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The hosts we know of, by what differs */
        get: operations["listHosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new link to that page, good for once */
        post: operations["liveLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The session of the page, for the code of its link */
        post: operations["liveSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/look-alike": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proxy and the certificate by which apps meet tenants at their real names */
        get: operations["showNetwork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every setting, with its values */
        get: operations["listSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All tenants */
        get: operations["listTenants"];
        put?: never;
        /** Start a tenant, on a port of its own or behind the one of all */
        post: operations["startTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** One tenant */
        get: operations["showTenant"];
        put?: never;
        post?: never;
        /** Close its port; its apps hear nothing */
        delete: operations["stopTenant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** The installed apps */
        get: operations["listApps"];
        put?: never;
        /** Install, upgrade or reinstall an app: `installed`, then `enabled` */
        post: operations["installApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        /** One app, installed or not any more */
        get: operations["showApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Disable */
        post: operations["disableApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enable */
        post: operations["enableApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/licence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Another licence; the app is not told */
        put: operations["setLicence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/modules/wait": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait until the app's dynamic modules are these and no others */
        post: operations["waitForModules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/move-to-forge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move a Connect app to Forge by this manifest */
        post: operations["moveToForge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/open": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a module of the app as the host would */
        post: operations["open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/page-requests": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the host as a page of the app does, by `AP.request` */
        post: operations["askAsPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/page-token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A token as the app's own page has it, for your client */
        post: operations["pageToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/repeat-installed": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** `installed` once more */
        post: operations["repeatInstalled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new secret, by `installed` */
        post: operations["rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A token for a request that you send in the app's place */
        post: operations["token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/uninstall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uninstall; the tenant remembers its dynamic modules */
        post: operations["uninstallApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/apps/{app}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upgrade, to what its descriptor is now or to this one */
        post: operations["upgradeApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** The tenant's time */
        get: operations["showClock"];
        /** Move the tenant's time */
        put: operations["setClock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/end-connect": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The day after Connect: it is served no more */
        post: operations["endConnect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an event happen: its webhooks and triggers are called */
        post: operations["fire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** The faults that have not applied as often as they should */
        get: operations["listFaults"];
        put?: never;
        /** Make something go wrong */
        post: operations["injectFault"];
        /** Take all faults back */
        delete: operations["clearFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/faults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take one fault back */
        delete: operations["removeFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** The apps on Forge that are installed */
        get: operations["listForgeApps"];
        put?: never;
        /** Install an app on Forge, its Connect half along with it, or upgrade it */
        post: operations["installForgeApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        /** One app on Forge, installed or not any more; by its bare id, or its ARI */
        get: operations["showForgeApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}/installation-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the installation another id, of which the app is not told */
        post: operations["changeInstallationId"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}/invoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call an endpoint as a page or a function of the app does */
        post: operations["invoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}/licence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Another licence of an app on Forge; it is not told */
        put: operations["setForgeLicence"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}/retry-events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try again now what waits: each event once */
        post: operations["retryEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a schedule of the app once */
        post: operations["runSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}/token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A token by which the app calls the gateway, for itself or for a user */
        post: operations["takeForgeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}/uninstall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uninstall: `preUninstall`, and `uninstalled` of the Connect half */
        post: operations["uninstallForgeApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/forge-apps/{app}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upgrade to this manifest: a minor version, or a major one, of which the app is told */
        post: operations["upgradeForgeApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/holds": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** The holds that are not released */
        get: operations["listHolds"];
        put?: never;
        /** Stop the exchanges that the filter names, for at most 30 s */
        post: operations["hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/holds/{id}/reached": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait until so many exchanges have come to the hold */
        post: operations["reach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let what is held go on, all of it or one */
        post: operations["release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/import-site": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apps go without a callback, the clientKey changes */
        post: operations["importSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/left-over": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** What was prepared and nothing came to: stubs, faults, holds */
        get: operations["showLeftOver"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/log": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** What went over the wire, in both directions */
        get: operations["log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/log/quiet": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait until nothing is under way and nothing has gone either way for so long */
        post: operations["waitForQuiet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/log/wait": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Wait until so many exchanges are finished, past ones included */
        post: operations["wait"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/masks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a text out of the log, in every form */
        post: operations["mask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/pages": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a page or a blog post there, without an event */
        post: operations["addPage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/pages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        /** A page as it stands */
        get: operations["showPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/pages/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        /** The files on a page */
        get: operations["listAttachments"];
        put?: never;
        /** Put a file on a page, without an event */
        post: operations["addAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/pages/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a comment on a page, without an event */
        post: operations["addComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/pages/{id}/macros": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a macro on a page */
        post: operations["addMacro"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/pages/{id}/properties": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a content property on a page, without an event */
        post: operations["addProperty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Forbid or allow somebody an operation on content */
        put: operations["setPermission"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/recreate-site": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the site anew: to apps as an import */
        post: operations["recreateSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/rename-site": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another base URL, told by `installed` */
        post: operations["renameSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/rotate-install-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign installs with another key, of another id */
        post: operations["rotateInstallKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/rotate-invocation-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign Forge's invocation tokens with another key, of a new id */
        post: operations["rotateInvocationKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** What the tenant was started with */
        get: operations["showSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/site": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** The site as it is now, to be put there again */
        get: operations["exportSite"];
        put?: never;
        /** Put a whole site there, without an event */
        post: operations["addSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/spaces": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** The spaces of the site */
        get: operations["listSpaces"];
        put?: never;
        /** Add a space, or change the one of its key */
        post: operations["addSpace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/stubs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer what the tenant does not serve */
        post: operations["stub"];
        /** Take all stubs back */
        delete: operations["clearStubs"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/stubs/report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** Whether each stub was asked as often as it expects */
        get: operations["stubReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tenants/{tenant}/users": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give somebody an account on the site */
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A request that the app should have refused. */
        AcceptedForgery: {
            /** @description What was wrong with it. */
            forgery: string;
            path: string;
            /**
             * Format: uint16
             * @description What the app answered.
             */
            status: number;
        };
        /**
         * @description The status for calls of an app on Forge after its uninstall; that it is a 4xx is documented.
         *
         *     The first variant is the default.
         */
        AfterUninstall: "unauthorized" | "forbidden" | "not-found";
        /** @description Every setting there is. */
        AllSettings: {
            settings: components["schemas"]["Setting"][];
        };
        /**
         * @description What becomes of a call without a credential to a path that the tenant does not serve itself.
         *
         *     The first variant is the default.
         */
        AnonymousStubs: "refused" | "passed-on";
        Answer: {
            /** @default  */
            body?: string;
            /** @default [] */
            headers?: [
                string,
                string
            ][];
            /** Format: uint16 */
            status: number;
        };
        /** @description An app as it is now. */
        App: {
            /** @description What the app accepted meanwhile and should have refused: after a command to it. */
            acceptedForgeries: components["schemas"]["AcceptedForgery"][];
            /** @description The account that the app itself has on the site. */
            accountId: string;
            baseUrl?: string | null;
            /** @description The file that its descriptor was read from, as `descriptorFile` told it. */
            descriptorFile?: string | null;
            /** @description Why it is disabled, if it is. */
            disabledReason?: string | null;
            /** @description What users see of each dynamic module, by its key. */
            dynamicModuleNames: {
                [key: string]: string;
            };
            dynamicModules: unknown;
            /** @description The keys of the dynamic modules that users see by now. */
            effectiveModuleKeys: string[];
            key: string;
            licence: components["schemas"]["Licence"];
            name?: string | null;
            /** @description What `installed` gave it as `oauthClientId`, where the tenant gave one. */
            oauthClientId?: string | null;
            sharedSecret?: string | null;
            staticModules?: unknown;
            status: components["schemas"]["Status"];
            version?: string | null;
            /** @description What the host takes of its descriptor and you may not have meant. */
            warnings: components["schemas"]["Doubt"][];
        };
        /**
         * @description Whose account an app has that moved to Connect on Forge.
         *
         *     The first variant is the default.
         */
        AppAccountOnForge: "new" | "kept";
        /** @description By key. */
        Apps: {
            apps: components["schemas"]["App"][];
        };
        Attachment: {
            comment?: string | null;
            /** @description That of the site without it. */
            fileName?: string | null;
            /**
             * Format: uint64
             * @description In bytes.
             * @default null
             */
            fileSize?: number | null;
            /** Format: uint64 */
            id: number;
            /**
             * Format: uint64
             * @default null
             */
            version?: number | null;
        };
        /** @description A file as it is. */
        Attachment2: {
            base64: string;
            comment: string;
            fileName: string;
            /** Format: uint64 */
            fileSize: number;
            /**
             * Format: uint64
             * @description Both APIs of Confluence write `att` before it.
             */
            id: number;
            mediaType: string;
            /** Format: uint64 */
            version: number;
        };
        /** @description In the order in which they came. */
        Attachments: {
            attachments: components["schemas"]["Attachment2"][];
        };
        /**
         * @description The form of `aud` in the token of an `installed` or `uninstalled`.
         *
         *     The first variant is the default.
         */
        Audience: "list" | "text";
        /** @description What is awaited: so many finished exchanges, past ones included. */
        Awaited: {
            /**
             * Format: uint32
             * @default 1
             */
            count?: number;
            filter: components["schemas"]["Filter"];
            /** @default 5000 */
            timeoutMillis?: components["schemas"]["Timeout"];
        };
        /** @description The keys of dynamic modules, in any order. */
        AwaitedModules: {
            keys: string[];
            /** @default 5000 */
            timeoutMillis?: components["schemas"]["Timeout"];
        };
        /**
         * @description How the base URL and what the descriptor puts behind it become one URL.
         *
         *     The first variant is the default.
         */
        BaseUrlJoin: "host-source" | "as-written" | "one-slash";
        Between: {
            /**
             * Format: uint32
             * @description No limit without it.
             */
            max?: number | null;
            /** Format: uint32 */
            min: number;
        };
        /**
         * @description What a translation file that cannot be read does.
         *
         *     The first variant is the default.
         */
        BrokenTranslation: "leaves-disabled" | "ignored";
        /** @description One callback: its path, and the status of the answer if one came. */
        Callback: {
            path: string;
            /** Format: uint16 */
            status?: number | null;
        };
        /** @description Where the app stands now, and what it answered. */
        CallbackReport: {
            /** @description What the app accepted and should have refused. */
            acceptedForgeries: components["schemas"]["AcceptedForgery"][];
            callbacks: components["schemas"]["Callback"][];
            status: components["schemas"]["Status"];
        };
        /** @description They came. */
        Came: {
            entries: components["schemas"]["Entry"][];
        };
        /** @description An entry as it is now, without what begins and ends at it. */
        Change: {
            entry: components["schemas"]["Entry"];
            /**
             * Format: uint32
             * @description Where it stands in the whole log, from 0.
             */
            place: number;
        };
        /** @description One value of a setting. */
        Choice: {
            about: string;
            value: string;
        };
        /** @description A tenant's time. */
        Clock: {
            /**
             * Format: int64
             * @description How far it is ahead of the system's.
             */
            offsetMillis: number;
        };
        /** @description One of the three. */
        ClockChange: {
            advanceMillis: components["schemas"]["Millis"];
        } | {
            offsetMillis: components["schemas"]["Millis"];
        } | {
            timeMillis: components["schemas"]["Millis"];
        };
        /** @description What stands behind `#link=`. */
        Code: {
            code: string;
        };
        Comment: {
            /** @description In storage format. */
            body?: string | null;
            creator?: string | null;
            /** Format: uint64 */
            id: number;
            /**
             * Format: uint64
             * @description The comment that it answers.
             * @default null
             */
            replyTo?: number | null;
        };
        /**
         * @description What somebody does to a piece of content.
         * @enum {string}
         */
        ContentOperation: "read" | "update" | "delete";
        Delay: {
            /** Format: uint64 */
            max: number;
            /** Format: uint64 */
            min: number;
        };
        /** @description What became of each webhook. */
        Deliveries: {
            /** @description What apps accepted and should have refused. */
            acceptedForgeries: components["schemas"]["AcceptedForgery"][];
            deliveries: components["schemas"]["Delivery"][];
            /** @description That nobody listens, or that what it is about is not there. */
            warnings: components["schemas"]["Warning"][];
        };
        Delivery: {
            app: string;
            /** @description 200 or 204, and nothing else. */
            delivered: boolean;
            path: string;
            /** Format: uint16 */
            status?: number | null;
            /** @description The key of the trigger of an app on Forge; none for a webhook of Connect's. */
            trigger?: string | null;
        };
        /**
         * @description What becomes of calls to operations of the REST API v1 that are deprecated for v2.
         *
         *     The first variant is the default.
         */
        DeprecatedV1: "served" | "gone";
        /**
         * @description From which ports the tenant fetches a descriptor.
         *
         *     The first variant is the default.
         */
        DescriptorPorts: "any" | "documented";
        /** @description Which way a request went. */
        Direction: "from-app" | "to-app";
        /** @description A document of the API's own description. */
        Document: {
            [key: string]: unknown;
        };
        /** @description Something about a descriptor that may not have been meant. */
        Doubt: {
            /** @description The place in the descriptor, as a JSON pointer. */
            pointer: string;
            /** @description Which kind, such as `warning.base.url.origin`. */
            subCode: string;
            /** @description The same in words. */
            text: string;
        };
        /**
         * @description What happens to a REST call that the app makes while `installed` is unanswered.
         *
         *     The first variant is the default.
         */
        DuringInstalled: "refused" | "accepted";
        /** @description The module types that may be registered dynamically; the official list is not public. */
        DynamicTypes: "arrays" | "strict" | {
            only: string[];
        };
        /** @description An exchange; a command of the tester, with `command` and `words`; or a `remark` on what happened without either. */
        Entry: {
            [key: string]: unknown;
        };
        /** @description An event: about a page and what hangs on it, a space or a user, or with a whole body. */
        Event: {
            /** @description Files on the page. */
            attachments?: components["schemas"]["Attachment"][] | null;
            /** @description A whole body. */
            body?: {
                [key: string]: unknown;
            } | null;
            /** @description The account that did it; the site's administrator without it. */
            by?: string | null;
            /** @description A comment on the page. */
            comment?: components["schemas"]["Comment"] | null;
            event: string;
            /** @description A label of the page. */
            label?: string | null;
            /** @description The app that brought it about by a call of its own: its key, or the id that it has on Forge. */
            madeBy?: string | null;
            /** @description Where the page was and is now. */
            moved?: components["schemas"]["Moved"] | null;
            /** @description The page it is about, or on which it happens. */
            page?: components["schemas"]["EventPage"] | null;
            /** @description The children of the page, before and after. */
            reordered?: components["schemas"]["Reordered"] | null;
            space?: components["schemas"]["EventSpace"] | null;
            /** @description The account it is about. */
            user?: string | null;
            /**
             * @description Further fields of the body.
             * @default {}
             */
            with?: {
                [key: string]: unknown;
            };
        };
        /**
         * @description What the body of an event of Forge's is wrapped in.
         *
         *     The first variant is the default.
         */
        EventEnvelope: "none" | "payload";
        /** @description The page or the blog post of an event: what is not given is as the site has it. */
        EventPage: {
            /**
             * @description A blog post, and no page.
             * @default false
             */
            blogPost?: boolean;
            /** @description The account that made it. */
            creator?: string | null;
            /** Format: uint64 */
            id: number;
            /** @description The account that changed it last. */
            lastModifier?: string | null;
            /**
             * Format: uint64
             * @default null
             */
            spaceId?: number | null;
            spaceKey?: string | null;
            spaceName?: string | null;
            title?: string | null;
            /**
             * Format: uint64
             * @default null
             */
            version?: number | null;
        };
        /** @description An event that is to be tried again once the tenant's clock is so far. */
        EventRetry: {
            event: string;
            reason: string;
            /**
             * Format: uint32
             * @description From 1 to 4.
             */
            retry: number;
            trigger: string;
        };
        /** @description The space of an event, by its key or its id: what is not given is as the site has it. */
        EventSpace: {
            /**
             * Format: uint64
             * @default null
             */
            id?: number | null;
            key?: string | null;
            name?: string | null;
            /**
             * @description Somebody's own.
             * @default false
             */
            personal?: boolean;
        };
        /** @description Something that goes wrong, on the exchanges that its filter names. */
        Fault: {
            /**
             * Format: uint32
             * @description Not on the first so many, counted from the injection.
             */
            after?: number | null;
            kind: components["schemas"]["Kind"];
            /** @description All exchanges without it. */
            on?: components["schemas"]["Filter"] | null;
            /** Format: double */
            probability?: number | null;
            /**
             * Format: uint32
             * @description At most so often.
             */
            times?: number | null;
            /** @description Whether it goes on until the `Retry-After` of its answer is over. */
            "until-retry-after"?: boolean;
        };
        /** @description Those that have not applied as often as they should. */
        Faults: {
            faults: components["schemas"]["Injected"][];
        };
        /**
         * @description Names exchanges by direction, method, path, query, body, status and app.
         *
         *     ```
         *     use mockfluence::{DYNAMIC_MODULES, from_app, to_app};
         *     let registrations = from_app().post(DYNAMIC_MODULES);
         *     let callbacks = to_app().path("/lifecycle/*");
         *     let refusals = from_app().status(401);
         *     let apollo = from_app().delete(DYNAMIC_MODULES).query("moduleKey", "apollo");
         *     let first = from_app().post(DYNAMIC_MODULES).body_at("/webItems/0/key", "apollo");
         *     let slow = from_app().when(|exchange| exchange.took().as_secs() > 1);
         *     ```
         */
        Filter: {
            app?: string | null;
            /** @description Values in the request's JSON body, by pointer. */
            "body-at"?: {
                [key: string]: unknown;
            };
            /** @description What the request's body contains. */
            "body-contains"?: string[];
            direction: components["schemas"]["Direction"];
            method?: string | null;
            path?: string | null;
            /** @description Parameters by name, decoded. */
            query?: {
                [key: string]: string;
            };
            /** Format: uint16 */
            status?: number | null;
        };
        /**
         * @description What becomes of an app on Forge when its site is imported, or made anew. It is documented that such a recovery
         *     reinstalls it, and not who does.
         *
         *     The first variant is the default.
         */
        ForgeAfterRecovery: "removed" | "reinstalled";
        /** @description An app on Forge as it is now. */
        ForgeApp: {
            /** @description The account that the app itself has on the site. */
            accountId: string;
            /** @description The key of its Connect half, which is shown among the apps. */
            connectKey?: string | null;
            /** @description Of the modules that it made by itself, but for those that a static one hides. */
            dynamicModuleKeys: string[];
            environment: components["schemas"]["ForgeEnvironment"];
            /** @description The events that it did not take, and that are to be tried again. */
            eventRetries: components["schemas"]["EventRetry"][];
            /** @description Without what stands before it in its ARI. */
            id: string;
            /** @description The ARI, as tokens have it. */
            installationId: string;
            licence: components["schemas"]["Licence"];
            /** @description The keys of its schedules. */
            schedules: string[];
            status: components["schemas"]["Status"];
            version: string;
            /** @description What Forge takes of its manifest and you may not have meant. */
            warnings: components["schemas"]["Doubt"][];
        };
        /** @description By id. */
        ForgeApps: {
            forgeApps: components["schemas"]["ForgeApp"][];
        };
        /** @description Where the app stands now, and what it answered. */
        ForgeCalls: {
            callbacks: components["schemas"]["Callback"][];
            /** @description Why nothing was sent, if nothing was. */
            nothing?: string | null;
            status: components["schemas"]["Status"];
        };
        /**
         * @description The contract of Forge Remote as of a date. What a Forge Invocation Token says has changed again
         *     and again; a backend that lives through the year meets all of them.
         *
         *     | | `app.version` | `contexts[].cloudId` | licence | its dates |
         *     |---|---|---|---|---|
         *     | `2025-10` | there | none | `isActive` | milliseconds since 1970 |
         *     | `2026-04` | there | none | `active`, `isActive` | milliseconds since 1970 |
         *     | `2026-08` | there | there | `active`, `isActive` | ISO 8601 |
         *     | `2026-11` | none | there | `active` | ISO 8601 |
         */
        ForgeContract: "2025-10" | "2026-04" | "2026-08" | "2026-11";
        /**
         * @description The environment that a version of a Forge app was deployed to. Each has an id of its own, and a site takes one of
         *     them.
         */
        ForgeEnvironment: "production" | "staging" | "development";
        /**
         * @description Where the list of dynamic modules says that there is more of it. Both are assumed: it is documented as an array,
         *     which has no place for it.
         *
         *     The first variant is the default.
         */
        ForgeModulePage: "array" | "object";
        /**
         * @description What becomes of the dynamic modules of an app on Forge that is uninstalled and installed again.
         *
         *     The first variant is the default.
         */
        ForgeModulesOnReinstall: "gone" | "kept";
        /** @description A token by which the app calls the gateway. */
        ForgeToken: {
            /** @description What it is good for: `app.apiBaseUrl` of an invocation token. */
            gateway: string;
            token: string;
        };
        /** @description For whom a token is. */
        ForgeTokenFor: {
            /** @description The account that the app acts as; the app itself without it. */
            user?: string | null;
        };
        /**
         * @description The order of `preUninstall` and of the `uninstalled` of the Connect half.
         *
         *     The first variant is the default.
         */
        ForgeUninstallOrder: "pre-uninstall-first" | "uninstalled-first" | "parallel";
        /** @description What an upgrade was. */
        ForgeUpgraded: {
            app: components["schemas"]["ForgeApp"];
            /** @description What makes it a major version, of which the app is told; nothing for a minor one. */
            majorChanges: string[];
        };
        /** @description Every forgery that needs no second tenant. */
        Forgeries: {
            forgeries: components["schemas"]["Forgery"][];
        };
        /** @description One way in which a request is not what it should be. */
        Forgery: {
            about: string;
            /** @description The kind of a fault, and, but for those of a body, what `tamper` takes. */
            name: string;
            /** @description The kinds of token that it makes an app refuse: `signed-install`, `callback`, `page`, `context`, `invocation`. */
            tokens: string[];
        };
        /** @description How the log is printed. */
        Format: "text" | "json" | "mermaid" | "markdown" | "html" | "har" | "timeline";
        /**
         * @description What a base URL that the site had before a rename answers.
         *
         *     The first variant is the default.
         */
        FormerAddress: "redirects" | "moved-permanently" | "found" | "temporary-redirect" | "permanent-redirect" | "unauthorized" | "gone" | "served";
        /**
         * @description What becomes of a GET or HEAD that has a body.
         *
         *     The first variant is the default.
         */
        GetWithBody: "refused" | "served";
        Health: {
            /** Format: uint32 */
            pid: number;
            status: string;
            version: string;
        };
        Held: {
            filter: components["schemas"]["Filter"];
            /**
             * Format: uint
             * @description How many exchanges it holds now.
             */
            held: number;
            /** Format: uint32 */
            id: number;
            words: string;
        };
        /** @description Those that are not released. */
        Holds: {
            holds: components["schemas"]["Held"][];
        };
        /** @description A host, by what it is known for. */
        Host: {
            /** @description For `host` of `POST /tenants`. */
            name: string;
            /** @description What differs from the default. */
            settings: {
                [key: string]: unknown;
            };
        };
        /** @description How the host puts the path of a request *to the app* into the qsh. */
        HostPath: "decoded" | "raw";
        /** @description The hosts we know of, one for each point where hosts differ in a way that an app notices. */
        Hosts: {
            hosts: components["schemas"]["Host"][];
        };
        /** @description A page for a browser, which is no JSON. */
        Html: string;
        /** @description What to take it back by. */
        Id: {
            /** Format: uint32 */
            id: number;
        };
        Imported: {
            clientKey: string;
            removedApps: string[];
        };
        Injected: {
            fault: components["schemas"]["Fault"];
            /** Format: uint32 */
            id: number;
            words: string;
        };
        /**
         * @description Which statuses count as an accepted `installed`.
         *
         *     The first variant is the default.
         */
        InstalledSuccess: "host-source" | "documented";
        /** @description A call to an endpoint. */
        Invocation: {
            /**
             * @description Nobody is logged in.
             * @default false
             */
            anonymous?: boolean;
            /** @description The key of the endpoint; from a browser or a function that of a remote, too. */
            endpoint: string;
            /**
             * @description Members of the context's `extension`.
             * @default {}
             */
            extension?: {
                [key: string]: unknown;
            };
            /** @default page */
            from?: components["schemas"]["InvokedFrom"];
            /** @default {} */
            headers?: {
                [key: string]: string;
            };
            json?: unknown;
            /** @default GET */
            method?: string;
            /** @description The key of the module whose page calls, where it is not the one whose resolver the endpoint is. */
            module?: string | null;
            /**
             * @description Path and query behind the remote's base URL.
             * @default /
             */
            path?: string;
            tamper?: components["schemas"]["Tamper"] | null;
            text?: string | null;
            /** @description Who looks at the page; the site's administrator without this. */
            user?: string | null;
        };
        /** @description What a call came to. */
        Invoked: {
            /** @description What the app accepted and should have refused. */
            acceptedForgeries: components["schemas"]["AcceptedForgery"][];
            body?: string | null;
            contentType?: string | null;
            /** @description The error of the promise in Forge's words. */
            message?: string | null;
            /**
             * @description `resolved`, or why the page's promise is rejected: `token-refused`, `wrong-content-type`, `no-json`,
             *     `network-error`, `timed-out`, `unexpected`.
             */
            outcome: string;
            /**
             * Format: uint16
             * @description What the remote has answered; none if nothing whole came.
             */
            status?: number | null;
        };
        /** @description Who makes a call to a remote. */
        InvokedFrom: "page" | "browser" | "function";
        /** @description What goes wrong: a name, or a name with what it needs. */
        Kind: ("no-base-url" | "no-client-key" | "no-shared-secret" | "no-trace-id" | "no-span-id" | "unsigned" | "garbage" | "wrong-signature" | "changed-claims" | "none-algorithm" | "wrong-key" | "unknown-kid" | "no-kid" | "public-key-as-secret" | "expired" | "not-yet-valid" | "no-expiry" | "unknown-issuer" | "no-issuer" | "wrong-audience" | "no-audience" | "wrong-qsh" | "no-qsh" | "context-qsh" | "replayed" | "in-query" | "other-app" | "forge-context-token" | "connect-token" | "invocation-token" | "mixed-installations" | "mixed-sites" | "no-installation" | "dangerous-label" | "duplicate" | "drop" | "reorder" | "refuse-connection" | "reset" | "close" | "close-mid-body" | "lose-reply" | "truncated-json" | "garbage-json" | "tls-expired-certificate" | "tls-wrong-name" | "tls-refuse" | "tls-reset") | components["schemas"]["With"];
        /** @description What was prepared for an app and nothing came to, a line each. */
        LeftOver: {
            leftOver: string[];
        };
        /** @description The licence of an app on a tenant. */
        Licence: "none" | "active" | "evaluation" | "expired";
        LicenceChange: {
            licence: components["schemas"]["Licence"];
        };
        /** @description A secret, token or key, from the entry at which it begins to the last one at which it is good. */
        Life: {
            app?: string | null;
            /** Format: uint32 */
            begins: number;
            /**
             * Format: uint32
             * @description None as long as it is good.
             */
            ends?: number | null;
            kind: components["schemas"]["LifeKind"];
            name: string;
        };
        /** @description What is good for a while. */
        LifeKind: ("secret" | "access-token" | "invocation-key") | "invocation-token";
        /**
         * @description Which fields the events of an app's own life have on Forge.
         *
         *     The first variant is the default.
         */
        LifecycleEventFields: "seen" | "documented";
        /**
         * @description What lifecycle requests carry in their query.
         *
         *     The first variant is the default.
         */
        LifecycleQuery: "none" | "user-key";
        /**
         * @description What a list of the REST API v2 does with a `limit` above its maximum.
         *
         *     The first variant is the default.
         */
        LimitAboveMaximum: "refused" | "capped";
        /**
         * @description The limits of this crate's own. No host has them; they keep a test from hanging, and a log
         *     from growing.
         *
         *     ```
         *     use std::time::Duration;
         *     use mockfluence::Settings;
         *     use mockfluence::settings::Limits;
         *
         *     let limits = Limits::default().request_deadline(Duration::from_secs(2));
         *     let settings = Settings::default().limits(limits);
         *     let file = r#"{"limits": {"request-deadline": 2}}"#;
         *     assert_eq!(serde_json::from_str::<Settings>(file)?, settings);
         *     # Ok::<(), serde_json::Error>(())
         *     ```
         */
        Limits: {
            /**
             * Format: uint
             * @description How many access tokens a tenant remembers, those of Connect and those of Forge apart. Beyond
             *     it the oldest is as one that was never given out.
             * @default 10000
             */
            "access-tokens"?: number;
            /**
             * Format: uint
             * @description How many bytes of attached files a tenant keeps, all versions of all files together.
             * @default 268435456
             */
            "attachments-size-limit"?: number;
            /**
             * Format: double
             * @description How long an [`AppClient`](crate::AppClient) waits for a whole reply of the tenant.
             * @default 30
             */
            "client-deadline"?: number;
            /**
             * Format: uint
             * @description The largest descriptor the tenant reads, in bytes, and the largest sum of an app's
             *     translation files, redirects to them included.
             * @default 5242880
             */
            "descriptor-size-limit"?: number;
            /**
             * Format: double
             * @description How long a connection to the tenant may keep silent before a request, or leave an answer
             *     unread.
             * @default 75
             */
            "idle-deadline"?: number;
            /**
             * Format: uint
             * @description How many bytes the log keeps, of bodies and all else: paths, headers, claims, notes. Beyond
             *     it the oldest entries are shortened to what tells them from others, and say so.
             * @default 268435456
             */
            "log-body-limit"?: number;
            /**
             * Format: uint
             * @description The largest answer to a callback, a webhook or a load of a module that the tenant reads,
             *     that of a stub or of the server that stands in, and the largest reply that an
             *     [`AppClient`](crate::AppClient) reads, in bytes.
             * @default 16777216
             */
            "reply-size-limit"?: number;
            /**
             * Format: double
             * @description How long a request to the tenant may take to arrive: its head, from the first byte on,
             *     and as long again its body.
             * @default 10
             */
            "request-deadline"?: number;
            /**
             * Format: uint
             * @description The largest request body the tenant reads, in bytes; a larger one is answered 413.
             * @default 5242880
             */
            "request-size-limit"?: number;
            /**
             * Format: double
             * @description How long a poll of an install task waits for its end, so that a quick install is seen by
             *     the first poll of every run. The host answers at once: zero.
             * @default 2
             */
            "task-poll-wait"?: number;
        };
        /** @description The address of the live page. */
        Link: {
            /** @description With a code behind `#link=`, which no server and no log gets to see; without one where no token is needed. */
            url: string;
        };
        /** @description The log as JSON: whole entries, an archive, what a timeline shows, or what is new of it. */
        LogReply: {
            entries: components["schemas"]["Entry"][];
            /**
             * Format: uint32
             * @description For `after`.
             */
            next: number;
        } | {
            log: components["schemas"]["Entry"];
        } | {
            entries: components["schemas"]["Change"][];
            /** @description All there are, with the last of what has changed. */
            lives?: components["schemas"]["Life"][] | null;
            /** @description Whether `count` has kept some back. */
            more: boolean;
            /**
             * Format: uint64
             * @description To ask `since` the next time; it is of this log alone, and whoever has it of another gets everything.
             */
            revision: number;
            /**
             * Format: uint32
             * @description How many entries the whole log has.
             */
            total: number;
        } | components["schemas"]["Entry"][];
        /**
         * @description The status for an app property whose value is too large.
         *
         *     The first variant is the default.
         */
        LongProperty: "forbidden" | "bad-request";
        /** @description A macro on a page, for an app that asks for its body by id. */
        Macro: {
            /**
             * @description What is between its tags.
             * @default
             */
            body?: string;
            id: string;
            name: string;
            /** @default {} */
            parameters?: {
                [key: string]: string;
            };
        };
        /** @description What has a URL of its own at a macro. */
        MacroPart: "editor" | "property-panel" | "image-placeholder";
        /** @description A text to be kept out of the log. */
        Masked: {
            text: string;
        };
        /**
         * Format: int64
         * @description Milliseconds, within bounds that every calendar can take.
         */
        Millis: number;
        /**
         * @description What becomes of the fragment of a module's URL.
         *
         *     The first variant is the default.
         */
        ModuleFragment: "kept" | "dropped";
        /**
         * @description What the comma means in `?moduleKey=a,b`.
         *
         *     The first variant is the default.
         */
        ModuleKeyList: "commas" | "repeated-only";
        Moved: {
            newParent: components["schemas"]["EventPage"];
            oldParent: components["schemas"]["EventPage"];
        };
        /** @description What an app needs to meet tenants at their real names. */
        Network: {
            /** @description Whom the proxy lets an app through to, beside the machine that it is on. */
            allowedHosts: string[];
            /** @description The certificate to trust (PEM). */
            ca: string;
            /** Format: uint16 */
            port: number;
            /** @description For `HTTPS_PROXY`, on the server's own machine. */
            proxyUrl: string;
        };
        /** @description A file for a page; one of the same name gets a new version. */
        NewAttachment: {
            /** @description The bytes in base64. */
            base64?: string | null;
            /** @default  */
            comment?: string;
            fileName: string;
            /**
             * Format: uint64
             * @description The next one of the site without it.
             * @default null
             */
            id?: number | null;
            /** @description That of its name without it. */
            mediaType?: string | null;
            /** @description The bytes, if they are text. */
            text?: string | null;
        };
        /** @description A manifest: as a value, or as a text. */
        NewManifest: {
            /**
             * @description Hosts beyond loopback that the tenant may call from now on.
             * @default []
             */
            allowedTargets?: string[];
            /**
             * @description Where it was deployed to: production without it.
             * @default production
             */
            environment?: components["schemas"]["ForgeEnvironment"];
            /** @default null */
            manifest?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description YAML, as in `manifest.yml`.
             * @default null
             */
            manifestText?: string | null;
            /**
             * @description Base URLs in place of those of the manifest, by the keys of its remotes; they stay for later upgrades.
             * @default {}
             */
            remotes?: {
                [key: string]: string;
            };
            /**
             * @description Values of the variables that it declares under `environment.variables`.
             * @default {}
             */
            variables?: {
                [key: string]: string;
            };
            /**
             * @description Calls are recorded, and nothing is sent.
             * @default false
             */
            withoutBackend?: boolean;
        };
        /** @description A space of the site, or another name for the one of its key. */
        NewSpace: {
            /**
             * Format: uint64
             * @description The next one without it.
             * @default null
             */
            id?: number | null;
            key: string;
            /** @description The key without it. */
            name?: string | null;
            /** @default false */
            personal?: boolean;
        };
        /** @description A tenant to be started. */
        NewTenant: {
            /**
             * @description Names by which it may be called beside `localhost`, addresses in numbers, the public URL's host and names without a dot.
             * @default []
             */
            allowedHosts?: string[];
            /**
             * @description Hosts beyond loopback that it may call, for descriptors and callbacks.
             * @default []
             */
            allowedTargets?: string[];
            /**
             * @description What `mockfluence compare --evidence` found at a site: the tenant answers as that site did, in place of a
             *     host; `settings` count on top of it.
             */
            evidence?: {
                [key: string]: unknown;
            } | null;
            /** @description The base URL of a server that answers what the tenant does not. */
            fallback?: string | null;
            /** @description One of the hosts that `GET /hosts` names; `settings` count on top of it. */
            host?: string | null;
            /** @description The host of a real tenant, as `acme.atlassian.net`: apps find it there by the proxy of the look-alike network. */
            lookAlike?: string | null;
            /** @description It stands in paths. */
            name: string;
            /**
             * Format: uint16
             * @description 0 for a free one.
             * @default 0
             */
            port?: number;
            /** @description The base URL by which apps find the tenant. */
            publicUrl?: string | null;
            /**
             * @description Whether UPM's REST answers although the tenant listens beyond loopback.
             * @default false
             */
            remoteUpm?: boolean;
            /**
             * Format: uint64
             * @description What clientKey and secrets derive from, beside the name; else from what `serve` was given or has drawn.
             */
            seed?: number | null;
            /** @description What differs from the default; `GET /settings` lists them. */
            settings?: {
                [key: string]: unknown;
            } | null;
            /** @description Certificates (PEM) that it trusts when it calls an app at `https://`, beside the public ones. */
            trustCertificates?: string | null;
        };
        /**
         * @description The reply to a call of the dynamic modules resource that brings no usable credential.
         *
         *     The first variant is the default.
         */
        NoCredential: "forbidden" | "unauthorized";
        /** @description A request or a reply without content. */
        Nothing: Record<string, never>;
        /** @description What was asked, and with `status` what the app answered. */
        Opened: {
            /** @description What the app accepted and should have refused. */
            acceptedForgeries: components["schemas"]["AcceptedForgery"][];
            body?: string | null;
            /** @description Of the token. */
            claims?: unknown;
            contentType?: string | null;
            /** @description What the host makes of the answer to a remote condition. */
            shouldDisplay?: boolean | null;
            /** Format: uint16 */
            status?: number | null;
            token?: string | null;
            url: string;
            /** @description What the URL went without, or was given in vain. */
            warnings: components["schemas"]["Warning"][];
        };
        /** @description What is opened, for whom, and how. */
        Opening: {
            /**
             * @description Nobody is logged in.
             * @default false
             */
            anonymous?: boolean;
            /**
             * @description In place of `module`: the blueprint whose context is asked for.
             * @default null
             */
            blueprintContext?: string | null;
            /**
             * @description In place of `module`: the URL of a remote condition.
             * @default null
             */
            condition?: string | null;
            /**
             * @description The token's `context`.
             * @default null
             */
            context?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description The key of a module, static or dynamic.
             * @default null
             */
            module?: string | null;
            /**
             * @description Beside `module`: another part of a macro than what it shows.
             * @default null
             */
            part?: components["schemas"]["MacroPart"] | null;
            /**
             * @description Beside `module`: a macro as `pdf`, `word`, `html_export`.
             * @default null
             */
            renderMode?: string | null;
            /** @default null */
            tamper?: components["schemas"]["Tamper"] | null;
            /**
             * @description The URL and the token, and nothing is sent.
             * @default false
             */
            urlOnly?: boolean;
            /**
             * @description Who looks; the site's administrator without it.
             * @default null
             */
            user?: string | null;
            /**
             * @description Of the module's URL, such as `content.id` and `space.key`.
             * @default {}
             */
            variables?: {
                [key: string]: string;
            };
        };
        /** @description A second tenant that issues the token, with its secret for a genuine one. */
        OtherTenant: {
            "client-key": string;
            "shared-secret"?: string | null;
        };
        /** @description A page, or a blog post. */
        Page: {
            /**
             * @description A blog post, and no page.
             * @default false
             */
            blogPost?: boolean;
            /** @description In storage format. */
            body?: string | null;
            /** @description The account that made it. */
            creator?: string | null;
            /** Format: uint64 */
            id: number;
            /**
             * @description `runbook`, or with a prefix as in `my:favourite`.
             * @default []
             */
            labels?: string[];
            /** @description The account that changed it last. */
            lastModifier?: string | null;
            /**
             * Format: uint64
             * @description The page that it is below.
             * @default null
             */
            parent?: number | null;
            /**
             * Format: uint64
             * @default null
             */
            spaceId?: number | null;
            spaceKey?: string | null;
            spaceName?: string | null;
            title: string;
            /**
             * Format: uint64
             * @default null
             */
            version?: number | null;
        };
        /** @description What the page is answered. */
        PageReply: {
            body: string;
            contentType?: string | null;
            /** @description Where the answer sends it. */
            location?: string | null;
            /** Format: uint16 */
            status: number;
        };
        /** @description By one user, within the app's scopes. */
        PageRequest: {
            /**
             * @description Nobody is logged in.
             * @default false
             */
            anonymous?: boolean;
            /** @default {} */
            headers?: {
                [key: string]: string;
            };
            json?: unknown;
            /** @default GET */
            method?: string;
            /** @description The key of the module whose page asks. */
            module: string;
            /** @description Path and query, below the base URL or with `/wiki`. */
            path: string;
            text?: string | null;
            /** @description Who looks at it; the site's administrator without this. */
            user?: string | null;
        };
        /** @description Null where there is none. */
        PageToken: {
            token?: string | null;
        };
        /** @description Which token of the app's own page. */
        PageTokenFor: {
            /** @default null */
            context?: {
                [key: string]: unknown;
            } | null;
            /** @default context */
            kind?: components["schemas"]["TokenKind"];
            /** @default null */
            tamper?: components["schemas"]["Tamper"] | null;
            /** @default null */
            user?: string | null;
        };
        /**
         * @description Which fields a lifecycle payload has.
         *
         *     The first variant is the default.
         */
        Payload: "captured" | "documented" | "connect-on-forge";
        /** @description Whether somebody may do something with a piece of content. */
        Permission: {
            accountId: string;
            allowed: boolean;
            /** @description The number of a page. */
            contentId: string;
            operation: components["schemas"]["ContentOperation"];
        };
        /** @description What went wrong, and what else helps. */
        Problem: {
            error: string;
            explanation?: string | null;
            /** @description The end of the log. */
            log?: string | null;
            /** @description The host's code. */
            subCode?: string | null;
        };
        /**
         * @description What an uninstall does to the app's properties.
         *
         *     The first variant is the default.
         */
        PropertiesOnUninstall: "kept" | "purged";
        /** @description A content property, as apps store them beside a page. */
        Property: {
            key: string;
            value: unknown;
        };
        /** @description Which entries, and how. */
        Query: {
            /**
             * Format: uint32
             * @description Leaves out so many entries at the beginning.
             * @default null
             */
            after?: number | null;
            /**
             * Format: uint32
             * @description At most so many entries.
             * @default null
             */
            count?: number | null;
            /** @default json */
            format?: components["schemas"]["Format"];
            /**
             * @description Only the exchanges of a filter in words, e.g. `from-app POST /wiki/rest/* 401`.
             * @default null
             */
            only?: string | null;
            /**
             * Format: uint64
             * @description With `format=timeline`, only what was added or has changed after this `revision` of an earlier answer, in the
             *     order of the changes; 0 for all there is.
             * @default null
             */
            since?: number | null;
        };
        /** @description The quiet that is awaited. */
        Quiet: {
            /** @description For how long nothing has to come. */
            quietMillis: components["schemas"]["Timeout"];
            /** @default 5000 */
            timeoutMillis?: components["schemas"]["Timeout"];
        };
        /** @description How long to wait until so many exchanges have come to a hold. */
        Reach: {
            /** @default 5000 */
            timeoutMillis?: components["schemas"]["Timeout"];
            /**
             * Format: uint32
             * @description Those included that went on.
             * @default 1
             */
            times?: number;
        };
        /** @description What goes on: all, and nothing is held any more; or the one that was held first. */
        Release: {
            /** @default false */
            one?: boolean;
        };
        /** @description Another base URL for a site. */
        Rename: {
            /** @description Absolute; ends in /wiki. */
            baseUrl: string;
        };
        /** @description What the apps answered. */
        Renamed: {
            /** @description What apps accepted and should have refused. */
            acceptedForgeries: components["schemas"]["AcceptedForgery"][];
            callbacks: components["schemas"]["Callback"][];
        };
        Reordered: {
            after: components["schemas"]["EventPage"][];
            before: components["schemas"]["EventPage"][];
        };
        /** @description The answer. */
        Respond: {
            /**
             * Format: uint64
             * @default 0
             */
            delayMillis?: number;
            /** @default {} */
            headers?: {
                [key: string]: string;
            };
            /** @default null */
            json?: unknown;
            /**
             * Format: uint16
             * @default 200
             */
            status?: number;
            /** @default null */
            text?: string | null;
        };
        /**
         * @description How a descriptor and a dynamic registration are judged. The default is what the host is
         *     believed to do, except that `http://` base URLs are accepted, because tests run on loopback.
         *
         *     A file writes the names in kebab-case: `{"app-key-length": 80}`.
         *
         *     ```
         *     use mockfluence::descriptor::{Rules, Tolerance};
         *
         *     let rules = Rules::default()
         *         .app_key_length(80)
         *         .name_length(80)
         *         .unknown_properties(Tolerance::Warning);
         *     ```
         */
        Rules: {
            /**
             * @description Absolute URLs where the documentation wants them relative: the host puts the base URL before them.
             * @default warning
             */
            "absolute-module-urls"?: components["schemas"]["Tolerance"];
            /**
             * Format: uint
             * @description The longest app key: 64 is documented, 80 was the limit of the 2016 host.
             * @default 64
             */
            "app-key-length"?: number;
            /**
             * @description Conditions with parameters they cannot use.
             * @default refused
             */
            "condition-parameters"?: components["schemas"]["Tolerance"];
            /**
             * @description Keys named in the descriptor that no module of the app has.
             * @default warning
             */
            "dangling-references"?: components["schemas"]["Tolerance"];
            /**
             * Format: uint
             * @description The longest description: no limit is known, other copies of the schema say 1400.
             * @default null
             */
            "description-length"?: number | null;
            /**
             * @description Does a refusal by the schema list every place, as a host in developer mode does?
             * @default true
             */
            "developer-report"?: boolean;
            /**
             * @description A base URL that ends with a slash, and paths that do not begin with one: the host writes lifecycle paths
             *     behind the base URL with nothing between. Modules have one slash between, whatever either has.
             * @default warning
             */
            "doubtful-slashes"?: components["schemas"]["Tolerance"];
            /**
             * @description The module types that may be registered dynamically.
             * @default arrays
             */
            "dynamic-types"?: components["schemas"]["DynamicTypes"];
            /**
             * @description Locations of other products.
             * @default warning
             */
            "foreign-locations"?: components["schemas"]["Tolerance"];
            /**
             * @description `profilePages`, which Confluence had until 2016.
             * @default refused
             */
            "former-modules"?: components["schemas"]["Tolerance"];
            /**
             * @description Is an `http://` base URL accepted? Only a host in developer mode does.
             * @default true
             */
            "http-base-url"?: boolean;
            /**
             * @description Web items and byline items without `url` whose target is no dialog module: documented as required.
             * @default warning
             */
            "missing-item-url"?: components["schemas"]["Tolerance"];
            /**
             * Format: uint
             * @description The longest app name: no limit is known, other copies of the schema say 80.
             * @default null
             */
            "name-length"?: number | null;
            /**
             * @description Conditions on pages that pages cannot have.
             * @default refused
             */
            "page-conditions"?: components["schemas"]["Tolerance"];
            /**
             * @description Conditions that name a URL, which existed in 2016.
             * @default warning
             */
            "remote-conditions"?: components["schemas"]["Tolerance"];
            /**
             * @description Conditions on items and panels that nobody knows: the 2016 host dropped them.
             * @default warning
             */
            "unknown-conditions"?: components["schemas"]["Tolerance"];
            /**
             * @description Webhook events Confluence never fires.
             * @default warning
             */
            "unknown-events"?: components["schemas"]["Tolerance"];
            /**
             * @description Module types Confluence does not have, so also those of Jira and Bitbucket.
             * @default refused
             */
            "unknown-modules"?: components["schemas"]["Tolerance"];
            /**
             * @description Properties the schema does not know, elsewhere.
             * @default accepted
             */
            "unknown-properties"?: components["schemas"]["Tolerance"];
            /**
             * @description Scopes that do not exist: the schema refuses them, the 2016 parser dropped them silently.
             * @default refused
             */
            "unknown-scopes"?: components["schemas"]["Tolerance"];
            /**
             * @description Properties the schema does not know, at the top level: the official validator warns.
             * @default warning
             */
            "unknown-top-level"?: components["schemas"]["Tolerance"];
            /**
             * @description Must a `vendor` have both `name` and `url`? The documentation says so, the 2016 host does not.
             * @default false
             */
            "vendor-complete"?: boolean;
        };
        /** @description A schedule of the manifest, by its key. */
        RunSchedule: {
            schedule: string;
        };
        /**
         * @description Whether a Connect app gets a new sharedSecret when it moves to Forge. Neither is known.
         *
         *     The first variant is the default.
         */
        SecretOnMove: "kept" | "rotated";
        /**
         * @description Whether an upgrade gives the app a new sharedSecret.
         *
         *     The first variant is the default.
         */
        SecretOnUpgrade: "kept" | "rotated";
        /** @description What the page sends as its bearer token. */
        Session: {
            token: string;
        };
        /** @description One point where hosts differ. */
        Setting: {
            about: string;
            default: unknown;
            /** @description As in a file of settings; below `rules` stand those that judge descriptors. */
            name: string;
            /** @description All it can be, where these are names; empty for numbers, texts, true and false. */
            values: components["schemas"]["Choice"][];
        };
        /**
         * @description The points where real hosts differ, or are not known. The defaults follow the
         *     strongest evidence; `fixtures/fidelity.toml` names it for each.
         *
         *     A setter of a duration panics for more than a hundred years.
         *
         *     A file writes the names in kebab-case, durations in seconds, and is read strictly: a name
         *     that is not there is an error at every depth.
         *
         *     ```
         *     use mockfluence::settings::SecretOnUpgrade;
         *     use mockfluence::{Settings, Tenant};
         *     let settings = Settings::default().secret_on_upgrade(SecretOnUpgrade::Rotated);
         *     let tenant = Tenant::builder().settings(settings).own_thread().start();
         *     ```
         */
        Settings: {
            /**
             * @description The status for calls of an app on Forge after its uninstall.
             * @default unauthorized
             */
            "after-forge-uninstall"?: components["schemas"]["AfterUninstall"];
            /**
             * @description What becomes of a call without a credential to a stubbed path, or one that nothing serves.
             * @default refused
             */
            "anonymous-stubs"?: components["schemas"]["AnonymousStubs"];
            /**
             * @description Whose account an app has that moved to Connect on Forge.
             * @default new
             */
            "app-account-on-forge"?: components["schemas"]["AppAccountOnForge"];
            /**
             * @description The keys of the apps that Atlassian has approved for users' email addresses, which they
             *     ask for beside the scope: none.
             * @default []
             */
            "approved-for-email"?: string[];
            /**
             * Format: uint
             * @description The largest file that may be attached to content, in bytes: 100 MB unless a site sets
             *     another size.
             * @default 104857600
             */
            "attachment-size-limit"?: number;
            /**
             * @description The form of `aud` in the token of an `installed` or `uninstalled`.
             * @default list
             */
            audience?: components["schemas"]["Audience"];
            /**
             * @description How the base URL and what the descriptor puts behind it become one URL.
             * @default host-source
             */
            "base-url-join"?: components["schemas"]["BaseUrlJoin"];
            /**
             * @description What a translation file that cannot be read does.
             * @default leaves-disabled
             */
            "broken-translation"?: components["schemas"]["BrokenTranslation"];
            /**
             * Format: double
             * @description How long the tenant waits for an answer to a callback. 10 s in the host source.
             * @default 10
             */
            "callback-deadline"?: number;
            /**
             * @description The tenant's clientKey, which may be any string: `Confluence:8179004655` and
             *     `jira:12345678` have been seen. A site import gives the tenant a UUID.
             * @default null
             */
            "client-key"?: string | null;
            /**
             * Format: double
             * @description How long the tenant waits for a connection to the app. 3 s in the host source.
             * @default 3
             */
            "connect-deadline"?: number;
            /**
             * Format: double
             * @description `exp - iat` of context tokens: longer than an iframe's, how long is not known.
             * @default 900
             */
            "context-token-lifetime"?: number;
            /**
             * @description What becomes of calls to operations of the REST API v1 that are deprecated for v2.
             * @default served
             */
            "deprecated-v1"?: components["schemas"]["DeprecatedV1"];
            /**
             * @description From which ports the tenant fetches a descriptor.
             * @default any
             */
            "descriptor-ports"?: components["schemas"]["DescriptorPorts"];
            /**
             * @description Whether apps may be installed from a descriptor's URL over UPM's REST: development mode.
             * @default true
             */
            "developer-mode"?: boolean;
            /**
             * @description The site's custom domain: the `displayUrl` of its payloads, while `baseUrl` stays.
             * @default null
             */
            "display-url"?: string | null;
            /**
             * @description What happens to a call that the app makes while `installed` is unanswered.
             * @default refused
             */
            "during-installed"?: components["schemas"]["DuringInstalled"];
            /**
             * Format: uint
             * @description How many modules one installation may register dynamically, over all types. 100; it was
             *     10 in 2019.
             * @default 100
             */
            "dynamic-module-limit"?: number;
            /**
             * Format: double
             * @description How long an app on Forge has for an event or a schedule. 5 s, as documented.
             * @default 5
             */
            "event-deadline"?: number;
            /**
             * @description What the body of an event of Forge's is wrapped in, and so where `retryContext` stands.
             * @default none
             */
            "event-envelope"?: components["schemas"]["EventEnvelope"];
            /**
             * Format: double
             * @description How long after its install the calls of an app on Forge are refused, as its permissions are not
             *     granted yet: the lag that the documentation tells of. On the tenant's clock.
             * @default 0
             */
            "forge-access-lag"?: number;
            /**
             * @description What becomes of an app on Forge when its site is imported, or made anew.
             * @default removed
             */
            "forge-after-recovery"?: components["schemas"]["ForgeAfterRecovery"];
            /**
             * @description The contract of Forge Remote: what an invocation token says, by date.
             * @default 2026-08
             */
            "forge-contract"?: components["schemas"]["ForgeContract"];
            /**
             * @description Where the list of an app's dynamic modules on Forge says that there is more of it.
             * @default array
             */
            "forge-module-page"?: components["schemas"]["ForgeModulePage"];
            /**
             * @description What becomes of the dynamic modules on Forge with a reinstall.
             * @default gone
             */
            "forge-modules-on-reinstall"?: components["schemas"]["ForgeModulesOnReinstall"];
            /**
             * @description The order of `preUninstall` and of the `uninstalled` of the Connect half.
             * @default pre-uninstall-first
             */
            "forge-uninstall-order"?: components["schemas"]["ForgeUninstallOrder"];
            /**
             * @description What a base URL that the site had before a rename answers.
             * @default redirects
             */
            "former-address"?: components["schemas"]["FormerAddress"];
            /**
             * @description What becomes of a GET or HEAD that has a body.
             * @default refused
             */
            "get-with-body"?: components["schemas"]["GetWithBody"];
            /**
             * @description How the path of a request to the app goes into its qsh: decoded (the host), or raw.
             * @default decoded
             */
            "host-path"?: components["schemas"]["HostPath"];
            /**
             * Format: double
             * @description `exp - iat` of the tokens of page and iframe loads. 900 s, captured in 2025; it was 180 s in
             *     2016.
             * @default 900
             */
            "iframe-token-lifetime"?: number;
            /**
             * @description The ids of the install keys: of the first, and of those after each rotation. They may
             *     hold slashes. A key that has none here has the UUID of an embedded one.
             * @default []
             */
            "install-key-ids"?: string[];
            /**
             * @description Whether the `installed` of a site rename has the `installationId` of an app that moved to
             *     Connect on Forge; a bug report tells of one that had not.
             * @default true
             */
            "installation-id-on-rename"?: boolean;
            /**
             * @description Which statuses count as an accepted `installed`.
             * @default host-source
             */
            "installed-success"?: components["schemas"]["InstalledSuccess"];
            /**
             * Format: double
             * @description How long a remote has for a call of a page or a function of its app. 25 s, as documented.
             * @default 25
             */
            "invoke-deadline"?: number;
            /**
             * @description Which fields `avi:forge:installed:app` and `avi:forge:upgraded:app` have.
             * @default seen
             */
            "lifecycle-event-fields"?: components["schemas"]["LifecycleEventFields"];
            /**
             * @description What lifecycle requests carry in their query.
             * @default none
             */
            "lifecycle-query"?: components["schemas"]["LifecycleQuery"];
            /**
             * Format: double
             * @description `exp - iat` of lifecycle tokens. 900 s, captured in 2021; it was 180 s in 2016.
             * @default 900
             */
            "lifecycle-token-lifetime"?: number;
            /**
             * @description What a list of the REST API v2 does with a `limit` above its maximum.
             * @default refused
             */
            "limit-above-maximum"?: components["schemas"]["LimitAboveMaximum"];
            /**
             * @description The limits of this crate's own, which no host has.
             * @default {
             *       "access-tokens": 10000,
             *       "attachments-size-limit": 268435456,
             *       "client-deadline": 30,
             *       "descriptor-size-limit": 5242880,
             *       "idle-deadline": 75,
             *       "log-body-limit": 268435456,
             *       "reply-size-limit": 16777216,
             *       "request-deadline": 10,
             *       "request-size-limit": 5242880,
             *       "task-poll-wait": 2
             *     }
             */
            limits?: components["schemas"]["Limits"];
            /**
             * @description The site's locale, which picks the translation file.
             * @default en_US
             */
            locale?: string;
            /**
             * @description The status for an app property whose value is too large.
             * @default forbidden
             */
            "long-property"?: components["schemas"]["LongProperty"];
            /**
             * Format: double
             * @description How long the deletion of a space takes, on the tenant's clock: no time at all.
             * @default 0
             */
            "long-task-duration"?: number;
            /**
             * Format: double
             * @description How long a dynamic module is registered, and listed, before users see it: the lag that a
             *     bug report tells of. On the tenant's clock; asked for by `effective_module_keys`.
             * @default 0
             */
            "module-effective-after"?: number;
            /**
             * @description What becomes of the fragment of a module's URL.
             * @default kept
             */
            "module-fragment"?: components["schemas"]["ModuleFragment"];
            /**
             * @description What the comma means in `?moduleKey=a,b`.
             * @default commas
             */
            "module-key-list"?: components["schemas"]["ModuleKeyList"];
            /**
             * @description The reply to a call without a usable credential.
             * @default forbidden
             */
            "no-credential"?: components["schemas"]["NoCredential"];
            /**
             * @description Which fields a lifecycle payload has.
             * @default captured
             */
            payload?: components["schemas"]["Payload"];
            /**
             * @description Fields of every lifecycle payload that are there besides, have another value, or, where it
             *     is null, are not there.
             * @default {}
             */
            "payload-fields"?: {
                [key: string]: unknown;
            };
            /**
             * Format: double
             * @description How long an uninstall waits for `preUninstall`. 55 s, as documented for functions; of a remote nothing is
             *     said.
             * @default 55
             */
            "pre-uninstall-deadline"?: number;
            /**
             * @description What an uninstall does to the app's properties.
             * @default kept
             */
            "properties-on-uninstall"?: components["schemas"]["PropertiesOnUninstall"];
            /**
             * Format: uint
             * @description How many properties an app may store.
             * @default 100
             */
            "property-limit"?: number;
            /**
             * @description Whether, once the limit is reached, an update of a known key is refused too, as in the
             *     host source.
             * @default false
             */
            "property-limit-counts-updates"?: boolean;
            /**
             * @description The region of the tenant; a descriptor's `regionBaseUrls` entry for it is used instead of
             *     its `baseUrl`.
             * @default null
             */
            region?: string | null;
            /**
             * @description How descriptors and dynamic modules are judged.
             * @default {
             *       "absolute-module-urls": "warning",
             *       "app-key-length": 64,
             *       "condition-parameters": "refused",
             *       "dangling-references": "warning",
             *       "description-length": null,
             *       "developer-report": true,
             *       "doubtful-slashes": "warning",
             *       "dynamic-types": "arrays",
             *       "foreign-locations": "warning",
             *       "former-modules": "refused",
             *       "http-base-url": true,
             *       "missing-item-url": "warning",
             *       "name-length": null,
             *       "page-conditions": "refused",
             *       "remote-conditions": "warning",
             *       "unknown-conditions": "warning",
             *       "unknown-events": "warning",
             *       "unknown-modules": "refused",
             *       "unknown-properties": "accepted",
             *       "unknown-scopes": "refused",
             *       "unknown-top-level": "warning",
             *       "vendor-complete": false
             *     }
             */
            rules?: components["schemas"]["Rules"];
            /**
             * @description Whether calls are checked against the app's scopes.
             * @default true
             */
            "scopes-checked"?: boolean;
            /**
             * @description Whether a move to Forge brings a new sharedSecret.
             * @default kept
             */
            "secret-on-move"?: components["schemas"]["SecretOnMove"];
            /**
             * @description Whether an upgrade gives the app a new sharedSecret.
             * @default kept
             */
            "secret-on-upgrade"?: components["schemas"]["SecretOnUpgrade"];
            /**
             * @description How lifecycle callbacks are signed.
             * @default signed-install
             */
            signing?: components["schemas"]["Signing"];
            /**
             * @description What `/_edge/tenant_info` says of the site.
             * @default served
             */
            "tenant-info"?: components["schemas"]["TenantInfo"];
            /**
             * @description Where the app may put its token.
             * @default header
             */
            "token-place"?: components["schemas"]["TokenPlace"];
            /**
             * @description What the body of a refused token says.
             * @default texts
             */
            "token-refusal"?: components["schemas"]["TokenRefusal"];
            /**
             * @description What the invocation token of an event calls the type of its module.
             * @default core-trigger
             */
            "trigger-module-type"?: components["schemas"]["TriggerModuleType"];
            /**
             * @description The order of the two callbacks of an uninstall.
             * @default disabled-first
             */
            "uninstall-order"?: components["schemas"]["UninstallOrder"];
            /**
             * @description Whether an app that leaves Connect by its move is sent `uninstalled`.
             * @default not-sent
             */
            "uninstalled-on-move"?: components["schemas"]["UninstalledOnMove"];
            /**
             * @description Whether two apps of a site may not have one base URL. The documentation asks for it;
             *     whether today's host does is not known.
             * @default false
             */
            "unique-base-url"?: boolean;
            /**
             * @description Whether two apps of a site may not have a macro of one key or alias, as announced in
             *     2021.
             * @default true
             */
            "unique-macro-names"?: boolean;
            /**
             * @description What users see of a name whose i18n key has no translation.
             * @default value
             */
            "unresolved-name"?: components["schemas"]["UnresolvedName"];
            /**
             * @description What a call to content says that its account may see but not change.
             * @default forbidden
             */
            "unwritable-content"?: components["schemas"]["UnwritableContent"];
            /**
             * @description How long an access token that stands for a user is good.
             * @default end-with-installation
             */
            "user-tokens"?: components["schemas"]["UserTokens"];
            /**
             * @description What the `id` of content in a webhook is.
             * @default number
             */
            "webhook-ids"?: components["schemas"]["WebhookIds"];
            /**
             * @description What webhooks carry in their query.
             * @default licence
             */
            "webhook-query"?: components["schemas"]["WebhookQuery"];
            /**
             * Format: double
             * @description `exp - iat` of the tokens of webhooks and other requests that the host itself sends. 180 s
             *     in the host source.
             * @default 180
             */
            "webhook-token-lifetime"?: number;
            /**
             * @description What an app's call is worth while the app is disabled.
             * @default anonymous
             */
            "while-disabled"?: components["schemas"]["WhileDisabled"];
        };
        /** @description A page as it stands. */
        ShownPage: {
            /** @description In storage format. */
            body: string;
            /** Format: uint64 */
            id: number;
            title: string;
            /** Format: uint64 */
            version: number;
        };
        /**
         * @description How lifecycle callbacks are signed.
         *
         *     The first variant is the default.
         */
        Signing: "signed-install" | "legacy";
        /** @description `users`, `spaces`, `content` and `denied`, as `mockfluence site sample` shows them. */
        SiteFile: {
            [key: string]: unknown;
        };
        SlowBody: {
            /** Format: uint32 */
            bytes: number;
            /** Format: uint64 */
            pause: number;
        };
        /** @description A descriptor: by its URL, as a value, or as a text. */
        Source: {
            /**
             * @description Hosts beyond loopback that the tenant may call from now on, for the descriptor and for callbacks.
             * @default []
             */
            allowedTargets?: string[];
            /**
             * @description In place of the descriptor's own; it stays for later upgrades.
             * @default null
             */
            baseUrl?: string | null;
            /** @default null */
            descriptor?: {
                [key: string]: unknown;
            } | null;
            /**
             * @description Beside `descriptorText`: the file that you have read it from, which `mockfluence upgrade` reads again.
             * @default null
             */
            descriptorFile?: string | null;
            /**
             * @description Exactly as an app would serve it, well-formed or not.
             * @default null
             */
            descriptorText?: string | null;
            /**
             * @description Read by the tenant, as the host does.
             * @default null
             */
            descriptorUrl?: string | null;
            /**
             * @description Callbacks are recorded, and nothing is sent.
             * @default false
             */
            withoutBackend?: boolean;
        };
        Space: {
            /** Format: uint64 */
            id: number;
            key: string;
            name: string;
            /**
             * @description Somebody's own.
             * @default false
             */
            personal?: boolean;
        };
        Spaces: {
            spaces: components["schemas"]["Space"][];
        };
        /** @description Where an app stands on the tenant. */
        Status: "installing" | "enabled" | "disabled" | "uninstalled";
        Stub: {
            /** @description How often it has to be asked; any number of times without it. */
            expect?: components["schemas"]["Times"] | null;
            /** @default {} */
            headers?: {
                [key: string]: string;
            };
            /** @default GET */
            method?: string;
            /** @description The whole path, with /wiki; a final * stands for any rest. */
            path: string;
            /** @default {} */
            query?: {
                [key: string]: string;
            };
            /**
             * @default {
             *       "delayMillis": 0,
             *       "headers": {},
             *       "json": null,
             *       "status": 200,
             *       "text": null
             *     }
             */
            respond?: components["schemas"]["Respond"];
        };
        /** @description Whether each stub was asked as often as it expects. */
        StubReport: {
            report?: string | null;
            satisfied: boolean;
        };
        /** @description What is wrong with a token that an app must refuse. */
        Tamper: ("unsigned" | "garbage" | "wrong-signature" | "changed-claims" | "none-algorithm" | "wrong-key" | "unknown-kid" | "no-kid" | "public-key-as-secret" | "expired" | "not-yet-valid" | "no-expiry" | "unknown-issuer" | "no-issuer" | "wrong-audience" | "no-audience" | "wrong-qsh" | "no-qsh" | "context-qsh" | "replayed" | "in-query" | "other-app" | "forge-context-token" | "connect-token" | "invocation-token" | "mixed-installations" | "mixed-sites" | "no-installation" | "dangerous-label") | {
            "other-tenant": components["schemas"]["OtherTenant"];
        };
        /** @description A tenant as it is now. */
        Tenant: {
            /** @description The account of the site's administrator. */
            admin: string;
            /** @description The keys of the installed apps. */
            apps: string[];
            /** @description Where apps ask for tokens to act as a user. */
            authorizationServer: string;
            baseUrl: string;
            clientKey: string;
            /** @description What `/_edge/tenant_info` tells. */
            cloudId: string;
            /** @description Below which a Forge app calls the REST API, as its invocation tokens say. */
            gatewayUrl: string;
            /** @description Where the public keys of Forge's invocation tokens are, as a JSON Web Key Set. */
            jwksUrl: string;
            keysUrl: string;
            name: string;
            /** Format: uint16 */
            port: number;
        };
        /**
         * @description What `/_edge/tenant_info` says of the site.
         *
         *     The first variant is the default.
         */
        TenantInfo: "served" | "site-gone";
        /** @description By name. */
        Tenants: {
            tenants: components["schemas"]["Tenant"][];
        };
        /**
         * Format: uint64
         * @description Milliseconds to wait, at most a minute; five seconds unless it is said.
         */
        Timeout: number;
        /** @description So often exactly, or at least and at most. */
        Times: number | components["schemas"]["Between"];
        Token: {
            /** @description The value for the header `Authorization`. */
            authorization: string;
            token: string;
        };
        /** @description A request that the tester sends in the app's place. */
        TokenFor: {
            method: string;
            /** @description Path and query, below the base URL or with `/wiki`. */
            path: string;
            /** @description This query string hash instead of the right one. */
            qsh?: string | null;
            /** @description Signs with this secret instead of the app's. */
            secret?: string | null;
        };
        TokenKind: "context" | "session";
        /**
         * @description Where the app may put its token.
         *
         *     The first variant is the default.
         */
        TokenPlace: "header" | "header-or-query";
        /**
         * @description What the body of a refused token says.
         *
         *     The first variant is the default.
         */
        TokenRefusal: "texts" | "silent";
        /** @description What happens to something the host may or may not take. */
        Tolerance: "accepted" | "warning" | "refused";
        /** @description What a token that goes with an event calls the type of its module. */
        TriggerModuleType: "core-trigger" | "core-endpoint";
        /**
         * @description The order of the two callbacks of an uninstall.
         *
         *     The first variant is the default.
         */
        UninstallOrder: "disabled-first" | "uninstalled-first" | "parallel";
        /**
         * @description Whether a Connect app of which nothing is left after its move is sent `uninstalled`. Neither is known.
         *
         *     The first variant is the default.
         */
        UninstalledOnMove: "not-sent" | "sent";
        /**
         * @description What users see of a name whose i18n key has no translation.
         *
         *     The first variant is the default.
         */
        UnresolvedName: "value" | "i18n-key";
        /**
         * @description What a call to content says that its account may see but not change.
         *
         *     The first variant is the default.
         */
        UnwritableContent: "forbidden" | "not-found";
        /** @description What an upgrade did. */
        Upgraded: {
            app: components["schemas"]["App"];
            /** @description The keys that were dynamic and are static now. */
            conflicts: string[];
            /** @description The dynamic modules that it removed; the app hears nothing of it. */
            removedModules: string[];
        };
        /**
         * @description A person, or an app, with an account on the site.
         *
         *     ```
         *     use mockfluence::{Tenant, User};
         *     let tenant = Tenant::start_blocking();
         *     tenant.add_user(User::new("712020:alice").name("Alice").admin());
         *     ```
         */
        User: {
            accountId: string;
            /** @default false */
            admin?: boolean;
            /** @default  */
            displayName?: string;
            /** @default  */
            email?: string;
            groups?: string[];
            /** @default false */
            inactive?: boolean;
        };
        /**
         * @description How long an access token that stands for a user is good.
         *
         *     The first variant is the default.
         */
        UserTokens: "end-with-installation" | "until-they-expire";
        /** @description Something about a load or an event that may not have been meant. */
        Warning: {
            /**
             * @description `missing-variable`, `unused-variable`, `variable-in-cacheable` or `not-shown`; of an event
             *     `nobody-listens` or `no-such-content`.
             */
            kind: string;
            /** @description The variable, or the condition; the event, or the content's id. */
            name: string;
            /** @description The same in words. */
            text: string;
        };
        /**
         * @description What the `id` of content in a webhook is.
         *
         *     The first variant is the default.
         */
        WebhookIds: "number" | "text";
        /**
         * @description What webhooks carry in their query.
         *
         *     The first variant is the default.
         */
        WebhookQuery: "licence" | "user";
        /**
         * @description What an app's call is worth while the app is disabled.
         *
         *     The first variant is the default.
         */
        WhileDisabled: "anonymous" | "served";
        With: {
            status: components["schemas"]["Answer"];
        } | {
            delay: components["schemas"]["Delay"];
        } | {
            "slow-body": components["schemas"]["SlowBody"];
        } | {
            "other-tenant": components["schemas"]["OtherTenant"];
        };
    };
    responses: {
        /** @description Why not. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    livePage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    listForgeries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forgeries"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    listHosts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hosts"];
                };
            };
        };
    };
    liveLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
        };
    };
    liveSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Code"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    showNetwork: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Network"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
        };
    };
    listSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllSettings"];
                };
            };
        };
    };
    listTenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenants"];
                };
            };
        };
    };
    startTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    showTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    stopTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listApps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Apps"];
                };
            };
        };
    };
    installApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Source"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
        };
    };
    showApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
        };
    };
    disableApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackReport"];
                };
            };
        };
    };
    enableApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackReport"];
                };
            };
        };
    };
    setLicence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LicenceChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
        };
    };
    waitForModules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AwaitedModules"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    moveToForge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewManifest"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeApp"];
                };
            };
        };
    };
    open: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Opening"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opened"];
                };
            };
        };
    };
    askAsPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PageRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageReply"];
                };
            };
        };
    };
    pageToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PageTokenFor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageToken"];
                };
            };
        };
    };
    repeatInstalled: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
        };
    };
    rotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["App"];
                };
            };
        };
    };
    token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenFor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
        };
    };
    uninstallApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallbackReport"];
                };
            };
        };
    };
    upgradeApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Source"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upgraded"];
                };
            };
        };
    };
    showClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
        };
    };
    setClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
        };
    };
    endConnect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    fire: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Event"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deliveries"];
                };
            };
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Faults"];
                };
            };
        };
    };
    injectFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fault"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Id"];
                };
            };
        };
    };
    clearFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    removeFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listForgeApps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeApps"];
                };
            };
        };
    };
    installForgeApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewManifest"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeApp"];
                };
            };
        };
    };
    showForgeApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeApp"];
                };
            };
        };
    };
    changeInstallationId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeApp"];
                };
            };
        };
    };
    invoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Invocation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invoked"];
                };
            };
        };
    };
    setForgeLicence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LicenceChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeApp"];
                };
            };
        };
    };
    retryEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeApp"];
                };
            };
        };
    };
    runSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunSchedule"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeCalls"];
                };
            };
        };
    };
    takeForgeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ForgeTokenFor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeToken"];
                };
            };
        };
    };
    uninstallForgeApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeCalls"];
                };
            };
        };
    };
    upgradeForgeApp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                app: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewManifest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ForgeUpgraded"];
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Holds"];
                };
            };
        };
    };
    hold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Filter"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Id"];
                };
            };
        };
    };
    reach: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Reach"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Release"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    importSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
        };
    };
    showLeftOver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeftOver"];
                };
            };
        };
    };
    log: {
        parameters: {
            query?: {
                /** @description Leaves out so many entries at the beginning. */
                after?: number;
                /** @description At most so many entries. */
                count?: number;
                format?: components["schemas"]["Format"];
                /** @description Only the exchanges of a filter in words, e.g. `from-app POST /wiki/rest/* 401`. */
                only?: string;
                /**
                 * @description With `format=timeline`, only what was added or has changed after this `revision` of an earlier answer, in the
                 *     order of the changes; 0 for all there is.
                 */
                since?: number;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogReply"];
                    "text/html": string;
                    "text/plain": string;
                };
            };
        };
    };
    waitForQuiet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Quiet"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    wait: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Awaited"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Came"];
                };
            };
        };
    };
    mask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Masked"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    addPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Page"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    showPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownPage"];
                };
            };
        };
    };
    listAttachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachments"];
                };
            };
        };
    };
    addAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAttachment"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment2"];
                };
            };
        };
    };
    addComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Comment"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    addMacro: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Macro"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    addProperty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Property"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    setPermission: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Permission"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    recreateSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
        };
    };
    renameSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rename"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Renamed"];
                };
            };
        };
    };
    rotateInstallKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateInvocationKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    showSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
        };
    };
    exportSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteFile"];
                };
            };
        };
    };
    addSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SiteFile"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listSpaces: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spaces"];
                };
            };
        };
    };
    addSpace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSpace"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    stub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stub"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    clearStubs: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    stubReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StubReport"];
                };
            };
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["User"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
